/** What the swiper asks the service over time. */
import type { IplaygamesApi } from '../../api/iplaygames/index.js';
import type { CallOptions } from '../../api/operation.js';
import type { QueryOptions } from '../../live/query.js';

/** What is asked under the name `what` about `about`, through `call`; nothing when there is nothing to ask about. */
export const iplaygamesQuery = <T, A extends string | object>(
  what: string,
  about: A | undefined,
  call: (api: IplaygamesApi, about: A, options: CallOptions) => Promise<T>,
  rest?: Pick<QueryOptions<T>, 'refetchInterval' | 'eager'>,
): QueryOptions<T> | undefined =>
  about && {
    key: ['iplaygames', what, about],
    load: (client, signal) => call(client.iplaygames!, about, { signal, retry: 0 }),
    ...rest,
  };
