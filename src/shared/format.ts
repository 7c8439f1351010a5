/** Numbers, dates and durations in the reader's language, by Intl. Formatters are costly to make and kept. */

const kept = new Map<string, unknown>();

function keep<T, O extends object>(Formatter: new (locale: string, options?: O) => T, locale: string, options?: O): T {
  const key = `${Formatter.name} ${locale} ${options ? JSON.stringify(options) : ''}`;
  let formatter = kept.get(key) as T | undefined;
  if (formatter) return formatter;
  try {
    formatter = new Formatter(locale, options);
  } catch {
    formatter = new Formatter('en', options); // the page's lang attribute may be anything
  }
  kept.set(key, formatter);
  return formatter;
}

export const numberFormat = (locale: string, options?: Intl.NumberFormatOptions): Intl.NumberFormat =>
  keep(Intl.NumberFormat, locale, options);

export const dateFormat = (locale: string, options?: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  keep(Intl.DateTimeFormat, locale, options);

export const pluralRules = (locale: string, type: Intl.PluralRuleType = 'cardinal'): Intl.PluralRules =>
  keep(Intl.PluralRules, locale, { type });

/** `auto` has words for days next to today ("yesterday"); `always` counts ("1 day ago"). */
export const relativeFormat = (locale: string, numeric: 'auto' | 'always' = 'auto'): Intl.RelativeTimeFormat =>
  keep(Intl.RelativeTimeFormat, locale, { numeric });

const DAY = 86_400;

/** Units below a day, in seconds. */
const SHORT_UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];
/** Units above a day, in days. */
const LONG_UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365.25],
  ['month', 30.4375],
  ['week', 7],
];

/** Calendar days from one date to another in the reader's time zone, whatever the hour and the changes of the clocks. */
export function calendarDays(from: Date, to: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return (midnight(to) - midnight(from)) / (DAY * 1000);
}

/**
 * "3 minutes ago", "in 2 hours". From 24 hours on days are those of the calendar: "yesterday" is never the day before it.
 * @param now milliseconds since the epoch
 */
export function formatAgo(locale: string, then: Date, now: number = Date.now()): string {
  const seconds = (then.getTime() - now) / 1000;
  if (Math.abs(seconds) < DAY) {
    const [unit, size] = SHORT_UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? (['second', 1] as const);
    return relativeFormat(locale).format(Math.trunc(seconds / size), unit);
  }
  const days = calendarDays(new Date(now), then);
  const long = LONG_UNITS.find(([, size]) => Math.abs(days) >= size);
  if (!long) return relativeFormat(locale).format(days, 'day');
  // "last month" would be wrong for a month ago in most cases: it is a month of the calendar.
  return relativeFormat(locale, 'always').format(Math.trunc(days / long[1]), long[0]);
}

/** A clock: "4:05", "1:04:05", "2 d 03:04:05" past a day. Digits of the reader's language. */
export function formatClock(locale: string, totalSeconds: number): string {
  const seconds = Math.max(0, Math.floor(totalSeconds));
  const two = numberFormat(locale, { minimumIntegerDigits: 2, useGrouping: false });
  const one = numberFormat(locale, { useGrouping: false });
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  const tail = `${(hours || days ? two : one).format(minutes)}:${two.format(seconds % 60)}`;
  if (!hours && !days) return tail;
  const clock = `${(days ? two : one).format(hours)}:${tail}`;
  if (!days) return clock;
  return `${numberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'narrow' }).format(days)} ${clock}`;
}

/** A length of time in words: "21 min", "1 hr 5 min". Seconds only below a minute. */
export function formatDuration(locale: string, totalSeconds: number): string {
  const seconds = Math.max(0, Math.round(totalSeconds));
  const unit = (value: number, name: string) =>
    numberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  if (seconds < 60) return unit(seconds, 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return unit(minutes, 'minute');
  const rest = minutes % 60;
  return rest ? `${unit(Math.floor(minutes / 60), 'hour')} ${unit(rest, 'minute')}` : unit(minutes / 60, 'hour');
}
