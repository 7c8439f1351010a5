/** Only one game is live. A game that is not in front is silenced as gently as it lets us. */
import type { GsGameFrame } from '../game-frame/game-frame.js';

/** What silenced a game: it was asked to pause, asked to be quiet, or taken out of the page. */
export type Rung = 'pause' | 'mute' | 'unload';

/** Goes down the ladder until the game could be told; `unload` is left to the caller. */
export function silence(frame: GsGameFrame | null | undefined): Rung {
  if (frame?.send('pause')) return 'pause';
  return frame?.send('mute') ? 'mute' : 'unload';
}

/** Takes back what `silence` asked for. */
export function wake(frame: GsGameFrame | null | undefined, rung: Rung): void {
  if (rung !== 'unload') frame?.send(rung === 'pause' ? 'resume' : 'unmute');
}
