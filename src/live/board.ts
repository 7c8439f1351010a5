/**
 * A ranked window of a board, as a gateway sends it: only the rows asked for, with their ranks, the total and the
 * player's own row. The same window comes by request and by push, into the same cache entry.
 */
import * as z from 'zod/mini';
import type { Client } from '../api/client.js';
import { ApiError } from '../api/error.js';
import { cleanText, cleanUrl } from '../api/clean.js';
import type { Pushed } from './push.js';
import type { ServerEvent } from './stream.js';

export interface BoardRow {
  readonly rank: number;
  readonly playerId: string;
  readonly displayName: string;
  readonly score: number;
  readonly imageUrl?: string;
  /** ISO 8601. */
  readonly updatedAt?: string;
}

export interface BoardWindow {
  /** Players on the whole board. */
  readonly total: number;
  /** Position of the first row, from 0. */
  readonly offset: number;
  readonly rows: readonly BoardRow[];
  /** The token's own player; undefined when that player is not on the board, or no token names one. */
  readonly self?: BoardRow;
}

export interface BoardAsk {
  readonly sessionId: string;
  readonly ranking: 'competition' | 'dense' | 'ordinal';
  readonly sort: 'desc' | 'asc';
  readonly offset: number;
  /** 1 to 200. */
  readonly limit: number;
}

export const boardKey = ({ sessionId, ranking, sort, offset, limit }: BoardAsk) =>
  ['gateway', 'board', sessionId, ranking, sort, offset, limit] as const;

const count = z.int().check(z.nonnegative());
const text = z.pipe(
  z.optional(z.unknown()),
  z.transform((value) => cleanText(value) ?? ''),
);
const rowSchema = z.object({
  rank: z.int().check(z.positive()),
  playerId: z.string(),
  displayName: text,
  score: z.number(),
  imageUrl: z.pipe(
    z.optional(z.unknown()),
    z.transform((value) => cleanUrl(value)),
  ),
  updatedAt: z.optional(z.string()),
});
const windowSchema = z.object({
  total: count,
  offset: count,
  rows: z.array(rowSchema),
  self: z.optional(z.nullable(rowSchema)),
});
const snapshotSchema = z.extend(windowSchema, { sequence: z.int() });
const diffSchema = z.extend(snapshotSchema, { since: z.int(), order: z.optional(z.array(z.string())) });

/** Asks for a window once. */
export async function loadBoard(client: Client, ask: BoardAsk, signal: AbortSignal): Promise<BoardWindow> {
  const { sessionId, ...query } = ask;
  const answer = await client.gateway?.request(
    '/boards/{sessionId}',
    { params: { sessionId }, query },
    { signal, retry: 0 },
  );
  const parsed = windowSchema.safeParse(answer);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ApiError(`the board could not be read: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`, {
      code: 'schema',
      service: 'gateway',
    });
  }
  return { ...parsed.data, self: parsed.data.self ?? undefined };
}

/** Opens the push of a window. */
export async function openBoard(
  client: Client,
  ask: BoardAsk,
  lastEventId: string | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const { sessionId, ...query } = ask;
  if (!client.gateway) throw new ApiError('push needs a gateway', { code: 'unsupported', service: 'gateway' });
  return client.gateway.open(
    '/live/meshmap/apps/game-sessions/{sessionId}/players',
    { params: { sessionId }, query, lastEventId },
    { signal },
  );
}

/** What an event makes of the window; undefined when it doesn't fit, so that the stream must start anew. Other events change nothing. */
export function applyBoardEvent(
  before: Pushed<BoardWindow> | undefined,
  event: ServerEvent,
): Pushed<BoardWindow> | undefined {
  if (event.event === 'snapshot') {
    const parsed = snapshotSchema.safeParse(parseJson(event.data));
    if (!parsed.success) return undefined;
    const { sequence, self, ...window } = parsed.data;
    return { sequence, window: { ...window, self: self ?? undefined } };
  }
  if (event.event !== 'diff') return before;
  const parsed = diffSchema.safeParse(parseJson(event.data));
  if (!parsed.success || !before || parsed.data.since !== before.sequence) return undefined;
  const { sequence, total, offset, rows: changed, order, self } = parsed.data;
  const byId = new Map(before.window.rows.map((row) => [row.playerId, row]));
  for (const row of changed) byId.set(row.playerId, row);
  const ids = order ?? before.window.rows.map((row) => row.playerId);
  const rows = ids.flatMap((id) => byId.get(id) ?? []);
  if (rows.length !== ids.length) return undefined;
  return {
    sequence,
    window: { total, offset, rows, self: self === undefined ? before.window.self : (self ?? undefined) },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
