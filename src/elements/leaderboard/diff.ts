/** The difference between two answers, and the movement of players over several of them. No DOM. */
import { systemClock } from '../../api/clock.js';
import type { SessionPlayer } from '../../api/meshmap/index.js';
import type { Ranking } from '../../ranking/rank.js';
import type { BoardChanges, RankDeltas, RankingOptions, RankChange, RankedState, VisibleRows } from './types.js';

/** Milliseconds that a movement stays visible. */
const DELTA_LIFE = 30_000;

/**
 * Where players were before they moved. The delta is the difference to the rank they have when it is shown, so several moves
 * add up, and a move that was not recorded (its row was not on the screen) cannot leave an arrow of the wrong sign.
 */
export class Deltas implements RankDeltas {
  readonly #origins = new Map<string, { rank: number; until: number }>();

  of(playerId: string, rank: number, now: number): number {
    const origin = this.#origins.get(playerId);
    return origin && rank && origin.until > now ? origin.rank - rank : 0;
  }

  /** @param from the rank before; 0 or undefined when unknown */
  note(playerId: string, from: number | undefined, to: number, now: number): void {
    if (!from || !to || from === to) return;
    const origin = this.#origins.get(playerId);
    const rank = origin && origin.until > now ? origin.rank : from;
    this.#origins.set(playerId, { rank, until: now + DELTA_LIFE });
  }

  /** Drops what is no longer shown. */
  prune(now: number): void {
    for (const [id, { until }] of this.#origins) if (until <= now) this.#origins.delete(id);
  }

  clear(): void {
    this.#origins.clear();
  }
}

/** Rows that came from far away are looked up one by one, each a pass over the scores. */
const MOST_LOOKUPS = 8;
/** Changed rows remembered for that; where everything changed, movement from afar means little. */
const MOST_KEPT = 5000;
/** Rows on a screen; a search shows rows from anywhere. */
const MOST_SHOWN = 200;
/** Places at the top whose ranks are looked up directly. */
const TOP = 50;

export interface Comparison {
  /** All are where they were, as APIs usually answer; new ones come after them. */
  readonly isAligned: boolean;
  /** How many rows differ. */
  readonly changed: number;
  /** What those were and are, by player; who comes from far away is among them. */
  readonly rows: ReadonlyMap<string, { readonly was: SessionPlayer; readonly is?: SessionPlayer }>;
}

export const isSameRow = (one: SessionPlayer, other: SessionPlayer): boolean =>
  one === other || (Object.is(one.score, other.score) && one.displayName === other.displayName);

/** How a list differs from the one before, in one pass. */
export function compareRows(before: readonly SessionPlayer[], after: readonly SessionPlayer[]): Comparison {
  const rows = new Map<string, { was: SessionPlayer; is?: SessionPlayer }>();
  let changed = Math.abs(after.length - before.length);
  let isAligned = before.length <= after.length;
  for (let i = Math.min(before.length, after.length) - 1; i >= 0; i--) {
    const was = before[i];
    const is = after[i];
    if (was === is) continue;
    const isSamePlayer = was.playerId === is.playerId;
    if (!isSamePlayer) isAligned = false;
    else if (isSameRow(was, is)) continue;
    if (changed++ < MOST_KEPT) rows.set(was.playerId, isSamePlayer ? { was, is } : { was });
  }
  return { isAligned, changed, rows };
}

function newcomers(before: readonly SessionPlayer[], after: readonly SessionPlayer[]): SessionPlayer[] {
  const known = new Set(before.map(({ playerId }) => playerId));
  return after.filter(({ playerId }) => !known.has(playerId));
}

/** Notes where the players on the screen were before. */
function noteMovement(
  deltas: Deltas,
  before: Ranking,
  after: Ranking,
  rows: Comparison['rows'],
  [from, end]: VisibleRows,
  now: number,
): void {
  deltas.prune(now);
  const to = Math.max(from, Math.min(end, from + MOST_SHOWN));
  const margin = to - from;
  const start = Math.max(0, from - margin);
  const ranks = new Map(before.slice(start, to + margin).map(({ playerId }, i) => [playerId, before.rankAt(start + i)])); // prettier-ignore
  let lookups = 0;
  for (const position of new Set([0, 1, 2, ...Array.from({ length: margin }, (_, i) => from + i)])) {
    const id = after.at(position)?.playerId;
    if (id === undefined) continue;
    let rank = ranks.get(id);
    const row = rows.get(id)?.was;
    if (!rank && row && lookups++ < MOST_LOOKUPS) rank = before.standingOf(row).rank;
    deltas.note(id, rank, after.rankAt(position), now);
  }
}

/** Rank changes of the own player and of those who are or were among the first three, and the change of the leader. */
export function changesAtTop(
  before: Ranking,
  after: Ranking,
  selfId: string | undefined,
  rows?: Comparison['rows'],
): Pick<BoardChanges, 'ranks' | 'leader'> {
  const rankBefore = ranksIn(before, (playerId) => rows?.get(playerId)?.was);
  const rankAfter = ranksIn(after, (playerId) => rows?.get(playerId)?.is);
  const ids = new Set([...before.slice(0, 3), ...after.slice(0, 3)].map(({ playerId }) => playerId));
  if (selfId) ids.add(selfId);
  const ranks: RankChange[] = [];
  for (const playerId of ids) {
    const [from, to] = [rankBefore(playerId), rankAfter(playerId)];
    if (from !== to && to) ranks.push({ playerId, from, to });
  }
  const [from, to] = [before.at(0), after.at(0)];
  const isOther = from && to && from.playerId !== to.playerId && before.rankAt(0) && after.rankAt(0);
  return { ranks, ...(isOther && { leader: { from, to } }) };
}

/** Looks a rank up, 0 when absent: near the top, and of a known row, without searching the whole list for its id. */
function ranksIn(
  ranking: Ranking,
  rowOf: (playerId: string) => SessionPlayer | undefined,
): (playerId: string) => number {
  const near = ranking.slice(0, TOP);
  return (playerId) => {
    const position = near.findIndex((player) => player.playerId === playerId);
    if (position >= 0) return ranking.rankAt(position);
    const row = rowOf(playerId);
    return (row ? ranking.standingOf(row) : ranking.find(playerId))?.rank ?? 0;
  };
}

/** All that one answer changed. Movement on the screen, of the first three and of the own row is noted in `deltas`. */
export function changesBetween(
  before: RankedState,
  after: RankedState,
  { isAligned, changed, rows }: Comparison,
  deltas: Deltas,
  { selfId, visibleRows }: RankingOptions,
): BoardChanges {
  if (!changed) return { changed, joined: [], ranks: [] };
  const now = systemClock.elapsed();
  noteMovement(deltas, before.ranking, after.ranking, rows, visibleRows(), now);
  const joined = isAligned ? after.players.slice(before.players.length) : newcomers(before.players, after.players);
  const atTop = changesAtTop(before.ranking, after.ranking, selfId, rows);
  const self = atTop.ranks.find(({ playerId }) => playerId === selfId);
  if (self) deltas.note(self.playerId, self.from, self.to, now);
  return { changed, joined, ...atTop };
}
