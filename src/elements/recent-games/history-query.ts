/** The history query made of the attributes, each validated: a warning once for an invalid one, which keeps its default. */
import { parseDate } from '../../api/sanitize.js';
import type { PlayHistory } from '../../api/vaix/index.js';
import { enumAttribute } from '../../shared/enum-attribute.js';
import { quote } from '../../shared/quote.js';

export interface HistoryAttributes {
  readonly count: number;
  readonly distinction: string;
  readonly minDuration: number;
  readonly playedAfter?: string;
  readonly playedBefore?: string;
  readonly filters?: string;
}

/** The query for the player `user`; undefined where the token names the player. */
export function readHistory(
  attributes: HistoryAttributes,
  user: string | undefined,
  warn: (message: string) => void,
): PlayHistory {
  const moment = (name: string, value: string | undefined): string | undefined => {
    const date = value ? parseDate(value) : undefined;
    if (value && !date) warn(`${name}=${quote(value)} is not ISO 8601 with a time zone, or a date; it is left out.`);
    return date?.toISOString();
  };
  return {
    user,
    count: readCount(attributes.count, warn),
    distinctionLevel: enumAttribute('distinction', attributes.distinction, ['unique', 'daily', 'none'], warn),
    minimumDuration: readWhole('min-duration', attributes.minDuration, 0, 86_400 * 365, 0, warn),
    afterDate: moment('after', attributes.playedAfter),
    beforeDate: moment('before', attributes.playedBefore),
    filters: attributes.filters?.trim() || undefined,
  };
}

/** Number of plays, 1 to 100, the service's maximum. */
export const readCount = (value: number, warn: (message: string) => void): number =>
  readWhole('count', value, 1, 100, 10, warn);

function readWhole(
  name: string,
  value: number,
  least: number,
  most: number,
  fallback: number,
  warn: (message: string) => void,
): number {
  const whole = Number.isFinite(value) ? Math.min(most, Math.max(least, Math.round(value))) : fallback;
  if (whole !== value) warn(`${name}="${value}" is not a whole number from ${least} to ${most}; ${whole} is used.`);
  return whole;
}
