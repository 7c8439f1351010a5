/** Scores as text, in the reader's language. */
import { formatClock, numberFormat } from '../../shared/format.js';
import { formatNumber, isOversized } from './row-format.js';

/** What a score counts: a plain number, a shortened one, seconds, or a share of 1. */
export type ScoreFormat = 'number' | 'compact' | 'duration' | 'percent';

const OPTIONS = {
  compact: { notation: 'compact', maximumFractionDigits: 1 },
  percent: { style: 'percent', maximumFractionDigits: 1 },
} as const satisfies Record<string, Intl.NumberFormatOptions>;

/** The score without its unit. `duration` reads seconds: 83.5 → "1:23.50"; `percent` reads shares: 0.25 → "25 %". */
export function formatScore(locale: string, value: number, format: ScoreFormat): string {
  if (format === 'number' || !Number.isFinite(value) || isOversized(value)) return formatNumber(locale, value);
  if (format !== 'duration') return numberFormat(locale, OPTIONS[format]).format(value);
  const total = Math.round(Math.abs(value) * 100) / 100;
  const rest = total % 1;
  const decimals = numberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return `${value < 0 ? '−' : ''}${formatClock(locale, total)}${rest ? decimals.format(rest).slice(1) : ''}`;
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
