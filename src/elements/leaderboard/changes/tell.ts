/** Tells the page by events, and those who listen by words, what the list already shows. */
import type { GsEventMap } from '../../../shared/events.js';
import type { RowStyle } from '../row.js';
import type { BoardChanges } from '../standings.js';

type Told = 'gs-update' | 'gs-player-join' | 'gs-rank-change' | 'gs-leader-change';
export type Emit = <K extends Told>(type: K, detail: GsEventMap[K]['detail']) => void;

/** Whom to tell of what. */
export interface Audience {
  readonly emit: Emit;
  readonly announce: 'self' | 'leader' | 'off';
  readonly selfId?: string;
  /** Players on the board. */
  readonly total: number;
  readonly style: RowStyle;
}

/** @returns what to announce: the own new rank, or who leads now; nothing when neither moved */
export function tell(changes: BoardChanges, { emit, announce, selfId, total, style }: Audience): string | undefined {
  const { changed, joined, ranks, leader } = changes;
  const { name, number, say } = style;
  if (changed) emit('gs-update', { changed });
  if (joined.length) emit('gs-player-join', { players: joined });
  for (const change of ranks) emit('gs-rank-change', change);
  if (leader) emit('gs-leader-change', leader);
  if (announce === 'leader' && leader) {
    const score = `${style.score(leader.to.score, leader.to)} ${style.unit}`.trim();
    return say('boardNewLeader', { name: name(leader.to), score });
  }
  const own = announce === 'self' && ranks.find(({ playerId }) => playerId === selfId);
  return own ? say('boardNewRank', { rank: number(own.to), total: number(total) }) : undefined;
}
