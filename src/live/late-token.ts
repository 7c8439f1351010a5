import { lazyService } from '../api/lazy-service.js';
import type { TokenSettings, TokenSource } from './token.js';

/** As `createTokenSource`, whose code comes with the first request: only pages with a gateway need it. */
export function createLateTokenSource(initial: TokenSettings): TokenSource {
  let settings = initial;
  let source: TokenSource | undefined;
  const listeners = new Set<() => void>();
  const { get } = lazyService<Pick<TokenSource, 'get'>>('gateway', ['get'], async () => {
    const { createTokenSource } = await import('./token.js');
    source = createTokenSource(settings);
    source.onExpired(() => listeners.forEach((tell) => tell()));
    return source;
  });
  return {
    get,
    last: () => source?.last(),
    replace(next) {
      settings = next;
      source?.replace(next);
    },
    onExpired(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
