/** Rows as the page wants them: masked, formatted, drawn by itself, or made of its own data. */
import { nothing, render } from 'lit';
import { sanitizeText, sanitizeUrl } from '../../api/sanitize.js';
import type { SessionPlayer } from '../../api/meshmap/index.js';
import type { Say } from './header.js';
import { displayNameOf } from './row-format.js';
import type { RowContext, RowFormat, RowView } from './row.js';
import { maskName, type NameMask } from './mask-name.js';
import { formatScore, unitLabel, type ScoreFormat } from './format-score.js';

export interface RowFormatOptions {
  readonly locale: string;
  readonly say: Say;
  readonly mask: NameMask;
  readonly format: ScoreFormat;
  readonly unit: string;
  readonly selfId?: string;
  /** Rows are the page's own and were not cleaned on their way in. */
  readonly isOwnData: boolean;
  readonly scoreFormatter?: (score: number, player: SessionPlayer) => string;
  readonly renderRow?: (player: SessionPlayer, context: RowContext) => unknown;
  readonly warn: (message: string) => void;
}

/** The plain words with the wishes over them. What a function of the page throws is said once and costs only that text. */
export function createRowFormat(plain: RowFormat, wishes: RowFormatOptions): RowFormat {
  const { locale, say, mask, format, unit, selfId, isOwnData, scoreFormatter, renderRow, warn } = wishes;
  const isMasked = ({ playerId }: SessionPlayer) => mask !== 'none' && playerId !== selfId;
  const name = (player: SessionPlayer): string => {
    const clean = isOwnData ? sanitizeText(displayNameOf(player)) || say('boardUnnamed') : plain.name(player);
    return isMasked(player) ? maskName(clean, mask) : clean;
  };
  const guarded = <T>(what: string, run: () => T, otherwise: () => T): T => {
    try {
      return run();
    } catch (error) {
      warn(`${what} threw: ${String(error)}`);
      return otherwise();
    }
  };
  const score = (value: number, player: SessionPlayer): string => {
    const ours = () => formatScore(locale, value, format);
    return scoreFormatter ? guarded('scoreFormatter', () => String(scoreFormatter(value, player)), ours) : ours();
  };
  const content = (view: RowView): unknown => {
    const { player, ...rest } = view;
    const context = { ...rest, isLeader: view.rank === 1, name: name(player), score: score(player.score, player) };
    return guarded<unknown>('renderRow', () => renderRow?.(player, context), () => context.name); // prettier-ignore
  };
  return {
    ...plain,
    name,
    // a picture would give away whom the mask hides
    image: (player) => (isMasked(player) ? undefined : isOwnData ? sanitizeUrl(player.imageUrl) : player.imageUrl),
    score,
    unit: unit && unitLabel(locale, unit),
    draw: renderRow && ((row, view) => render(content(view) ?? nothing, cellOf(row))),
  };
}

/** The one cell of a row that the page draws. */
function cellOf(row: HTMLElement): HTMLElement {
  const known = row.querySelector<HTMLElement>('.own');
  if (known) return known;
  const isTable = row.localName === 'tr';
  const cell = document.createElement(isTable ? 'td' : 'span');
  cell.className = 'own';
  if (isTable) cell.setAttribute('role', 'cell');
  row.replaceChildren(cell);
  return cell;
}
