/** Attributes are what page authors typed: each wrong one is said once and replaced. */
import { enumAttribute } from '../../shared/enum-attribute.js';

/** What each attribute of fixed words accepts; the first is the default. */
const WORDS = {
  view: ['top', 'around', 'full'],
  sort: ['desc', 'asc'],
  ranking: ['competition', 'dense', 'ordinal'],
  scoreFormat: ['number', 'compact', 'duration', 'percent'],
  maskNames: ['none', 'partial', 'initials'],
  display: ['table', 'cards', 'kiosk'],
  announce: ['self', 'leader', 'off'],
} as const;

type Words = typeof WORDS;
type Raw = Readonly<{ [K in keyof Words]: string }> & { readonly limit: number; readonly around: number };

type Fixed = { readonly [K in keyof Words]: Words[K][number] };

/** The settings as they count. */
export type LeaderboardSettings = Fixed & { readonly limit: number; readonly around: number };

/** @param warn told once per wrong value what was expected */
export function readSettings(raw: Raw, warn: (message: string) => void): LeaderboardSettings {
  const count = (name: 'limit' | 'around', fallback: number): number => {
    if (raw[name] >= 0) return Math.floor(raw[name]);
    warn(`${name} is less than 0.`);
    return fallback;
  };
  const words = Object.entries(WORDS).map(([name, known]) => [
    name,
    enumAttribute(name, raw[name as keyof Words], known, warn),
  ]);
  return { ...(Object.fromEntries(words) as Fixed), limit: count('limit', 0), around: count('around', 2) };
}
