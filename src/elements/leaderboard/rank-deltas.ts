/** How many places players have risen (or fallen, below 0) lately. */

/** Milliseconds that a movement stays visible. */
const LIFE = 30_000;

export class Deltas {
  readonly #deltas = new Map<string, { by: number; until: number }>();

  of(playerId: string, now: number): number {
    const delta = this.#deltas.get(playerId);
    return delta && delta.until > now ? delta.by : 0;
  }

  note(playerId: string, from: number | undefined, to: number, now: number): void {
    if (from && from !== to) this.#deltas.set(playerId, { by: from - to, until: now + LIFE });
  }

  /** Forgets what is no longer shown. */
  prune(now: number): void {
    for (const [id, { until }] of this.#deltas) if (until <= now) this.#deltas.delete(id);
  }

  clear(): void {
    this.#deltas.clear();
  }
}
