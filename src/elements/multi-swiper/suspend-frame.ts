/** Only one game is live. A game that is not in front is silenced as gently as it lets us. */
import type { GsGameFrame } from '../game-frame/game-frame.js';

/** What silenced a game: it was asked to pause, asked to be quiet, or taken out of the page. */
export type SuspendLevel = 'pause' | 'mute' | 'unload';

/** Goes down the ladder until the game could be told; `unload` is left to the caller. */
export function suspend(frame: GsGameFrame | null | undefined): SuspendLevel {
  if (frame?.send('pause')) return 'pause';
  return frame?.send('mute') ? 'mute' : 'unload';
}

/** Takes back what `silence` asked for. */
export function resume(frame: GsGameFrame | null | undefined, rung: SuspendLevel): void {
  if (rung !== 'unload') frame?.send(rung === 'pause' ? 'resume' : 'unmute');
}
