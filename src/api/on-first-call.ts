import { ApiError, type Service } from './error.js';

type Calls = Record<string, (...args: never[]) => Promise<unknown>>;

/**
 * The calls of a service whose code is fetched with the first of them, so that a page that only shows a leaderboard does
 * not download what starts games. When the code cannot be fetched the call rejects with code `network`, having sent
 * nothing, and the next call tries again.
 */
export function onFirstCall<T extends { [K in keyof T]: Calls[string] }>(
  service: Service,
  names: readonly (keyof T & string)[],
  load: () => Promise<T>,
): T {
  let loading: Promise<T> | undefined;
  const loaded = () =>
    (loading ??= load().catch((cause: unknown) => {
      loading = undefined;
      throw new ApiError(`The code for ${service} cannot be loaded`, {
        code: 'network',
        service,
        retryable: true,
        cause,
      });
    }));
  const calls = names.map((name) => [name, async (...args: never[]) => (await loaded())[name](...args)]);
  return Object.fromEntries(calls) as T;
}
