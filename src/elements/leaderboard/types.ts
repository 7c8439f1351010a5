/** What both kinds of boards tell: who stands where, who moved lately, and what an answer changed. */
import type { SessionPlayer } from '../../api/meshmap/index.js';
import type { Ranking, RankOptions } from '../../ranking/rank.js';
import type { Deltas } from './rank-deltas.js';

/** A player's rank before (0 when new) and after. */
export interface RankChange {
  readonly playerId: string;
  readonly from: number;
  readonly to: number;
}

/** What is different since the answer before. */
export interface BoardChanges {
  /** Rows whose score or name changed, came or went. */
  readonly changed: number;
  readonly joined: readonly SessionPlayer[];
  /** Of the own row and of those who are or were among the first three. */
  readonly ranks: readonly RankChange[];
  readonly leader?: { readonly from: SessionPlayer; readonly to: SessionPlayer };
}

/** What a list shows rows of. */
export interface Standings {
  readonly ranking: Ranking;
  /** Another one whenever rows may be others. */
  readonly version: number;
  /** Once something has moved. */
  deltas?: Deltas;
}

/** The players of an answer, and where they stand. */
export interface RankedState {
  readonly players: readonly SessionPlayer[];
  readonly ranking: Ranking;
}

/** News for the board: its first rows, or what changed. */
export interface RankingUpdate {
  readonly isFirst: boolean;
  readonly changes?: BoardChanges;
}

/** Positions on the screen: first, and the one after the last. */
export type VisibleRows = readonly [from: number, end: number];

/** How a list is ranked, and what is looked at of it. */
export interface RankingOptions extends Required<Omit<RankOptions, 'comparator'>>, Pick<RankOptions, 'comparator'> {
  readonly selfId?: string;
  readonly shown: () => VisibleRows;
}

/** Whether anything in a list of inputs is another thing than before. */
export const shallowChanged = (now: readonly unknown[], before: readonly unknown[] | undefined): boolean =>
  !before || now.some((input, i) => !Object.is(input, before[i]));
