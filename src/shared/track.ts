/** Analytics: which of our events are worth counting, and under which name. Nothing personal goes along. */

/** Event type → name in `gs-track`. */
const TRACKED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'gs-load': 'impression',
    'gs-error': 'error',
    'gs-session-select': 'select',
    'gs-player-select': 'select',
    'gs-game-select': 'select',
    'gs-session-create': 'create',
    'gs-session-join': 'join',
    'gs-launch': 'start',
    'gs-multi-session-start': 'start',
    'gs-end': 'end',
    'gs-multi-session-end': 'end',
    'gs-unavailable': 'unavailable',
    'gs-slide-change': 'slide-change',
    'gs-tab-change': 'tab-change',
  }),
);

/** Details about what was counted, without personal data. */
const COUNTED = ['gameId', 'reason', 'seconds', 'index'] as const;

export interface TrackDetail {
  /** What happened: `impression`, `select`, `start`, `end`, `error` … */
  readonly name: string;
  /** Tag of the element. */
  readonly element: string;
  /** Of an error: its code. */
  readonly code?: string;
  readonly gameId?: string;
  readonly reason?: string;
  readonly seconds?: number;
  readonly index?: number;
}

/** The detail of the `gs-track` event that goes with an event of ours; undefined for one that is not counted. */
export function trackDetail(type: string, element: string, detail: unknown): TrackDetail | undefined {
  const name = TRACKED.get(type);
  if (name === undefined) return undefined;
  const given = (detail ?? {}) as Record<string, unknown>;
  const counted = COUNTED.filter((key) => ['string', 'number'].includes(typeof given[key]));
  const { code } = (given.error ?? {}) as { code?: string };
  return {
    name,
    element,
    ...(code !== undefined && { code }),
    ...Object.fromEntries(counted.map((key) => [key, given[key]])),
  };
}
