import type { Mode, ServiceDescriptor } from '../config.js';
import { parseList } from '../parse.js';
import { parseDate } from '../sanitize.js';
import { type PlayedGame, playSchema, FIELDS, toPlayedGame } from './play.js';
import {
  type Call,
  type CallOptions,
  type ListResult,
  invalidArgument,
  type Operation,
  type Send,
} from '../operation.js';

export type { PlayedGame };

/** Whose plays, and which. */
export interface PlayHistory {
  /** The operator's id of the player, never `0`. Required without a gateway, which fills it in. */
  user?: string;
  /** 1–100; the service's own default is 10. */
  count?: number;
  /** `unique` (default): one row per game. `daily`: per game and day. `none`: every play. */
  distinctionLevel?: 'daily' | 'none' | 'unique';
  /** Seconds; only longer plays are listed. Default 0. */
  minimumDuration?: number;
  beforeDate?: Date | string;
  afterDate?: Date | string;
  /** A filter expression, passed on whole. */
  filters?: string;
  /** Names of fields; default all that `Play` is made of. */
  fields?: readonly string[];
  operator?: string;
  bookmakerId?: number;
  subBookmakerId?: number;
}

/** Vaix (Sportradar) casino history. Every call rejects with ApiError. */
export interface VaixApi {
  /** The latest games of a player, newest first; empty for a player who is not known. */
  getLatestGameSessions(history?: PlayHistory, options?: CallOptions): Promise<ListResult<PlayedGame>>;
}

/** Vaix' one operation. */
export const operations = {
  getLatestGameSessions: {
    service: 'vaix',
    method: 'GET',
    path: '/api/casino/game_sessions/latest',
    kind: 'read',
    retry: 'safe',
    query: [
      'user',
      'count',
      'distinction_level',
      'minimum_duration',
      'before_date',
      'after_date',
      'filters',
      'fields',
      'operator',
      'bookmaker_id',
      'sub_bookmaker_id',
    ],
    answer: playSchema,
    root: 'data',
    list: true,
  },
} as const satisfies Record<string, Operation>;

/** Vaix, for `connection.service()`. */
export const vaix: ServiceDescriptor<VaixApi> = { name: 'vaix', create: createVaix };

/** Vaix' client. Without a gateway, the player has to be given. */
export function createVaix(send: Send, mode: Mode): VaixApi {
  return {
    getLatestGameSessions: async (history = {}, options) => {
      const route = operations.getLatestGameSessions;
      const answer = await send(route, { query: toQuery(history, mode) }, options);
      return parseList(route, answer, playSchema, toPlayedGame);
    },
  };
}

function toQuery(history: PlayHistory, mode: Mode): Call['query'] {
  const { user, count, minimumDuration = 0, fields = FIELDS } = history;
  const nobody = user === undefined ? mode === 'direct' : ['', '0'].includes(String(user).trim());
  // the service takes 0 for "whoever is not logged in" and would show their plays
  if (nobody)
    throw invalidArgument(operations.getLatestGameSessions, [{ path: 'user', message: 'must be the id of a player' }]);
  if (count !== undefined && !(Number.isInteger(count) && count >= 1 && count <= 100)) {
    throw invalidArgument(operations.getLatestGameSessions, [
      { path: 'count', message: 'must be a whole number from 1 to 100' },
    ]);
  }
  if (!Number.isSafeInteger(minimumDuration) || minimumDuration < 0) {
    throw invalidArgument(operations.getLatestGameSessions, [
      { path: 'minimumDuration', message: 'must be a whole number of seconds' },
    ]);
  }
  return {
    user,
    count,
    distinction_level: history.distinctionLevel ?? 'unique',
    minimum_duration: minimumDuration,
    before_date: toInstant('beforeDate', history.beforeDate),
    after_date: toInstant('afterDate', history.afterDate),
    filters: history.filters || undefined,
    fields: [...new Set(['game_id', ...(fields.length ? fields : FIELDS)])].join(','),
    operator: history.operator,
    bookmaker_id: history.bookmakerId,
    sub_bookmaker_id: history.subBookmakerId,
  };
}

function toInstant(path: string, moment: Date | string | undefined): string | undefined {
  if (moment === undefined) return undefined;
  const date = moment instanceof Date ? moment : parseDate(moment);
  if (!date || Number.isNaN(date.getTime()))
    throw invalidArgument(operations.getLatestGameSessions, [{ path, message: 'must be a date' }]);
  return date.toISOString();
}
