/** The board of a whole list of players, ranked in the page: the answer of the API, or the page's own entries. */
import type { SessionPlayer } from '../../api/meshmap/index.js';
import type { ListResult } from '../../api/operation.js';
import { readEntries } from './entries.js';
import { RankedPlayers } from './ranked-players.js';
import { isFiltered, shallowChanged, type DataHost, type RankingOptions, type RankingUpdate, type Standings } from './types.js'; // prettier-ignore

export class ListBoard {
  readonly #host: DataHost;
  /** The rows that are shown: all, or those that a filter leaves. */
  readonly #board: RankedPlayers;
  /** Everybody, while a filter is set. */
  readonly #everybody: RankedPlayers;
  #filtered?: { readonly inputs: readonly unknown[]; readonly answer: { readonly rows: readonly SessionPlayer[] } };
  #whole?: { readonly entries: object; readonly rows: readonly SessionPlayer[] };

  constructor(host: DataHost) {
    this.#host = host;
    this.#board = new RankedPlayers(host);
    this.#everybody = new RankedPlayers(host);
  }

  get standings(): Standings {
    if (!isFiltered(this.#host)) return this.#board;
    const { ranking, version, deltas } = this.#board;
    const { ranking: overall, version: overallVersion } = this.#everybody;
    return { ranking, deltas, overall, version: version + overallVersion };
  }

  /** Set while an answer is ranked in several tasks. */
  get pending(): Promise<unknown> | undefined {
    return this.#board.pending ?? this.#everybody.pending;
  }

  /** Whether the newest answer has been taken over. */
  get isFilled(): boolean {
    return this.#board.isFilled && (!isFiltered(this.#host) || this.#everybody.isFilled);
  }

  /** Forgets everything: another session. */
  clear(): void {
    this.#board.clear();
    this.#everybody.clear();
    this.#filtered = undefined;
  }

  /** Ranks an answer, or the page's entries; undefined when it is the same as before. */
  read(answer: object, options: RankingOptions): RankingUpdate | undefined {
    if (!isFiltered(this.#host)) return this.#board.take(answer, this.#rowsOf, options);
    const { playerIds, filter } = this.#host;
    const whole = this.#everybody.take(answer, this.#rowsOf, options);
    const inputs = [answer, playerIds, filter];
    if (!this.#filtered || shallowChanged(inputs, this.#filtered.inputs))
      this.#filtered = { inputs, answer: { rows: this.#rowsOf(answer).filter(this.#isWanted()) } };
    return this.#board.take(this.#filtered.answer, ({ rows }) => rows, options) ?? whole;
  }

  /** Whether a player passes `player-ids` and `filter`; a filter that throws leaves everybody in. */
  #isWanted(): (player: SessionPlayer) => boolean {
    const { playerIds, filter, selfId } = this.#host;
    const ids = new Set(playerIds.split(/[\s,;]+/).filter(Boolean));
    if (ids.size && selfId) ids.add(selfId);
    return (player) => {
      if (ids.size && !ids.has(player.playerId)) return false;
      try {
        return filter?.(player) ?? true;
      } catch (error) {
        this.#host.warn(`filter threw: ${String(error)}`);
        return true;
      }
    };
  }

  readonly #rowsOf = (answer: object): readonly SessionPlayer[] => {
    const { entries } = this.#host;
    if (!entries) return (answer as ListResult<SessionPlayer>).items;
    if (this.#whole?.entries !== entries)
      this.#whole = { entries, rows: readEntries(entries, (message) => this.#host.warn(message)) };
    return this.#whole.rows;
  };
}
