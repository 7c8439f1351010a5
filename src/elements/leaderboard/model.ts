/** What the list is to show, from the order and the wishes of page and reader. */
import type { SessionPlayer } from '../../api/meshmap.js';
import type { Standing } from '../../api/rank.js';
import { listRange, type RangeWishes } from './range.js';
import type { RowDrawing, RowView } from './row.js';
import type { Standings } from './standings.js';

/** What the list shows: `count` rows, each looked up when it comes into view. */
export interface ListModel extends RowDrawing {
  readonly count: number;
  /** Players in the whole order. */
  readonly total: number;
  /** Undefined outside the list. */
  readonly row: (index: number) => RowView | undefined;
  /** Row of the list that shows a position of the order, -1 when none does. */
  readonly indexOf: (position: number) => number;
  /** Row of the reader, -1 when it is not in the list. */
  readonly selfIndex: number;
  /** The reader's row when it is not in the list but known. */
  readonly apart?: RowView;
  /** The first three when they have their own steps, else none. */
  readonly podium: readonly RowView[];
}

export interface ModelWishes extends RowDrawing, Pick<RangeWishes, 'view' | 'limit' | 'around'> {
  readonly standings: Standings;
  readonly self?: Standing;
  readonly selectedId?: string;
  readonly hasPodium: boolean;
  /** Positions that a search found; without a search nothing. */
  readonly found?: readonly number[];
}

export function buildModel(wishes: ModelWishes): ListModel {
  const { standings, style, changes, self, selectedId, hasPodium, found } = wishes;
  const { ranking, deltas } = standings;
  const now = Date.now();
  const viewOf = (player: SessionPlayer, position: number, rank: number): RowView => ({
    player,
    position,
    rank,
    isSelf: player.playerId === self?.player.playerId,
    isSelected: player.playerId === selectedId,
    delta: deltas?.of(player.playerId, now) ?? 0,
  });
  const at = (position: number): RowView | undefined => {
    // behind a gateway the own row is known before its neighbours are
    if (self && position === self.position) return viewOf(self.player, position, self.rank);
    const player = ranking.at(position);
    return player && viewOf(player, position, ranking.rankAt(position));
  };
  const podium = hasPodium && !found ? Math.min(3, ranking.total) : 0;
  const position = self?.position ?? -1;
  const [start, end] = listRange({ ...wishes, total: ranking.total, self: position, podium });
  const indexOf = (place: number): number => {
    if (found) return found.indexOf(place);
    return place >= start && place < end ? place - start : -1;
  };
  const selfIndex = indexOf(position);
  const isApart = self && selfIndex < 0 && !found && position >= podium;
  return {
    count: found?.length ?? end - start,
    total: ranking.total,
    row: (index) => at(found ? (found[index] ?? -1) : index < end - start ? start + index : -1),
    indexOf,
    style,
    changes,
    selfIndex,
    apart: isApart ? viewOf(self.player, self.position, self.rank) : undefined,
    podium: [0, 1, 2].slice(0, podium).map((place) => at(place)!),
  };
}
