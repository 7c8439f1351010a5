import { ApiError, type Service } from './error.js';

/** Imports code that only some calls or answers need. Rejects with ApiError `network` when it cannot be loaded. */
export const loadChunk = <T>(service: Service, load: () => Promise<T>): Promise<T> =>
  load().catch((cause: unknown) => {
    const message = `The code for ${service} cannot be loaded`;
    throw new ApiError(message, { code: 'network', service, retryable: true, cause });
  });
