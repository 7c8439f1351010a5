import { object, type infer as Infer } from 'zod/mini';
import { parseDate, parseId, parseNumber, sanitizeText, sanitizeTexts, sanitizeUrl } from '../sanitize.js';
import { idSchema, lenientList, scalar } from '../schemas.js';

/** One game that somebody played. */
export interface PlayedGame {
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
  /** Where it can be played, lower case: `web`, `mobile`…; empty when that is not known. */
  channels: string[];
  /** Least bet, in the player's currency. */
  minBet?: number;
  releasedAt?: Date;
  durationSeconds?: number;
  started?: Date;
  /** `bonus`, `jackpot`, `free_spin`…: the `has_…` flags that are true. */
  features: string[];
}

/** The flags that can be asked for; those beyond the first six are not in the described answer but are sent all the same. */
const flags =
  'avalanche bonus buy jackpot megaways sticky fixed free_spin wilds gamble respin scatter symbols_collection symbols_mega symbols_expanding symbols_mystery multiplier wilds_random wilds_walking'.split(
    ' ',
  );

/** What `Play` is made of, as far as it can be asked for; without asking only the game's id is sent. */
export const FIELDS = [
  'game_id',
  'game_name',
  'game_studio',
  'category',
  'vaix_tags',
  'vaix_category',
  'tags',
  'channels',
  'is_live',
  ...flags.map((flag) => `has_${flag}`),
];

const texts = lenientList(scalar);

/** Schema of one play: what is shown of it, as sent. */
export const playSchema = object({
  game_id: idSchema,
  game_name: scalar,
  game_studio: scalar,
  vaix_game_studio: scalar,
  category: scalar,
  vaix_category: scalar,
  vaix_tags: texts,
  tags: texts,
  channels: texts,
  min_bet: scalar,
  release_date: scalar,
  enabled: scalar,
  is_live: scalar,
  game_image_url: scalar,
  images: lenientList(object({ type: scalar, url: scalar })),
  internal_game_id: scalar,
  total_duration_in_seconds: scalar,
  started: scalar,
  ...Object.fromEntries(flags.map((flag) => [`has_${flag}`, scalar])),
});

/** The cleaned play of a row that passed the schema. */
export function toPlayedGame(row: Infer<typeof playSchema>): PlayedGame {
  const images = row.images.flatMap(({ type, url }) => {
    const clean = sanitizeUrl(url);
    return clean ? [{ type: sanitizeText(type), url: clean }] : [];
  });
  const duration = parseNumber(row.total_duration_in_seconds);
  const minBet = parseNumber(row.min_bet);
  const values = new Map<string, unknown>(Object.entries(row));
  return {
    gameId: parseId(row.game_id)!,
    name: sanitizeText(row.game_name),
    studio: sanitizeText(row.game_studio) ?? sanitizeText(row.vaix_game_studio),
    category: sanitizeText(row.category) ?? sanitizeText(row.vaix_category),
    imageUrl: sanitizeUrl(row.game_image_url) ?? images[0]?.url,
    images,
    internalGameId: parseId(row.internal_game_id),
    enabled: toFlag(row.enabled),
    isLive: toFlag(row.is_live),
    tags: sanitizeTexts(row.vaix_tags, row.tags),
    channels: sanitizeTexts(row.channels).map((channel) => channel.toLowerCase()),
    minBet: minBet !== undefined && minBet > 0 ? minBet : undefined,
    releasedAt: parseDate(row.release_date),
    durationSeconds: duration !== undefined && duration >= 0 ? duration : undefined,
    started: parseDate(row.started),
    features: flags.filter((flag) => toFlag(values.get(`has_${flag}`))),
  };
}

/** Flags are booleans in one field and numbers in another; null means unknown. */
function toFlag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' || typeof value === 'number' ? Boolean(value) : undefined;
}
