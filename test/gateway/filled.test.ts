import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HISTORY, MULTI, SESSIONS, setup, START, testNothingSecretLeft, type Ask, type Setup } from './setup.js';

const lastBody = ({ sent }: Setup) => JSON.parse(sent.at(-1)?.body ?? '{}') as Record<string, unknown>;

async function start(it: Setup, body: Record<string, unknown> = {}, ask: Ask = {}) {
  return it.ask(START, { method: 'POST', token: await it.token(), body: { game_id: 101, ...body }, ...ask });
}

test('caller-set player, currency, country, ip, provider and free spins are ignored, not merged', async () => {
  const it = setup();
  const evil = {
    player_id: 'pl_victim',
    currency: 'USD',
    country_code: 'US',
    ip_address: '8.8.8.8',
    provider: 'cheap',
    freespin_id: 'gift',
    freespin_count: 1_000,
    freespin_bet_amount: '100.00',
    expire_days: 30,
    demo: true,
  };
  assert.equal((await start(it, { ...evil, locale: 'de', device: 'mobile' })).status, 201);
  assert.deepEqual(lastBody(it), {
    game_id: 101,
    player_id: 'pl_you',
    currency: 'EUR',
    country_code: 'MT',
    ip_address: '203.0.113.9',
    locale: 'de',
    device: 'mobile',
  });
  await it.ask(`${MULTI}/start`, {
    method: 'POST',
    token: await it.token(),
    body: { ...evil, game_ids: [101, '102'] },
  });
  assert.deepEqual(lastBody(it), {
    player_id: 'pl_you',
    currency: 'EUR',
    country_code: 'MT',
    ip_address: '203.0.113.9',
    game_ids: ['101', '102'],
  });
});

test('free spins are those of the token, by the id that the page names', async () => {
  const it = setup();
  const token = await it.token({ fs: [{ id: 'welcome', count: 10, bet: '0.20', days: 7 }] });
  const ask = async (body: Record<string, unknown>, game_id: number) => {
    assert.equal((await start(it, { ...body, game_id }, { token })).status, 201);
    const { freespin_id, freespin_count, freespin_bet_amount, expire_days } = lastBody(it);
    return { freespin_id, freespin_count, freespin_bet_amount, expire_days };
  };
  const granted = { freespin_id: 'welcome', freespin_count: 10, freespin_bet_amount: '0.20', expire_days: 7 };
  const none = {
    freespin_id: undefined,
    freespin_count: undefined,
    freespin_bet_amount: undefined,
    expire_days: undefined,
  };
  assert.deepEqual(
    await ask({ freespin_id: 'welcome', freespin_count: 1_000, freespin_bet_amount: '100.00' }, 101),
    granted,
  );
  assert.deepEqual(await ask({ freespin_id: 'gift', freespin_count: 10, freespin_bet_amount: '0.20' }, 102), none);
  assert.deepEqual(await ask({}, 104), none);
});

test('history is always the token’s player’s, whoever is asked for', async () => {
  const it = setup();
  await it.ask(`${HISTORY}?user=pl_victim&count=5&operator=x&bookmaker_id=1`, { token: await it.token() });
  assert.deepEqual(Object.fromEntries(it.sent[0]?.url.searchParams ?? []), { count: '5', user: 'pl_you' });
});

test('joining joins the token’s player; having joined before is a success', async () => {
  const it = setup();
  const token = await it.token({ sub: 'pl_044' });
  const join = () => it.ask(`${SESSIONS}/gs_demo/players`, { method: 'POST', token, body: { playerId: 'pl_victim' } });
  const first = await join();
  assert.equal(first.status, 201, first.text);
  assert.equal(first.json.playerId, 'pl_044');
  const again = await join();
  assert.equal(again.status, 200, again.text);
  assert.equal(again.json.playerId, 'pl_044');
  assert.ok(it.sent.filter(({ method }) => method === 'POST').every(({ body }) => body === '{"playerId":"pl_044"}'));
});

test('return_url: only addresses of the list, everything else becomes the first of them', async () => {
  const it = setup({
    iplaygames: {
      url: 'https://apis.example/iplaygames',
      key: 'k',
      returnUrls: ['https://lobby.example.com/after', 'https://lobby.example.com/games'],
    },
  });
  const ask = async (return_url: unknown, game_id: number) => {
    await start(it, { return_url, game_id });
    return lastBody(it).return_url;
  };
  assert.equal(
    await ask('https://lobby.example.com/games/7?from=widget', 101),
    'https://lobby.example.com/games/7?from=widget',
  );
  const evil = [
    'https://evil.test/after',
    'https://lobby.example.com.evil.test/after',
    'https://lobby.example.com@evil.test/after',
    'https://u:p@lobby.example.com/after',
    'javascript:alert(1)',
    '//evil.test',
    'https://lobby.example.com/afterwards',
    'https://lobby.example.com/games/../admin',
    'http://lobby.example.com/after',
    '\\\\evil.test',
    '',
  ];
  for (const [i, url] of evil.entries())
    assert.equal(await ask(url, 102 + (i % 5)), 'https://lobby.example.com/after', url);
});

test('without a list no return address travels at all', async () => {
  const it = setup();
  await start(it, { return_url: 'https://lobby.example.com/after' });
  assert.equal('return_url' in lastBody(it), false);
});

