import { compareTies, sortKey } from './compare.js';
import type { SessionPlayer } from './player.js';
import type { Ranking, RankOptions } from './rank.js';

/**
 * `rankPlayers` for short lists of unique players: sorts and ranks everything at once, which is faster for up to a thousand
 * players and little code. Takes no comparator.
 */
export function rankSmall(
  players: readonly SessionPlayer[],
  { ranking, sort }: Omit<RankOptions, 'comparator'> = {},
): Ranking {
  const order = players
    .map((player) => ({ player, position: 0, rank: 0, worth: sortKey(player, sort === 'asc' ? -1 : 1) }))
    // two keys of -Infinity (no score) have the difference NaN, so that the tie-break decides
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
