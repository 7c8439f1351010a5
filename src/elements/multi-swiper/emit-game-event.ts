import type { GameEvent } from '../../game/messages.js';
import type { SlideRef } from './events.js';

/** What has an event of its own, as the launcher tells it, beside `gs-game-event`. */
const OF_GAME = /^(ready|busy|idle)$/;
const OF_PLAYER = /^(score|balance|deposit|history|exit)$/;

/** Tells the page something about a game. */
export function emitSlideEvent(element: HTMLElement, type: string, detail: object): void {
  element.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
}

/** Passes on what a game has said, under its own name and as `gs-game-event`. */
export function emitGameEvent(element: HTMLElement, event: GameEvent, ref: SlideRef): void {
  emitSlideEvent(element, 'gs-game-event', { ...ref, event });
  const { type, ...facts } = event;
  const name = OF_GAME.test(type) ? `gs-game-${type}` : OF_PLAYER.test(type) ? `gs-${type}` : '';
  if (name) emitSlideEvent(element, name, { ...ref, ...facts });
}
