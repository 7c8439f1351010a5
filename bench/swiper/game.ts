/** What every game does once its 300 KB have run: draws, says that it is ready, rests when it is told to. */
import { connectGame } from '../../src/game/client.js';

declare const gameNumber: number;

let paused = false;
const game = connectGame({ onPause: () => (paused = true), onResume: () => (paused = false) });
const pen = document.querySelector('canvas')!.getContext('2d')!;
requestAnimationFrame(function draw(time) {
  requestAnimationFrame(draw);
  if (paused) return;
  pen.fillStyle = `hsl(${gameNumber * 47} 60% 30%)`;
  pen.fillRect(0, 0, 400, 400);
  pen.fillStyle = '#fff';
  pen.fillRect(180 + 150 * Math.sin(time / 500), 180, 40, 40);
});
game.ready();
parent.postMessage({ benchGame: gameNumber }, '*');
