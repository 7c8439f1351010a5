/** What lists need that are long, have players in them twice, hold rows that make no sense, or follow an order of the page's. */
import type { SessionPlayer } from '../../api/meshmap/index.js';
import type { PlayerComparator } from '../../ranking/compare.js';
import { knownUnique } from '../../ranking/player.js';
import { rankPlayers, uniquePlayers, type Ranking } from '../../ranking/rank.js';
import type { ListResult } from '../../api/operation.js';
import { partialError } from '../../shared/partial-error.js';
import type { LeaderboardHost } from './host.js';
import { shallowChanged, type RankingOptions, type RankedState } from './types.js';

/** Rankings of lists that will never change, for all boards of the page. */
const rankings = new WeakMap<readonly SessionPlayer[], { rules: readonly unknown[]; ranking: Ranking }>();

/**
 * The players of an answer in their order, each once. Tens of thousands are ranked in one update and shown in the next: undefined
 * until then.
 *
 * @param before what stood before this answer, by the same rules
 */
export function rankLarge(
  rows: readonly SessionPlayer[],
  { ranking: method, sort, comparator, selfId, shown }: RankingOptions,
  before: RankedState | undefined,
  { late, warn, element }: Pick<LeaderboardHost, 'late' | 'warn' | 'element'>,
): RankedState | undefined {
  const players = uniquePlayers(rows, before?.players);
  const twice = rows.length - players.length;
  if (twice) warn(`${twice} rows repeat a player; the newest of each is shown.`);
  const options = { ranking: method, sort, comparator: comparator && guarded(comparator, warn) };
  // rows of the page's own may have changed although they are the same objects
  if (!knownUnique.has(rows)) return { players, ranking: rankPlayers(players, options) };
  const rules = [method, sort, comparator];
  const known = rankings.get(rows);
  if (known && !shallowChanged(rules, known.rules)) return { players, ranking: known.ranking };
  const ranking = rankPlayers(players, options, before?.ranking);
  rankings.set(rows, { rules, ranking });
  // whoever has the list in groups finds anybody's place at once; the first rows of all are there sooner without
  const group = () => comparator ?? ranking.at(ranking.total >> 1);
  if (before) group();
  // what is asked for next
  ranking.at(shown()[0]);
  if (selfId) ranking.find(selfId);
  const next = later().then(() => element.requestUpdate());
  late.pending = Promise.all([late.pending, next]);
  if (!before) void later(SHOWN).then(group);
  return undefined;
}

/** Milliseconds in which a page has shown what it was about to show. */
const SHOWN = 100;

const later = (ms?: number) => new Promise((resolve) => setTimeout(resolve, ms));

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
export function reportSkipped(listing: ListResult<unknown>, { element, emit }: LeaderboardHost): void {
  const error = partialError(listing, 'meshmap');
  if (!error) return;
  console.warn(`<${element.localName}>: ${error.message}`);
  emit('gs-error', { error, partial: true });
}
