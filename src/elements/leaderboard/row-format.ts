/** Turns what the page and the reader want into the words of a row. */
import type { SessionPlayer } from '../../api/meshmap/index.js';
import { numberFormat } from '../../shared/format.js';
import type { Say } from './header.js';
import type { RowFormat } from './row.js';

/** The name as far as it is known: display name, else user name, else nothing. */
export const displayNameOf = ({ displayName, username }: SessionPlayer): string => displayName || username || '';

/** 1e308 written out would be a row of three hundred digits. */
export const isOversized = (value: number): boolean => Math.abs(value) >= 1e15;
const HUGE = { notation: 'scientific', maximumFractionDigits: 2 } as const;

/** A score as a number of at most three decimals; absurd ones stay short. */
export function formatNumber(locale: string, value: number): string {
  if (!Number.isFinite(value)) return '–';
  return numberFormat(locale, isOversized(value) ? HUGE : undefined).format(value);
}

/** The words of a board without extras. */
export function defaultRowFormat(locale: string, say: Say): RowFormat {
  const numbers = numberFormat(locale);
  return {
    name: (player: SessionPlayer) => displayNameOf(player) || say('boardUnnamed'),
    image: ({ imageUrl }) => imageUrl,
    score: (score) => formatNumber(locale, score),
    number: (value) => numbers.format(value),
    unit: '',
    say,
  };
}
