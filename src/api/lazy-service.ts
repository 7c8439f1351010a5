import { ApiError, type Service } from './error.js';

type Calls = Record<string, (...args: never[]) => Promise<unknown>>;

/**
 * The calls of a service whose code is fetched with the first of them, so that a page that only shows a leaderboard does
 * not download what starts games. When the code cannot be fetched the call rejects with code `network`, having sent
 * nothing, and the next call tries again.
 */
export function lazyService<T extends { [K in keyof T]: Calls[string] }>(
  service: Service,
  names: readonly (keyof T & string)[],
  load: () => Promise<T>,
): T {
  let loading: Promise<T> | undefined;
  const loaded = () =>
    (loading ??= importChunk(service, load).catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
  const calls = names.map((name) => [name, async (...args: never[]) => (await loaded())[name](...args)]);
  return Object.fromEntries(calls) as T;
}

/** Imports what only some answers or calls need; rejects with code `network` when it cannot be fetched. */
export const importChunk = <T>(service: Service, load: () => Promise<T>): Promise<T> =>
  load().catch((cause: unknown) => {
    const message = `The code for ${service} cannot be loaded`;
    throw new ApiError(message, { code: 'network', service, retryable: true, cause });
  });
