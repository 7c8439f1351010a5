/** What the parts of a played game share. */
import type { GameCommand } from '../game/messages.js';

/** `game` is one game in one session; `multi` a multi-session on the vendor's own swipe page. */
export type SessionKind = 'game' | 'multi';

/** A game as it is chosen and shown. */
export interface ChosenGame {
  /** Empty for a multi-session. */
  readonly gameId: string;
  readonly title?: string;
  readonly image?: string;
  /** The Meshmap session whose board the scores belong to. */
  readonly boardId?: string;
}

/** The frame of a game, as far as a run uses it. `<gs-game-frame>` is one. */
export interface GameFrame {
  send(command: GameCommand): boolean;
  reload(): void;
}

/** Minutes; 0 switches off. Parts of a minute are allowed. */
export interface Limits {
  readonly realityCheck: number;
  readonly breakAfter: number;
  readonly breakDuration: number;
}

/** Why a game was held; of two reasons the later one in this list wins. */
export type HoldReason = 'paused' | 'reality-check' | 'break';

/**
 * What keeps a game quiet that is not in front: it was asked to pause, asked to be quiet, is loaded but was never shown, or
 * was taken out of the page.
 */
export type SilencedBy = 'pause' | 'mute' | 'hide' | 'unload';

/** A session as its service answered the start. */
export interface StartedSession {
  readonly id: string;
  /** As sent, with a credential in it: it goes into the frame and nowhere else. Empty when the service gave none. */
  readonly url: string;
  /** Milliseconds since 1970; absent when the service gave none. */
  readonly expiresAt?: number;
}

/** Where sessions are ended: the service that the start went to, with the credentials of then. */
export interface EndService {
  /** Mode and address. A session means nothing to another service. */
  readonly address: string;
  /** Empty when the page does not set it; the gateway has it then. */
  readonly player: string;
  /** Resolves when the session is over, also when it was before; rejects with ApiError. */
  end(kind: SessionKind, id: string): Promise<void>;
  /** As `end`, by a keepalive request that is sent synchronously and outlives the page. */
  endNow(kind: SessionKind, id: string): Promise<void>;
  /** Whether the session is over by its status. Rejects with ApiError when the status is not known. */
  isOver(kind: SessionKind, id: string): Promise<boolean>;
}

/** A channel between the tabs of one origin. */
export interface Channel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
}
