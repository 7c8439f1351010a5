/** Says what the test posts to it, `['score', 42, true]`, and posts back every command that it hears. */
import { connectGame, type Game } from '../../../../src/game/client.js';

const heard = (heard: string) => () => parent.postMessage({ heard }, '*');
const game = connectGame({
  onPause: heard('pause'),
  onResume: heard('resume'),
  onMute: (muted) => heard(muted ? 'mute' : 'unmute')(),
});

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (!Array.isArray(data)) return;
  const [method, ...args] = data as [keyof Game, ...unknown[]];
  (game[method] as (...args: unknown[]) => void)(...args);
});

game.ready();

// In a tab of its own: the test has seen enough, and its page rests while it is hidden.
if (parent === window) window.close();
