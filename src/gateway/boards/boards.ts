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
import { Memory } from '../cache/lru.js';
import type { Players, WindowAsk } from './players.js';
import { toShown, type Shown } from '../cache/encoded-json.js';

const DEFAULT_LIMIT = 50;

/** Reads the window from checked query values. @param self the token's player */
export function readWindow(query: Readonly<Record<string, string>>, self: string | undefined): WindowAsk {
  return {
    ranking: (query.ranking ?? 'competition') as WindowAsk['ranking'],
    sort: (query.sort ?? 'desc') as WindowAsk['sort'],
    offset: Number(query.offset ?? 0),
    limit: Number(query.limit ?? DEFAULT_LIMIT),
    around: query.around === 'self',
    ...(self === undefined ? {} : { self }),
  };
}

/** Everything that tells one window from another. */
export const windowKey = ({ ranking, sort, offset, limit, around, self }: WindowAsk): string =>
  `${ranking}.${sort}.${offset}.${limit}.${around ? 1 : 0}.${self ?? ''}`;

/** Texts of windows by answer, so that a poll that finds nothing new costs no more than a look. */
export class Boards {
  readonly #texts = new WeakMap<Players, Memory<Shown>>();

  /** The window as JSON. @param key `windowKey(ask)` */
  text(players: Players, ask: WindowAsk, key: string): Shown {
    let texts = this.#texts.get(players);
    if (!texts) this.#texts.set(players, (texts = new Memory(200)));
    let made = texts.get(key);
    if (!made) texts.set(key, (made = toShown(JSON.stringify(players.window(ask)))));
    return made;
  }
}
