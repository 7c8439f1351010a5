/**
 * Ranked windows: `GET /boards/{sessionId}?ranking&sort&offset&limit&around=self`, all of the query optional. The shape of the
 * response is `BoardWindow` of `api/board-window.ts`.
 *
 * `ranking` competition (default), dense or ordinal; `sort` desc (default) or asc; `offset` from 0; `limit` 1 to 200,
 * default 50; `around=self` puts the token's player in the middle (and falls back to `offset` when that player is not on
 * the board). `offset` in the response is that of the first row sent. `self` and `isSelf` come only with a token that
 * names a player; such responses are `no-store`, all others are the same for everyone.
 */
import type { Players, WindowRequest } from './players.js';
import { encodeJson, type EncodedJson } from '../cache/encoded-json.js';

const DEFAULT_LIMIT = 50;

/** Reads the window from checked query values. @param self the token's player */
export function parseWindow(query: Readonly<Record<string, string>>, self: string | undefined): WindowRequest {
  return {
    ranking: (query.ranking ?? 'competition') as WindowRequest['ranking'],
    sort: (query.sort ?? 'desc') as WindowRequest['sort'],
    offset: Number(query.offset ?? 0),
    limit: Number(query.limit ?? DEFAULT_LIMIT),
    around: query.around === 'self',
    ...(self === undefined ? {} : { self }),
  };
}

/** Everything that tells one window from another. */
export const windowKey = ({ ranking, sort, offset, limit, around, self }: WindowRequest): string =>
  `${ranking}.${sort}.${offset}.${limit}.${around ? 1 : 0}.${self ?? ''}`;

/** The window as JSON, cached with the players it was made of. @param key `windowKey(request)` */
export const boardText = (players: Players, request: WindowRequest, key: string): EncodedJson =>
  players.text(key, () => encodeJson(JSON.stringify(players.window(request))));
