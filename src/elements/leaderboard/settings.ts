/** Attributes are what page authors typed: each wrong one is said once and replaced. */
import { oneOf } from '../../shared/one-of.js';

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

/** The settings as they count. */
export type BoardSettings = { readonly [K in keyof Words]: Words[K][number] } & {
  readonly limit: number;
  readonly around: number;
};

const attributeOf = (property: string): string => property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** @param warn told once per wrong value what was expected */
export function readSettings(raw: Raw, warn: (message: string) => void): BoardSettings {
  const word = <K extends keyof Words>(name: K) =>
    oneOf<Words[K][number]>(attributeOf(name), raw[name], WORDS[name], warn);
  const count = (name: 'limit' | 'around', fallback: number): number => {
    if (raw[name] >= 0) return Math.floor(raw[name]);
    warn(`${name} must be a number from 0; ${fallback} is used.`);
    return fallback;
  };
  return {
    view: word('view'),
    sort: word('sort'),
    ranking: word('ranking'),
    scoreFormat: word('scoreFormat'),
    maskNames: word('maskNames'),
    display: word('display'),
    announce: word('announce'),
    limit: count('limit', 0),
    around: count('around', 2),
  };
}
