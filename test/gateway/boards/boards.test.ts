import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BoardRow, BoardWindow } from '../../../src/api/board-window.js';
import { Players } from '../../../src/gateway/boards/players.js';
import { setup, testNothingSecretLeft } from '../setup.js';

const player = (playerId: string, score: number, updatedAt = '2026-03-02T18:00:00.000Z') => ({
  playerId,
  displayName: playerId.toUpperCase(),
  score,
  updatedAt,
});
const WINDOW = { ranking: 'competition', sort: 'desc', offset: 0, limit: 50, around: false } as const;
const ranks = ({ rows }: BoardWindow) => rows.map(({ playerId, rank }) => `${rank} ${playerId}`);

const list = [
  player('a', 10),
  player('b', 20),
  player('c', 20, '2026-03-02T17:00:00.000Z'),
  player('d', 5),
  player('e', -1.5),
];

test('equal scores share ranks by the chosen method; ties are ordered by who was first', () => {
  const players = new Players('', list);
  assert.deepEqual(ranks(players.window(WINDOW)), ['1 c', '1 b', '3 a', '4 d', '5 e']);
  assert.deepEqual(ranks(players.window({ ...WINDOW, ranking: 'dense' })), ['1 c', '1 b', '2 a', '3 d', '4 e']);
  assert.deepEqual(ranks(players.window({ ...WINDOW, ranking: 'ordinal' })), ['1 c', '2 b', '3 a', '4 d', '5 e']);
  assert.deepEqual(ranks(players.window({ ...WINDOW, sort: 'asc', limit: 2 })), ['1 e', '2 d']);
});

test('around=self puts the player in the middle and stays inside the list', () => {
  const players = new Players('', list);
  const around = (self: string, limit = 3) => players.window({ ...WINDOW, around: true, limit, self });
  assert.deepEqual(ranks(around('a')), ['1 b', '3 a', '4 d']);
  assert.deepEqual(ranks(around('c')), ['1 c', '1 b', '3 a']);
  assert.deepEqual([around('e').offset, ...ranks(around('e'))], [2, '3 a', '4 d', '5 e']);
  assert.equal(around('e', 50).offset, 0);
  const stranger = around('x');
  assert.deepEqual([stranger.offset, stranger.self, stranger.rows.length], [0, undefined, 3]);
});

test('self comes along wherever it stands, and is marked in the rows', () => {
  const window = new Players('', list).window({ ...WINDOW, limit: 1, self: 'e' });
  assert.deepEqual([window.self?.rank, window.self?.isSelf, window.rows[0]?.isSelf], [5, true, undefined]);
});

test('a window past the end is empty and says how many there are', () => {
  const window = new Players('', list).window({ ...WINDOW, offset: 100 });
  assert.deepEqual([window.total, window.rows], [5, []]);
});

test('the next answer ranks as if it were the first', () => {
  const before = new Players('1', list);
  before.window(WINDOW);
  const changed = list.map((one) => (one.playerId === 'd' ? { ...one, score: 15 } : one));
  assert.deepEqual(new Players('2', changed, before).window(WINDOW), new Players('2', changed).window(WINDOW));
});

test('100 000 players: a window is under 8 KB instead of megabytes', () => {
  const many = Array.from({ length: 100_000 }, (_, i) => player(`p${i}`, (i * 7_919) % 100_003));
  const text = JSON.stringify(new Players('', many).window({ ...WINDOW, limit: 50, self: 'p5' }));
  assert.ok(text.length < 8_192, `${text.length}`);
});

test('over HTTP: total, offset, rows and self as documented', async () => {
  const it = setup();
  const { json } = await it.ask('/boards/gs_demo?limit=2&offset=1', { token: await it.token() });
  const { total, offset, rows, self } = json as unknown as BoardWindow;
  assert.deepEqual([total, offset, rows.length], [40, 1, 2]);
  const keys: (keyof BoardRow)[] = ['rank', 'playerId', 'displayName', 'score'];
  for (const key of keys) assert.ok(rows[0] && key in rows[0], key);
  assert.deepEqual([self?.playerId, self?.isSelf], ['pl_you', true]);
});

test('hostile rows are cleaned or left out, and the board stays', async () => {
  const it = setup();
  Object.assign(it.sandbox.switches, { hostile: true, brokenRows: true });
  const { status, text, json } = await it.ask('/boards/gs_demo?limit=200', { token: await it.token() });
  assert.equal(status, 200);
  assert.doesNotMatch(text, /javascript:|data:|blob:|\u202e|\u2066/);
  for (const { score } of (json as unknown as BoardWindow).rows) assert.ok(Number.isFinite(score));
});

testNothingSecretLeft();
