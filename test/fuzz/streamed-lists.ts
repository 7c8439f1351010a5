/** A list of players that arrives in parts, cut anywhere, reads as the same text does when it is read at once. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ApiError, createClient } from '../../src/api/client.js';
import { junk, spoiled, type Target } from './target.js';

/** Answers that are said to be longer than this are read while they arrive. */
const LONG = 256 * 1024;

const row = {
  playerId: 'pl_1',
  displayName: 'Ann },{ "players":[',
  score: 12.5,
  user: { id: 'u', username: 'a\\"}' },
  createdAt: '2026-03-02T18:00:00Z',
  updatedAt: '2026-03-02T18:00:00Z',
};
const tricky = fc.constantFrom('},{', '"},{"', '\\"},\n{\\', ']}', '"players":[', '\\\\', 'é😀\u2028', '\\ud83d', '{}');
const answers = fc.record({
  rows: fc.array(fc.oneof({ weight: 6, arbitrary: spoiled(row) }, junk), { maxLength: 8 }),
  before: fc.dictionary(tricky, fc.oneof(tricky, junk), { maxKeys: 2 }),
  after: fc.dictionary(fc.oneof(tricky, fc.constantFrom('meta', 'success')), fc.oneof(tricky, junk), { maxKeys: 2 }),
  isBare: fc.boolean(),
  indent: fc.constantFrom(0, 0, 2, '\r\n\t'),
  /** Cut short by so many units, or with something inserted at a place. */
  flaw: fc.option(fc.tuple(fc.nat(), fc.constantFrom('', ',', '}', ']', '"', '\\', '{}', '\u0000')), {
    freq: 4,
    nil: undefined,
  }),
  sizes: fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 4 }),
  type: fc.constantFrom(undefined, 'bytes' as const),
});

function body(bytes: Uint8Array, sizes: readonly number[], type?: 'bytes'): ReadableStream<Uint8Array> {
  let [at, part] = [0, 0];
  const pull = (controller: ReadableByteStreamController | ReadableStreamDefaultController<Uint8Array>) => {
    if (at < bytes.length) controller.enqueue(bytes.slice(at, (at += sizes[part++ % sizes.length] ?? 1)));
    else {
      controller.close();
      (controller as Partial<ReadableByteStreamController>).byobRequest?.respond(0);
    }
  };
  return type ? new ReadableStream({ pull, type }) : new ReadableStream({ pull });
}

/** What listing players comes to. A length that is told says to read it while it arrives, or hides that it is long. */
async function outcome(stream: ReadableStream<Uint8Array> | string, length: number): Promise<unknown> {
  const headers = { 'content-type': 'application/json', 'content-length': String(length) };
  const fetch = () => Promise.resolve(new Response(stream, { headers }));
  const { meshmap } = createClient({ meshmap: { url: 'https://meshmap.test', key: 'k' }, fetch });
  try {
    const { items, skipped, drift, total } = (await meshmap?.listSessionPlayers('gs_1', { retry: 0 })) ?? {};
    return { items, skipped, drift, total };
  } catch (error) {
    assert.ok(error instanceof ApiError, String(error));
    return { code: error.code, fields: error.fields };
  }
}

export const streamedLists: Target = {
  name: 'streamed-lists',
  property: fc.asyncProperty(answers, async ({ rows, before, after, isBare, indent, flaw, sizes, type }) => {
    let text = JSON.stringify(isBare ? rows : { ...before, players: rows, ...after }, undefined, indent);
    if (flaw) {
      const at = flaw[0] % (text.length + 1);
      text = flaw[1] ? text.slice(0, at) + flaw[1] + text.slice(at) : text.slice(0, at);
    }
    const bytes = new TextEncoder().encode(text);
    const inParts = await outcome(body(bytes, sizes, type), LONG + 1);
    assert.deepEqual(inParts, await outcome(text, 0));
  }),
};
