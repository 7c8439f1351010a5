/** What each word of `mock` makes of the sandbox. */
import type { Failure, Faults, Sandbox } from './sandbox/index.js';

/** What `mock` may be; the list for run time is in live/mock.ts, which is loaded before this. */
export type MockScenario =
  | 'live'
  | 'empty'
  | 'slow'
  | 'error'
  | 'offline'
  | 'expired'
  | 'rate-limited'
  | 'partial'
  | 'upcoming'
  | 'final'
  | 'hostile';

const MINUTE = 60_000;

const answer = (operation: string, body: unknown): Failure => ({
  operation,
  kind: 'answer',
  answer: { status: 200, body },
});

const nothing: Failure[] = [
  answer('listGameSessions', { gameSessions: [] }),
  answer('listSessionPlayers', { players: [] }),
  answer('listGames', { data: [], meta: { total: 0 } }),
  answer('getLatestGameSessions', { data: [], status: 'success' }),
];

const always = (kind: Failure['kind'], more: Partial<Failure> = {}): Partial<Faults> => ({
  failures: [{ operation: '*', kind, ...more }],
});

const FAULTS: Partial<Record<MockScenario, Partial<Faults>>> = {
  empty: { failures: nothing },
  slow: { latency: [2500, 6000] },
  error: always('server-error'),
  offline: always('network'),
  'rate-limited': always('rate-limited', { retryAfter: 30 }),
  partial: { brokenRows: true, numericIds: true, historyExtras: 'never', failPositions: [1] },
  hostile: { hostile: true },
};

/** The sandbox's switches for a scenario. */
export const faultsOf = (scenario: MockScenario): Partial<Faults> => FAULTS[scenario] ?? {};

/** Moves the running sessions before their start (`upcoming`) or past their end (`final`). */
export function setTimeline(sandbox: Sandbox, scenario: MockScenario): void {
  const now = sandbox.now();
  for (const id of ['gs_demo', 'gs_pairs', 'gs_sprint']) {
    if (scenario === 'upcoming') sandbox.setSession(id, { startTime: now + 25 * MINUTE, endTime: null });
    if (scenario === 'final') {
      sandbox.setSession(id, { status: 'COMPLETED', startTime: now - 70 * MINUTE, endTime: now - 10 * MINUTE });
    }
  }
}
