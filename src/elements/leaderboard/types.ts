/** The shapes that the parts of a board share, and the part of the element that each of them needs. */
import type { CSSResult } from 'lit';
import type { GameSession, SessionPlayer } from '../../api/meshmap/index.js';
import type { QueryHost } from '../../live/query.js';
import type { PlayerComparator, Ranking, RankOptions, Standing } from '../../ranking/rank.js';
import type { GsElement } from '../../shared/gs-element.js';
import type { StateWord } from '../../shared/states.js';
import type { Localize } from '../../shared/localize.js';

/** The accepted values of every enumerated attribute, by property; the first is the default. */
export const WORDS = {
  view: ['top', 'around', 'full'],
  sort: ['desc', 'asc'],
  ranking: ['competition', 'dense', 'ordinal'],
  scoreFormat: ['number', 'compact', 'duration', 'percent'],
  maskNames: ['none', 'partial', 'initials'],
  display: ['table', 'cards', 'kiosk', 'overlay'],
  announce: ['self', 'leader', 'off'],
} as const;

type Words = { readonly [K in keyof typeof WORDS]: (typeof WORDS)[K][number] };
export type BoardView = Words['view'];
export type ScoreFormat = Words['scoreFormat'];
export type NameMask = Words['maskNames'];

/** The attributes as validated, read anew before each update. */
export interface LeaderboardSettings extends Words {
  /** Most rows; 0 = all. */
  readonly limit: number;
  /** Rows on either side of the own one. */
  readonly around: number;
  /** Seconds that the kiosk shows a page. */
  readonly rotate: number;
}

/** A row of the page's own: an id and a score are required. Times are ISO 8601 text, Dates or milliseconds. */
export interface Entry extends Partial<Omit<SessionPlayer, 'playerId' | 'score' | 'createdAt' | 'updatedAt'>> {
  playerId: string | number;
  score: number;
  createdAt?: string | number | Date;
  updatedAt?: string | number | Date;
}

