/** The states of an element. Each has one at a time, readable as property, attribute and `:state()`. */
export type StateWord = 'unconfigured' | 'idle' | 'loading' | 'ready' | 'empty' | 'error' | 'expired';

/** What can hold beside `ready`. */
export type StateFlag = 'refreshing' | 'stale' | 'offline';

/** Makes `:state(word)` match, and stop matching. Older engines accept no plain names there: the attribute still works. */
export function toggleState(internals: ElementInternals, word: string, on: boolean): void {
  try {
    if (on) internals.states.add(word);
    else internals.states.delete(word);
  } catch {
    return;
  }
}
