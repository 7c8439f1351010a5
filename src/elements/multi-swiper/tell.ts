import type { GameEvent } from '../../game/messages.js';
import type { SlideRef } from './events.js';

/** What the page is told when a game says something: the launcher's events, with the game that said it. */
const NAMES: Partial<Record<GameEvent['type'], string>> = {
  ready: 'gs-game-ready',
  busy: 'gs-game-busy',
  idle: 'gs-game-idle',
  score: 'gs-score',
  balance: 'gs-balance',
  deposit: 'gs-deposit',
  history: 'gs-history',
  exit: 'gs-exit',
};

/** Passes on what a game has said, under its own name and as `gs-game-event`. */
export function tellGame(element: HTMLElement, event: GameEvent, ref: SlideRef): void {
  const tell = (type: string, detail: object) =>
    element.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  tell('gs-game-event', { ...ref, event });
  const { type, ...facts } = event;
  const name = NAMES[type];
  if (name) tell(name, { ...ref, ...facts });
}

/** Passes on a message that no dialect knows. */
export function tellMessage(element: HTMLElement, event: Event, ref: SlideRef): void {
  const { detail } = event as CustomEvent<object>;
  element.dispatchEvent(
    new CustomEvent('gs-game-message', { detail: { ...detail, ...ref }, bubbles: true, composed: true }),
  );
}
