/** Formats a row without any of the rarer options. */
import { sanitizeText, sanitizeUrl } from '../../api/sanitize.js';
import type { SessionPlayer } from '../../api/meshmap/index.js';
import { numberFormat } from '../../shared/format.js';
import type { Localize } from '../../shared/localize.js';
import type { RowFormat } from './types.js';

/** The name as far as it is known: display name, else user name, else ''. */
export const displayNameOf = ({ displayName, username }: SessionPlayer): string => displayName || username || '';

/** 1e308 in full would be a row of three hundred digits. */
export const isOversized = (value: number): boolean => Math.abs(value) >= 1e15;
const SCIENTIFIC = { notation: 'scientific', maximumFractionDigits: 2 } as const;
const COMPACT = { notation: 'compact', maximumFractionDigits: 2 } as const;
/** In a narrow box longer numbers are shortened, because a clipped number reads as another one. */
const WIDEST = 1e6;

/** A score as a number of at most three decimals; absurd ones stay short, long ones too where there is little room. */
export function formatNumber(locale: string, value: number, isNarrow = false): string {
  if (!Number.isFinite(value)) return '–';
  if (isOversized(value)) return numberFormat(locale, SCIENTIFIC).format(value);
  if (isNarrow && Math.abs(value) >= WIDEST) return numberFormat(locale, COMPACT).format(value);
  // a value that rounds to 0 has no sign
  return numberFormat(locale).format(Math.abs(value) < 0.0005 ? 0 : value);
}

export interface PlainFormatOptions {
  readonly locale: string;
  readonly localize: Localize;
  /** Rows are the page's own and were not sanitized on their way in. */
  readonly isOwnData: boolean;
  /** The box is narrow: long scores are shortened. */
  readonly isNarrow: boolean;
  /** For the own row when the service knows no name of the player. */
  readonly self: { readonly id?: string; readonly name?: string };
}

export function plainRowFormat({ locale, localize, isOwnData, isNarrow, self }: PlainFormatOptions): RowFormat {
  const numbers = numberFormat(locale);
  const nameOf = (player: SessionPlayer) => {
    const name = displayNameOf(player);
    return isOwnData ? sanitizeText(name) : name;
  };
  return {
    name: (player) => nameOf(player) || (player.playerId === self.id && self.name) || localize('boardUnnamed'),
    image: ({ imageUrl }) => (isOwnData ? sanitizeUrl(imageUrl) : imageUrl),
    score: (score) => formatNumber(locale, score, isNarrow),
    number: (value) => numbers.format(value),
    unit: '',
    localize,
  };
}
