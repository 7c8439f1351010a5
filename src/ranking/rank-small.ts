import type { SessionPlayer } from './player.js';
import { compareTies, sortKey } from './compare.js';
import type { Ranking, RankOptions } from './rank.js';

/**
 * Ranks a list of some hundred players, each there once, as `rankPlayers` does: sorted and numbered at once, which for so
 * few costs less than being clever. Not for orders of one's own.
 */
export function rankSmall(
  players: readonly SessionPlayer[],
  { ranking, sort }: Omit<RankOptions, 'comparator'> = {},
): Ranking {
  const order = players
    .map((player) => ({ player, position: 0, rank: 0, worth: sortKey(player, sort === 'asc' ? -1 : 1) }))
    // what has no number is worth -Infinity: the difference of two of those is no number either, and the tie decides
    .sort((a, b) => b.worth - a.worth || compareTies(a.player, b.player));
  order.forEach((row, i) => {
    const last = order[i - 1] ?? { rank: 0 };
    const isTied = ranking !== 'ordinal' && last.worth === row.worth;
    row.position = i;
    row.rank = isTied ? last.rank : ranking === 'dense' ? last.rank + 1 : i + 1;
  });
  const find = (playerId: string) => order.find(({ player }) => player.playerId === playerId);
  return {
    total: order.length,
    at: (position) => order[position]?.player,
    slice: (from, to) => order.slice(Math.max(0, from), to).map(({ player }) => player),
    rankAt: (position) => order[position]?.rank ?? 0,
    positionOf: (playerId) => find(playerId)?.position ?? -1,
    find,
    standingOf: (player) => find(player.playerId)!,
  };
}
