import { artOf, catalogue, type CatalogueGame, findGame } from './catalogue.js';
import { type Launches } from './launches.js';
import { fraction } from './random.js';
import { type SandboxState } from './state.js';

/** A play as the history keeps it: the game's fields, and when and how long. Times in ms. */
export interface Play {
  readonly game: Readonly<Record<string, unknown>> & { readonly game_id: string };
  readonly startedAt: number;
  readonly seconds: number | null;
}

const flags = ['has_avalanche', 'has_bonus', 'has_buy', 'has_jackpot', 'has_megaways', 'has_sticky'] as const;
/** Fields that can be selected but that answers never describe. */
const undescribed = [
  'has_fixed', 'has_free_spin', 'has_wilds', 'has_gamble', 'has_respin', 'has_scatter', 'has_symbols_collection',
  'has_symbols_mega', 'has_symbols_expanding', 'has_symbols_mystery', 'has_multiplier', 'has_wilds_random', 'has_wilds_walking',
]; // prettier-ignore

/** Fields that may be named in `fields`. */
export const selectable: readonly string[] = [
  'game_id', 'game_name', 'game_studio', 'category', 'vaix_tags', 'vaix_category', 'tags', 'channels', 'is_live', ...flags, ...undescribed,
]; // prettier-ignore

/** Fields that answers describe although they cannot be selected. */
export const extras: readonly string[] = [
  'started', 'total_duration_in_seconds', 'game_image_url', 'images', 'game_link', 'enabled', 'min_bet', 'max_bet',
  'release_date', 'internal_game_id', 'first_transaction', 'vaix_game_studio',
]; // prettier-ignore

/** Those of them that real accounts are not sent: pictures and links. */
export const pictures: readonly string[] = ['game_image_url', 'images', 'game_link'];

/** A game of the catalogue as the personalization service knows it: fed by the operator, with its own ids. */
export function knownGame(world: SandboxState, game: CatalogueGame): Play['game'] {
  const roll = (what: string) => fraction(world.seed, game.slug, what);
  const flag = (name: string) => (roll(name) < 0.25 ? null : roll(name) < 0.55);
  const image = artOf(world, game);
  return {
    game_id: game.slug,
    game_name: plain(game.title),
    game_studio: plain(game.producer),
    vaix_game_studio: null,
    category: game.category,
    vaix_category: game.type,
    vaix_tags: game.tags,
    tags: game.tags,
    channels: ['mobile', 'web'],
    is_live: game.type === 'live',
    ...Object.fromEntries([...flags, ...undescribed].map((name) => [name, flag(name)])),
    enabled: game.slug === 'polar-static' ? 0 : 1,
    min_bet: 0.1,
    max_bet: 100 + 50 * Math.floor(roll('bet') * 5),
    game_image_url: image || null,
    images: image ? [{ type: 'banner', url: image }] : null,
    game_link: null,
    internal_game_id: String(game.id),
    release_date: world.isoSeconds(world.born - Math.floor(roll('release') * 700) * 86_400_000),
    first_transaction: null,
    game_country: null,
  };
}

/** A game that the catalogue no longer has: no image, no own id, nearly everything unknown. */
const retired: Play['game'] = {
  game_id: 'harbour-lights', game_name: 'Harbour Lights', game_studio: 'Old Pier', category: 'slot', vaix_tags: null,
  tags: null, channels: null, enabled: 0, images: null, game_image_url: null, internal_game_id: null,
}; // prettier-ignore

function plain(text: string): string {
  return text.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&#039;', "'");
}

const day = 86_400_000;
const hour = 3_600_000;

/** Earlier plays of `pl_you`: game id, how long ago (ms), seconds. Has repeats, short plays and one of exactly 60 s. */
const earlier: readonly (readonly [id: number | 'retired', ago: number, seconds: number | null])[] = [
  [101, 2 * hour, 1263.4],
  [103, 3 * hour, 412],
  [101, 5 * hour, 188],
  [106, 6 * hour, 42],
  [110, 20 * hour, 905.25],
  [104, day + hour, 60],
  [109, day + 2 * hour, 61],
  [101, day + 3 * hour, 733],
  [108, 2 * day, 2210],
  [113, 2 * day + hour, 320],
  ['retired', 3 * day, 540],
  [1842, 3 * day + 4 * hour, null],
  [112, 4 * day, 1502],
  [105, 5 * day, 77],
  [107, 6 * day, 640],
];

/** Everything a user has played, newest first; nothing for users who never played or do not exist. */
export function playsOf(world: SandboxState, launches: Launches, user: string): Play[] {
  const plays: Play[] = launches.played(user).map(({ launch, endedAt }) => ({
    game: knownGame(world, launch.game),
    startedAt: launch.startedAt,
    seconds: (endedAt - launch.startedAt) / 1000,
  }));
  if (user === 'pl_you') {
    for (const [id, ago, seconds] of earlier) {
      const game = id === 'retired' ? undefined : findGame(id);
      plays.push({ game: game ? knownGame(world, game) : retired, startedAt: world.born - ago, seconds });
    }
  }
  return plays.sort((a, b) => b.startedAt - a.startedAt);
}

/** Games with a made-up popularity, most popular first; the first has 1. */
export function popularGames(world: SandboxState): { game: Play['game']; confidence: number }[] {
  const weights = catalogue.map((game) => ({
    game: knownGame(world, game),
    confidence: fraction(world.seed, game.slug, 'popular'),
  }));
  weights.sort((a, b) => b.confidence - a.confidence);
  return weights.map(({ game, confidence }) => ({
    game,
    confidence: Math.round((confidence / weights[0].confidence) * 1e7) / 1e7,
  }));
}
