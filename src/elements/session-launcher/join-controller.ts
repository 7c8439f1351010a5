/** Who is in a session, whether the provider's player is, and the way in. */
import { ApiError } from '../../api/error.js';
import { meshmap, type SessionPlayer } from '../../api/meshmap/index.js';
import type { ListResult } from '../../api/operation.js';
import type { Connection } from '../../live/connection.js';
import { everythingOf, keys } from '../../live/keys.js';
import { Query, type QueryHost, type QueryOptions } from '../../live/query.js';
import type { Emit } from './emit.js';

export interface MembershipHooks {
  readonly emit: Emit;
  readonly fail: (error: ApiError) => void;
  /** The session in question; none where nobody may join. */
  readonly joinable: () => string | undefined;
  /** The session whose players are shown. */
  readonly shown: () => string | undefined;
}

export class Membership {
  /** Why the last try failed. */
  error?: ApiError;
  readonly #host: QueryHost;
  readonly #hooks: MembershipHooks;
  readonly #players: Query<ListResult<SessionPlayer>>;
  /** Sessions that the player has joined here, whatever an older list says. */
  readonly #joined = new Set<string>();
  #joining?: Promise<boolean>;

  constructor(host: QueryHost, hooks: MembershipHooks) {
    this.#host = host;
    this.#hooks = hooks;
    this.#players = new Query(host, () => {
      const sessionId = (this.#player && hooks.joinable()) ?? hooks.shown();
      return sessionId ? playersOf(sessionId) : undefined;
    });
  }

  /** Names of the players, as far as they are known. */
  get names(): string[] {
    const players = this.#hooks.shown() ? (this.#players.data?.items ?? []) : [];
    return players.map(({ displayName, playerId }) => displayName || playerId);
  }

  /** Undefined while it is not known. */
  get isIn(): boolean | undefined {
    const sessionId = this.#hooks.joinable();
    if (!sessionId || !this.#player) return undefined;
    if (this.#joined.has(`${this.#player} ${sessionId}`)) return true;
    return this.#players.data?.items.some(({ playerId }) => playerId === this.#player);
  }

  get isJoining(): boolean {
    return !!this.#joining;
  }

  /**
   * Puts the player into the session; who asks twice waits for the same answer. True when they are in, also when they
   * were before; never rejects.
   */
  async join(): Promise<boolean> {
    const sessionId = this.#hooks.joinable();
    const { connection } = this.#host;
    const playerId = this.#player;
    if (!sessionId || !connection) return false;
    if (this.#joining) return this.#joining;
    if (!playerId) return this.#fail(missingPlayer());
    // A game that was launched while the player joined may come here when that is over.
    if (this.#joined.has(`${playerId} ${sessionId}`)) return true;
    if (!this.#hooks.emit('gs-before-join', { sessionId, playerId }, { cancelable: true })) return false;
    this.error = undefined;
    this.#joining = this.#join(connection, sessionId, playerId);
    this.#host.requestUpdate();
    const isIn = await this.#joining;
    this.#joining = undefined;
    this.#host.requestUpdate();
    return isIn;
  }

  get #player(): string | undefined {
    return this.#host.connection?.player.id;
  }

  async #join(connection: Connection, sessionId: string, playerId: string): Promise<boolean> {
    try {
      const already = await putIn(connection, sessionId, playerId);
      this.#joined.add(`${playerId} ${sessionId}`);
      this.#hooks.emit('gs-session-join', { sessionId, playerId, already });
      void connection.cache.invalidate(everythingOf(sessionId));
      return true;
    } catch (error) {
      return this.#fail(error as ApiError);
    }
  }

  #fail(error: ApiError): false {
    this.error = error;
    this.#hooks.fail(error);
    this.#host.requestUpdate();
    return false;
  }
}

const playersOf = (sessionId: string): QueryOptions<ListResult<SessionPlayer>> => ({
  key: keys.players(sessionId),
  load: (connection, signal) => connection.service(meshmap)!.listSessionPlayers(sessionId, { signal, retry: 0 }),
});

/** Answers whether the player was in already. The list is looked at first: registering twice is an error nobody defines. */
async function putIn(connection: Connection, sessionId: string, playerId: string): Promise<boolean> {
  const { key, load } = playersOf(sessionId);
  const entry = connection.cache.entry<ListResult<SessionPlayer>>(key);
  const look = async () => {
    await entry.fetch({ load: (signal) => load(connection, signal) });
    const { data, error } = entry.state;
    if (error) throw error;
    return data!.items.some((player) => player.playerId === playerId);
  };
  if (await look()) return true;
  try {
    await connection.service(meshmap)!.registerSessionPlayer(sessionId, playerId);
    return false;
  } catch (error) {
    // Refused or of unknown outcome: another request may have joined already, or the answer was lost.
    const { code } = error as ApiError;
    if (/^(invalid|conflict|unknown-outcome)$/.test(code) && (await look())) return code !== 'unknown-outcome';
    throw error;
  }
}

const missingPlayer = () =>
  new ApiError('Nobody can join before <gs-provider> has player-id.', {
    code: 'unsupported',
    service: 'meshmap',
    fields: [{ path: 'player-id', message: 'is needed to join' }],
  });
