import { lowerBound } from './binary-search.js';

/** Rows are dealt into groups so that a group is some four hundred of a hundred thousand. */
const MOST_GROUPS = 256;
/** Fewer rows than this need no groups. */
const GROUP = 256;
/** Rows of which the bounds of a group are taken. */
const SAMPLE = 8;

/**
 * Rows in order, of which only the groups that somebody looks at are ever sorted: nobody reads a hundred thousand rows. Worked
 * on are indices of rows.
 */
export class LazySortedIndex {
  readonly #compare: (a: number, b: number) => number;
  readonly #bounds: Float64Array;
  /** Indices, group by group. */
  readonly #order: Uint32Array;
  /** Where each group begins, and where the last one ends. */
  readonly #starts: Uint32Array;
  readonly #isSorted: Uint8Array;

  /**
   * @param worths what each row is worth, the higher the earlier
   * @param compare of two indices; it must agree with the worths
   */
  constructor(worths: Float64Array, compare: (a: number, b: number) => number) {
    const count = worths.length;
    const bounds = boundsOf(worths);
    const groups = new Uint8Array(count);
    const starts = new Uint32Array(bounds.length + 2);
    for (let i = 0; i < count; i++) starts[(groups[i] = groupOf(worths[i], bounds)) + 1]++;
    for (let group = 1; group < starts.length; group++) starts[group] += starts[group - 1];
    const ends = starts.slice();
    const order = new Uint32Array(count);
    for (let i = 0; i < count; i++) order[ends[groups[i]]++] = i;
    this.#compare = compare;
    this.#bounds = bounds;
    this.#order = order;
    this.#starts = starts;
    this.#isSorted = new Uint8Array(bounds.length + 1);
  }

  /** The row of a position. */
  at(position: number): number {
    this.#sort(this.#groupAt(position));
    return this.#order[position];
  }

  /** Positions, from the first to the one after the last, of all rows of some worth; others may be among them. */
  positionsOf(worth: number): readonly [from: number, end: number] {
    const group = groupOf(worth, this.#bounds);
    return [this.#starts[group], this.#starts[group + 1]];
  }

  #groupAt(position: number): number {
    const starts = this.#starts;
    return lowerBound(0, starts.length - 1, (group) => starts[group + 1] > position);
  }

  #sort(group: number): void {
    if (this.#isSorted[group]) return;
    this.#isSorted[group] = 1;
    const rows = this.#order.subarray(this.#starts[group], this.#starts[group + 1]);
    // many with the same score, which came in order, cost one look per row
    if (rows.some((row, i) => i > 0 && this.#compare(rows[i - 1], row) > 0)) rows.sort(this.#compare);
  }
}

/** Worths that divide the rows into groups of about the same size, the lowest first. */
function boundsOf(worths: Float64Array): Float64Array {
  const groups = Math.min(MOST_GROUPS, Math.ceil(worths.length / GROUP));
  if (groups < 2) return new Float64Array();
  const sample = new Float64Array(groups * SAMPLE);
  const step = worths.length / sample.length;
  for (let i = 0; i < sample.length; i++) sample[i] = worths[Math.floor(i * step)];
  sample.sort();
  return sample.filter((_, i) => i > 0 && i % SAMPLE === 0);
}

/** How many bounds lie above. Written out, as it is called for every row. */
function groupOf(worth: number, bounds: Float64Array): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bounds[middle] <= worth) low = middle + 1;
    else high = middle;
  }
  return bounds.length - low;
}
