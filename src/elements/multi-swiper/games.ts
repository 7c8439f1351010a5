/** Which games are in the feed, and how they are called. */
import type { Game } from '../../api/iplaygames/index.js';
import { restrictionOf, type PlayerPlace } from '../../shared/game-restriction.js';

/** One game of the feed. */
export interface FeedGame {
  readonly id: string;
  /** Once each, although a game may come again. */
  readonly key: string;
  readonly title: string;
  readonly studio?: string;
  readonly imageUrl?: string;
  /** For this player's country and currency; undefined while nobody knows. */
  readonly isOffered?: boolean;
  readonly hasDemo?: boolean;
  readonly hasFreespins?: boolean;
}

/** Ids from an attribute, separated by blanks or commas. */
export const readIds = (text: string | undefined): string[] => (text ?? '').split(/[\s,]+/).filter(Boolean);

/** The feed of these ids; what the catalogue does not know is called by its id. */
export function createFeed(ids: readonly string[], catalogue: readonly Game[], player?: PlayerPlace): FeedGame[] {
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
      hasDemo: game?.hasDemo,
      hasFreespins: game?.hasFreespins,
      isOffered: game && player && !restrictionOf(game, player),
    };
  });
}
