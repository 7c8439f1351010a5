/**
 * Ranked windows: `GET /boards/{sessionId}?ranking&sort&offset&limit&around=self`, all of it optional.
 *
 *   { "total": 41, "offset": 0, "rows": [ROW, …], "self": ROW }
 *   ROW = { "rank": 1, "playerId": "pl_1", "displayName": "Ada", "score": 12.5, "imageUrl": "https://…",
 *           "updatedAt": "2026-03-02T18:00:00Z", "isSelf": true }
 *
 * `ranking` competition (default), dense or ordinal; `sort` desc (default) or asc; `offset` from 0; `limit` 1 to 200,
 * default 50; `around=self` puts the token's player in the middle (and falls back to `offset` when that player is not on
 * the board). `offset` in the answer is that of the first row sent. `self` and `isSelf` come only with a token that
 * names a player; such answers are `no-store`, all others are the same for everybody.
 */
import { LruCache } from '../cache/lru.js';
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

/** Texts of windows by answer, so that a poll that finds nothing new costs no more than a look. */
export class Boards {
  readonly #texts = new WeakMap<Players, LruCache<EncodedJson>>();

  /** The window as JSON. @param key `windowKey(ask)` */
  text(players: Players, ask: WindowRequest, key: string): EncodedJson {
    let texts = this.#texts.get(players);
    if (!texts) this.#texts.set(players, (texts = new LruCache(200)));
    let made = texts.get(key);
    if (!made) texts.set(key, (made = encodeJson(JSON.stringify(players.window(ask)))));
    return made;
  }
}
