/** A ranked window of a board, as the gateway sends it and the page reads it: by request and by push the same. */
import { isRecord } from './response.js';
import { sanitizeText, sanitizeUrl } from './sanitize.js';

/** One row. */
export interface BoardRow {
  readonly rank: number;
  readonly playerId: string;
  readonly displayName: string;
  readonly score: number;
  readonly imageUrl?: string;
  /** ISO 8601. */
  readonly updatedAt?: string;
  /** True for the token's own player. */
  readonly isSelf?: true;
}

/** A part of the board, with what is known of the whole. */
export interface BoardWindow {
  /** Players on the whole board. */
  readonly total: number;
  /** Position of the first row, from 0. */
  readonly offset: number;
  readonly rows: readonly BoardRow[];
  /** The token's own player, wherever that row is; undefined when that player is not on the board, or no token names one. */
  readonly self?: BoardRow;
}

/** The sanitized window of an answer. Throws TypeError naming the first field at fault: `rows.0.score must be a finite number`. */
export function parseBoardWindow(answer: unknown): BoardWindow {
  if (!isRecord(answer)) throw new TypeError('must be an object');
  const { total, offset, rows, self } = answer;
  return {
    total: isCount(total) ? total : fail('total', 'a whole number from 0'),
    offset: isCount(offset) ? offset : fail('offset', 'a whole number from 0'),
    rows: Array.isArray(rows) ? rows.map((row, index) => parseRow(row, `rows.${index}`)) : fail('rows', 'a list'),
    self: self === null || self === undefined ? undefined : parseRow(self, 'self'),
  };
}

function parseRow(row: unknown, path: string): BoardRow {
  if (!isRecord(row)) return fail(path, 'an object');
  const { rank, playerId, displayName, score, imageUrl, updatedAt } = row;
  return {
    rank: isCount(rank) && rank > 0 ? rank : fail(`${path}.rank`, 'a whole number from 1'),
    playerId: typeof playerId === 'string' ? playerId : fail(`${path}.playerId`, 'text'),
    displayName: sanitizeText(displayName) ?? '',
    score: isFiniteNumber(score) ? score : fail(`${path}.score`, 'a finite number'),
    imageUrl: sanitizeUrl(imageUrl),
    updatedAt: updatedAt === undefined || typeof updatedAt === 'string' ? updatedAt : fail(`${path}.updatedAt`, 'text'),
  };
}

function fail(path: string, right: string): never {
  throw new TypeError(`${path} must be ${right}`);
}

/** A whole number from 0. */
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isFiniteNumber = (value: unknown): value is number => Number.isFinite(value);
