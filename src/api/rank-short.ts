import type { SessionPlayer } from './meshmap.js';
import { compareTies, goodness } from './player-order.js';
import type { Ranking, RankOptions } from './rank.js';

/**
 * Ranks a list of some hundred players, each there once, as `rankPlayers` does: sorted and numbered at once, which for so
 * few costs less than being clever. Not for orders of one's own.
 */
export function rankShort(
  players: readonly SessionPlayer[],
  { ranking, sort }: Omit<RankOptions, 'comparator'> = {},
): Ranking {
  const worth = (player: SessionPlayer) => goodness(player, sort === 'asc' ? -1 : 1);
  // what has no number is worth -Infinity: the difference of two of those is no number either, and the tie decides
  const order = [...players].sort((a, b) => worth(b) - worth(a) || compareTies(a, b));
  const ranks: number[] = [];
  order.forEach((player, i) => {
    const last = ranks[i - 1] ?? 0;
    const isTied = i && ranking !== 'ordinal' && worth(order[i - 1]) === worth(player);
    ranks.push(isTied ? last : ranking === 'dense' ? last + 1 : i + 1);
  });
  const positionOf = (playerId: string) => order.findIndex((player) => player.playerId === playerId);
  const find = (playerId: string) => {
    const position = positionOf(playerId);
    return position < 0 ? undefined : { player: order[position], position, rank: ranks[position] };
  };
  return {
    total: order.length,
    at: (position) => order[position],
    slice: (from, to) => order.slice(Math.max(0, from), to),
    rankAt: (position) => ranks[position] ?? 0,
    positionOf,
    find,
    standingOf: (player) => find(player.playerId)!,
  };
}
