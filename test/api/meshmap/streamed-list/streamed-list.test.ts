/** A long list read while it arrives gives exactly what the same text gives when it is read at once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createClient } from '../../../../src/api/client.js';
import { parsePlayerStream } from '../../../../src/api/meshmap/streamed-list/index.js';
import { createMeshmap, type MeshmapApi, type SessionPlayer } from '../../../../src/api/meshmap/index.js';
import { knownUnique } from '../../../../src/ranking/player.js';
import type { ListResult, Send } from '../../../../src/api/operation.js';

const LONG = 256 * 1024;
const rowOf = (i: number, more: object = {}) => ({
  playerId: `pl_${i}`,
  displayName: `Player ${i}`,
  score: i * 7,
  updatedAt: '2026-03-02T18:02:00Z',
  ...more,
});
const rowsUpTo = (count: number) => Array.from({ length: count }, (_, i) => rowOf(i));

/** A body as it comes from the network (of type `bytes`), or from a page's own code. */
function streamOf(bytes: Uint8Array, size: number, type?: 'bytes'): ReadableStream<Uint8Array> {
  let at = 0;
  const pull = (controller: ReadableByteStreamController | ReadableStreamDefaultController<Uint8Array>) => {
    if (at >= bytes.length) {
      controller.close();
      (controller as Partial<ReadableByteStreamController>).byobRequest?.respond(0);
    } else controller.enqueue(bytes.slice(at, (at += size)));
  };
  return type ? new ReadableStream({ pull, type }) : new ReadableStream({ pull });
}

/** A client for a service that answers this. */
function answeredWith(body: ReadableStream<Uint8Array>, length?: number): MeshmapApi {
  const headers = { 'content-type': 'application/json', ...(length && { 'content-length': String(length) }) };
  const meshmap = { url: 'https://meshmap.test', key: 'k' };
  return createClient({ meshmap, fetch: () => Promise.resolve(new Response(body, { headers })) }).meshmap!;
}

/** Lists players of an answer that arrives in parts of so many bytes. */
function list(
  text: string,
  size = 64_000,
  options: Parameters<MeshmapApi['listSessionPlayers']>[1] = {},
  type?: 'bytes',
) {
  const body = streamOf(new TextEncoder().encode(text), size, type);
  return answeredWith(body).listSessionPlayers('gs_1', { retry: 0, ...options });
}

/** The same without any of the code that reads long lists. */
const listAtOnce = (text: string) => {
  const send: Send = () => Promise.resolve(JSON.parse(text.replace(/^\ufeff/, '')) as unknown);
  return createMeshmap(send).listSessionPlayers('gs_1');
};

const outcome = (listing: Promise<ListResult<SessionPlayer>>) =>
  listing.then(
    ({ items, skipped, drift, total }) => ({ items, skipped, drift, total }),
    ({ code, message, fields }: { code: string; message: string; fields: unknown }) => ({ code, message, fields }),
  );

