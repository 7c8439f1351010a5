/** The windows of one session that are watched, with what to send when they change. */
import { DiffLog } from './diff.js';
import type { Players, WindowRequest } from '../boards/players.js';

/** Windows that nobody watches are kept this long, so that a reconnect finds what it missed. */
const LINGER_MS = 10_000;
/** And no more than this many of them. */
const MOST_IDLE = 50;

interface Watched {
  readonly ask: WindowRequest;
  readonly log: DiffLog;
  watchers: number;
  idleSince: number;
}

export class WatchedWindows {
  readonly #windows = new Map<string, Watched>();

  /** Somebody begins to watch. The events that bring that reader up to date. */
  join(
    key: string,
    ask: WindowRequest,
    players: Players,
    at: string,
    lastEventId: string | undefined,
  ): readonly string[] {
    let watched = this.#windows.get(key);
    if (!watched) {
      watched = { ask, log: new DiffLog(players.window(ask), at), watchers: 0, idleSince: 0 };
      this.#windows.set(key, watched);
    }
    watched.watchers++;
    return watched.log.since(lastEventId);
  }

  /** Somebody stops. @param now milliseconds */
  leave(key: string, now: number): void {
    const watched = this.#windows.get(key);
    if (!watched) return;
    watched.watchers--;
    watched.idleSince = now;
    const idle = [...this.#windows].filter(([, one]) => one.watchers === 0);
    for (const [old] of idle.slice(0, Math.max(0, idle.length - MOST_IDLE))) this.#windows.delete(old);
  }

  /** Takes a new answer. The event for each window that looks different now, by key. */
  publish(players: Players, at: string, now: number): ReadonlyMap<string, string> {
    const events = new Map<string, string>();
    for (const [key, { ask, log, watchers, idleSince }] of this.#windows) {
      if (watchers === 0 && now - idleSince > LINGER_MS) {
        this.#windows.delete(key);
        continue;
      }
      const event = log.push(players.window(ask), at);
      if (event) events.set(key, event);
    }
    return events;
  }
}
