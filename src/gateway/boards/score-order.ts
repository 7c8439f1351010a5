/**
 * Scores never go back: a report that was sent before another one of the same device, and is carried out after it, does not
 * replace it. Every report claims its place before it is sent upstream. An older one writes the newest score instead of its own,
 * and one that was overtaken on its way, also by way of another process, is followed by the newest once more.
 */
import { LRUCache } from 'lru-cache';
import * as z from 'zod/mini';
import type { SharedStorage } from '../cache/shared-store.js';
import { digest } from '../http/digest.js';

/** How a page numbers its reports. The device's clock only orders reports of this device. */
const reportSchema = z.object({
  score: z.number(),
  /** Of the device, by chance. */
  reporter: z.string().check(z.regex(/^[\w-]{1,64}$/)),
  /** Grows with every report. */
  at: z.int(),
});

/** The newest report of one device, player and session. */
interface Report {
  readonly at: number;
  readonly score: number;
}

/** Seconds for which the newest report is known: longer than a request can be on its way. */
const TTL = 3600;

export class ScoreOrder {
  readonly #memory = new LRUCache<string, Report>({ max: 10_000 });
  readonly #storage: SharedStorage | undefined;

  constructor(storage: SharedStorage | undefined) {
    this.#storage = storage;
  }

  /**
   * Writes the score of a report, or of a newer one. Reports without a number are written as they come.
   * @param row session and player
   * @param body of the request
   * @param write sends a score upstream
   */
  async write<T>(row: readonly string[], body: unknown, write: (score: number) => Promise<T>): Promise<T> {
    const { data: own } = z.safeParse(reportSchema, body);
    if (!own) return write((body as Report).score);
    const key = `gs:score:${await digest(JSON.stringify([...row, own.reporter]))}`;
    let newest = await this.#claim(key, { at: own.at, score: own.score });
    for (;;) {
      const answer = await write(newest.score);
      const claimed = await this.#newest(key);
      if (!claimed || claimed.at <= newest.at) return answer;
      newest = claimed;
    }
  }

  /** The newest report with this one. */
  async #claim(key: string, own: Report): Promise<Report> {
    const stored = await this.#storage?.setNewest(key, own, TTL).catch(() => undefined); // then this process knows it alone
    const known = this.#memory.get(key);
    const newest = [stored, known].filter(isReport).reduce((one, other) => (other.at > one.at ? other : one), own);
    this.#memory.set(key, newest);
    return newest;
  }

  async #newest(key: string): Promise<Report | undefined> {
    const stored = await this.#storage?.get(key).catch(() => undefined);
    const shared = isReport(stored) ? stored : undefined;
    const own = this.#memory.get(key);
    return own && (!shared || own.at >= shared.at) ? own : shared;
  }
}

function isReport(value: unknown): value is Report {
  const { at, score } = (value ?? {}) as Partial<Record<keyof Report, unknown>>;
  return Number.isSafeInteger(at) && Number.isFinite(score);
}
