/**
 * The last score of a player in a session is never lost: it is kept in local storage until the API has taken it,
 * sent again when the connection or the page comes back, and superseded by a newer one of the same player and session.
 */
import { ApiError } from '../api/error.js';
import { meshmap, type MeshmapApi } from '../api/meshmap/index.js';
import type { Cache } from './cache.js';
import type { Connection } from './connection.js';

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
  storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
  /** Waits before another try, in milliseconds. */
  wait?: (ms: number) => Promise<void>;
}

const MAX_WAIT_MS = 60_000;

export function createOutbox(
  meshmap: Pick<MeshmapApi, 'setSessionPlayerScore'> | undefined,
  scope: string,
  options: OutboxOptions = {},
): Outbox {
  const storage = options.storage ?? storageOfPage();
  const wait = options.wait ?? waitForTimeOrNetwork;
  // An item per score, so that two tabs don't overwrite what the other keeps.
  const prefix = `gs-outbox ${scope} `;
  const waiting = new Map<string, PendingScore>(load(storage, prefix).map((entry) => [keyOf(entry), entry]));
  const settle = new Map<string, { resolve: () => void; reject: (error: unknown) => void }[]>();
  let stopped = false;
  let flushing: Promise<void> | undefined;

  /** Forgets a score that is settled, unless a newer one (also of another tab) has taken its place. */
  const forget = (key: string, entry: PendingScore) => {
    if (waiting.get(key) === entry) waiting.delete(key);
    if (read(storage, prefix + key) === JSON.stringify(entry)) write(storage, prefix + key);
  };

  const settled = (key: string, error?: unknown) => {
    for (const { resolve, reject } of settle.get(key) ?? []) {
      if (error) reject(error);
      else resolve();
    }
    settle.delete(key);
  };

  /** One try. Tells whether to go on, and after what pause. */
  const send = async (key: string, entry: PendingScore): Promise<ApiError | undefined> => {
    try {
      await meshmap?.setSessionPlayerScore(entry.sessionId, entry.playerId, entry.score, { keepalive: true });
    } catch (error) {
      const failure =
        error instanceof ApiError
          ? error
          : new ApiError(String(error), { code: 'network', service: 'meshmap', retryable: true });
      if (mayPass(failure)) return failure;
      // Refused for good (no such player, session closed): keeping it would only repeat the refusal.
      forget(key, entry);
      settled(key, failure);
      return undefined;
    }
    forget(key, entry);
    if (!waiting.has(key)) settled(key); // else a newer score came meanwhile, and is sent next
    return undefined;
  };

  const flushAll = async () => {
    let tries = 0;
    while (!stopped && meshmap && waiting.size > 0) {
      let failure: ApiError | undefined;
      for (const [key, entry] of [...waiting]) {
        if (!stopped) failure = (await send(key, entry)) ?? failure;
      }
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
      write(storage, prefix + key, JSON.stringify(pending));
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

type Store = OutboxOptions['storage'];

function load(storage: Store, prefix: string): PendingScore[] {
  const names = Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? '');
  return names.filter((name) => name.startsWith(prefix)).flatMap((name) => parse(read(storage, name)) ?? []);
}

function parse(text: string | undefined): PendingScore | undefined {
  try {
    const stored: unknown = JSON.parse(text ?? '');
    return isPending(stored) ? stored : undefined;
  } catch {
    return undefined; // somebody else's text under our name is nothing that we kept
  }
}

function read(storage: Store, name: string): string | undefined {
  return storage?.getItem(name) ?? undefined;
}

/** Writes the text, or removes it when there is none. */
function write(storage: Store, name: string, text?: string): void {
  try {
    if (text === undefined) storage?.removeItem(name);
    else storage?.setItem(name, text);
  } catch {
    return; // storage is full or forbidden: the score still lives in memory and is sent from there
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

const outboxes = new WeakMap<Cache, Outbox>();

/** The outbox of a connection: one for all elements that write scores through it. Sends at once what an earlier page kept. */
export function outboxOf(connection: Connection): Outbox {
  const { cache, settings } = connection;
  let outbox = outboxes.get(cache);
  if (!outbox) {
    outboxes.set(
      cache,
      (outbox = createOutbox(connection.service(meshmap), settings.gateway ?? settings.meshmapUrl ?? '')),
    );
    cache.ended.addEventListener('abort', () => outbox?.stop());
  }
  return outbox;
}
