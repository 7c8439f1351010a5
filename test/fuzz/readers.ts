/** Answers of the three services, through the client: a result that is fit to be shown, or an ApiError; nothing between. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ApiError, createClient, errorCodes, type Client } from '../../src/api/client.js';
import { junk, spoiled, type Target } from './target.js';

const SECRET = 'secret-that-was-not-asked-for';
const time = '2026-03-02T18:00:00Z';

const session = {
  id: 'gs_1',
  name: 'Pier 9',
  description: null,
  status: 'ACTIVE',
  startTime: time,
  endTime: null,
  createdAt: time,
  updatedAt: time,
  miniGameType: { id: 'mgt_1', name: 'orb-hunt', description: '', imageUrl: 'https://cdn.example.net/1.png' },
  playerCount: 3,
  secret: SECRET,
};
const player = {
  playerId: 'pl_1',
  playerDisplayName: 'Ann',
  displayName: 'Ann',
  score: 12.5,
  imageUrl: 'https://cdn.example.net/a.png',
  user: { id: 'usr_1', username: 'ann' },
  createdAt: time,
  updatedAt: time,
  secret: SECRET,
};
const game = {
  id: 90417,
  title: 'Saffron Comet',
  producer: 'Halfmoon Works',
  category: 'slot',
  type: 'slot',
  image_url: 'https://cdn.example.net/g.png',
  currencies_supported: ['EUR'],
  countries_supported: ['MT'],
  has_demo: true,
  secret: SECRET,
};
const status = {
  session_id: 'gs9',
  status: 'active',
  player_id: 'op-1',
  game: { id: 90417, title: 'Saffron Comet' },
  started_at: time,
  last_activity: time,
  session_token: SECRET,
};
const started = {
  session_id: 'gs9',
  session_token: SECRET,
  game_url: 'https://launch.example/run?g=1',
  expires_at: time,
};
const multi = {
  status: 'active',
  total_games: 2,
  active_sessions: 1,
  current_index: 0,
  games: [{ position: 0, game_name: 'Saffron Comet', status: 'ready', secret: SECRET }],
  expires_at: time,
};
const play = {
  game_id: 'sw_1',
  game_name: 'Saffron Comet',
  game_studio: 'Halfmoon Works',
  vaix_tags: ['space', ''],
  enabled: 1,
  is_live: false,
  has_bonus: true,
  game_image_url: '//cdn.example.net/g.png',
  images: [{ type: 'square', url: 'https://cdn.example.net/g.webp' }, { type: 'banner' }],
  internal_game_id: '90417',
  started: time,
  total_duration_in_seconds: 12.5,
  secret: SECRET,
};

const retry = { retry: 0 } as const;
const start = { gameId: '90417', playerId: 'op-1', currency: 'EUR', countryCode: 'MT', ipAddress: '203.0.113.24' };

interface Operation {
  readonly call: (client: Required<Client>) => Promise<unknown>;
  readonly answer: fc.Arbitrary<unknown>;
}
const listOf = (root: string, row: Record<string, unknown>) =>
  fc
    .tuple(fc.array(spoiled(row), { maxLength: 5 }), fc.option(junk, { nil: undefined, freq: 4 }))
    .map(([rows, meta]) => (meta === undefined ? { [root]: rows } : { [root]: rows, meta }));
const inData = (value: Record<string, unknown>) => spoiled(value).map((data) => ({ success: true, data }));

const operations: Record<string, Operation> = {
  session: { call: ({ meshmap }) => meshmap.getGameSession('gs_1', retry), answer: spoiled(session) },
  sessions: { call: ({ meshmap }) => meshmap.listGameSessions(retry), answer: listOf('gameSessions', session) },
  players: { call: ({ meshmap }) => meshmap.listSessionPlayers('gs_1', retry), answer: listOf('players', player) },
  score: { call: ({ meshmap }) => meshmap.setSessionPlayerScore('gs_1', 'pl_1', 3, retry), answer: spoiled(player) },
  games: { call: ({ iplaygames }) => iplaygames.listGames({}, retry), answer: listOf('data', game) },
  start: { call: ({ iplaygames }) => iplaygames.startGameSession(start, retry), answer: inData(started) },
  status: { call: ({ iplaygames }) => iplaygames.getGameSessionStatus('gs9', retry), answer: inData(status) },
  multi: { call: ({ iplaygames }) => iplaygames.getMultiSessionStatus('m1', retry), answer: inData(multi) },
  history: { call: ({ vaix }) => vaix.getLatestGameSessions({ user: 'op-1' }, retry), answer: listOf('data', play) },
};

/** What is shown as text, what as a picture's address; ids, times as sent and addresses of games are judged elsewhere. */
const TEXTS = /^(displayName|username|name|title|gameTitle|producer|category|description|studio|tags|features)$/;
const URLS = /^(imageUrl|url)$/;

