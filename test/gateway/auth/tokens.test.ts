import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { CompactSign, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { mintToken, type GatewayConfig } from '../../../src/gateway/index.js';
import { keepSecret, PAGE, SECRET, SESSIONS, setup, START, testNothingSecretLeft, type Setup } from '../setup.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const BOARD = '/boards/gs_demo?limit=1';

/** A token made by hand: every claim of a good one, signed by `secret`, with what is changed. */
async function forge(
  { clock }: Setup,
  change: Record<string, unknown> = {},
  secret = SECRET,
  header = {},
): Promise<string> {
  const iat = Math.floor(clock.now() / 1000);
  const claims = {
    sub: 'pl_you',
    scp: ['scores.read', 'sessions.read'],
    org: [PAGE],
    jti: 'a',
    iat,
    exp: iat + 600,
    ...change,
  };
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', ...header }).sign(bytes(secret));
}

async function refused(it: Setup, token: string, code = 'unauthorized', status = 401): Promise<void> {
  const answer = await it.ask(BOARD, { token });
  assert.deepEqual([answer.status, answer.code], [status, code], answer.text);
  assert.equal(it.sent.length, 0, 'nothing was asked upstream');
}

test('a good token is accepted, and remembered until it expires', async () => {
  const it = setup();
  const token = await it.token();
  assert.equal((await it.ask(BOARD, { token })).status, 200);
  assert.equal((await it.ask(BOARD, { token })).status, 200);
  await it.clock.advance(14 * 60_000);
  assert.equal((await it.ask(BOARD, { token })).status, 200);
  await it.clock.advance(2 * 60_000);
  assert.equal((await it.ask(BOARD, { token })).code, 'expired');
});

test('mintToken answers when the token expires, never later than in 15 minutes', async () => {
  const it = setup();
  const { expiresAt } = await mintToken(it.config, { scp: ['scores.read'], ttl: 86_400 }, it.clock);
  assert.equal(Date.parse(expiresAt) - it.clock.now(), 900_000);
});

test('mintToken refuses scopes that do not exist', async () => {
  const it = setup();
  await assert.rejects(mintToken(it.config, { scp: ['everything' as 'scores.read'] }), /everything is none of/);
});

test('no token: 401 and word that a bearer token is wanted', async () => {
  const it = setup();
  const answer = await it.ask(BOARD);
  assert.equal(answer.code, 'unauthorized');
  assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
  assert.equal(answer.headers.get('cache-control'), 'no-store');
});

test('forged: a changed payload under an old signature is refused', async () => {
  const it = setup();
  const [header, , signature] = (await forge(it)).split('.');
  const [, payload] = (await forge(it, { sub: 'pl_other' })).split('.');
  await refused(it, `${header}.${payload}.${signature}`);
});

test('other secret: refused', async () => {
  const it = setup();
  await refused(it, await forge(it, {}, 'another-secret-0123456789-0123456789'));
});

test('expired: refused as expired, so that the page knows to renew', async () => {
  const it = setup();
  const now = it.clock.now() / 1000;
  await refused(it, await forge(it, { iat: now - 700, exp: now - 100 }), 'expired');
});

test('clock skew: 20 seconds either way are forgiven', async () => {
  const it = setup();
  const now = it.clock.now() / 1000;
  assert.equal(
    (await it.ask(BOARD, { token: await forge(it, { iat: now + 20, nbf: now + 20, exp: now + 600 }) })).status,
    200,
  );
  assert.equal((await it.ask(BOARD, { token: await forge(it, { iat: now - 600, exp: now - 20 }) })).status, 200);
});

test('not yet valid: refused', async () => {
  const it = setup();
  await refused(it, await forge(it, { nbf: it.clock.now() / 1000 + 300 }));
});

test('issued in the future: refused', async () => {
  const it = setup();
  const now = it.clock.now() / 1000;
  await refused(it, await forge(it, { iat: now + 300, exp: now + 600 }));
});

test('a token that lives for a year is refused although its signature is good', async () => {
  const it = setup();
  await refused(it, await forge(it, { exp: it.clock.now() / 1000 + 31_536_000 }));
});

test('no exp, no iat, no jti, no scp: refused', async () => {
  const it = setup();
  for (const missing of ['exp', 'iat', 'jti', 'scp']) await refused(it, await forge(it, { [missing]: undefined }));
});

test('alg none: refused', async () => {
  const it = setup();
  await refused(it, `${new UnsecuredJWT({ sub: 'pl_you', scp: ['scores.read'] }).encode()}x`);
  await refused(it, new UnsecuredJWT({ sub: 'pl_you', scp: ['scores.read'] }).encode());
});

test('alg tricks: another HMAC than the agreed one is refused', async () => {
  const it = setup();
  const token = await new SignJWT({ scp: ['scores.read'], jti: 'a' })
    .setProtectedHeader({ alg: 'HS512' })
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(bytes(SECRET.repeat(2)));
  await refused(it, token);
});

test('alg tricks: a public key is no HMAC secret', async () => {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = await exportJWK(publicKey);
  const it = setup({ tokens: { keys: [{ kid: 'ed', jwk }] } });
  for (const secret of [jwk.x ?? '', JSON.stringify(jwk)])
    await refused(it, await forge(it, {}, secret, { kid: 'ed' }));
  const iat = Math.floor(it.clock.now() / 1000);
  const good = await new SignJWT({ scp: ['scores.read'], org: [PAGE], jti: 'a', iat, exp: iat + 60 })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'ed' })
    .sign(privateKey);
  assert.equal((await it.ask(BOARD, { token: good })).status, 200);
});

