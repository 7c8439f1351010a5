/**
 * The last score of a player in a session is never lost: it is kept in local storage until the API has taken it,
 * sent again when the connection or the page comes back, and superseded by a newer one of the same player and session.
 */
import type { Client } from '../api/client.js';
import { ApiError } from '../api/error.js';

export interface PendingScore {
  readonly sessionId: string;
  readonly playerId: string;
  readonly score: number;
}

export interface Outbox {
  /** Keeps the score and sends it. Resolves when the API took this or a newer one; rejects when the API refused it for good. */
  put(pending: PendingScore): Promise<void>;
  /** What still waits to be sent. */
  readonly pending: readonly PendingScore[];
  /** Sends what waits, now. */
  flush(): Promise<void>;
  /** Stops sending; what waits stays stored for the next page. */
  stop(): void;
}

export interface OutboxOptions {
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Waits before another try, in milliseconds. */
  wait?: (ms: number) => Promise<void>;
}

const MAX_WAIT_MS = 60_000;

export function createOutbox(client: Client | undefined, scope: string, options: OutboxOptions = {}): Outbox {
  const storage = options.storage ?? storageOfPage();
  const wait = options.wait ?? waitForTimeOrNetwork;
  const name = `gs-outbox:${scope}`;
  const waiting = new Map<string, PendingScore>(load(storage, name).map((entry) => [keyOf(entry), entry]));
  const settle = new Map<string, { resolve: () => void; reject: (error: unknown) => void }[]>();
  let stopped = false;
  let flushing: Promise<void> | undefined;

  const keep = () => save(storage, name, [...waiting.values()]);

  const settled = (key: string, error?: unknown) => {
    for (const { resolve, reject } of settle.get(key) ?? []) error ? reject(error) : resolve();
    settle.delete(key);
  };

  /** One try. Tells whether to go on, and after what pause. */
  const send = async (key: string, entry: PendingScore): Promise<ApiError | undefined> => {
    try {
      await client?.meshmap?.setSessionPlayerScore(entry.sessionId, entry.playerId, entry.score, { keepalive: true });
    } catch (error) {
      const failure =
        error instanceof ApiError
          ? error
          : new ApiError(String(error), { code: 'network', service: 'meshmap', retryable: true });
      if (mayPass(failure)) return failure;
      // Refused for good (no such player, session closed): keeping it would only repeat the refusal.
      if (waiting.get(key) === entry) waiting.delete(key);
      keep();
      settled(key, failure);
      return undefined;
    }
    if (waiting.get(key) !== entry) return undefined; // a newer score came meanwhile and is sent next
    waiting.delete(key);
    keep();
    settled(key);
    return undefined;
  };

  const flushAll = async () => {
    let tries = 0;
    while (!stopped && client?.meshmap && waiting.size > 0) {
      let failure: ApiError | undefined;
      for (const [key, entry] of [...waiting]) failure = (await send(key, entry)) ?? failure;
      if (!failure) {
        tries = 0;
        continue;
      }
      const pause = failure.retryAfter !== undefined ? failure.retryAfter * 1000 : 1000 * 2 ** tries++;
      await wait(Math.min(pause, MAX_WAIT_MS));
    }
  };

  const flush = () => (flushing ??= flushAll().finally(() => (flushing = undefined)));
  if (waiting.size > 0) void flush();

  return {
    put(pending) {
      const key = keyOf(pending);
      waiting.delete(key);
      waiting.set(key, pending);
      keep();
      const done = new Promise<void>((resolve, reject) => {
        settle.set(key, [...(settle.get(key) ?? []), { resolve, reject }]);
      });
      void flush();
      return done;
    },
    get pending() {
      return [...waiting.values()];
    },
    flush,
    stop() {
      stopped = true;
    },
  };
}

/** Everything but the API's own refusal may pass: a network that is away, a gateway restarting, a limit, a token being renewed. */
const mayPass = (error: ApiError) =>
  error.retryable ||
  ['network', 'timeout', 'expired', 'unauthorized', 'rate-limited', 'unknown-outcome'].includes(error.code);

const keyOf = (entry: PendingScore) => `${entry.sessionId}\n${entry.playerId}`;

function load(storage: OutboxOptions['storage'], name: string): PendingScore[] {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(name) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isPending) : [];
  } catch {
    return []; // somebody else's text under our name is nothing that we kept
  }
}

function save(storage: OutboxOptions['storage'], name: string, entries: readonly PendingScore[]): void {
  try {
    if (entries.length === 0) storage?.removeItem(name);
    else storage?.setItem(name, JSON.stringify(entries));
  } catch {
    // Storage is full or forbidden: the score still lives in memory and is sent from there.
    return;
  }
}

const isPending = (value: unknown): value is PendingScore => {
  const { sessionId, playerId, score } = (value ?? {}) as Record<string, unknown>;
  return (
    typeof sessionId === 'string' && typeof playerId === 'string' && typeof score === 'number' && Number.isFinite(score)
  );
};

function storageOfPage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined; // sandboxed pages may not even look at the name
  }
}

const waitForTimeOrNetwork = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    globalThis.addEventListener?.('online', done);
  });
