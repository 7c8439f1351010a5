/**
 * Requirements of some jurisdictions on a page with games for money, as far as a page can meet them. Dated data, not legal advice:
 * an operator's licence may ask for more. A rule whose value the law leaves to the operator or the player has none here,
 * and the page has to set it. A page may only be stricter.
 */
import type { Limits } from './types.js';

/** Where a rule is written and since when it holds. */
export interface RuleSource {
  readonly document: string;
  /** In force since, ISO 8601. */
  readonly since: string;
}

export type Notice = 'market-logos' | 'panic-button' | 'age-notice';

export interface Jurisdiction {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  /** The session clock is shown all the time; it always is. */
  readonly clock?: RuleSource;
  /** What was won or lost is shown all the time, not in the reality check alone. */
  readonly netPosition?: RuleSource;
  /** Minutes of play until the player is shown the time and has to confirm it. */
  readonly realityCheck?: RuleSource & { readonly minutes?: number };
  /** Minutes of play until a break, and how long it is. */
  readonly break?: RuleSource & { readonly after: number; readonly duration: number };
  /** One game at a time. */
  readonly singleGame?: RuleSource;
  /** What has to be on the page, given by it in the slots of these names. */
  readonly notices?: RuleSource & { readonly slots: readonly Notice[] };
  /** Years. */
  readonly age: RuleSource & { readonly minimum: number };
}

const GB_RTS = 'Gambling Commission, Remote gambling and software technical standards (RTS)';
const DE_TREATY = 'Staatsvertrag zur Neuregulierung des Glücksspielwesens in Deutschland (GlüStV 2021)';

export const jurisdictions: readonly Jurisdiction[] = [
  {
    code: 'GB',
    clock: { document: `${GB_RTS}, requirement 13C`, since: '2021-10-31' },
    netPosition: { document: `${GB_RTS}, requirement 2E`, since: '2021-10-31' },
    // The player chooses how often; the standard names no number.
    realityCheck: { document: `${GB_RTS}, RTS 13`, since: '2021-10-31' },
    age: { minimum: 18, document: 'Gambling Act 2005', since: '2007-09-01' },
  },
  {
    code: 'DE',
    realityCheck: { minutes: 60, document: `${DE_TREATY}, § 22a`, since: '2021-07-01' },
    break: { after: 60, duration: 5, document: `${DE_TREATY}, § 22a`, since: '2021-07-01' },
    singleGame: { document: `${DE_TREATY}, § 22a and § 6h`, since: '2021-07-01' },
    notices: { slots: ['panic-button'], document: `${DE_TREATY}, § 6i`, since: '2021-07-01' },
    age: { minimum: 18, document: `${DE_TREATY}, § 4`, since: '2021-07-01' },
  },
  {
    code: 'SE',
    notices: {
      slots: ['market-logos'],
      document: 'Lotteriinspektionens föreskrifter och allmänna råd om spelansvar (LIFS 2018:2)',
      since: '2019-01-01',
    },
    age: { minimum: 18, document: 'Spellagen (2018:1138)', since: '2019-01-01' },
  },
  {
    code: 'NL',
    // The player sets limits of time; the amount of play after which they are told is theirs.
    realityCheck: {
      document: 'Regeling speellimieten en bewuster speelgedrag (Staatscourant 2024, 19648)',
      since: '2024-10-01',
    },
    age: { minimum: 18, document: 'Wet op de kansspelen', since: '2021-10-01' },
  },
  {
    code: 'ES',
    // Before a session of slots the player sets its time, its spending and how often they are told.
    realityCheck: {
      document: 'Orden HAP/1370/2014, reglamentación básica del juego de máquinas de azar',
      since: '2014-07-30',
    },
    age: { minimum: 18, document: 'Ley 13/2011 de regulación del juego, artículo 6', since: '2011-05-29' },
  },
];

/** The rules for a code in any case; undefined for one that is not in the table. */
export const jurisdictionOf = (code: string | undefined): Jurisdiction | undefined =>
  jurisdictions.find((one) => one.code === code?.trim().toUpperCase());

/** What the page has set, made as strict as the jurisdiction asks. */
export function strictLimits(own: Limits, rules: Jurisdiction | undefined): Limits {
  const { realityCheck, break: pause } = rules ?? {};
  const sooner = (minutes: number, due: number | undefined) =>
    minutes > 0 ? Math.min(minutes, due ?? Infinity) : (due ?? 0);
  return {
    realityCheck: sooner(own.realityCheck, realityCheck?.minutes),
    breakAfter: sooner(own.breakAfter, pause?.after),
    breakDuration: Math.max(own.breakDuration || 0, pause?.duration ?? 0),
  };
}

/** What the page still has to set before the rules of its jurisdiction are met, by attribute. */
export function unmetRules(own: Limits, rules: Jurisdiction | undefined, filledSlots: readonly string[]): string[] {
  if (!rules) return [];
  const isUnset = rules.realityCheck && !rules.realityCheck.minutes && !(own.realityCheck > 0);
  const empty = rules.notices?.slots.filter((slot) => !filledSlots.includes(slot)) ?? [];
  return [...(isUnset ? ['reality-check'] : []), ...empty.map((slot) => `slot="${slot}"`)];
}
