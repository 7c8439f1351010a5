/** What the list is to show, from the order and the wishes of page and reader. */
import type { Standing } from '../../ranking/rank.js';
import type { RowFormat, RowView } from './row.js';
import type { Standings } from './types.js';

/** What the list shows: `count` rows, each looked up when it comes into view. */
export interface ListModel {
  readonly style: RowFormat;
  readonly count: number;
  /** Players in the whole order. */
  readonly total: number;
  /** Whoever stands at a position of the order. */
  readonly at: (position: number) => RowView | undefined;
  /** Undefined outside the list. */
  readonly row: (index: number) => RowView | undefined;
  /** Row of the list that shows a position of the order, -1 when none does. */
  readonly indexOf: (position: number) => number;
  /** Row of the reader, -1 when it is not in the list. */
  readonly selfIndex: number;
  /** The reader's row when it is not in the list but known. */
  readonly apart?: RowView;
}

/** Which rows: from one position to before another, or those that a search found. */
export interface RowSelection {
  readonly from?: number;
  readonly end?: number;
  readonly found?: readonly number[];
}

export interface ListModelOptions extends RowSelection {
  readonly style: RowFormat;
  readonly standings: Standings;
  readonly self?: Standing;
  readonly selectedId?: string;
}

export function buildListModel(wishes: ListModelOptions): ListModel {
  const { standings, style, self, selectedId, found } = wishes;
  const { ranking, deltas } = standings;
  const { total } = ranking;
  const { from = 0, end = total } = wishes;
  const now = Date.now();
  const at = (position: number): RowView | undefined => {
    // behind a gateway the own row is known before its neighbours are
    const isSelf = position === self?.position;
    const player = isSelf ? self.player : ranking.at(position);
    return (
      player && {
        player,
        position,
        rank: isSelf ? self.rank : ranking.rankAt(position),
        isSelf,
        isSelected: player.playerId === selectedId,
        delta: deltas?.of(player.playerId, now) ?? 0,
      }
    );
  };
  const indexOf = (position: number): number =>
    found ? found.indexOf(position) : position >= from && position < end ? position - from : -1;
  const selfIndex = self ? indexOf(self.position) : -1;
  return {
    style,
    count: found?.length ?? end - from,
    total,
    at,
    row: (index) => at(found ? (found[index] ?? -1) : from + index < end ? from + index : -1),
    indexOf,
    selfIndex,
    apart: self && selfIndex < 0 && !found && self.position >= from ? at(self.position) : undefined,
  };
}
