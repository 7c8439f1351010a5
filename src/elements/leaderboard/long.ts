/** What lists need that are long, have players in them twice, or follow an order of the page's. */
import type { PlayerComparator } from '../../api/player-order.js';

export { rankPlayers, uniquePlayers } from '../../api/rank.js';

const guards = new WeakMap<PlayerComparator, PlayerComparator>();

/** The page's order, in which players are equal where it throws; the same one for the same comparator. */
export function guarded(comparator: PlayerComparator, warn: (message: string) => void): PlayerComparator {
  const known = guards.get(comparator);
  if (known) return known;
  const guard: PlayerComparator = (a, b) => {
    try {
      return comparator(a, b);
    } catch (error) {
      warn(`comparator threw: ${String(error)}`);
      return 0;
    }
  };
  guards.set(comparator, guard);
  return guard;
}