const tricky = fc.oneof(
  fc.constantFrom(
    '},{',
    '}, {"playerId":"x"},{',
    '"},{"',
    '\\"},\n{\\',
    '[{},{}]',
    ']}',
    '"players":[',
    'é😀\u2028\ud800',
    '},{'.repeat(9000),
    'x'.repeat(40_000),
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const inner = fc.oneof(tricky, fc.constantFrom<unknown>([{}, {}], { a: [{ b: {} }, { c: 1 }] }, [[{}], [{}]], null, 1));
const oddRow = fc.oneof(
  fc.tuple(tricky, inner, inner).map(([displayName, user, more]) => rowOf(1, { displayName, user, more })),
  fc.constantFrom<unknown>(
    null,
    5,
    'row',
    [],
    [{}, {}],
    {},
    { playerId: 'p', score: 'many' },
    rowOf(2, { score: '2.5' }),
  ),
);
const answer = fc
  .record({
    rows: fc.array(fc.tuple(fc.nat(1), oddRow), { maxLength: 12 }),
    count: fc.constantFrom(0, 1, 2500, 6000),
    where: fc.constantFrom('players', 'players', 'bare', 'twice', 'none', 'text'),
    before: fc.dictionary(fc.oneof(tricky, fc.constant('meta')), inner, { maxKeys: 2 }),
    after: fc.dictionary(fc.oneof(tricky, fc.constantFrom('meta', 'success', 'players')), inner, { maxKeys: 2 }),
    indent: fc.constantFrom(0, 0, 2, '\r\n\t'),
    padding: fc.boolean(),
    mark: fc.constantFrom('', '', '\ufeff'),
  })
  .map(({ rows, count, where, before, after, indent, padding, mark }) => {
    const all: unknown[] = rowsUpTo(count);
    for (const [at, row] of rows) all.splice(Math.floor((all.length * (at + 1)) / 3), 0, row);
    const list = where === 'bare' ? all : { ...before, players: where === 'text' ? 'none' : all, ...after };
    if (where === 'none') delete (list as { players?: unknown }).players;
    let text = JSON.stringify(list, undefined, indent);
    if (where === 'twice') text = text.replace(/\}$/, ',"players":[{"playerId":"later","score":1}]}');
    return mark + (padding ? text + ' '.repeat(LONG) : text);
  });

const sizes = fc.constantFrom(5_001, 64_000, 300_000, 1e9);

test('any answer, in any parts, reads as it does at once', async () => {
  let long = 0;
  await fc.assert(
    fc.asyncProperty(answer, sizes, fc.constantFrom(undefined, 'bytes'), async (text, size, type) => {
      if (text.length > LONG) long++;
      assert.deepStrictEqual(await outcome(list(text, size, {}, type)), await outcome(listAtOnce(text)));
    }),
    { numRuns: 150 },
  );
  assert.ok(long > 50, `only ${long} were long`);
});

for (const [what, text] of [
  ['cut off', JSON.stringify({ players: rowsUpTo(4000) }).slice(0, -9)],
  ['cut off between rows', JSON.stringify({ players: rowsUpTo(4000) }).replace(/\},\{"playerId":"pl_3999".*/, '}')],
  [
    'with a flaw in its middle',
    JSON.stringify({ players: rowsUpTo(4000) }).replace('},{"playerId":"pl_2000"', '},,{"playerId":"pl_2000"'),
  ],
  ['with a flaw after its list', `${JSON.stringify({ players: rowsUpTo(4000) }).slice(0, -1)},}`],
  ['with a digit behind its last row', `${JSON.stringify({ players: rowsUpTo(4000) }).slice(0, -2)}0]}`],
  ['with a second answer after it', `${JSON.stringify({ players: rowsUpTo(4000) })}{}`],
] as const) {
  test(`a long list ${what} is refused as broken, and no part of it is shown`, async () => {
    await assert.rejects(list(text), { code: 'upstream', message: /broken or cut off/ });
  });
}

test('a long list in which no row can be read is an error that names the first bad field', async () => {
  const text = JSON.stringify({ players: rowsUpTo(4000).map(({ playerId, ...row }) => ({ ...row, id: playerId })) });
  await assert.rejects(list(text), {
    code: 'schema',
    fields: [{ path: 'players.0.playerId', message: 'must be a text id or a safe integer' }],
  });
});

test('a long answer that says itself that it failed is a failure', async () => {
  const text = JSON.stringify({ players: rowsUpTo(4000), success: false, message: 'No' });
  await assert.rejects(list(text), { message: 'No' });
});

test('rows that are as they were become the same objects, in the same places, whatever order they come in', async () => {
  const rows = rowsUpTo(4000);
  const known = await list(JSON.stringify({ players: rows }));
  const changed = [rowOf(4000), ...rows.slice(2000), ...rows.slice(0, 2000)];
  changed[5] = rowOf(2004, { score: -1 });
  const now = await list(JSON.stringify({ players: changed }), 64_000, { known });
  const same = now.items.filter((item, i) => item === known.items[i]);
  assert.deepEqual([now.items.length, same.length, knownUnique.has(now.items)], [4001, 3999, true]);
  assert.deepEqual([now.items[2004]?.score, now.items[4000]?.playerId], [-1, 'pl_4000']);
  const later = await list(JSON.stringify({ players: [...changed, rowOf(4001)] }), 64_000, { known: now });
  assert.ok(now.items.every((item, i) => item === later.items[i]));
  assert.equal(later.items[4001]?.playerId, 'pl_4001');
});

test('players who left are gone, those who are there twice stay so, and nobody else is affected', async () => {
  const rows = rowsUpTo(4000);
  let known = await list(JSON.stringify({ players: rows }));
  const ids = ({ items }: ListResult<SessionPlayer>) => items.map(({ playerId }) => playerId).sort();
  for (const [sent, isDistinct] of [
    [rows.slice(5), true],
    [[...rows.slice(5), rowOf(7)], false],
    [[...rows, rowOf(9000), rowOf(9000)], false],
    [rows.slice(1), true],
    [[null, ...rows], true],
    [rows.slice(0, 3900), true],
  ] as const) {
    const at = sent[0] === null ? 1 : 0;
    known = await list(JSON.stringify({ players: sent }), 64_000, { known });
    assert.deepEqual(
      [ids(known), knownUnique.has(known.items)],
      [
        sent
          .slice(at)
          .map((row) => row!.playerId)
          .sort(),
        isDistinct,
      ],
    );
    assert.deepEqual(known.skipped.length, at);
  }
});

/** What may become of a list from one answer to the next. */
type Row = ReturnType<typeof rowOf>;
const change = fc.tuple(fc.nat(), fc.nat(), fc.nat(20)).chain(([at, to, count]) =>
  fc.constantFrom<(rows: Row[]) => unknown>(
    (rows) => rows,
    (rows) => (rows[at % rows.length] = { ...rows[at % rows.length], score: to, more: 'changed' } as Row),
    (rows) => rows.fill({ ...rows[at % rows.length], displayName: 'again' }, at % rows.length, (at % rows.length) + 1),
    (rows) => rows.forEach((row, i) => i % 40 === at % 40 && (rows[i] = { ...row, score: row.score + 1 })),
    (rows) =>
      rows.forEach((row, i) => i >= at % 300 && i < (at % 300) + count * 6 && (rows[i] = { ...row, score: to })),
    (rows) => rows.splice(to % rows.length, 0, ...rows.splice(at % rows.length, count)),
    (rows) => rows.splice(at % rows.length, count),
    (rows) => rows.splice(at % rows.length, 0, ...Array.from({ length: count }, (_, i) => wide(9000 + to + i))),
    (rows) => rows.splice(at % rows.length, 0, rows[to % rows.length]!),
    (rows) => rows.splice(at % rows.length, 0, { ...wide(5), playerId: '' }, 5 as never),
    (rows) => rows.sort((a, b) => (b.score ?? 0) - (a.score ?? 0)),
    (rows) => rows.reverse(),
    (rows) => rows.splice(at % rows.length, Infinity),
  ),
);
/** Its score comes last: what is compared too little would not see it. */
const wide = (i: number) => {
  const { score, ...row } = rowOf((i * 7919) % 100_003, { more: '},{"'.repeat(20) });
  return { ...row, score };
};

test('from answer to answer a list reads as it does at once, and rows that are as they were stay the same objects', async () => {
  const polls = fc.array(fc.record({ changes: fc.array(change, { maxLength: 3 }), indent: fc.constantFrom(0, 0, 0, 1) }), { minLength: 1, maxLength: 5 }); // prettier-ignore
  const textOf = (row: unknown) => JSON.stringify(row);
  let kept = 0;
  await fc.assert(
    fc.asyncProperty(polls, sizes, fc.constantFrom(undefined, 'bytes'), async (answers, size, type) => {
      const rows = Array.from({ length: 400 }, (_, i) => wide(i));
      let known: ListResult<SessionPlayer> | undefined;
      for (const { changes, indent } of [{ changes: [], indent: 0 }, ...answers]) {
        for (const apply of changes) if (rows.length) apply(rows);
        const text = JSON.stringify({ players: rows }, undefined, indent) + ' '.repeat(LONG);
        const now = await list(text, size, { known }, type).catch((error: unknown) => error as never);
        const expected = await listAtOnce(text).catch((error: unknown) => error as never);
        if (!(expected as Partial<typeof expected>).items)
          return assert.deepEqual(
            await outcome(Promise.reject(now as unknown as Error)),
            await outcome(Promise.reject(expected as unknown as Error)),
          );
        assert.deepEqual(now.items.map(textOf).sort(), expected.items.map(textOf).sort());
        assert.deepEqual(now.skipped, expected.skipped);
        const ids = new Set(now.items.map(({ playerId }) => playerId));
        assert.equal(knownUnique.has(now.items), ids.size === now.items.length);
        if (known && knownUnique.has(known.items) && knownUnique.has(now.items)) {
          const before = new Map(known.items.map((row) => [textOf(row), row]));
          for (const row of now.items) assert.ok((before.get(textOf(row)) ?? row) === row);
          const isNobodyGone = known.items.every(({ playerId }) => ids.has(playerId));
          for (const [place, row] of known.items.entries()) {
            if (now.items[place] === row) kept++;
            if (isNobodyGone) assert.equal(now.items[place]?.playerId, row.playerId);
          }
        }
        known = now;
      }
    }),
    { numRuns: 150 },
  );
  assert.ok(kept > 10_000, `only ${kept} kept their places`);
});

test('two answers read on from the same one at the same time, and from one that failed, are right', async () => {
  const rows = rowsUpTo(4000);
  const sent = (shift: number) => JSON.stringify({ players: [...rows.slice(shift), rowOf(5000 + shift)] });
  const known = await list(sent(1));
  const ids = ({ items }: ListResult<SessionPlayer>) => items.map(({ playerId }) => playerId).sort();
  await assert.rejects(list(sent(1).slice(0, -9), 64_000, { known }), { code: 'upstream' });
  const both = await Promise.all([list(sent(2), 5001, { known }), list(sent(3), 5001, { known })]);
  for (const [i, listing] of both.entries()) {
    assert.deepEqual(ids(listing), [...rows.slice(2 + i), rowOf(5002 + i)].map(({ playerId }) => playerId).sort());
    const next = await list(sent(1), 64_000, { known: listing });
    assert.deepEqual(ids(next), ids(known));
  }
});

test('an answer that says how long it is reads as one that does not', async () => {
  for (const [text, message] of [
    [JSON.stringify({ players: rowsUpTo(4000) }), undefined],
    [JSON.stringify({ players: rowsUpTo(40) }), undefined], // it may be wrong
    [' '.repeat(300_000), /nothing/],
    [`<html>${'x'.repeat(300_000)}`, /broken or cut off/],
  ] as const) {
    const headers = { 'content-type': 'application/json', 'content-length': '400000' };
    const fetch = () => Promise.resolve(new Response(text, { headers }));
    const { meshmap } = createClient({ meshmap: { url: 'https://meshmap.test', key: 'k' }, fetch });
    const answer = meshmap!.listSessionPlayers('gs_1', { retry: 0 });
    if (message) await assert.rejects(answer, { code: 'upstream', message });
    else assert.deepEqual(await outcome(answer), await outcome(listAtOnce(text)));
  }
});

for (const isTold of [false, true]) {
  test(`others get their turn while a list is read that ${isTold ? 'says how long it is' : 'turns out to be long'}`, async () => {
    let turns = 0;
    const stop = new AbortController();
    const take = (): void => {
      turns++;
      if (!stop.signal.aborted) setImmediate(take);
    };
    const bytes = new TextEncoder().encode(JSON.stringify({ players: rowsUpTo(100_000) }));
    const body = streamOf(bytes, 1_000_000);
    take();
    await answeredWith(body, isTold ? bytes.length : undefined).listSessionPlayers('gs_1', { retry: 0 });
    stop.abort();
    assert.ok(turns > 8, `${turns} turns`);
  });
}

for (const type of [undefined, 'bytes'] as const) {
  test(`a call that is ended stops in the middle of a long list: ${type ?? 'no bytes'}`, async () => {
    const caller = new AbortController();
    const bytes = new TextEncoder().encode(JSON.stringify({ players: rowsUpTo(50_000) }));
    let parts = 0;
    const count = () => {
      if (++parts === 3) caller.abort(new Error('enough'));
    };
    const long = {
      parts: [bytes.subarray(0, 1000)],
      body: streamOf(bytes.subarray(1000), 50_000, type),
      count,
    };
    await assert.rejects(parsePlayerStream(long, caller.signal), /enough/);
    assert.equal(parts, 3);
  });
}

test('an answer of more than 32 MB is refused, however long a list it is, and the rest not fetched', async () => {
  const row = new TextEncoder().encode(JSON.stringify(rowOf(1, { displayName: 'x'.repeat(2 ** 20) })) + ',');
  let isStopped = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"players":[')),
    pull: (controller) => controller.enqueue(row),
    cancel: () => void (isStopped = true),
  });
  await assert.rejects(answeredWith(body).listSessionPlayers('gs_1'), { code: 'upstream', message: /more than 32 MB/ });
  assert.ok(isStopped);
});
