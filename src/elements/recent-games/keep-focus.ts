import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment };

/**
 * Keeps the focus among the cards: the browser drops it when the focused card is moved or removed, for a new order or
 * because the player hid it. It goes to the same card in its new place, else to the one that took the place.
 */
export class KeepFocus implements ReactiveController {
  readonly #host: Host;
  #last?: { readonly key: string; readonly index: number };

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    const card = this.#focused?.closest<HTMLElement>('.card');
    this.#last = card ? { key: card.dataset['key'] ?? '', index: this.#cards.indexOf(card) } : undefined;
  }

  hostUpdated(): void {
    if (!this.#last || this.#focused) return;
    const { key, index } = this.#last;
    const cards = this.#cards;
    const card = cards.find(({ dataset }) => dataset['key'] === key) ?? cards[Math.min(index, cards.length - 1)];
    card?.querySelector<HTMLElement>('.title')?.focus({ preventScroll: true });
  }

  get #focused(): Element | null {
    return (this.#host.renderRoot as ShadowRoot).activeElement;
  }

  get #cards(): HTMLElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLElement>('.games .card')];
  }
}
