/** The players of a session: one upstream response, parsed once and ranked once for all viewers. */
import { LRUCache } from 'lru-cache';
import type { BoardRow, BoardWindow } from '../../api/board-window.js';
import type { SessionPlayer } from '../../api/meshmap/index.js';
import { operations, parsePlayers } from '../../api/meshmap/schemas.js';
import { rankPlayers, uniquePlayers, type Ranking } from '../../ranking/rank.js';
import type { Source } from '../cache/cache.js';
import { textOf, encodeJson, type EncodedJson } from '../cache/encoded-json.js';
import type { Upstream } from '../upstream/upstream.js';

/** The rows that a caller wants: `offset` and `limit` count rows in the order of `sort`; `self` is the token's player. */
export interface WindowRequest {
  readonly ranking: 'competition' | 'dense' | 'ordinal';
  readonly sort: 'desc' | 'asc';
  /** From 0. Ignored when `around` is set and the player is on the board. */
  readonly offset: number;
  /** 1 to 200. */
  readonly limit: number;
  readonly around: boolean;
  readonly self?: string;
}

/** A board may hold 100 000 players. */
const MAX_BYTES = 32 * 1024 * 1024;
/** Larger responses are not worth writing to a shared store every two seconds: every process reads them upstream. */
const MAX_SHARED_BYTES = 2 * 1024 * 1024;
/** Texts of windows kept per response. */
const MAX_WINDOWS = 200;
/** Bytes per player of a place in a ranking, and in the map of places. */
const PLACE_BYTES = 8;
const PLACE_ENTRY_BYTES = 64;

/** One upstream response. Immutable: a new response makes a new instance. */
export class Players {
  readonly raw: string;
  readonly list: readonly SessionPlayer[];
  readonly #rankings = new Map<string, Ranking>();
  readonly #places = new Map<string, ReadonlyMap<string, number>>();
  readonly #texts = new LRUCache<string, EncodedJson>({
    max: MAX_WINDOWS,
    dispose: ({ bytes }) => void (this.#textBytes -= bytes.length),
  });
  #textBytes = 0;
  #answer: EncodedJson | undefined;

  /** @param previous the response before: what did not move is not sorted again */
  constructor(raw: string, list: readonly SessionPlayer[], previous?: Players) {
    this.raw = raw;
    this.list = uniquePlayers(list, previous?.list);
    for (const [key, ranking] of previous?.rankings ?? []) this.#rankings.set(key, this.#rank(key, ranking));
  }

  get rankings(): ReadonlyMap<string, Ranking> {
    return this.#rankings;
  }

  /** Bytes of memory, roughly: the response as text and as objects, its rankings, and the texts made of it. */
  get bytes(): number {
    const places = this.#rankings.size * PLACE_BYTES + this.#places.size * PLACE_ENTRY_BYTES;
    return this.raw.length * 3 + this.list.length * places + (this.#answer?.bytes.length ?? 0) + this.#textBytes;
  }

  /** A text made of these players, cached under the key. */
  text(key: string, make: () => EncodedJson): EncodedJson {
    let text = this.#texts.get(key);
    if (!text) {
      this.#texts.set(key, (text = make()));
      this.#textBytes += text.bytes.length;
    }
    return text;
  }

  /** The whole list in the upstream's own shape, without private fields. */
  get answer(): EncodedJson {
    this.#answer ??= encodeJson(JSON.stringify({ players: this.list.map(({ username: _, ...shown }) => shown) }));
    return this.#answer;
  }

  /** The rows of a window. */
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

  /** Place by player id: every listener looks it up, so it is computed once. */
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

/** Milliseconds; watched sessions are polled every other second. */
const FRESH = 1_500;
const STALE = 500;

/** Makes the source of each session's players. Lists, boards and streams of a session share it. */
export function playersSources(upstream: () => Upstream): (sessionId: string) => Source<Players> {
  const known = new LRUCache<string, Source<Players>>({ max: 1_000 });
  return (sessionId) => {
    let source = known.get(sessionId);
    if (!source) known.set(sessionId, (source = playersSource(upstream(), sessionId)));
    return source;
  };
}

/** The cache key of a session's players. */
export const playersKey = (sessionId: string): string => `players:${sessionId}`;

function playersSource(upstream: Upstream, sessionId: string): Source<Players> {
  return {
    key: playersKey(sessionId),
    fresh: FRESH,
    stale: STALE,
    load: async (previous) => {
      const call = { params: { sessionId } };
      const { text, json } = await upstream.send(operations.listSessionPlayers, call, { most: MAX_BYTES });
      // the same bytes need not be parsed again
      return previous?.raw === text ? previous : new Players(text, parsePlayers(json).items, previous);
    },
    size: ({ bytes }) => bytes,
    save: ({ answer }) => (answer.bytes.length > MAX_SHARED_BYTES ? undefined : textOf(answer)),
    restore: (text, previous) =>
      previous?.raw === text ? previous : new Players(text, parsePlayers(JSON.parse(text)).items, previous),
  };
}
