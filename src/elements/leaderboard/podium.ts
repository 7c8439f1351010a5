/** The first three on their steps. */
import { LeaderboardRow, type RowFormat, type RowView } from './row.js';

export class Podium {
  readonly element = document.createElement('ol');
  readonly #rows: readonly LeaderboardRow[];

  /** @param select called when one of them is chosen */
  constructor(select: (view: RowView) => void) {
    this.element.className = 'podium';
    this.element.setAttribute('part', 'podium');
    this.#rows = [1, 2, 3].map(() => new LeaderboardRow('button', 'row podium-place'));
    for (const row of this.#rows) {
      const item = document.createElement('li');
      item.append(row.element);
      this.element.append(item);
      row.element.addEventListener('click', () => row.view && select(row.view));
    }
  }

  show(views: readonly RowView[], style: RowFormat, animate: boolean): void {
    if (this.element.hidden && views.length === 0) return;
    this.element.hidden = views.length === 0;
    this.element.ariaLabel = style.say('boardPodium');
    this.#rows.forEach((row, place) => {
      const view = views[place];
      row.element.hidden = !view;
      if (view) row.show(view, style, animate);
    });
  }
}
