import { lowerBound } from './binary-search.js';

/** Greatest number of groups: of 100 000 rows each has about 400. */
const MOST_GROUPS = 256;
/** Least rows per group. */
const GROUP = 256;
/** Sampled rows per group, from which its bounds are estimated. */
const SAMPLE = 8;

/**
 * A bucket sort with lazily sorted buckets: rows are distributed to groups by their sort key, and a group is sorted when one
 * of its rows is read. Works on row indices.
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
   * @param worths sort key of each row; higher keys come first
   * @param compare compares two row indices; consistent with the sort keys
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

  /** Index of the row at a position. */
  at(position: number): number {
    this.#sort(this.#groupAt(position));
    return this.#order[position];
  }

  /** Positions (end excluded) that contain every row with a sort key; rows with other keys may be among them. */
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
    // rows that are in order already, such as many equal scores, cost one comparison each
    if (rows.some((row, i) => i > 0 && this.#compare(rows[i - 1], row) > 0)) rows.sort(this.#compare);
  }
}

/** Sort keys that divide the rows into groups of about the same size, ascending; estimated from a sample. */
function boundsOf(worths: Float64Array): Float64Array {
  const groups = Math.min(MOST_GROUPS, Math.ceil(worths.length / GROUP));
  if (groups < 2) return new Float64Array();
  const sample = new Float64Array(groups * SAMPLE);
  const step = worths.length / sample.length;
  for (let i = 0; i < sample.length; i++) sample[i] = worths[Math.floor(i * step)];
  sample.sort();
  return sample.filter((_, i) => i > 0 && i % SAMPLE === 0);
}

/** Number of bounds above a sort key. An inlined binary search: it runs once per row. */
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
