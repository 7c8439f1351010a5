/** Which games are in the feed, and how they are called. */
import type { Game } from '../../api/iplaygames/index.js';
import type { CurrentPlayer } from '../../live/connection.js';

/** One game of the feed. */
export interface FeedGame {
  readonly id: string;
  /** Once each, although a game may come again. */
  readonly key: string;
  readonly title: string;
  readonly studio?: string;
  readonly imageUrl?: string;
}

/** Ids from an attribute, separated by blanks or commas. */
export const readIds = (text: string | undefined): string[] => (text ?? '').split(/[\s,]+/).filter(Boolean);

/** The games of a catalogue that this player may play. A game that does not say for whom it is may be for everybody. */
export function availableTo({ currency, countryCode }: CurrentPlayer, catalogue: readonly Game[]): Game[] {
  const fits = (list: readonly string[], own: string | undefined) =>
    !list.length || !own || list.includes(own.toUpperCase());
  return catalogue.filter((game) => fits(game.currencies, currency) && fits(game.countries, countryCode));
}

/** The feed of these ids; what the catalogue does not know is called by its id. */
export function createFeed(ids: readonly string[], catalogue: readonly Game[]): FeedGame[] {
  const known = new Map(catalogue.map((game) => [game.id, game]));
  const times = new Map<string, number>();
  return ids.map((id) => {
    const time = times.get(id) ?? 0;
    times.set(id, time + 1);
    const game = known.get(id);
    return {
      id,
      key: time ? `${id} ${time}` : id,
      title: game?.title ?? `#${id}`,
      studio: game?.producer,
      imageUrl: game?.imageUrl,
    };
  });
}
