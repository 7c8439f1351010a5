/** The first three on steps; equal ranks share a step. */
import { LeaderboardRow } from './row.js';
import type { RowFormat, RowView } from './types.js';

export class Podium {
  readonly element = document.createElement('ol');
  readonly #rows: readonly LeaderboardRow[];

  /** @param select called when one of them is chosen */
  constructor(select: (view: RowView) => void) {
    this.element.className = 'podium';
    this.element.setAttribute('part', 'podium');
    this.element.setAttribute('role', 'list');
    this.#rows = [1, 2, 3].map(() => new LeaderboardRow('button', 'row podium-place'));
    for (const row of this.#rows) {
      const item = document.createElement('li');
      item.append(row.element);
      this.element.append(item);
      row.element.addEventListener('click', () => row.view && select(row.view));
    }
  }

  /** @param isFinal the session is over: the places appear one after the other, third to first */
  show(views: readonly RowView[], format: RowFormat, isFinal: boolean, duration: number): void {
    if (this.element.hidden && views.length === 0) return;
    this.element.hidden = views.length === 0;
    this.element.ariaLabel = format.localize('boardPodium');
    this.element.classList.toggle('reveal', isFinal);
    this.#rows.forEach((row, place) => {
      const view = views[place];
      const item = row.element.parentElement!;
      item.hidden = !view;
      item.dataset['step'] = String(Math.min(3, view?.rank ?? 3));
      if (view) row.show({ ...view, zone: undefined }, format, duration);
    });
  }
}
