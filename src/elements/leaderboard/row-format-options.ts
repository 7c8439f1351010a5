/** Formats rows as the page asks: masked names, other score formats, units, prizes, and content of the page's own. */
import { nothing, render } from 'lit';
import type { SessionPlayer } from '../../api/meshmap/index.js';
import { takeGraphemes } from '../../shared/avatar.js';
import { formatClock, numberFormat } from '../../shared/format.js';
import { formatNumber, isOversized } from './row-format.js';
import { textAt } from './list-model.js';
import type { NameMask, RankRange, RowContext, RowFormat, RowView, ScoreFormat } from './types.js';

export interface RowFormatOptions {
  readonly locale: string;
  readonly mask: NameMask;
  readonly format: ScoreFormat;
  readonly unit: string;
  readonly isNarrow: boolean;
  readonly selfId?: string;
  readonly prizes: readonly RankRange[];
  readonly scoreFormatter?: (score: number, player: SessionPlayer) => string;
  readonly renderRow?: (player: SessionPlayer, context: RowContext) => unknown;
  readonly warn: (message: string) => void;
}

/** The plain format with the options over it. What a function of the page throws is reported once and costs only that text. */
export function createRowFormat(plain: RowFormat, options: RowFormatOptions): RowFormat {
  const { locale, mask, format, unit, isNarrow, selfId, prizes, scoreFormatter, renderRow, warn } = options;
  const isMasked = ({ playerId }: SessionPlayer) => mask !== 'none' && playerId !== selfId;
  const name = (player: SessionPlayer): string => {
    const clean = plain.name(player);
    return isMasked(player) ? maskName(clean, mask) : clean;
  };
  const guarded = <T>(what: string, run: () => T, fallback: () => T): T => {
    try {
      return run();
    } catch (error) {
      warn(`${what} threw: ${String(error)}`);
      return fallback();
    }
  };
  const score = (value: number, player: SessionPlayer): string => {
    const ours = () => formatScore(locale, value, format, isNarrow);
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
    // a picture would reveal the masked player
    image: (player) => (isMasked(player) ? undefined : plain.image(player)),
    score,
    unit: unit && unitLabel(locale, unit),
    prize: prizes.length ? (rank) => textAt(prizes, rank) ?? '' : undefined,
    draw: renderRow && ((row, view) => render(content(view) ?? nothing, ownCellOf(row))),
  };
}

/** "Nova Quill" → "No•••" or "N. Q."; unchanged for `none`. */
export function maskName(name: string, mask: NameMask): string {
  if (mask === 'partial') return `${takeGraphemes(name, 2)}•••`;
  if (mask !== 'initials') return name;
  const words = name.split(/\s+/u).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)!] : [name];
  return ends.map((word) => `${takeGraphemes(word, 1)}.`).join(' ');
}

const NUMBER_OPTIONS = {
  compact: { notation: 'compact', maximumFractionDigits: 1 },
  percent: { style: 'percent', maximumFractionDigits: 1 },
} as const satisfies Record<string, Intl.NumberFormatOptions>;

/** The score without its unit. `duration` reads seconds: 83.5 → "1:23.50"; `percent` reads shares: 0.25 → "25 %". */
export function formatScore(locale: string, value: number, format: ScoreFormat, isNarrow = false): string {
  if (format === 'number' || !Number.isFinite(value) || isOversized(value))
    return formatNumber(locale, value, isNarrow);
  if (format !== 'duration') return numberFormat(locale, NUMBER_OPTIONS[format]).format(value);
  const total = Math.round(Math.abs(value) * 100) / 100;
  const rest = total % 1;
  const decimals = numberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return `${value < 0 && total ? '−' : ''}${formatClock(locale, total)}${rest ? decimals.format(rest).slice(1) : ''}`;
}

/** The unit as shown after a score: Intl's own short form ("kilometer" → "km") where it knows one, else as given. */
export function unitLabel(locale: string, unit: string): string {
  if (!/^[a-z]+(-per-[a-z]+)?$/.test(unit)) return unit;
  try {
    const parts = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).formatToParts(5);
    return parts.find(({ type }) => type === 'unit')?.value ?? unit;
  } catch {
    return unit; // most units of games ("pts", "orbs") are none of Intl's
  }
}

/** The one cell of a row that the page renders. */
function ownCellOf(row: HTMLElement): HTMLElement {
  const known = row.querySelector<HTMLElement>('.own');
  if (known) return known;
  const isTable = row.localName === 'tr';
  const cell = document.createElement(isTable ? 'td' : 'span');
  cell.className = 'own';
  if (isTable) {
    cell.setAttribute('role', 'gridcell');
    cell.setAttribute('aria-colspan', '4');
  }
  row.replaceChildren(cell);
  return cell;
}
