/** What can be made to go wrong on purpose. Plain data: set a property, or push a rule, at any time. */
export interface Faults {
  /** Time before each answer in ms, or a range from which each call takes its own. */
  latency: number | readonly [number, number];
  /** Origins whose pages may read answers; `true` = every origin; `false` = no CORS headers, as the vendors are described. */
  cors: boolean | readonly string[];
  /** Added to every time that answers carry, and to their `Date` header, in ms. */
  clockSkew: number;
  /** Rules tried in order; the first that fits a call decides its fate. */
  failures: Failure[];
  /** `array` = the list of sessions in its older form: a bare array, without `playerCount`. */
  listRoot: 'object' | 'array';
  /** Ids as JSON numbers: the simulated players' (1000 and up) and those games' of the history that are digits. */
  numericIds: boolean;
  /** Every list gets a `null`, a number and a row without its required fields between the good ones. */
  brokenRows: boolean;
  /** Every list gets hostile rows: markup, script urls, bidi controls, floods, numbers that are not numbers. */
  hostile: boolean;
  /** Global leaderboards: `boards` = no boards at all, `rows` = boards without rows. */
  nullBoards: false | 'boards' | 'rows';
  /** The operator may choose a provider at start (else 403). */
  providerOverride: boolean;
  /** Life of a game session in ms. */
  sessionLife: number;
  /** Life of a multi-session in ms. */
  multiLife: number;
  /** Positions of multi-sessions that fail instead of becoming ready. */
  failPositions: number[];
  /** The account has the history permission (else 403). */
  historyPermission: boolean;
  /**
   * The 12 history fields that cannot be selected (started, images…). `described`: sent beside any `fields`, but neither
   * pictures nor links, as real accounts have none; `always`: all of them; `on-request`: only when named; or `never`.
   */
  historyExtras: 'described' | 'always' | 'on-request' | 'never';
}

/** What a failing call does. */
export type FailureKind =
  /** 429 with `Retry-After`. */
  | 'rate-limited'
  /** 401 of the vendor. */
  | 'unauthorized'
  /** 403 of the vendor. */
  | 'forbidden'
  /** 404 of the vendor. */
  | 'not-found'
  /** 500 of the vendor. */
  | 'server-error'
  /** 503 of the vendor. */
  | 'unavailable'
  /** 502 with a proxy's HTML page. */
  | 'html-502'
  /** 200 with an HTML page. */
  | 'html-200'
  /** The true answer, cut in the middle. */
  | 'truncated-json'
  /** The true answer in small pieces, `every` ms apart. */
  | 'slow-drip'
  /** The true status and no body. */
  | 'empty-body'
  /** The true body called `text/plain`. */
  | 'wrong-type'
  /** 2xx with `success: false`; nothing is done (iPlayGames). */
  | 'success-false'
  /** 200 with `status: "error"` and no rows (Vaix). */
  | 'status-error'
  /** 200 with `{}`. */
  | 'bare'
  /** The connection fails before anything is done. */
  | 'network'
  /** The work is done, then the connection fails: the caller cannot know. */
  | 'lost-answer'
  /** No answer until the caller gives up. */
  | 'hang'
  /** `answer`, as given. */
  | 'answer';

export interface Failure {
  /** Operation id such as `listSessionPlayers`, or `*`. */
  operation: string;
  kind: FailureKind;
  /** How many calls it spoils before it wears off; for ever when left out. Counted down in place. */
  times?: number;
  /** How many fitting calls pass first. Counted down in place. */
  after?: number;
  /** Share of calls it spoils, 0 to 1 (seeded, so the same calls each time). */
  rate?: number;
  /** `Retry-After` of `rate-limited`, seconds. */
  retryAfter?: number;
  /** Pause between the pieces of `slow-drip`, ms. */
  every?: number;
  /** The answer of kind `answer`: any status, JSON body or raw text. */
  answer?: { status: number; body?: unknown; text?: string; headers?: Record<string, string> };
}

/** Switches in their resting position: everything works, nothing waits. */
export function noFaults(): Faults {
  return {
    latency: 0,
    cors: false,
    clockSkew: 0,
    failures: [],
    listRoot: 'object',
    numericIds: false,
    brokenRows: false,
    hostile: false,
    nullBoards: false,
    providerOverride: false,
    sessionLife: 2 * 3_600_000,
    multiLife: 24 * 3_600_000,
    failPositions: [],
    historyPermission: true,
    historyExtras: 'described',
  };
}

/** The rule that spoils this call, if any; counts down its `after` and `times`. `chance` is the call's own fraction. */
export function takeFailure(switches: Faults, operation: string, chance: number): Failure | undefined {
  for (const failure of switches.failures) {
    if (failure.operation !== '*' && failure.operation !== operation) continue;
    if (failure.times === 0) continue;
    if (failure.rate !== undefined && chance >= failure.rate) continue;
    if (failure.after) {
      failure.after--;
      continue;
    }
    if (failure.times !== undefined) failure.times--;
    return failure;
  }
  return undefined;
}
