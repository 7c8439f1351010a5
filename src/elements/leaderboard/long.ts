/** What lists need that are long, have players in them twice, hold rows that make no sense, or follow an order of the page's. */
import type { SessionPlayer } from '../../api/meshmap.js';
import type { PlayerComparator } from '../../api/player-order.js';
import { distinct } from '../../api/player-rows.js';
import { rankPlayers, uniquePlayers } from '../../api/rank.js';
import type { Listing } from '../../api/route.js';
import { skippedRows } from '../../shared/skipped-rows.js';
import type { BoardHost } from './host.js';
import type { Ranked, ListWishes } from './standings.js';

/** Down to here a ranking needs no full order. */
const HEAD = 60;

/** The players of an answer in their order, each once. @param before what stood before this answer, by the same rules */
export function rankLong(
  rows: readonly SessionPlayer[],
  { ranking, sort, comparator, shown }: ListWishes,
  before: Ranked | undefined,
  warn: (message: string) => void,
): Ranked {
  const players = uniquePlayers(rows, before?.players);
  const twice = rows.length - players.length;
  if (twice) warn(`${twice} rows repeat a player; the newest of each is shown.`);
  // an order worked out for the reader who scrolled is worth keeping up; one at the top needs none
  const previous = distinct.has(players) || shown()[1] > HEAD ? before?.ranking : undefined;
  const rules = { ranking, sort, comparator: comparator && guarded(comparator, warn) };
  return { players, ranking: rankPlayers(players, rules, previous) };
}

const guards = new WeakMap<PlayerComparator, PlayerComparator>();

/** The page's order, in which players are equal where it throws; the same one for the same comparator. */
function guarded(comparator: PlayerComparator, warn: (message: string) => void): PlayerComparator {
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

/** Says which rows of an answer were left out. */
export function reportSkipped(listing: Listing<unknown>, { element, emit }: BoardHost): void {
  const error = skippedRows(listing, 'meshmap');
  if (!error) return;
  console.warn(`<${element.localName}>: ${error.message}`);
  emit('gs-error', { error, partial: true });
}
