/** A map that forgets what was used least recently, so that no number of different keys fills the machine. */
export class LruCache<T> {
  readonly #entries: number;
  readonly #bytes: number;
  readonly #map = new Map<string, { value: T; size: number }>();
  #size = 0;

  /** @param bytes what all values together may weigh, by the sizes given to `set` */
  constructor(entries: number, bytes = Infinity) {
    this.#entries = entries;
    this.#bytes = bytes;
  }

  get count(): number {
    return this.#map.size;
  }

  /** The value, which is thereby the last to be forgotten. */
  get(key: string): T | undefined {
    const entry = this.#map.get(key);
    if (!entry) return undefined;
    // the order matters only when something may have to go soon
    if (this.#map.size * 2 > this.#entries || this.#size * 2 > this.#bytes) {
      this.#map.delete(key);
      this.#map.set(key, entry);
    }
    return entry.value;
  }

  /** @param size bytes, roughly */
  set(key: string, value: T, size = 0): void {
    this.delete(key);
    this.#map.set(key, { value, size });
    this.#size += size;
    for (const oldest of this.#map.keys()) {
      if (this.#map.size <= this.#entries && this.#size <= this.#bytes) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#size -= this.#map.get(key)?.size ?? 0;
    this.#map.delete(key);
  }
}
