/** The watched windows of one session, with the log of differences of each. */
import { DiffLog } from './diff.js';
import type { Players, WindowRequest } from '../boards/players.js';
import type { StreamEvent } from './event-stream.js';

/** Windows without listeners are kept this long, so that a reconnect gets what it missed. */
const LINGER_MS = 10_000;
/** The maximum of such windows. */
const MAX_IDLE = 50;

interface Watched {
  readonly request: WindowRequest;
  readonly log: DiffLog;
  watchers: number;
  idleSince: number;
}

export class WatchedWindows {
  readonly #windows = new Map<string, Watched>();

  /** Adds a listener. The events that bring it up to date. */
  join(
    key: string,
    request: WindowRequest,
    players: Players,
    at: string,
    lastEventId: string | undefined,
  ): readonly StreamEvent[] {
    let watched = this.#windows.get(key);
    if (!watched) {
      watched = { request, log: new DiffLog(players.window(request), at), watchers: 0, idleSince: 0 };
      this.#windows.set(key, watched);
    }
    watched.watchers++;
    return watched.log.since(lastEventId);
  }

  /** Removes a listener. @param now monotonic milliseconds */
  leave(key: string, now: number): void {
    const watched = this.#windows.get(key);
    if (!watched) return;
    watched.watchers--;
    watched.idleSince = now;
    const idle = [...this.#windows].filter(([, one]) => one.watchers === 0);
    for (const [old] of idle.slice(0, Math.max(0, idle.length - MAX_IDLE))) this.#windows.delete(old);
  }

  /** Takes a new response. The events of the windows that changed, by key. */
  publish(players: Players, at: string, now: number): ReadonlyMap<string, StreamEvent> {
    const events = new Map<string, StreamEvent>();
    for (const [key, { request, log, watchers, idleSince }] of this.#windows) {
      if (watchers === 0 && now - idleSince > LINGER_MS) {
        this.#windows.delete(key);
        continue;
      }
      const event = log.push(players.window(request), at);
      if (event) events.set(key, event);
    }
    return events;
  }
}