test('crit, unknown kid and a key in the header are refused', async () => {
  const it = setup({ tokens: { keys: [{ kid: 'one', secret: SECRET }] } });
  await refused(it, await forge(it, {}, SECRET, { kid: 'two' }));
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const inHeader = await new SignJWT({ scp: ['scores.read'], jti: 'a' })
    .setProtectedHeader({ alg: 'EdDSA', jwk: await exportJWK(publicKey) })
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey);
  await refused(it, inHeader);
  const crit = await new CompactSign(bytes('{}'))
    .setProtectedHeader({ alg: 'HS256', kid: 'one', crit: ['x'], x: 1 })
    .sign(bytes(SECRET), { crit: { x: false } });
  await refused(it, crit);
});

test('rotation: tokens of the old and of the new key are accepted, new ones are signed by the first', async () => {
  const old = 'an-older-secret-0123456789-0123456789';
  keepSecret(old);
  const it = setup({
    tokens: {
      keys: [
        { kid: 'new', secret: SECRET },
        { kid: 'old', secret: old },
      ],
    },
  });
  assert.equal((await it.ask(BOARD, { token: await forge(it, {}, old, { kid: 'old' }) })).status, 200);
  assert.equal((await it.ask(BOARD, { token: await it.token() })).status, 200);
  assert.match(atob((await it.token()).split('.')[0] ?? ''), /"kid":"new"/);
});

test('EdDSA: a gateway with only the public key accepts what the page server signed with the private one', async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = await exportJWK(privateKey);
  keepSecret(jwk.d ?? '');
  const signer: Pick<GatewayConfig, 'tokens' | 'origins'> = { origins: [PAGE], tokens: { keys: [{ kid: 'ed', jwk }] } };
  const { d: _, ...open } = jwk;
  const it = setup({ tokens: { keys: [{ kid: 'ed', jwk: open }] } });
  const { token } = await mintToken(signer, { scp: ['scores.read'] }, it.clock);
  assert.equal((await it.ask(BOARD, { token })).status, 200);
});

test('1 MB of token, and other things that are no token, are refused at once', async () => {
  const it = setup();
  for (const token of [
    'a'.repeat(1 << 20),
    `${'a'.repeat(1 << 19)}.b.${'c'.repeat(1 << 19)}`,
    'a.b',
    'a.b.c',
    '..',
    'null',
    '%00',
    `${await forge(it)}.x`,
  ]) {
    await refused(it, token);
  }
  const basic = await it.ask(BOARD, { headers: { authorization: 'Basic cGxfeW91Og==' } });
  assert.equal(basic.code, 'unauthorized');
});

test('revoked by jti: refused, also after it was remembered', async () => {
  const revoked = new Set<string>();
  const it = setup({ tokens: { secret: SECRET, revoked: (jti) => revoked.has(jti) } });
  const token = await it.token({ jti: 'leaked' });
  assert.equal((await it.ask(BOARD, { token })).status, 200);
  revoked.add('leaked');
  assert.equal((await it.ask(BOARD, { token })).code, 'unauthorized');
  const listed = setup({ tokens: { secret: SECRET, revoked: ['leaked'] } });
  await refused(listed, await listed.token({ jti: 'leaked' }));
});

