import { compareTies, sortKey } from './compare.js';
import type { SessionPlayer } from './player.js';
import type { Ranking, RankOptions, Standing } from './rank.js';

/**
 * `rankPlayers` for short lists of unique players: sorts and ranks everything at once, which is little code, and the faster way
 * for a list that is ranked once. Takes no comparator.
 */
export function rankSmall(
  players: readonly SessionPlayer[],
  { ranking, sort }: Omit<RankOptions, 'comparator'> = {},
): Ranking {
  const direction = sort === 'asc' ? -1 : 1;
  const worths = players.map((player) => sortKey(player, direction));
  // Sorts indices by an array of keys: comparing objects by their properties takes twice the time. Two keys of -Infinity
  // (no score) have the difference NaN, so that the tie-break decides.
  const order = players
    .map((_, index) => index)
    .sort((a, b) => worths[b] - worths[a] || compareTies(players[a], players[b]));
  const ranks: number[] = [];
  order.forEach((index, position) => {
    const last = ranks[position - 1] ?? 0;
    const isTied = ranking !== 'ordinal' && worths[order[position - 1]] === worths[index];
    ranks.push(isTied ? last : ranking === 'dense' ? last + 1 : position + 1);
  });
  const positionOf = (playerId: string): number => order.findIndex((index) => players[index].playerId === playerId);
  const find = (playerId: string): Standing | undefined => {
    const position = positionOf(playerId);
    return position < 0 ? undefined : { player: players[order[position]], position, rank: ranks[position] };
  };
  return {
    total: order.length,
    at: (position) => players[order[position]],
    slice: (from, to) => order.slice(Math.max(0, from), to).map((index) => players[index]),
    rankAt: (position) => ranks[position] ?? 0,
    positionOf,
    find,
    standingOf: (player) => find(player.playerId)!,
  };
}
