/** A copy of the own row at the edge past which it has scrolled, or below a list that ends before it. */
import type { ListModel } from './list-model.js';
import { LeaderboardRow, type RowView } from './row.js';

/**
 * @param board carries where the row is, for the styles
 * @param choose called with the row's index in the list, -1 when it is not in there
 * @returns puts it where it belongs; `top` is how far the list is scrolled, as if it were laid out in full
 */
export function pinRow(board: HTMLElement, place: HTMLElement, choose: (view: RowView, index: number) => void) {
  const row = new LeaderboardRow('button', 'row pinned');
  let index = -1;
  place.append(row.element);
  row.element.addEventListener('click', () => row.view && choose(row.view, index));
  return (
    model: ListModel,
    { lineHeight, perLine, viewport }: { lineHeight: number; perLine: number; viewport: number },
    top: number,
  ): void => {
    const { selfIndex, apart, style } = model;
    const offset = Math.floor(selfIndex / perLine) * lineHeight - top;
    const edge = offset < -1 ? 'top' : offset + lineHeight > viewport + 1 ? 'bottom' : '';
    index = selfIndex;
    board.dataset['pin'] = apart ? 'apart' : index < 0 ? '' : edge;
    const view = apart ?? (edge ? model.row(index) : undefined);
    if (!view) return;
    row.show(view, style, false);
    const score = `${style.score(view.player.score, view.player)} ${style.unit}`;
    row.element.title = style.say('boardGoToSelf', { rank: style.number(view.rank), score: score.trim() });
  };
}
