/** How many places players have risen (or fallen, below 0) lately. */
import type { RowStyle } from '../row.js';

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

/** "▲ 2", said as "up 2"; nothing for 0. */
export function writeDelta(cell: HTMLElement, delta: number, { number, say }: RowStyle): void {
  const places = number(Math.abs(delta));
  cell.textContent = delta ? `${delta > 0 ? '▲' : '▼'}\u2009${places}` : '';
  cell.dataset['trend'] = delta ? (delta > 0 ? 'up' : 'down') : '';
  if (delta) cell.setAttribute('aria-label', say(delta > 0 ? 'boardUp' : 'boardDown', { places }));
  else cell.removeAttribute('aria-label');
}
