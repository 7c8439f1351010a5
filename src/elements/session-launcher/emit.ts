import type { GsEventMap } from '../../shared/events.js';

/** Tells the page; false when it was prevented. */
export type Emit = <K extends keyof GsEventMap>(
  type: K,
  detail?: GsEventMap[K]['detail'],
  options?: { cancelable: boolean },
) => boolean;
