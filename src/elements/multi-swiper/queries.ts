/** What the swiper asks the service over time. */
import { iplaygames, type IplaygamesApi } from '../../api/iplaygames/index.js';
import type { CallOptions } from '../../api/operation.js';
import type { QueryKey } from '../../live/keys.js';
import type { QueryOptions } from '../../live/query.js';

/** What is fetched, under the key of `keyOf`, about `about`, through `call`; nothing when there is nothing to ask about. */
export const iplaygamesQuery = <T, A extends string | object>(
  keyOf: (about: A) => QueryKey,
  about: A | undefined,
  call: (api: IplaygamesApi, about: A, options: CallOptions) => Promise<T>,
  rest?: Pick<QueryOptions<T>, 'refetchInterval' | 'eager'>,
): QueryOptions<T> | undefined =>
  about && {
    key: keyOf(about),
    load: (connection, signal) => call(connection.service(iplaygames)!, about, { signal, retry: 0 }),
    ...rest,
  };
