import { calendarDays, dateFormat, relativeFormat } from '../../shared/format.js';

/** A day as a heading: "today", "yesterday", "Tuesday, March 3". Days are those of the reader's time zone. */
export function formatDay(locale: string, day: Date, now: Date = new Date()): string {
  const days = calendarDays(now, day);
  if (days === 0 || days === -1) return relativeFormat(locale).format(days, 'day');
  const year = day.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return dateFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year }).format(day);
}
