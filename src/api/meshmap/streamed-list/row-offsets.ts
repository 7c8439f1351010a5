/** Byte range of each row of an answer, and its index in the listing; typed arrays, which cost the garbage collector nothing. */
export class RowOffsets {
  count = 0;
  #starts: Int32Array;
  #ends: Int32Array;
  #places: Int32Array;

  /** @param expected number of rows; there may be more */
  constructor(expected: number) {
    [this.#starts, this.#ends, this.#places] = [0, 0, 0].map(() => new Int32Array(expected));
  }

  add(start: number, end: number, place: number): void {
    const row = this.count++;
    if (row === this.#starts.length)
      [this.#starts, this.#ends, this.#places] = [this.#starts, this.#ends, this.#places].map(doubled);
    this.#starts[row] = start;
    this.#ends[row] = end;
    this.#places[row] = place;
  }

  /** Index in the listing; undefined if there is no such row. */
  placeOf(row: number): number | undefined {
    return row < this.count ? this.#places[row] : undefined;
  }

  lengthOf(row: number): number {
    return this.#ends[row] - this.#starts[row];
  }

  /** The row with an index in the listing; -1 if there is none. */
  rowAt(place: number): number {
    return this.#places.subarray(0, this.count).indexOf(place);
  }

  /** Whether the bytes of a row in `before` equal those in `now` from `at` on. */
  isSame(row: number, before: DataView, now: DataView, at: number): boolean {
    const end = this.#ends[row];
    let from = this.#starts[row];
    for (; from + 4 <= end; from += 4, at += 4)
      if (before.getInt32(from, true) !== now.getInt32(at, true)) return false;
    for (; from < end; from++, at++) if (before.getInt8(from) !== now.getInt8(at)) return false;
    return true;
  }

  /** Replaces indices in the listing: old → new. */
  move(places: ReadonlyMap<number, number>): void {
    for (let row = 0; row < this.count; row++) this.#places[row] = places.get(this.#places[row]) ?? this.#places[row];
  }
}

function doubled(numbers: Int32Array): Int32Array {
  const more = new Int32Array(2 * numbers.length);
  more.set(numbers);
  return more;
}
