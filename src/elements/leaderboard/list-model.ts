/** View model of the list: which part of the order it shows, and each row of it when it comes into view. */
import { systemClock } from '../../api/clock.js';
import type { Ranking, Standing } from '../../ranking/rank.js';
import type { BoardView, RankRange, RowFormat, RowView, Standings } from './types.js';

/** `count` rows, each looked up when it comes into view. */
export interface ListModel {
  readonly format: RowFormat;
  readonly count: number;
  /** Players in the whole order. */
  readonly total: number;
  /** The player at a position of the order. */
  readonly at: (position: number) => RowView | undefined;
  /** Undefined outside the list. */
  readonly row: (index: number) => RowView | undefined;
  /** Row of the list that shows a position of the order, -1 when none does. */
  readonly indexOf: (position: number) => number;
  /** The own row, -1 when it is not in the list. */
  readonly selfIndex: number;
  /** The own row when it is not in the list but known. */
  readonly outside?: RowView;
  /** Shown page by page: rows go down the first column of a page, then down the next. */
  readonly isPaged: boolean;
}

/** Which rows: from one position to before another, or those that a search found. */
export interface RowSelection {
  readonly from?: number;
  readonly end?: number;
  readonly found?: readonly number[];
  readonly zones?: readonly RankRange[];
  /** Distance of the own row to its neighbours, in words. */
  readonly gap?: string;
}

export interface ListModelOptions extends RowSelection {
  readonly format: RowFormat;
  readonly standings: Standings;
  readonly self?: Standing;
  readonly selectedId?: string;
  readonly isPaged?: boolean;
}

export function buildListModel(options: ListModelOptions): ListModel {
  const { standings, format, self, selectedId, found, zones = [], gap, isPaged = false } = options;
  const { ranking, deltas, overall } = standings;
  const { total } = ranking;
  const { from = 0, end = total } = options;
  const now = systemClock.elapsed();
  const hasMedal = hasScores(ranking);
  const placeAt = (position: number) => (hasMedal ? ranking.rankAt(position) : position + 1);
  const at = (position: number): RowView | undefined => {
    // behind a gateway the own row is known before its neighbours are
    const isSelf = position === self?.position;
    const player = isSelf ? self.player : ranking.at(position);
    if (!player) return undefined;
    const rank = isSelf ? self.rank : ranking.rankAt(position);
    return {
      player,
      position,
      rank,
      place: hasMedal ? rank : position + 1,
      isSelf,
      isSelected: player.playerId === selectedId,
      delta: deltas?.of(player.playerId, rank, now) ?? 0,
      overallRank: overall?.find(player.playerId)?.rank,
      hasMedal,
      zone: zones.length && !found ? zoneStart(zones, position, placeAt) : undefined,
      gap: isSelf ? gap : undefined,
    };
  };
  const indexOf = (position: number): number =>
    found ? found.indexOf(position) : position >= from && position < end ? position - from : -1;
  const selfIndex = self ? indexOf(self.position) : -1;
  return {
    format,
    count: found?.length ?? end - from,
    total,
    at,
    row: (index) => at(found ? (found[index] ?? -1) : from + index < end ? from + index : -1),
    indexOf,
    selfIndex,
    outside: self && selfIndex < 0 && !found && self.position >= from ? at(self.position) : undefined,
    isPaged,
  };
}

/** False before the first score: everybody shares rank 1 then, which is no merit. */
export function hasScores(ranking: Ranking): boolean {
  const best = ranking.at(0)?.score;
  if (best) return true; // neither 0 nor NaN
  const last = best === 0 ? ranking.at(ranking.total - 1)?.score : undefined;
  return !!last;
}

/** What a rank gets; undefined for none. */
export const textAt = (ranges: readonly RankRange[], rank: number): string | undefined =>
  ranges.find(({ from, to }) => rank >= from && rank <= to)?.text;

/** The zone that begins at a position; '' where one ends and no other begins; undefined inside of zones and outside. */
function zoneStart(
  zones: readonly RankRange[],
  position: number,
  placeAt: (position: number) => number,
): string | undefined {
  const zone = textAt(zones, placeAt(position));
  const before = position > 0 ? textAt(zones, placeAt(position - 1)) : undefined;
  return zone === before ? undefined : (zone ?? '');
}

export interface RangeOptions {
  readonly total: number;
  /** Position of the own row, -1 when there is none. */
  readonly self: number;
  /** Players on the podium above the list. */
  readonly podium: number;
  readonly view: BoardView;
  /** Most rows, podium included; 0 = all. */
  readonly limit: number;
  /** Rows on either side of the own one. */
  readonly around: number;
}

/** First position of the list and the one after its last. Without an own row `around` shows the top. */
export function listRange({ total, self, podium, view, limit, around }: RangeOptions): [number, number] {
  const first = Math.min(podium, total);
  if (view === 'around' && self >= 0) {
    // at either end of the order the window keeps its size
    const size = around * 2 + 1;
    const start = Math.max(first, Math.min(self - around, total - size));
    return [start, Math.min(total, start + size)];
  }
  const most = view === 'around' ? limit || around * 2 + 1 : limit;
  return [first, view === 'full' || !most ? total : Math.max(first, Math.min(total, most))];
}