/** Everything in a result is what its type says. */
function checkShown(value: unknown, key = ''): void {
  if (typeof value === 'string') {
    assert.notEqual(value, SECRET);
    if (TEXTS.test(key)) {
      assert.ok(value.length <= 512, key);
      assert.doesNotMatch(value, /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u, key);
    }
    if (URLS.test(key)) {
      const { protocol, username, password } = new URL(value);
      assert.match(protocol, /^https?:$/, key);
      assert.equal(username + password, '', key);
    }
  } else if (typeof value === 'number') assert.ok(Number.isFinite(value), key);
  else if (value instanceof Date) assert.ok(!Number.isNaN(value.getTime()), key);
  else if (Array.isArray(value)) for (const one of value) checkShown(one, key);
  else if (typeof value === 'object' && value !== null) {
    assert.ok(!Object.hasOwn(value, '__proto__'));
    assert.equal(Object.getPrototypeOf(value), Object.prototype, `${key} is a plain object`);
    for (const [name, one] of Object.entries(value)) checkShown(one, name);
  }
}

/** A failure is an ApiError with a known code that the page can go by. */
function checkFailure(error: unknown): void {
  assert.ok(error instanceof ApiError, String(error));
  assert.ok(errorCodes.includes(error.code), error.code);
  assert.equal(typeof error.retryable, 'boolean');
  assert.ok(error.retryAfter === undefined || error.retryAfter >= 0);
}

const bodies = fc
  .oneof(
    { weight: 20, arbitrary: fc.constantFrom('as it is') },
    { weight: 1, arbitrary: fc.constantFrom('cut', 'envelope', 'html', 'empty', 'doubled') },
  )
  .map((how) => (text: string) => {
    const forms: Record<string, string> = {
      cut: text.slice(0, -2),
      envelope: '{"success":false,"status":"error","message":"no","error":"no"}',
      html: '<!doctype html><title>502</title>',
      empty: '',
      doubled: text + text,
    };
    return forms[how] ?? text;
  });

const answers = fc.constantFrom(...Object.keys(operations)).chain((name) =>
  fc.record({
    name: fc.constant(name),
    answer: operations[name]?.answer ?? fc.constant(undefined),
    body: bodies,
    status: fc.oneof(
      { weight: 15, arbitrary: fc.constant(200) },
      fc.constantFrom(201, 400, 401, 404, 409, 422, 429, 503),
    ),
    type: fc.oneof(
      { weight: 15, arbitrary: fc.constant('application/json') },
      fc.constantFrom('text/html', 'application/problem+json', 'text/plain; charset=utf-8', ''),
    ),
    retryAfter: fc.constantFrom('', '', '0', '-5', '3', 'soon', 'Mon, 02 Mar 2026 18:00:00 GMT', '99999999999'),
  }),
);

export const readers: Target = {
  name: 'readers',
  property: fc.asyncProperty(answers, async ({ name, answer, body, status, type, retryAfter }) => {
    const client = createClient({
      meshmap: { url: 'https://meshmap.test', key: 'k' },
      iplaygames: { url: 'https://iplaygames.test', key: 'k' },
      vaix: { url: 'https://vaix.test', key: 'k', clientId: 'c' },
      fetch: () => {
        const headers = new Headers(type ? { 'content-type': type } : {});
        if (retryAfter) headers.set('retry-after', retryAfter);
        return Promise.resolve(new Response(body(JSON.stringify(answer) ?? ''), { status, headers }));
      },
    }) as Required<Client>;
    const outcome = await operations[name]?.call(client).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    if (outcome && 'error' in outcome) checkFailure(outcome.error);
    else {
      assert.ok(status < 300, `${status} is no success`);
      checkShown(outcome?.value);
    }
    assert.deepEqual(Object.keys(Object.prototype), []);
  }),
};
