import { artUrl, type SandboxState } from './state.js';

/** A game of the operator's catalogue. */
export interface CatalogueGame {
  readonly id: number;
  /** As the vendor writes it: may carry entities. */
  readonly title: string;
  /** File name of its art, and its id in the history API. */
  readonly slug: string;
  readonly producer: string;
  readonly category: string;
  readonly type: 'slot' | 'table' | 'live';
  /** The little game behind it and its colours. */
  readonly plays: 'orb-hunt' | 'pairs' | 'saffron-comet';
  readonly skin: string;
  readonly currencies: readonly string[];
  readonly countries: readonly string[];
  /** Countries in which a provider really serves it when the list above is empty, which means unknown, not all. */
  readonly served?: readonly string[];
  readonly tags: readonly string[];
  readonly freespins?: boolean;
  readonly noImage?: boolean;
}

const europe = ['MT', 'DE', 'GB', 'ES', 'FR', 'PT', 'SE'];
const wide = [...europe, 'US', 'CA', 'BR', 'JP', 'AE'];
const money = ['EUR', 'USD', 'GBP', 'SEK', 'BRL', 'JPY'];
const halfmoon = 'Halfmoon Works';
const thistle = 'Tin &amp; Thistle';
const tidal = 'استوديو البحر';
const paper = 'Paper Lantern';

/** The catalogue, in the order in which it is listed. */
export const catalogue: readonly CatalogueGame[] = [
  { id: 101, title: 'Saffron Comet', slug: 'saffron-comet', producer: halfmoon, category: 'slot', type: 'slot', plays: 'saffron-comet', skin: 'saffron', currencies: money, countries: wide, tags: ['space', 'comet'], freespins: true },
  { id: 102, title: 'Orb Hunt', slug: 'orb-hunt', producer: paper, category: 'arcade', type: 'table', plays: 'orb-hunt', skin: 'dusk', currencies: money, countries: wide, tags: ['arcade', 'reflex'] },
  { id: 103, title: 'Lantern Pairs', slug: 'lantern-pairs', producer: paper, category: 'puzzle', type: 'table', plays: 'pairs', skin: 'lantern', currencies: money, countries: wide, tags: ['memory', ''] },
  { id: 104, title: 'Tidepool Treasure', slug: 'tidepool-treasure', producer: tidal, category: 'slot', type: 'slot', plays: 'saffron-comet', skin: 'reef', currencies: money, countries: wide, tags: ['sea'], freespins: true },
  { id: 105, title: 'Midnight Orchard', slug: 'midnight-orchard', producer: thistle, category: 'slot', type: 'slot', plays: 'saffron-comet', skin: 'orchard', currencies: ['EUR'], countries: ['MT', 'DE'], tags: ['fruit', 'greek/roman'] },
  { id: 106, title: 'Firefly Rush', slug: 'firefly-rush', producer: halfmoon, category: 'arcade', type: 'table', plays: 'orb-hunt', skin: 'meadow', currencies: money, countries: wide, tags: ['arcade'] },
  { id: 107, title: 'Glacier Memory', slug: 'glacier-memory', producer: thistle, category: 'puzzle', type: 'table', plays: 'pairs', skin: 'glacier', currencies: money, countries: europe, tags: ['memory', 'ice'] },
  { id: 108, title: 'كنز الواحة', slug: 'oasis-treasure', producer: tidal, category: 'slot', type: 'slot', plays: 'saffron-comet', skin: 'oasis', currencies: ['EUR', 'USD'], countries: [...europe, 'AE'], tags: ['desert'] },
  { id: 109, title: 'Koi Pond Live', slug: 'koi-pond', producer: tidal, category: 'live arcade', type: 'live', plays: 'orb-hunt', skin: 'koi', currencies: money, countries: wide, tags: ['water'] },
  { id: 110, title: 'Rook &amp; Raven&#039;s Very Long Night at the Observatory of Perpetual Autumn', slug: 'rook-and-raven', producer: thistle, category: 'puzzle', type: 'table', plays: 'pairs', skin: 'autumn', currencies: [], countries: [], tags: ['birds'] },
  { id: 111, title: 'כתר הלילה 👑', slug: 'night-crown', producer: halfmoon, category: 'live', type: 'live', plays: 'pairs', skin: 'crown', currencies: [], countries: [], served: ['MT', 'GB'], tags: ['royal'] },
  { id: 112, title: 'Paper Cranes', slug: 'paper-cranes', producer: paper, category: 'arcade', type: 'live', plays: 'orb-hunt', skin: 'paper', currencies: money, countries: wide, tags: ['origami'], noImage: true },
  { id: 113, title: 'Polar Static', slug: 'polar-static', producer: halfmoon, category: 'slot', type: 'slot', plays: 'saffron-comet', skin: 'reef', currencies: ['NOK'], countries: ['NO'], tags: ['ice'] },
  { id: 1842, title: 'Aurora Dice', slug: '1842', producer: thistle, category: 'Gaming: Dice', type: 'table', plays: 'saffron-comet', skin: 'aurora', currencies: money, countries: wide, tags: ['dice'] },
]; // prettier-ignore

/** Providers that can serve games, by slug, with their numeric producer id. */
export const providers: readonly { slug: string; producerId: number; producer: string }[] = [
  { slug: 'halfmoon', producerId: 1, producer: halfmoon },
  { slug: 'tin-thistle', producerId: 2, producer: thistle },
  { slug: 'tidal', producerId: 3, producer: tidal },
  { slug: 'paper-lantern', producerId: 4, producer: paper },
];

export function findGame(id: number | string | undefined): CatalogueGame | undefined {
  return catalogue.find((game) => String(game.id) === String(id));
}

/** A provider serves the game for this currency in this country. */
export function isServed(game: CatalogueGame, currency: string, country: string): boolean {
  const countries = game.served ?? game.countries;
  return (
    (!game.currencies.length || game.currencies.includes(currency)) &&
    (!countries.length || countries.includes(country))
  );
}

/** Address of the art; blank for the game that has none. */
export function artOf(world: SandboxState, game: CatalogueGame): string {
  return game.noImage ? '' : artUrl(world, game.slug === '1842' ? 'aurora-dice' : game.slug);
}

/** Address of the playable page below the games' origin, without any session. */
export function playPath(game: CatalogueGame): string {
  return `${game.plays}/index.html?skin=${game.skin}`;
}