test('wrong origin: a token of one page is of no use on another, replayed or not', async () => {
  const other = 'https://other.example.com';
  const it = setup({ origins: [PAGE, other] });
  const token = await it.token({ org: [PAGE] });
  assert.equal((await it.ask(BOARD, { token })).status, 200);
  const replayed = await it.ask(BOARD, { token, origin: other });
  assert.deepEqual([replayed.status, replayed.code], [403, 'forbidden']);
});

test('origins that look alike, null, and none are all refused', async () => {
  const it = setup();
  const token = await it.token();
  const alike = [
    'https://lobby.example.com.evil.test',
    'https://evil-lobby.example.com',
    'https://lobby.example.com:444',
    'http://lobby.example.com',
    'https://LOBBY.example.com',
    'https://lobby.example.com/',
    'https://lobby.example.com@evil.test',
    'null',
    'file://',
    'https://lobbyXexample.com',
  ];
  for (const origin of [...alike, null]) {
    const answer = await it.ask(BOARD, { token, origin });
    assert.deepEqual([origin, answer.status, answer.code], [origin, 403, 'forbidden']);
    assert.equal(answer.headers.get('access-control-allow-origin'), null);
    assert.equal(answer.headers.get('vary'), 'Origin');
  }
});

test('a page on the gateway’s own origin needs no Origin header, which browsers leave out there', async () => {
  const own = 'https://gateway.example';
  const it = setup({ origins: [own] });
  const headers = { 'sec-fetch-site': 'same-origin' };
  assert.equal((await it.ask(BOARD, { token: await it.token(), origin: null, headers })).status, 200);
  const elsewhere = await it.token({ org: ['https://elsewhere.example'] });
  assert.equal((await it.ask(BOARD, { token: elsewhere, origin: null, headers })).status, 403);
});

test('a token minted for no page at all works without Origin', async () => {
  const it = setup();
  assert.equal((await it.ask(BOARD, { token: await it.token({ org: false }), origin: null })).status, 200);
});

test('a token does what its scopes say and nothing else', async () => {
  const it = setup();
  const token = await it.token({ scp: ['scores.read'] });
  const tries: [string, string, unknown?][] = [
    ['GET', SESSIONS],
    ['POST', SESSIONS, {}],
    ['GET', `${SESSIONS}/gs_demo`],
    ['POST', `${SESSIONS}/gs_demo/players`, {}],
    ['PATCH', `${SESSIONS}/gs_demo/players/pl_you`, { score: 1 }],
    ['GET', '/iplaygames/api/v1/games'],
    ['POST', START, { game_id: 101 }],
    ['POST', '/iplaygames/api/v1/multi-sessions/start', {}],
    ['GET', '/vaix/api/casino/game_sessions/latest'],
  ];
  for (const [method, path, body] of tries) {
    const answer = await it.ask(path, { method, body, token });
    assert.deepEqual([method, path, answer.status, answer.code], [method, path, 403, 'forbidden']);
  }
  assert.equal(it.sent.length, 0);
});

test('a token without a player cannot act for one', async () => {
  const it = setup();
  const token = await it.token({ sub: undefined });
  assert.equal((await it.ask(START, { method: 'POST', body: { game_id: 101 }, token })).code, 'forbidden');
  assert.equal((await it.ask(`${SESSIONS}/gs_demo/players`, { method: 'POST', body: {}, token })).code, 'forbidden');
});

test('wrong player: nobody writes another player’s score', async () => {
  const it = setup();
  const answer = await it.ask(`${SESSIONS}/gs_demo/players/pl_001`, {
    method: 'PATCH',
    body: { score: 1e9 },
    token: await it.token(),
  });
  assert.deepEqual([answer.status, answer.code], [403, 'forbidden']);
  assert.equal(it.sent.length, 0);
});

test('res limits a token to its sessions, in lists too', async () => {
  const it = setup();
  const token = await it.token({ res: ['gs_done'] });
  assert.equal((await it.ask(BOARD, { token })).code, 'forbidden');
  assert.equal((await it.ask('/live/meshmap/apps/game-sessions/gs_demo/players', { token })).code, 'forbidden');
  assert.equal((await it.ask(`${SESSIONS}/gs_done`, { token })).status, 200);
  const { json } = await it.ask(SESSIONS, { token });
  assert.deepEqual(
    (json.gameSessions as { id: string }[]).map(({ id }) => id),
    ['gs_done'],
  );
});

