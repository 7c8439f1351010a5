/** What the board knows from poll to poll: who stands where, and who moved. No DOM. */
import type { SessionPlayer } from '../../api/meshmap.js';
import { rankPlayers, uniquePlayers, type Ranking, type RankOptions } from '../../api/rank.js';

/** A player's rank before (0 when new) and after. */
export interface RankChange {
  readonly playerId: string;
  readonly from: number;
  readonly to: number;
}

/** What is different since the poll before. */
export interface BoardChanges {
  /** Rows whose score or name changed, came or went. */
  readonly changed: number;
  readonly joined: readonly SessionPlayer[];
  /** Of the own row and of those who are or were among the first three. */
  readonly ranks: readonly RankChange[];
  readonly leader?: { readonly from: SessionPlayer; readonly to: SessionPlayer };
}

/** Milliseconds that a movement stays visible. */
const DELTA_LIFE = 30_000;
/** Rows that came from far away are looked up one by one, each a pass over the list. */
const MOST_LOOKUPS = 8;
const MOST_SHOWN = 200;

export class Board {
  players: readonly SessionPlayer[] = [];
  ranking: Ranking = rankPlayers([]);
  /** Rows of the last answer that were left out because their player was there twice. */
  duplicates = 0;
  #isFilled = false;
  #deltas = new Map<string, { by: number; until: number }>();

  /** Forgets everything: another session. */
  clear(): void {
    this.players = [];
    this.ranking = rankPlayers([]);
    this.#deltas.clear();
    this.#isFilled = false;
  }

  /** Ranks the same players by other rules; nobody has moved by that. */
  rerank(options: RankOptions): void {
    this.ranking = rankPlayers(this.players, options);
    this.#deltas.clear();
  }

  /** How many places a player has risen (or fallen, below 0) lately. */
  deltaOf(playerId: string, now: number): number {
    const delta = this.#deltas.get(playerId);
    return delta && delta.until > now ? delta.by : 0;
  }

  /**
   * Takes an answer over. `shown` are the positions on the screen: only there movement is worked out.
   * @returns the changes, nothing for the first answer
   */
  take(
    rows: readonly SessionPlayer[],
    options: RankOptions,
    selfId: string | undefined,
    shown: readonly [number, number],
    now: number,
  ): BoardChanges | undefined {
    const before = { players: this.players, ranking: this.ranking };
    const difference = this.#isFilled ? compareRows(before.players, rows) : undefined;
    this.players = difference?.isAligned ? rows : uniquePlayers(rows);
    this.duplicates = rows.length - this.players.length;
    // an order worked out for the reader who scrolled is worth keeping up; one at the top needs none
    this.ranking = rankPlayers(this.players, options, shown[1] > 60 ? before.ranking : undefined);
    if (!this.#isFilled) {
      this.#isFilled = true;
      return undefined;
    }
    const joined = difference?.isAligned ? [] : newcomers(before.players, this.players);
    this.#noteMovement(before.ranking, shown, now);
    const [from, to] = [before.ranking.at(0), this.ranking.at(0)];
    return {
      changed: difference?.changed ?? 0,
      joined,
      ranks: difference?.changed ? this.#rankChanges(before.ranking, selfId) : [],
      ...(from && to && from.playerId !== to.playerId && { leader: { from, to } }),
    };
  }

  #rankChanges(before: Ranking, selfId: string | undefined): RankChange[] {
    const ids = new Set([...before.slice(0, 3), ...this.ranking.slice(0, 3)].map(({ playerId }) => playerId));
    if (selfId) ids.add(selfId);
    const changes: RankChange[] = [];
    for (const playerId of ids) {
      const [from, to] = [before.find(playerId)?.rank ?? 0, this.ranking.find(playerId)?.rank ?? 0];
      if (from !== to && to) changes.push({ playerId, from, to });
    }
    return changes;
  }

  #noteMovement(before: Ranking, [from, end]: readonly [number, number], now: number): void {
    const to = Math.max(from, Math.min(end, from + MOST_SHOWN)); // a search shows rows from anywhere
    for (const [id, { until }] of this.#deltas) if (until <= now) this.#deltas.delete(id);
    const margin = to - from;
    const start = Math.max(0, from - margin);
    const ranks = new Map(
      before.slice(start, to + margin).map(({ playerId }, i) => [playerId, before.rankAt(start + i)]),
    );
    let lookups = 0;
    for (const position of new Set([0, 1, 2, ...Array.from({ length: to - from }, (_, i) => from + i)])) {
      const playerId = this.ranking.at(position)?.playerId;
      if (playerId === undefined) continue;
      const old = ranks.get(playerId) ?? (lookups++ < MOST_LOOKUPS ? before.find(playerId)?.rank : undefined);
      const by = old === undefined ? 0 : old - this.ranking.rankAt(position);
      if (by) this.#deltas.set(playerId, { by, until: now + DELTA_LIFE });
    }
  }
}

/** Whether the same players come in the same places (as APIs usually answer), and how many rows differ. */
function compareRows(
  before: readonly SessionPlayer[],
  after: readonly SessionPlayer[],
): { isAligned: boolean; changed: number } {
  let changed = Math.abs(after.length - before.length);
  let isAligned = changed === 0;
  for (let i = Math.min(before.length, after.length) - 1; i >= 0; i--) {
    const [old, now] = [before[i], after[i]];
    if (old === now) continue;
    if (old.playerId !== now.playerId) isAligned = false;
    else if (Object.is(old.score, now.score) && old.displayName === now.displayName) continue;
    changed++;
  }
  return { isAligned, changed };
}

function newcomers(before: readonly SessionPlayer[], after: readonly SessionPlayer[]): SessionPlayer[] {
  const known = new Set(before.map(({ playerId }) => playerId));
  return after.filter(({ playerId }) => !known.has(playerId));
}
