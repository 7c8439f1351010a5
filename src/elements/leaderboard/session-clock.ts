/** Runs the clock in the header without rendering anything else. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { GameSession, SessionPlayer } from '../../api/meshmap.js';
import { readClock, ServerTime, type ClockReading } from './clock.js';

export class SessionClock implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #write: (reading: ClockReading) => void;
  readonly #server = new ServerTime();
  #session?: GameSession;
  #kind?: ClockReading['kind'];
  #timer?: ReturnType<typeof setTimeout>;

  /** @param write shows a reading each second */
  constructor(host: ReactiveControllerHost, write: (reading: ClockReading) => void) {
    this.#host = host;
    this.#write = write;
    host.addController(this);
  }

  /** What the clock shows for a session now; it ticks from here on while it has something to count. */
  read(session: GameSession | undefined, isSeen: boolean): ClockReading | undefined {
    this.#session = session;
    const reading = session && readClock(session, this.#server.at(Date.now()));
    this.#kind = reading?.kind;
    this.#schedule(isSeen);
    return reading;
  }

  /** The newest of the first rows tells the server's time; a session's own times may lie in the future. */
  learn(players: readonly SessionPlayer[]): void {
    const newest = Math.max(0, ...players.map(({ updatedAt }) => Date.parse(updatedAt ?? '') || 0));
    if (newest) this.#server.learn(newest, Date.now());
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  #schedule(isSeen: boolean): void {
    clearTimeout(this.#timer);
    if (!isSeen || !this.#kind || this.#kind === 'over') return;
    this.#timer = setTimeout(this.#tick, 1000 - (this.#server.at(Date.now()) % 1000));
  }

  readonly #tick = (): void => {
    const reading = this.#session && readClock(this.#session, this.#server.at(Date.now()));
    if (reading?.kind !== this.#kind || !reading) return this.#host.requestUpdate();
    if (!document.hidden) this.#write(reading);
    this.#schedule(true);
  };
}