test('public scopes need no token; a bad token is refused even there, so that the page renews it', async () => {
  const it = setup({ public: ['scores.read'] });
  assert.equal((await it.ask(BOARD, { origin: null })).status, 200);
  assert.equal((await it.ask(SESSIONS)).code, 'unauthorized');
  assert.equal((await it.ask(BOARD, { token: 'a.b.c' })).code, 'unauthorized');
});

test('refused tokens say nothing about why to the page, and show no token in the log', async () => {
  const it = setup();
  const token = await forge(it, {}, 'another-secret-0123456789-0123456789');
  keepSecret(token);
  const { text } = await it.ask(BOARD, { token });
  assert.doesNotMatch(text, /signature|HS256|jose|kid/i);
  assert.ok(it.logs.some(({ event }) => event === 'request-failed'));
});

test('a key set that cannot be loaded is no fault of the caller: 503, and tried again', async () => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'EdDSA' };
  let answer = () => Response.json({ keys: [jwk] });
  const server = createServer((_, response) => {
    void answer()
      .text()
      .then((text) => response.writeHead(answer().status).end(text));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const make = () => setup({ tokens: { jwks: `http://127.0.0.1:${port}/keys` } });
    const sign = (it: Setup, kid: string) => {
      const iat = Math.floor(it.clock.now() / 1000);
      return new SignJWT({ scp: ['sessions.read'], jti: 'j', iat, exp: iat + 600 })
        .setProtectedHeader({ alg: 'EdDSA', kid })
        .sign(privateKey);
    };
    for (const broken of [
      () => new Response('away', { status: 500 }),
      () => new Response('<html>', { status: 200 }),
      () => Response.json({ keys: 'none' }),
    ]) {
      answer = broken;
      const it = make();
      const refused = await it.ask(SESSIONS, { token: await sign(it, 'k'), origin: null });
      assert.deepEqual([refused.status, refused.code, refused.headers.get('retry-after')], [503, 'unavailable', '5']);
    }
    answer = () => Response.json({ keys: [jwk] });
    const it = make();
    assert.equal((await it.ask(SESSIONS, { token: await sign(it, 'k'), origin: null })).status, 200);
    assert.equal((await it.ask(SESSIONS, { token: await sign(it, 'unknown'), origin: null })).status, 401);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('aud and iss, where they are set: tokens made for another service, or by another issuer, are refused', async () => {
  const tokens = { secret: SECRET, audience: 'gateway', issuer: 'https://lobby.example.com' };
  const it = setup({ tokens });
  assert.equal((await it.ask(SESSIONS, { token: await it.token() })).status, 200);
  for (const other of [
    { secret: SECRET },
    { ...tokens, audience: 'mail' },
    { ...tokens, issuer: 'https://other.example.com' },
  ]) {
    const { token } = await mintToken({ origins: [PAGE], tokens: other }, { scp: ['sessions.read'] }, it.clock);
    assert.equal((await it.ask(SESSIONS, { token })).code, 'unauthorized');
  }
});

test('a token that has just expired ends its own session, and does nothing else', async () => {
  const it = setup();
  const token = await it.token();
  const started = await it.ask(START, { method: 'POST', token, body: { game_id: 101 } });
  const id = String((started.json.data as Record<string, unknown>).session_id);
  const path = `/iplaygames/api/v1/game-sessions/${id}`;
  const old = await it.token({ sub: 'pl_001' });
  await it.clock.advance(20 * 60_000);
  assert.equal((await it.ask(`${path}/end`, { method: 'POST', token: old })).status, 404, 'another player');
  assert.equal((await it.ask(`${path}/status`, { token })).code, 'expired');
  assert.equal((await it.ask(START, { method: 'POST', token, body: { game_id: 102 } })).code, 'expired');
  assert.equal((await it.ask(`${path}/end`, { method: 'POST', token })).status, 200);
  const ended = async () => (await it.ask(`${path}/end`, { method: 'POST', token })).code;
  await it.clock.advance(60 * 60_000);
  assert.equal(await ended(), 'expired', 'an hour later');
});

testNothingSecretLeft();
