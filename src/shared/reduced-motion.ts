let query: MediaQueryList | undefined;

/** True when the reader asked for less motion. */
export const prefersReducedMotion = (): boolean =>
  (query ??= globalThis.matchMedia?.('(prefers-reduced-motion: reduce)'))?.matches ?? false;
