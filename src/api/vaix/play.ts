import { object, type infer as Infer } from 'zod/mini';
import { cleanDate, cleanNumber, cleanText, cleanTexts, cleanUrl } from '../sanitize.js';
import { cleanId } from '../plain.js';
import { idSchema, lenientList, plainSchema } from '../schemas.js';

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

/** The flags that can be asked for; those beyond the first six are not in the described answer but are sent all the same. */
const flags =
  'avalanche bonus buy jackpot megaways sticky fixed free_spin wilds gamble respin scatter symbols_collection symbols_mega symbols_expanding symbols_mystery multiplier wilds_random wilds_walking'.split(
    ' ',
  );

/** What `Play` is made of, as far as it can be asked for; without asking only the game's id is sent. */
export const selectable = [
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

/** Schema of one play: what is shown of it, as sent. */
export const playSchema = object({
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

/** The cleaned play of a row that passed the schema. */
export function toPlay(row: Infer<typeof playSchema>): Play {
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
