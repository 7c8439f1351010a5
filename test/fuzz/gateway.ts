/** Requests of any caller to a gateway: only what its table names goes upstream, and no secret comes back. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { errorCodes } from '../../src/api/error.js';
import { systemClock } from '../../src/api/clock.js';
import { createGateway, mintToken } from '../../src/gateway/index.js';
import { ALL_SCOPES, HISTORY, MULTI, PAGE, SECRET, SESSIONS, setup, START } from '../gateway/setup.js';
import { spoiled, type Target } from './target.js';

const ADDRESS = '203.0.113.9';
const MARK = 'mark-of-the-caller';

const id = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('gs_demo', 'gs_done', 'pl_you', 'pl_026', 'none') },
  fc.constantFrom(
    '..',
    '.',
    '%2e%2e',
    '%2f',
    'a%2fb',
    '%00',
    '%ff',
    '%',
    ' ',
    '\\',
    '__proto__',
    'x'.repeat(301),
    '%0d%0a',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }).map((text) => encodeURIComponent(text.replace(/\p{Cs}/gu, ''))),
);
const path = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(SESSIONS, START, MULTI, HISTORY, '/iplaygames/api/v1/games') },
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          `${SESSIONS}/{}`,
          `${SESSIONS}/{}/players`,
          `${SESSIONS}/{}/players/{}`,
          '/boards/{}',
          '/live/meshmap/apps/game-sessions/{}/players',
          '/iplaygames/api/v1/game-sessions/{}/status',
          '/iplaygames/api/v1/game-sessions/{}/end',
          `${MULTI}/{}/status`,
        ),
        id,
        id,
      )
      .map(([template, ...ids]) => template.replace(/\{\}/g, () => ids.shift() ?? '')),
  },
  fc.constantFrom('/', '//evil.test/x', '/metrics', '/meshmap/apps/../../admin', '/vaix/api/casino/other', '/healthz'),
);
const name = fc.oneof(
  fc.constantFrom('limit', 'offset', 'ranking', 'sort', 'around', 'search', 'per_page', 'count', 'fields', 'filters'),
  fc.constantFrom('user', 'player_id', 'currency', 'provider', 'x-app-api-key', '__proto__', 'after_date', 'operator'),
);
const value = fc.oneof(
  fc.constantFrom('1', '20', 'self', 'asc', 'dense', '-1', '1e9', '201', MARK),
  fc.string({ maxLength: 8 }),
);
const body = spoiled({
  game_id: 101,
  locale: 'de',
  device: 'mobile',
  return_url: 'https://evil.test/',
  player_id: MARK,
  currency: MARK,
  ip_address: MARK,
  country_code: MARK,
  free_spins: MARK,
  game_ids: ['101'],
  name: 'x',
  playerId: MARK,
  score: 5,
});
const HEADERS = ['cookie', 'x-app-api-key', 'x-vaix-client-id', 'x-forwarded-for', 'x-custom', 'accept-language', 'te'];

const request = fc.record({
  method: fc.constantFrom('GET', 'GET', 'GET', 'POST', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'),
  path,
  query: fc.array(fc.tuple(name, value), { maxLength: 3 }),
  headers: fc.subarray(HEADERS),
  body: fc.option(body, { nil: undefined }),
  type: fc.constantFrom('application/json', 'application/json', 'application/json', 'text/plain', ''),
  origin: fc.constantFrom(PAGE, PAGE, PAGE, 'https://evil.test', 'null', ''),
  token: fc.constantFrom('good', 'good', 'good', 'narrow', 'forged', 'junk', 'none'),
});

/** What may go upstream, by the last word of the path: names in the query, and members of the body. */
const QUERIES: Record<string, string[]> = {
  games: ['search', 'producer_id', 'provider', 'type', 'per_page'],
  latest: 'user count distinction_level minimum_duration before_date after_date filters fields'.split(' '),
};
const facts = ['player_id', 'currency', 'country_code', 'ip_address'];
const BODIES: Record<string, string[]> = {
  'game-sessions/start': [...facts, 'game_id', 'locale', 'device'],
  'multi-sessions/start': [...facts, 'game_ids', 'locale', 'device'],
  'apps/game-sessions': ['name', 'description', 'status', 'miniGameTypeId', 'miniGameTypeName'],
  players: ['playerId'],
  score: ['score'],
};
const MINE = { player_id: 'pl_you', currency: 'EUR', country_code: 'MT', ip_address: ADDRESS };

