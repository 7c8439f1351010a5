import { importChunk, lazyService } from '../lazy-service.js';
import { type Sanitizer, readCleanly } from '../plain.js';
import { readSessionPlayer, type SessionPlayer } from './player.js';
import type { Call, CallOptions, ListResult, StreamResult, Operation, Send } from '../operation.js';
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
   * Players and scores of a session, in no order. Thousands of them are read while they arrive, with pauses for others.
   *
   * @param options.known the listing before: of a long one, rows that are the same become the same objects
   */
  listSessionPlayers(
    sessionId: string,
    options?: CallOptions & { known?: ListResult<SessionPlayer> },
  ): Promise<ListResult<SessionPlayer>>;
  /** Puts an existing player into a session. Never repeated by itself. */
  registerSessionPlayer(sessionId: string, playerId: string, options?: CallOptions): Promise<SessionPlayer>;
  /** Replaces a player's score by a finite number. */
  setSessionPlayerScore(
    sessionId: string,
    playerId: string,
    score: number,
    options?: CallOptions,
  ): Promise<SessionPlayer>;
}

const sessions = '/apps/game-sessions';
const read = { service: 'meshmap', method: 'GET', kind: 'read', retry: 'safe' } as const;

/** The operations that read, as far as a request needs to know them; meshmap-calls.ts has all of them, with schemas. */
export const reads = {
  listGameSessions: { ...read, path: sessions, root: 'gameSessions', list: true },
  getGameSession: { ...read, path: `${sessions}/{sessionId}` },
  listSessionPlayers: { ...read, path: `${sessions}/{sessionId}/players`, root: 'players', list: true },
} as const satisfies Record<string, Operation>;

/**
 * Meshmap's calls, made through `send`. Answers that are as they should be are read here; only for another one, or a
 * call that writes, the code with the schemas is fetched.
 */
export function createMeshmap(send: Send): MeshmapApi {
  const writes = ['createGameSession', 'registerSessionPlayer', 'setSessionPlayerScore'] as const;
  return {
    ...lazyService<Pick<MeshmapApi, (typeof writes)[number]>>('meshmap', writes, () => withSchemas(send)),
    listGameSessions: async (options) => {
      const answer = await send(reads.listGameSessions, {}, options);
      const listing = await readCleanly('meshmap', (clean) =>
        readWholeList('gameSessions', answer, readGameSession, clean),
      );
      return listing ?? (await withSchemas(answered(answer))).listGameSessions();
    },
    getGameSession: async (sessionId, options) => {
      const answer = await send(reads.getGameSession, { params: { sessionId } }, options);
      const session = await readCleanly('meshmap', (clean) => readGameSession(answer, clean));
      return session ?? (await withSchemas(answered(answer))).getGameSession(sessionId);
    },
    listSessionPlayers: async (sessionId, { known, ...options } = {}) => {
      let reading: StreamResult | undefined;
      const readLong: Call['readLong'] = async (...long) =>
        (reading = await (
          await import('./streamed-list/index.js').catch(() => undefined)
        )?.parsePlayerStream(...long, known));
      const answer = await send(reads.listSessionPlayers, { params: { sessionId }, readLong }, options);
      if (reading && reading.answer === answer) return answer as ListResult<SessionPlayer>;
      const listing = await readCleanly('meshmap', (clean) =>
        readWholeList('players', answer, readSessionPlayer, clean),
      );
      return listing ?? (await withSchemas(answered(answer))).listSessionPlayers(sessionId);
    },
  };
}

/** All calls, made with schemas. */
const withSchemas = async (send: Send): Promise<MeshmapApi> =>
  (await importChunk('meshmap', () => import('./calls.js'))).createMeshmapOperations(send);

/** Stands for the request whose answer is there already. */
const answered =
  (answer: unknown): Send =>
  () =>
    Promise.resolve(answer);

/** The list of an answer of which every row can be read by `read`, undefined for any other answer. */
function readWholeList<T>(
  root: string,
  answer: unknown,
  read: (row: unknown, clean: Sanitizer) => T | undefined,
  clean: Sanitizer,
): ListResult<T> | undefined {
  const { [root]: rows, meta } = (answer ?? {}) as Record<string, unknown>;
  if (!Array.isArray(rows) || meta !== undefined) return undefined;
  const items: T[] = [];
  for (const row of rows) {
    const item = read(row, clean);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return { items, skipped: [], drift: false, total: undefined };
}
