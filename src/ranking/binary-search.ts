/** The first place from which on something holds, `end` when nowhere; by half-interval search, so it must not stop holding. */
export function lowerBound(from: number, end: number, holds: (place: number) => boolean): number {
  let [low, high] = [from, end];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
