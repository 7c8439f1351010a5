/** What the stories of launcher and swiper do with a game. */
import type { GameEvent } from '../../src/game/messages.js';
import type { Failure, SandboxOptions } from '../../src/mock/sandbox/index.js';
import { when } from './when.js';

/** A sandbox in which an operation fails. */
export const failing = (operation: string, kind: Failure['kind'], more: Partial<Failure> = {}): SandboxOptions => ({
  switches: { failures: [{ operation, kind, ...more }] },
});

export const reach = (element: { readonly phase: string }, phase: string): Promise<void> =>
  when(() => element.phase === phase);

/** Says something in the game's name, for what a visitor would have to play a round for. */
export const say = (element: Element, event: GameEvent): boolean | undefined =>
  element.shadowRoot
    ?.querySelector('gs-game-frame')
    ?.dispatchEvent(new CustomEvent('gs-game-event', { detail: { event } }));

/** A tap on what the selector finds in the element or in its game's shell, as soon as it is there. */
export async function press(element: Element, selector: string): Promise<void> {
  const find = () => {
    const root = element.shadowRoot;
    const shell = root?.querySelector('gs-game-shell')?.shadowRoot;
    return root?.querySelector<HTMLElement>(selector) ?? shell?.querySelector<HTMLElement>(selector);
  };
  await when(find);
  find()?.click();
}

/** Waits for a part of the game's shell. */
export const shellPart = (element: Element, selector: string): Promise<void> =>
  when(() => element.shadowRoot?.querySelector('gs-game-shell')?.shadowRoot?.querySelector(selector));
