/** Ranking of long lists, of lists with repeated players, and by the page's own order. Loaded when a board has one. */
import type { SessionPlayer } from '../../api/meshmap/index.js';
import type { PlayerComparator } from '../../ranking/compare.js';
import { knownUnique } from '../../ranking/player.js';
import { rankPlayers, uniquePlayers, type Ranking } from '../../ranking/rank.js';
import { shallowChanged, type PreviousList, type RankedState, type RankingHost, type RankingOptions } from './types.js';

/** Rankings of lists that never change, shared by all boards of the page. */
const rankings = new WeakMap<readonly SessionPlayer[], { rules: readonly unknown[]; ranking: Ranking }>();

/**
 * Ranks each player once. Tens of thousands are ranked in one task and shown in the next.
 *
 * @returns a promise in place of the ranking when that is for the next task: once it is fulfilled, the same call gives it
 */
export function rankLarge(
  rows: readonly SessionPlayer[],
  { ranking: method, sort, comparator, selfId, visibleRows }: RankingOptions,
  previous: PreviousList,
  host: RankingHost,
): RankedState | Promise<void> {
  const players = knownUnique.has(rows) || previous.hasSameIds() ? rows : uniquePlayers(rows);
  const repeated = rows.length - players.length;
  const counted = repeated === 1 ? '1 row repeats' : `${repeated} rows repeat`;
  if (repeated) host.warn(`${counted} a player; the newest of each is shown.`);
  const options = { ranking: method, sort, comparator: comparator && guarded(comparator, host) };
  // rows of the page's own may have changed although they are the same objects
  if (!knownUnique.has(rows)) return { players, ranking: rankPlayers(players, options) };
  const rules = [method, sort, comparator];
  const known = rankings.get(rows);
  if (known && !shallowChanged(rules, known.rules)) return { players, ranking: known.ranking };
  const ranking = rankPlayers(players, options, previous.ranking);
  rankings.set(rows, { rules, ranking });
  // a lookup in the middle groups the whole list: any place is cheap then, but the first rows of all would be later
  const group = () => comparator ?? ranking.at(ranking.total >> 1);
  if (previous.ranking) group();
  // prefetch what is shown next
  ranking.at(visibleRows()[0]);
  if (selfId) ranking.find(selfId);
  if (!previous.ranking) void delay(SETTLED).then(group);
  return delay().then(() => host.requestUpdate());
}

/** Milliseconds after which a page has painted what it was about to show. */
const SETTLED = 100;

const delay = (ms?: number) => new Promise((resolve) => setTimeout(resolve, ms));

const guards = new WeakMap<PlayerComparator, PlayerComparator>();

/** The page's order, in which players are equal where it throws; the same one for the same comparator. */
function guarded(comparator: PlayerComparator, host: RankingHost): PlayerComparator {
  const known = guards.get(comparator);
  if (known) return known;
  const guard: PlayerComparator = (a, b) => {
    try {
      return comparator(a, b);
    } catch (error) {
      host.warn(`comparator threw: ${String(error)}`);
      return 0;
    }
  };
  guards.set(comparator, guard);
  return guard;
}