function checkUpstream({ url, headers, body }: ReturnType<typeof setup>['sent'][number]): void {
  assert.equal(url.origin, 'https://apis.example');
  assert.match(url.pathname, /^\/(meshmap\/api\/v1\/apps\/game-sessions|iplaygames\/api\/v1\/|vaix\/api\/casino\/)/);
  const last = url.pathname.split('/').at(-1) ?? '';
  for (const key of url.searchParams.keys()) assert.ok(QUERIES[last]?.includes(key), `${url.href}: ${key}`);
  if (last === 'latest') assert.equal(url.searchParams.get('user'), 'pl_you');
  for (const name of HEADERS) assert.notEqual(headers[name], MARK, name);
  if (!body) return;
  const sent = JSON.parse(body) as Record<string, unknown>;
  const allowed = Object.entries(BODIES).find(([end]) => url.pathname.endsWith(end))?.[1] ?? BODIES.score ?? [];
  for (const [key, value] of Object.entries(sent)) {
    assert.ok(allowed.includes(key), `${url.pathname}: ${key}`);
    if (key in MINE) assert.equal(value, MINE[key as keyof typeof MINE], key);
    if (key === 'playerId') assert.equal(value, 'pl_you');
  }
}

const claims = { sub: 'pl_you', cur: 'EUR', cc: 'MT' };
const minted = mintToken({ origins: [PAGE], tokens: { secret: SECRET } }, { ...claims, scp: ALL_SCOPES, ttl: 900 });
const narrowed = mintToken({ origins: [PAGE], tokens: { secret: SECRET } }, { scp: ['scores.read'], res: ['gs_done'] });
const forged = mintToken(
  { origins: [PAGE], tokens: { secret: 'another-secret-0123456789-0123456789' } },
  { ...claims, scp: ALL_SCOPES },
);

/** Texts that must not be in any answer. */
const SECRETS = [SECRET, 'operator-key', 'session_token', 'the-secret-of-handles'];

/** Making a gateway takes longer than a case, so a few cases share one: too few for its limits to refuse what is to be seen. */
const CASES_PER_GATEWAY = 5;
let cases = 0;
let shared: { it: ReturnType<typeof setup>; gateway: ReturnType<typeof createGateway> } | undefined;

async function openGateway(): Promise<NonNullable<typeof shared>> {
  if (shared && cases++ % CASES_PER_GATEWAY > 0) return shared;
  await shared?.gateway.close();
  const it = setup({ clock: systemClock, log: false }, { now: Date.now });
  return (shared = { it, gateway: createGateway(it.config) });
}

export const gateway: Target = {
  name: 'gateway',
  property: fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 4 }), async (requests) => {
    const { it, gateway } = await openGateway();
    const tokens: Record<string, string> = {
      good: (await minted).token,
      narrow: (await narrowed).token,
      forged: (await forged).token,
      junk: 'a.b.c',
    };
    for (const { method, path, query, headers, body, type, origin, token } of requests) {
      it.sent.length = 0;
      const all = new Headers(Object.fromEntries(headers.map((name) => [name, MARK])));
      if (origin) all.set('origin', origin);
      if (token !== 'none') all.set('authorization', `Bearer ${tokens[token]}`);
      const withBody = body !== undefined && !['GET', 'HEAD'].includes(method);
      if (withBody && type) all.set('content-type', type);
      const search = query.length ? `?${new URLSearchParams(query)}` : '';
      const sent = new Request(`https://gateway.example${path}${search}`, {
        method,
        headers: all,
        ...(withBody ? { body: JSON.stringify(body) } : {}),
      });
      const answer = await gateway.handle(sent, { ip: ADDRESS });
      const what = `${method} ${path}${search} → ${answer.status}`;
      assert.ok(answer.status >= 200 && answer.status < 600 && answer.status !== 500, what);
      const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream');
      if (isStream) await answer.body?.cancel();
      const text = isStream ? '' : await answer.text();
      for (const secret of SECRETS) assert.ok(!text.includes(secret), `${what} holds a secret`);
      if (answer.status >= 400 && method !== 'HEAD') {
        const { error } = JSON.parse(text) as { error: { code: string; message: string; requestId: string } };
        assert.ok((errorCodes as readonly string[]).includes(error.code), what);
        assert.ok(error.message && error.requestId, what);
      }
      for (const one of it.sent) checkUpstream(one);
      const mayAsk = ['good', 'narrow'].includes(token) && (origin === PAGE || origin === '');
      if (!mayAsk) assert.equal(it.sent.length, 0, `${what}: something was asked upstream`);
      if (token === 'narrow') for (const { method } of it.sent) assert.equal(method, 'GET', what);
    }
  }),
};
