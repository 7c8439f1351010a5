/** Binary search: the first index at which a predicate holds, `end` if none does. From there on it must hold for every index. */
export function lowerBound(from: number, end: number, holds: (place: number) => boolean): number {
  let [low, high] = [from, end];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
