/** Requests of a run to iPlayGames, over the connection with which it began. */
import { ApiError } from '../api/error.js';
import { iplaygames, type IplaygamesApi, type LaunchTerms, type StartedMultiSession } from '../api/iplaygames/index.js';
import type { Connection } from '../live/connection.js';
import { subjectOfToken } from '../live/jwt.js';
import { missingPlayerParams, playerParams } from './player-params.js';
import { isTerminalStatus } from './session-status.js';
import type { EndService, SessionKind, StartedSession } from './types.js';

/** Parameters of a start besides the player. */
export interface StartRequest extends LaunchTerms {
  readonly kind: SessionKind;
  /** Of a game. */
  readonly gameId: string;
  /** Of a multi-session; without any the vendor chooses. */
  readonly gameIds?: readonly string[];
  readonly language: string;
}

export interface StartedAnswer extends StartedSession {
  /** Of a multi-session: its games. */
  readonly multi?: StartedMultiSession;
  /** Why there is no address. */
  readonly error?: ApiError;
}

export class SessionService implements EndService {
  readonly address: string;
  readonly currency: string;
  readonly #connection: Connection;
  readonly #api: IplaygamesApi | undefined;
  /** Requests that are ready to be sent within one turn, by session. */
  readonly #ready = new Map<string, () => Promise<void>>();

  constructor(connection: Connection) {
    const { mode, settings, player } = connection;
    this.address = `${mode} ${(mode === 'gateway' ? settings.gateway : settings.iplaygamesUrl) ?? ''}`;
    this.currency = player.currency ?? '';
    this.#connection = connection;
    this.#api = connection.service(iplaygames);
  }

  /** By the page, else by the token: with a gateway that decides who plays. Empty while there is no token, and for an opaque one. */
  get player(): string {
    const { player, tokens } = this.#connection;
    return player.id ?? subjectOfToken(tokens?.last() ?? '') ?? '';
  }

  /** Waits until it is known who plays, where only the token tells. Never rejects: a start says what is wrong with the token. */
  async identify(): Promise<void> {
    if (!this.player) await this.#connection.tokens?.get('missing').catch(() => undefined);
  }

  /** Whether a session of this service may go on under the other one: same place and account, same player, same money. */
  isSame(other: SessionService | undefined): boolean {
    if (this.address !== other?.address || this.currency !== other.currency) return false;
    const [own, theirs] = [this.#connection, other.#connection];
    // A connection takes the cache over only while service, account and player are the same.
    if (own.cache === theirs.cache) return true;
    const isSameAccount = own.settings.iplaygamesKey === theirs.settings.iplaygamesKey;
    return isSameAccount && this.player !== '' && this.player === other.player;
  }

  /** Starts a session. Rejects with ApiError; nothing is repeated. Without a usable address the url is empty. */
  async start(request: StartRequest): Promise<StartedAnswer> {
    try {
      return await this.#start(request);
    } catch (error) {
      const { sessionId } = error as ApiError;
      if (sessionId === undefined) throw error;
      return { id: sessionId, url: '', error: error as ApiError };
    }
  }

  async #start(request: StartRequest): Promise<StartedAnswer> {
    const api = this.#require();
    const params = playerParams(this.#connection, request.language);
    const { gameId, gameIds, returnUrl, freespinId, freespinCount, freespinBetAmount, expireDays } = request;
    if (request.kind === 'multi') {
      const answer = await api.startMultiSession({ ...params, ...(gameIds?.length && { gameIds: [...gameIds] }) });
      return { ...started(answer.multiSessionId, answer.swipeUrl, answer.expiresAt), multi: answer };
    }
    const terms = { returnUrl, freespinId, freespinCount, freespinBetAmount, expireDays };
    const answer = await api.startGameSession({ ...params, gameId, ...terms });
    return started(answer.sessionId, answer.gameUrl, answer.expiresAt);
  }

  /** Prepares the request that ends a session, so that a page that is unloaded awaits nothing. */
  async prepareEnd(kind: SessionKind, id: string): Promise<void> {
    const send = await this.#api?.prepareEnd(kind, id);
    if (send) this.#ready.set(id, send);
  }

  async end(kind: SessionKind, id: string): Promise<void> {
    const options = { keepalive: true };
    const api = this.#require();
    try {
      await (kind === 'game' ? api.endGameSession(id, options) : api.endMultiSession(id, options));
    } catch (error) {
      // The token may be that of a player who has gone, so that nothing renews it: for an end the gateway takes an old one.
      const send = /^(expired|unauthorized)$/.test((error as ApiError).code) && this.#ready.get(id);
      if (!send) throw error;
      await send();
    }
    this.#ready.delete(id);
  }

  async endNow(kind: SessionKind, id: string): Promise<void> {
    const send = this.#ready.get(id);
    await (send ? send() : this.end(kind, id));
    this.#ready.delete(id);
  }

  async isOver(kind: SessionKind, id: string): Promise<boolean> {
    const api = this.#require();
    try {
      const { status } = await (kind === 'game' ? api.getGameSessionStatus(id) : api.getMultiSessionStatus(id));
      return isTerminalStatus(status);
    } catch (error) {
      if ((error as ApiError).code === 'not-found') return true;
      throw error;
    }
  }

  #require(): IplaygamesApi {
    const api = this.#api;
    if (!api)
      throw new ApiError('No games can be started: set iplaygames-key (or gateway) on <gs-provider>.', {
        code: 'unsupported',
        service: 'iplaygames',
      });
    const names = missingPlayerParams(this.#connection);
    if (names.length === 0) return api;
    throw new ApiError(`No game can be started without a gateway before <gs-provider> has ${names.join(', ')}.`, {
      code: 'unsupported',
      service: 'iplaygames',
      fields: names.map((path) => ({ path, message: 'is needed without a gateway' })),
    });
  }
}

const started = (id: string, url: string, expiresAt: Date | undefined): StartedSession => ({
  id,
  url,
  expiresAt: expiresAt?.getTime(),
});
