import type { GsGameFrame } from '../game-frame/game-frame.js';
import type { GsGameShell } from './game-shell.js';

interface Host extends HTMLElement {
  readonly renderRoot: ParentNode;
}

const GAME: readonly string[] = ['playing', 'busy', 'expiring'];
const HELD: readonly string[] = ['paused', 'reality-check', 'break'];

/**
 * Keeps the focus: when an action removes its own button, the focus moves to what replaced it. A panel that holds a game
 * takes the focus from anywhere on the page, so that screen readers announce it.
 */
export class FocusController {
  #view = '';
  #isMoving = false;
  #wasInside = false;
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  /**
   * Call before the document changes.
   * @param isOwn the player has opened this game; in any other one only a panel takes the focus
   */
  before(phase: string, isConfirming: boolean, isOwn = true): void {
    const view = isConfirming ? 'confirm' : GAME.includes(phase) ? 'game' : phase;
    this.#isMoving = this.#view !== '' && view !== this.#view && (isOwn || isConfirming || HELD.includes(view));
    this.#view = view;
    if (!this.#isMoving) return;
    // Not :focus-within, which does not match in a background tab.
    const { activeElement } = this.#host.getRootNode() as Document | ShadowRoot;
    this.#wasInside = this.#host.contains(activeElement);
  }

  /** Call after it has changed. */
  async after(frame: GsGameFrame | null): Promise<void> {
    if (!this.#isMoving) return;
    this.#isMoving = false;
    if (!this.#wasInside && !HELD.includes(this.#view)) return;
    const root = this.#host.renderRoot;
    if (this.#view === 'game' && frame) return frame.focusGame();
    const shell = root.querySelector<GsGameShell>('gs-game-shell');
    await shell?.updateComplete;
    if (shell?.focusPanel?.()) return;
    const found = ['[data-last]', '[data-focus]', '.stage, .title'].map((at) => root.querySelector<HTMLElement>(at));
    const target = found.find((element) => element !== null);
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'nearest' });
  }
}
