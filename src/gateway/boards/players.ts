/** The players of a session, read from one upstream answer and ranked once for everybody who looks. */
import type { SessionPlayer } from '../../api/meshmap/index.js';
import { operations, parsePlayers } from '../../api/meshmap/schemas.js';
import { rankPlayers, uniquePlayers, type Ranking } from '../../ranking/rank.js';
import type { Source } from '../cache/cache.js';
import { LruCache } from '../cache/lru.js';
import { textOf, encodeJson, type EncodedJson } from '../cache/encoded-json.js';
import type { Upstream } from '../upstream/upstream.js';

/** Which rows are asked for: `offset` and `limit` count rows in the order of `sort`; `self` is the player of the token. */
export interface WindowRequest {
  readonly ranking: 'competition' | 'dense' | 'ordinal';
  readonly sort: 'desc' | 'asc';
  /** From 0. Not consulted when `around` is set and the player is on the board. */
  readonly offset: number;
  /** 1 to 200. */
  readonly limit: number;
  readonly around: boolean;
  readonly self?: string;
}

/** One row as it is sent. */
export interface BoardRow extends Pick<SessionPlayer, 'playerId' | 'displayName' | 'score' | 'imageUrl' | 'updatedAt'> {
  readonly rank: number;
  readonly isSelf?: true;
}

/** What is sent. `self` is the token's player wherever that row is; absent when there is none. */
export interface BoardWindow {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly BoardRow[];
  readonly self?: BoardRow;
}

/** A board may hold 100 000 players. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Larger boards are not worth sending to a shared storage every second. */
const MOST_SHARED = 512 * 1024;

/** One answer of the upstream. It never changes; a new answer makes a new one. */
export class Players {
  readonly raw: string;
  readonly list: readonly SessionPlayer[];
  readonly #rankings = new Map<string, Ranking>();
  readonly #places = new Map<string, ReadonlyMap<string, number>>();
  #answer: EncodedJson | undefined;

  /** @param previous the answer before: what did not move need not be sorted again */
  constructor(raw: string, list: readonly SessionPlayer[], previous?: Players) {
    this.raw = raw;
    this.list = uniquePlayers(list, previous?.list);
    for (const [key, ranking] of previous?.rankings ?? []) this.#rankings.set(key, this.#rank(key, ranking));
  }

  get rankings(): ReadonlyMap<string, Ranking> {
    return this.#rankings;
  }

  /** The whole list in the upstream's own shape, without what is nobody's business. */
  get answer(): EncodedJson {
    this.#answer ??= encodeJson(JSON.stringify({ players: this.list.map(({ username: _, ...shown }) => shown) }));
    return this.#answer;
  }

  /** The rows asked for. */
  window(ask: WindowRequest): BoardWindow {
    const key = `${ask.ranking}.${ask.sort}`;
    const ranking = this.#rankings.get(key) ?? this.#rank(key);
    this.#rankings.set(key, ranking);
    const place = ask.self === undefined ? undefined : this.#placesIn(key, ranking).get(ask.self);
    const wanted = ask.around && place !== undefined ? place - (ask.limit >> 1) : ask.offset;
    const offset = Math.max(0, Math.min(wanted, ask.around ? ranking.total - ask.limit : wanted));
    const rows = ranking
      .slice(offset, offset + ask.limit)
      .map((it, i) => toRow(it, ranking.rankAt(offset + i), ask.self));
    const self = place === undefined ? undefined : ranking.at(place);
    return {
      total: ranking.total,
      offset,
      rows,
      ...(self && place !== undefined ? { self: toRow(self, ranking.rankAt(place), ask.self) } : {}),
    };
  }

  #rank(key: string, previous?: Ranking): Ranking {
    const [ranking, sort] = key.split('.') as [WindowRequest['ranking'], WindowRequest['sort']];
    return rankPlayers(this.list, { ranking, sort }, previous);
  }

  /** Where everybody stands: looked up by every listener, so it is worked out once. */
  #placesIn(key: string, ranking: Ranking): ReadonlyMap<string, number> {
    let places = this.#places.get(key);
    if (!places) {
      places = new Map(ranking.slice(0, ranking.total).map((player, place) => [player.playerId, place]));
      this.#places.set(key, places);
    }
    return places;
  }
}

function toRow(player: SessionPlayer, rank: number, self: string | undefined): BoardRow {
  const { playerId, displayName, score, imageUrl, updatedAt } = player;
  return { rank, playerId, displayName, score, imageUrl, updatedAt, ...(playerId === self ? { isSelf: true } : {}) };
}

/** Milliseconds: seconds pass between two polls of a session anyway. */
const FRESH = 1_500;
const STALE = 500;

/** Where the players of each session come from. Lists, boards and streams of a session share the one answer. */
export function playersSources(upstream: () => Upstream): (sessionId: string) => Source<Players> {
  const known = new LruCache<Source<Players>>(1_000);
  return (sessionId) => {
    let source = known.get(sessionId);
    if (!source) known.set(sessionId, (source = playersSource(upstream(), sessionId)));
    return source;
  };
}

/** What the players of a session are kept under. */
export const playersKey = (sessionId: string): string => `players:${sessionId}`;

function playersSource(upstream: Upstream, sessionId: string): Source<Players> {
  const read = async (previous: Players | undefined, answer: () => Promise<{ text: string; json: unknown }>) => {
    const { text, json } = await answer();
    // nothing changed: no need to parse 100 000 rows again
    if (previous?.raw === text) return previous;
    return new Players(text, parsePlayers(json).items, previous);
  };
  return {
    key: playersKey(sessionId),
    fresh: FRESH,
    stale: STALE,
    load: (previous) =>
      read(previous, () =>
        upstream.send(operations.listSessionPlayers, { params: { sessionId } }, { most: MOST_BYTES }),
      ),
    size: ({ raw }) => raw.length * 3,
    save: ({ answer }) => (answer.bytes.length > MOST_SHARED ? undefined : textOf(answer)),
    restore: (text) => {
      const { players } = JSON.parse(text) as { players: SessionPlayer[] };
      return new Players(text, players);
    },
  };
}
