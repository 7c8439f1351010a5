/**
 * What is kept of a game in the tab's own storage: enough to come back to it after a reload, and the end of a break
 * that nobody gets round by reloading or by starting another game.
 */

import type { ChosenGame } from '../game-selection.js';

/** A game that was started. Times in milliseconds since 1970. */
export interface OpenGame extends ChosenGame {
  /** The game session's id. */
  readonly sessionId: string;
  /** As sent, with a credential in it: it goes into the frame and nowhere else. */
  readonly url: string;
  readonly playerId?: string;
  readonly startedAt: number;
  /** Absent when the service gave none that can be right. */
  expiresAt?: number;
  /** When the player last looked at the clock. */
  checkedAt: number;
  /** Since when they play without a break. */
  since: number;
}

/** The game kept under `key`, when it is whole, of this player and not past its end. */
export function findKept(key: string, playerId: string | undefined, now = Date.now()): OpenGame | undefined {
  const game = read(`gs-play ${key}`) as Partial<OpenGame> | null;
  const isWhole =
    [game?.sessionId, game?.url, game?.gameId].every((text) => text && typeof text === 'string') &&
    [game?.startedAt, game?.checkedAt, game?.since].every(Number.isFinite);
  if (!isWhole || game?.playerId !== playerId || (game?.expiresAt ?? Infinity) <= now) return undefined;
  return game as OpenGame;
}

/** Keeps a game under `key`, or forgets the one there. */
export const keep = (key: string, game: OpenGame | undefined): void => write(`gs-play ${key}`, game);

/** Forgets a game that is known to be over, unless another one is kept by now. */
export function forget(key: string, { sessionId }: OpenGame): void {
  if ((read(`gs-play ${key}`) as OpenGame | null)?.sessionId === sessionId) keep(key, undefined);
}

/** When the player's break ends, milliseconds since 1970; 0 without one. */
export function breakEnd(playerId: string | undefined): number {
  const until = read(`gs-break ${playerId ?? ''}`);
  return typeof until === 'number' ? until : 0;
}

/** Keeps the end of a break. */
export const keepBreak = (playerId: string | undefined, until: number): void =>
  write(`gs-break ${playerId ?? ''}`, until);

function read(name: string): unknown {
  try {
    return JSON.parse(globalThis.sessionStorage.getItem(name) ?? 'null');
  } catch {
    return null; // no storage for this page, or somebody else's text in it
  }
}

function write(name: string, value: unknown): void {
  try {
    if (value === undefined) globalThis.sessionStorage.removeItem(name);
    else globalThis.sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    return; // no storage for this page: the game is played all the same and can't be resumed
  }
}