test('only games of the list can be started, alone or among several, and only those are listed', async () => {
  const it = setup({
    iplaygames: { url: 'https://apis.example/iplaygames', key: 'iplaygames-operator-key-71aa', games: [101, '103'] },
  });
  const token = await it.token();
  assert.equal((await start(it, { game_id: 102 })).code, 'not-found');
  assert.equal(
    (await it.ask(`${MULTI}/start`, { method: 'POST', token, body: { game_ids: ['101', '102'] } })).code,
    'not-found',
  );
  assert.equal(it.sent.length, 0);
  await it.ask(`${MULTI}/start`, { method: 'POST', token, body: {} });
  assert.deepEqual(lastBody(it).game_ids, ['101', '103']);
  const { json } = await it.ask('/iplaygames/api/v1/games', { token });
  assert.deepEqual(
    (json.data as { id: number }[]).map(({ id }) => id),
    [101, 103],
  );
});

test('forwarding headers count only behind a listed proxy, and then the last address that is not ours', async () => {
  const it = setup({ client: { proxies: ['10.0.0.0/8', 'fd00::/8'], countryHeader: 'cf-ipcountry' } });
  const token = await it.token({ cc: undefined });
  const from = async (ip: string, forwarded: string, country: string, game_id: number) => {
    await start(it, { game_id }, { token, ip, headers: { 'x-forwarded-for': forwarded, 'cf-ipcountry': country } });
    const { ip_address, country_code } = lastBody(it);
    return [ip_address, country_code];
  };
  assert.deepEqual(await from('10.1.2.3', '8.8.8.8, 198.51.100.7, 10.9.9.9', 'de', 101), ['198.51.100.7', 'DE']);
  assert.deepEqual(await from('::ffff:10.1.2.3', '2001:db8::17', 'MT', 102), ['2001:db8::17', 'MT']);
  const direct = await start(
    it,
    { game_id: 103 },
    { token, ip: '198.51.100.8', headers: { 'x-forwarded-for': '1.1.1.1', 'cf-ipcountry': 'MT' } },
  );
  assert.equal(direct.code, 'invalid');
  assert.match(direct.text, /country_code/);
});

test('a platform that writes the headers itself is believed, and only when the config says so', async () => {
  const edge = setup({ client: { proxies: 'platform', ipHeader: 'cf-connecting-ip', countryHeader: 'cf-ipcountry' } });
  const headers = { 'cf-connecting-ip': '2001:db8::5', 'cf-ipcountry': 'SE' };
  await start(edge, {}, { token: await edge.token({ cc: undefined }), ip: null, headers });
  assert.deepEqual([lastBody(edge).ip_address, lastBody(edge).country_code], ['2001:db8::5', 'SE']);
  const plain = setup();
  const refused = await start(plain, {}, { ip: null, headers });
  assert.match(refused.text, /ip_address/);
  assert.equal(plain.sent.length, 0);
});

test('countries that mean "unknown" or "anonymous" are no countries, and a token’s country beats the connection’s', async () => {
  const it = setup({ client: { proxies: 'platform', ipHeader: 'x-ip', countryHeader: 'x-country' } });
  for (const country of ['XX', 'T1', '', 'Malta', 'M<', '12']) {
    const answer = await start(
      it,
      {},
      { token: await it.token({ cc: undefined }), headers: { 'x-ip': '1.2.3.4', 'x-country': country } },
    );
    assert.equal(answer.code, 'invalid', country);
  }
  await start(it, {}, { headers: { 'x-ip': '1.2.3.4', 'x-country': 'US' } });
  assert.equal(lastBody(it).country_code, 'MT');
});

test('what is nobody’s business does not leave: other players’ users, session tokens, our player id', async () => {
  const it = setup();
  const token = await it.token();
  const players = await it.ask(`${SESSIONS}/gs_demo/players`, { token });
  assert.doesNotMatch(players.text, /"user(name)?"/);
  const board = await it.ask('/boards/gs_demo', { token });
  assert.doesNotMatch(board.text, /"user(name)?"|createdAt/);
  const started = await start(it);
  const data = started.json.data as Record<string, unknown>;
  assert.deepEqual(Object.keys(data).sort(), ['expires_at', 'game_url', 'session_id']);
  const status = await it.ask(`/iplaygames/api/v1/game-sessions/${String(data.session_id)}/status`, { token });
  assert.doesNotMatch(status.text, /player_id/);
});

test('the group of plays is the config’s, whatever the page asks for', async () => {
  const vaix = { url: 'https://apis.example/vaix', key: 'vaix-operator-key-b02d', clientId: 'sandbox' };
  const it = setup({ vaix: { ...vaix, operator: 'north', bookmakerId: 7, subBookmakerId: 0 } });
  await it.ask(`${HISTORY}?operator=south&bookmaker_id=1&count=3`, { token: await it.token() });
  const sent = it.sent.at(-1)?.url.searchParams;
  assert.deepEqual(
    ['operator', 'bookmaker_id', 'sub_bookmaker_id', 'count', 'user'].map((name) => sent?.getAll(name)),
    [['north'], ['7'], ['0'], ['3'], ['pl_you']],
  );
});

testNothingSecretLeft();