/** What a range of ranks gets: a prize, or the name of a zone. `to` is Infinity for "91-". */
export interface RankRange {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A session in a tab. */
export interface BoardTab {
  readonly sessionId: string;
  readonly label: string;
}

// ---- Standings: who stands where

/** Positions on the screen: first, and the one after the last. */
export type VisibleRows = readonly [from: number, end: number];

/** How a list is ranked, and which part of it is on the screen. */
export interface RankingOptions extends Required<Omit<RankOptions, 'comparator'>>, Pick<RankOptions, 'comparator'> {
  readonly selfId?: string;
  readonly visibleRows: () => VisibleRows;
}

/** The players of an answer, and where they stand. */
export interface RankedState {
  readonly players: readonly SessionPlayer[];
  readonly ranking: Ranking;
}

/** The list that an answer replaces. */
export interface PreviousList {
  /** Its ranking; undefined when that went by other rules, or when there was none. */
  readonly ranking?: Ranking;
  /** Whether it had the same players at the same places, of which none is repeated then. */
  readonly hasSameIds: () => boolean;
}

/** Movement of players within the last half minute; see diff.ts. */
export interface RankDeltas {
  /** Places risen lately (below 0: fallen) by a player who is at `rank` now. */
  of(playerId: string, rank: number, now: number): number;
}

/** The ranked rows of a list, whether ranked in the page or by a gateway. */
export interface Standings {
  readonly ranking: Ranking;
  /** Another number whenever rows may differ. */
  readonly version: number;
  /** Once something has moved. */
  readonly deltas?: RankDeltas;
  /** Everybody, when `ranking` holds only some of them. */
  readonly overall?: Ranking;
}

/** A player's rank before (0 when new) and after. */
export interface RankChange {
  readonly playerId: string;
  readonly from: number;
  readonly to: number;
}

/** The difference between two answers. */
export interface BoardChanges {
  /** Rows whose score or name changed, came or went. */
  readonly changed: number;
  readonly joined: readonly SessionPlayer[];
  /** Of the own row and of those who are or were among the first three. */
  readonly ranks: readonly RankChange[];
  readonly leader?: { readonly from: SessionPlayer; readonly to: SessionPlayer };
}

/** What a new answer brought: its first rows, or what changed. */
export interface RankingUpdate {
  readonly isFirst: boolean;
  readonly changes?: BoardChanges;
}

// ---- Rows

/** What a row shows. */
export interface RowView {
  readonly player: SessionPlayer;
  /** Shown rank, from 1; 0 while the row is on its way. */
  readonly rank: number;
  /** Place in the whole order, from 0. */
  readonly position: number;
  /** What prizes and zones go by: the rank, or the position from 1 while nobody has scored and all share rank 1. */
  readonly place: number;
  readonly isSelf: boolean;
  readonly isSelected: boolean;
  /** Places risen lately; below 0 when fallen. */
  readonly delta: number;
  /** Rank among everybody, on a board of some of them. */
  readonly overallRank?: number;
  /** False while nobody has scored: no medals then. */
  readonly hasMedal?: boolean;
  /** Name of the zone that begins with this row; '' where one ends and no other begins. */
  readonly zone?: string;
  /** Distance to the neighbours, in words; for the own row. */
  readonly gap?: string;
}

/** The second argument of `renderRow`. */
export interface RowContext extends Omit<RowView, 'player'> {
  readonly isLeader: boolean;
  /** Name as it may be shown: cleaned and masked. */
  readonly name: string;
  /** The score in the reader's language. */
  readonly score: string;
}

/** How rows turn players into text; one object for all rows, replaced when any of it changes. */
export interface RowFormat {
  readonly name: (player: SessionPlayer) => string;
  readonly image: (player: SessionPlayer) => string | undefined;
  readonly score: (score: number, player: SessionPlayer) => string;
  readonly number: (value: number) => string;
  readonly unit: string;
  readonly localize: Localize;
  /** What a place wins; adds a column. */
  readonly prize?: (place: number) => string;
  /** Renders the row's content in place of all of the above. */
  readonly draw?: (row: HTMLElement, view: RowView) => void;
}

// ---- What the parts need of the element

/** Words, warnings, events and settings. */
export interface BoardHost extends QueryHost {
  readonly settings: LeaderboardSettings;
  /** The reader's own player. */
  readonly selfId: string | undefined;
  readonly localize: Localize;
  readonly emit: GsElement['emit'];
  warn(message: string): void;
}

/** For ranking. */
export type RankingHost = Pick<BoardHost, 'requestUpdate' | 'warn'>;

/** For the data controller and the gateway's board. */
export interface DataHost extends BoardHost {
  readonly localName: string;
  /** The session whose scores are shown, from whichever attribute. */
  readonly activeSessionId: string;
  readonly entries?: readonly Entry[];
  readonly comparator?: PlayerComparator;
  readonly searchable: boolean;
  readonly playerIds: string;
  readonly filter?: (player: SessionPlayer) => boolean;
  readonly refresh: number;
  readonly loading: string;
}

/** Whether only some of the players are to be shown. */
export const isFiltered = ({ playerIds, filter }: Pick<DataHost, 'playerIds' | 'filter'>): boolean =>
  playerIds.trim() !== '' || filter !== undefined;

/** For everything that shows rows. */
export interface ViewHost extends BoardHost {
  readonly renderRoot: ParentNode;
  readonly language: string;
  readonly state: StateWord;
  readonly session: GameSession | undefined;
  readonly self: Standing | undefined;
  readonly entries?: readonly Entry[];
  readonly podium: boolean;
  readonly searchable: boolean;
  readonly scoreUnit: string;
  readonly showGap: boolean;
  readonly ticker: boolean;
  readonly prizes: string | readonly RankRange[];
  readonly zones: string | readonly RankRange[];
  readonly joinUrl: string;
  readonly comparator?: PlayerComparator;
  readonly scoreFormatter?: (score: number, player: SessionPlayer) => string;
  readonly renderRow?: (player: SessionPlayer, context: RowContext) => unknown;
  addStyles(...styles: readonly CSSResult[]): void;
  /** Says something to screen readers, throttled; nothing with `announce="off"`. */
  announceText(text: string): void;
  /** Goes on to the next of several tabs; false when there is only one. */
  showNextTab(): boolean;
}

/** Whether anything in a list of inputs differs from before. */
export const shallowChanged = (now: readonly unknown[], before: readonly unknown[] | undefined): boolean =>
  !before || now.some((input, i) => !Object.is(input, before[i]));

declare module '../../shared/events.js' {
  interface GsEventMap {
    /** The own rank, or one among the first three, changed. `from` is 0 for a newcomer. */
    'gs-rank-change': CustomEvent<{ playerId: string; from: number; to: number }>;
    /** Another player leads. */
    'gs-leader-change': CustomEvent<{ from: SessionPlayer; to: SessionPlayer }>;
    /** Players who were not there before, all those of one answer at once. */
    'gs-player-join': CustomEvent<{ players: readonly SessionPlayer[] }>;
    /** The session was running when last seen and is over now. */
    'gs-session-complete': CustomEvent<{ session: GameSession }>;
    /** The reader chose a player. Cancelled, the row is not marked. */
    'gs-player-select': CustomEvent<{ playerId: string; player: SessionPlayer; rank: number }>;
    /** The reader chose another tab; `index` counts from 0. */
    'gs-tab-change': CustomEvent<{ sessionId: string; label: string; index: number }>;
  }
}
