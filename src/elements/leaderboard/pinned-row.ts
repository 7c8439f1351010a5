/** A copy of the own row at the edge past which it has scrolled, or below a list that ends before it. */
import type { ListModel } from './model.js';
import { BoardRow, type RowView } from './row.js';

export class PinnedRow {
  readonly #board: HTMLElement;
  readonly #row = new BoardRow('button', 'row pinned');
  #index = -1;

  /**
   * @param board carries where the row is, for the styles
   * @param choose called with the row's index in the list, -1 when it is not in there
   */
  constructor(board: HTMLElement, place: HTMLElement, choose: (view: RowView, index: number) => void) {
    this.#board = board;
    place.append(this.#row.element);
    this.#row.element.addEventListener('click', () => this.#row.view && choose(this.#row.view, this.#index));
  }

  /** @param top how far the list is scrolled, as if it were laid out in full */
  place(
    model: ListModel,
    { lineHeight, perLine, viewport }: { lineHeight: number; perLine: number; viewport: number },
    top: number,
  ): void {
    const { selfIndex, apart, style } = model;
    const offset = Math.floor(selfIndex / perLine) * lineHeight - top;
    const edge = offset < -1 ? 'top' : offset + lineHeight > viewport + 1 ? 'bottom' : '';
    this.#board.dataset['pin'] = apart ? 'apart' : selfIndex < 0 ? '' : edge;
    this.#index = selfIndex;
    const view = apart ?? (selfIndex >= 0 && edge ? model.row(selfIndex) : undefined);
    if (!view) return;
    this.#row.show(view, model, false);
    const score = `${style.score(view.player.score, view.player)} ${style.unit}`;
    this.#row.element.title = style.say('boardGoToSelf', { rank: style.number(view.rank), score: score.trim() });
  }
}
