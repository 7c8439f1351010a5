import { object, type infer as Infer } from 'zod/mini';
import { readList } from './answer.js';
import { cleanDate, cleanId, cleanNumber, cleanText, cleanTexts, cleanUrl } from './clean.js';
import {
  type Call,
  type CallOptions,
  idSchema,
  lenientList,
  type Listing,
  plainSchema,
  refuse,
  type Route,
  type Send,
} from './route.js';

/** One game that somebody played. */
export interface Play {
  gameId: string;
  name?: string;
  studio?: string;
  category?: string;
  /** The game's picture, else the first usable one of `images`. */
  imageUrl?: string;
  images: { type?: string; url: string }[];
  /** The operator's own id of the game, which can start it. */
  internalGameId?: string;
  /** Undefined when it is not known, which is not "no". */
  enabled?: boolean;
  isLive?: boolean;
  tags: string[];
  durationSeconds?: number;
  started?: Date;
  /** `bonus`, `jackpot`, `free_spin`…: the `has_…` flags that are true. */
  features: string[];
}

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
  getLatestGameSessions(history: PlayHistory, options?: CallOptions): Promise<Listing<Play>>;
}

/** The flags that can be asked for; those beyond the first six are not in the described answer but are sent all the same. */
const flags =
  'avalanche bonus buy jackpot megaways sticky fixed free_spin wilds gamble respin scatter symbols_collection symbols_mega symbols_expanding symbols_mystery multiplier wilds_random wilds_walking'.split(
    ' ',
  );

/** What `Play` is made of, as far as it can be asked for; without asking only the game's id is sent. */
const selectable = [
  'game_id',
  'game_name',
  'game_studio',
  'category',
  'vaix_tags',
  'vaix_category',
  'tags',
  'is_live',
  ...flags.map((flag) => `has_${flag}`),
];

const texts = lenientList(plainSchema);

const playSchema = object({
  game_id: idSchema,
  game_name: plainSchema,
  game_studio: plainSchema,
  vaix_game_studio: plainSchema,
  category: plainSchema,
  vaix_category: plainSchema,
  vaix_tags: texts,
  tags: texts,
  enabled: plainSchema,
  is_live: plainSchema,
  game_image_url: plainSchema,
  images: lenientList(object({ type: plainSchema, url: plainSchema })),
  internal_game_id: plainSchema,
  total_duration_in_seconds: plainSchema,
  started: plainSchema,
  ...Object.fromEntries(flags.map((flag) => [`has_${flag}`, plainSchema])),
});

/** Vaix' one operation. */
export const routes = {
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
} as const satisfies Record<string, Route>;

/** The call, made through `send`. Without a gateway, the player has to be said. */
export function createVaix(send: Send, mode: 'direct' | 'gateway'): VaixApi {
  return {
    getLatestGameSessions: async (history, options) => {
      const route = routes.getLatestGameSessions;
      const answer = await send(route, { query: toQuery(history, mode) }, options);
      return readList(route, answer, playSchema, toPlay);
    },
  };
}

function toQuery(history: PlayHistory, mode: 'direct' | 'gateway'): Call['query'] {
  const { user, count, minimumDuration = 0, fields = selectable } = history;
  const nobody = user === undefined ? mode === 'direct' : ['', '0'].includes(String(user).trim());
  // the service takes 0 for "whoever is not logged in" and would show their plays
  if (nobody) throw refuse(routes.getLatestGameSessions, [{ path: 'user', message: 'must be the id of a player' }]);
  if (count !== undefined && !(Number.isInteger(count) && count >= 1 && count <= 100)) {
    throw refuse(routes.getLatestGameSessions, [{ path: 'count', message: 'must be a whole number from 1 to 100' }]);
  }
  if (!Number.isSafeInteger(minimumDuration) || minimumDuration < 0) {
    throw refuse(routes.getLatestGameSessions, [
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
    fields: (fields.length ? fields : selectable).join(','),
    operator: history.operator,
    bookmaker_id: history.bookmakerId,
    sub_bookmaker_id: history.subBookmakerId,
  };
}

function toInstant(path: string, moment: Date | string | undefined): string | undefined {
  if (moment === undefined) return undefined;
  const date = moment instanceof Date ? moment : cleanDate(moment);
  if (!date || Number.isNaN(date.getTime()))
    throw refuse(routes.getLatestGameSessions, [{ path, message: 'must be a date' }]);
  return date.toISOString();
}

function toPlay(row: Infer<typeof playSchema>): Play {
  const images = row.images.flatMap(({ type, url }) => {
    const clean = cleanUrl(url);
    return clean ? [{ type: cleanText(type), url: clean }] : [];
  });
  const duration = cleanNumber(row.total_duration_in_seconds);
  const values = new Map<string, unknown>(Object.entries(row));
  return {
    gameId: cleanId(row.game_id)!,
    name: cleanText(row.game_name),
    studio: cleanText(row.game_studio) ?? cleanText(row.vaix_game_studio),
    category: cleanText(row.category) ?? cleanText(row.vaix_category),
    imageUrl: cleanUrl(row.game_image_url) ?? images[0]?.url,
    images,
    internalGameId: cleanId(row.internal_game_id),
    enabled: toFlag(row.enabled),
    isLive: toFlag(row.is_live),
    tags: cleanTexts(row.vaix_tags, row.tags),
    durationSeconds: duration !== undefined && duration >= 0 ? duration : undefined,
    started: cleanDate(row.started),
    features: flags.filter((flag) => toFlag(values.get(`has_${flag}`))),
  };
}

/** Flags are booleans in one field and numbers in another; null says that nobody knows. */
function toFlag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' || typeof value === 'number' ? Boolean(value) : undefined;
}
