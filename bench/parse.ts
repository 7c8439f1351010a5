// What checking a board costs on top of JSON.parse. Runs in Node and, bundled, in a page: `measureParse()` is put on the
// global object there, and needs no eval, so the page may have a strict CSP.
import { parseList } from '../src/api/parse.js';
import { parsePlayerStream } from '../src/api/meshmap/streamed-list/index.js';
import { operations, sessionPlayerSchema } from '../src/api/meshmap/schemas.js';
import { readSessionPlayer, type SessionPlayer } from '../src/api/meshmap/player.js';
import type { ListResult } from '../src/api/operation.js';

/** Medians in milliseconds, and the ways of reading as multiples of JSON.parse alone. */
export interface ParseCost {
  readonly megabytes: number;
  readonly parse: number;
  readonly read: number;
  readonly readBySchema: number;
  readonly readInSlices: number;
  /** The same when one row in a hundred is another than in the answer before. */
  readonly readAgain: number;
  readonly readRatio: number;
  readonly schemaRatio: number;
  readonly slicesRatio: number;
  readonly againRatio: number;
}

const route = operations.listSessionPlayers;
const toPlayer = (row: unknown) => readSessionPlayer(row)!;
const names = [
  'Ann Lee',
  'Zoë Grüber',
  'ليلى بنت عبد الرحمن',
  'Player',
  'אביגיל בן־שחר',
  '田中 花子',
  'Иван',
  'fox_42',
];

/** An answer as the service sends it: a third without pictures, half without accounts, names in several scripts. */
export function makeAnswer(rows: number): string {
  const players = Array.from({ length: rows }, (_, index) => ({
    playerId: `pl_${index.toString(36).padStart(6, '0')}`,
    displayName: `${names[index % names.length]} ${index}`,
    score: (index * 7919) % 100_000,
    imageUrl: index % 3 ? `https://cdn.example.net/p/${index}.png` : null,
    user: index % 2 ? null : { id: `usr_${index}`, username: `user${index}` },
    createdAt: '2026-03-02T18:02:00.000Z',
    updatedAt: '2026-03-02T18:13:44.120Z',
  }));
  return JSON.stringify({ players });
}

/** Reads bytes that are there already as if they had just arrived. */
const readInSlices = async (bytes: Uint8Array, known?: ListResult<SessionPlayer>) => {
  const answer = { parts: [bytes], body: new Blob([]).stream(), count: () => undefined };
  return (await parsePlayerStream(answer, new AbortController().signal, known)).answer as ListResult<SessionPlayer>;
};

/** Times all ways in turn, round after round, so that whatever else the machine does falls on all of them. */
export async function measureParse(rows = 100_000, rounds = 9): Promise<ParseCost> {
  const text = makeAnswer(rows);
  const bytes = new TextEncoder().encode(text);
  const later = [1, 2].map((n) => new TextEncoder().encode(text.replace(/(00","displayName.*?"score":)/g, `$1${n}`)));
  let known = await readInSlices(bytes);
  const ways: Record<string, () => unknown> = {
    parse: () => JSON.parse(text) as unknown,
    read: () => parseList(route, JSON.parse(text), sessionPlayerSchema, toPlayer, readSessionPlayer),
    readBySchema: () => parseList(route, JSON.parse(text), sessionPlayerSchema, toPlayer),
    readInSlices: () => readInSlices(bytes),
    readAgain: async () => {
      known = await readInSlices(later[0], known);
      later.reverse();
    },
  };
  const times = new Map(Object.keys(ways).map((name) => [name, [] as number[]]));
  for (let round = -1; round < rounds; round++) {
    for (const [name, run] of Object.entries(ways)) {
      const before = performance.now();
      await run();
      if (round >= 0) times.get(name)!.push(performance.now() - before);
    }
  }
  const median = (name: string) => times.get(name)!.sort((a, b) => a - b)[rounds >> 1];
  const [parse, read, readBySchema] = [median('parse'), median('read'), median('readBySchema')];
  const [slices, again] = [median('readInSlices'), median('readAgain')];
  return {
    ...{ megabytes: text.length / 1e6, parse, read, readBySchema, readInSlices: slices, readAgain: again },
    ...{ readRatio: read / parse, schemaRatio: readBySchema / parse, slicesRatio: slices / parse },
    againRatio: again / parse,
  };
}

Object.assign(globalThis, { measureParse });
if (globalThis.process?.argv[1]?.endsWith('parse.ts')) void measureParse().then(console.table);
