import type { Mode, ServiceDescriptor } from '../config.js';
import { loadChunk } from '../load-chunk.js';
import {
  type Call,
  type CallOptions,
  invalidArgument,
  type ListResult,
  type Operation,
  type Send,
  type StreamResult,
} from '../operation.js';
import { isRecord } from '../response.js';
import { parseId } from '../sanitize.js';
import { readSessionPlayer, type SessionPlayer } from './player.js';
import { routes } from './routes.js';
import { type GameSession, type MiniGame, readGameSession } from './session.js';

export type { GameSession, MiniGame, SessionPlayer };

/** What a new session is made of; all of it may be left out, and at most one of the two selectors given. */
export interface NewGameSession {
  name?: string | null;
  description?: string | null;
  /** Default `ACTIVE`. */
  status?: 'ACTIVE' | 'COMPLETED' | 'PAUSED';
  miniGameTypeId?: string | null;
  miniGameTypeName?: string | null;
}

/** Meshmap's game sessions. Every call rejects with ApiError. */
export interface MeshmapApi {
  /** Every session of the app. */
  listGameSessions(options?: CallOptions): Promise<ListResult<GameSession>>;
  /** Opens a session. Never repeated by itself: code `unknown-outcome` means to look before trying again. */
  createGameSession(session?: NewGameSession, options?: CallOptions): Promise<GameSession>;
  getGameSession(sessionId: string, options?: CallOptions): Promise<GameSession>;
  /**
   * Players and scores of a session, in no order. Long lists are parsed while they arrive, yielding to the main thread.
   *
   * @param options.known the previous listing: of a long one, rows that are the same become the same objects
   */
  listSessionPlayers(
    sessionId: string,
    options?: CallOptions & { known?: ListResult<SessionPlayer> },
  ): Promise<ListResult<SessionPlayer>>;
  /** Puts an existing player into a session. Never repeated by itself. */
  registerSessionPlayer(sessionId: string, playerId: string, options?: CallOptions): Promise<SessionPlayer>;
  /**
   * Replaces a player's score by a finite number.
   * @param options.order which of several reports of a device is newer: a gateway never lets an older one replace a newer one.
   *   It is not sent to the service itself
   */
  setSessionPlayerScore(
    sessionId: string,
    playerId: string,
    score: number,
    options?: CallOptions & { order?: ReportOrder },
  ): Promise<SessionPlayer>;
}

/** The place of a report among those of its device. */
export interface ReportOrder {
  /** Of the device: up to 64 of A-Z, a-z, 0-9, _ and -. */
  readonly reporter: string;
  /** A whole number that grows with every report. */
  readonly at: number;
}

/** Meshmap, for `connection.service()`. */
export const meshmap: ServiceDescriptor<MeshmapApi> = { name: 'meshmap', create: createMeshmap };

/**
 * Meshmap's client. Answers are read by hand-written readers, as a board has up to 100 000 rows. The schemas, which can say
 * what is wrong with an answer, are loaded with the first one that cannot be read.
 */
export function createMeshmap(send: Send, mode: Mode = 'direct'): MeshmapApi {
  const session = async (route: Operation, ...rest: [Call, CallOptions?]) => {
    const answer = await send(route, ...rest);
    return readGameSession(answer) ?? (await loadSchemas()).parseSession(route, answer);
  };
  const player = async (route: Operation, ...rest: [Call, CallOptions?]) => {
    const answer = await send(route, ...rest);
    return readSessionPlayer(answer) ?? (await loadSchemas()).parsePlayer(route, answer);
  };
  return {
    listGameSessions: async (options) => {
      const answer = await send(routes.listGameSessions, {}, options);
      return (
        readWholeList(routes.listGameSessions, answer, readGameSession) ?? (await loadSchemas()).parseSessions(answer)
      );
    },
    createGameSession: async (facts = {}, options) => {
      const { checkNewGameSession } = await loadSchemas();
      return session(routes.createGameSession, { body: checkNewGameSession(facts) }, options);
    },
    getGameSession: (sessionId, options) => session(routes.getGameSession, { params: { sessionId } }, options),
    listSessionPlayers: async (sessionId, { known, ...options } = {}) => {
      const route = routes.listSessionPlayers;
      let streamed: StreamResult | undefined;
      const readLong: Call['readLong'] = async (...long) => {
        // without this code the answer is parsed in one piece
        const parser = await import('./streamed-list/index.js').catch(() => undefined);
        return (streamed = await parser?.parsePlayerStream(...long, known));
      };
      const answer = await send(route, { params: { sessionId }, readLong }, options);
      if (streamed && streamed.answer === answer) return answer as ListResult<SessionPlayer>;
      return readWholeList(route, answer, readSessionPlayer) ?? (await loadSchemas()).parsePlayers(answer);
    },
    registerSessionPlayer: async (sessionId, playerId, options) => {
      const route = routes.registerSessionPlayer;
      if (parseId(playerId) === undefined)
        throw invalidArgument(route, [{ path: 'playerId', message: 'must be an id' }]);
      return player(route, { params: { sessionId }, body: { playerId } }, options);
    },
    setSessionPlayerScore: async (sessionId, playerId, score, { order, ...options } = {}) => {
      const route = routes.setSessionPlayerScore;
      if (!Number.isFinite(score))
        throw invalidArgument(route, [{ path: 'score', message: 'must be a finite number' }]);
      const body = mode === 'gateway' ? { score, ...order } : { score };
      return player(route, { params: { sessionId, playerId }, body }, options);
    },
  };
}

/** Lazy-loaded: only an answer that is not as documented, and the form for new sessions, need them. */
const loadSchemas = () => loadChunk('meshmap', () => import('./schemas.js'));

/** The list of an answer of which every row can be read; undefined for any other answer. */
function readWholeList<T>(
  { root }: { readonly root: string },
  answer: unknown,
  read: (row: unknown) => T | undefined,
): ListResult<T> | undefined {
  if (!isRecord(answer) || answer.meta !== undefined) return undefined;
  const rows = answer[root];
  if (!Array.isArray(rows)) return undefined;
  const items: T[] = [];
  for (const row of rows) {
    const item = read(row);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return { items, skipped: [], drift: false, total: undefined };
}
