/** The board of a whole list of players, from poll to poll. No DOM. */
import type { SessionPlayer } from '../../api/meshmap.js';
import { rankPlayers, uniquePlayers, type Ranking, type RankOptions } from '../../api/rank.js';
import { changesAtTop, Deltas, isSameRow, type BoardChanges, type Standings } from './standings.js';

/** Rows that came from far away are looked up one by one, each a pass over the list. */
const MOST_LOOKUPS = 8;
/** Rows on a screen; a search shows rows from anywhere. */
const MOST_SHOWN = 200;
/** Down to here a ranking needs no full order. */
const HEAD = 60;

export class Board implements Standings {
  players: readonly SessionPlayer[] = [];
  ranking: Ranking = rankPlayers([]);
  readonly deltas = new Deltas();
  /** Rows of the last answer that were left out because their player was there twice. */
  duplicates = 0;
  #isFilled = false;

  /** Forgets everything: another session. */
  clear(): void {
    this.players = [];
    this.rerank({});
    this.#isFilled = false;
  }

  /** Ranks the same players by other rules; nobody has moved by that. */
  rerank(options: RankOptions): void {
    this.ranking = rankPlayers(this.players, options);
    this.deltas.clear();
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
    const { players, ranking } = this;
    const { isAligned, changed } = compareRows(players, rows);
    this.players = isAligned && this.#isFilled ? rows : uniquePlayers(rows);
    this.duplicates = rows.length - this.players.length;
    // an order worked out for the reader who scrolled is worth keeping up; one at the top needs none
    this.ranking = rankPlayers(this.players, options, shown[1] > HEAD ? ranking : undefined);
    const isFirst = !this.#isFilled;
    this.#isFilled = true;
    if (isFirst) return undefined;
    if (!changed) return { changed, joined: [], ranks: [] };
    this.#noteMovement(ranking, shown, now);
    const joined = isAligned ? [] : newcomers(players, this.players);
    return { changed, joined, ...changesAtTop(ranking, this.ranking, selfId) };
  }

  #noteMovement(before: Ranking, [from, end]: readonly [number, number], now: number): void {
    this.deltas.prune(now);
    const to = Math.max(from, Math.min(end, from + MOST_SHOWN));
    const margin = to - from;
    const start = Math.max(0, from - margin);
    const ranks = new Map(before.slice(start, to + margin).map(({ playerId }, i) => [playerId, before.rankAt(start + i)])); // prettier-ignore
    let lookups = 0;
    for (const position of new Set([0, 1, 2, ...Array.from({ length: margin }, (_, i) => from + i)])) {
      const id = this.ranking.at(position)?.playerId;
      if (id === undefined) continue;
      const old = ranks.get(id) ?? (lookups++ < MOST_LOOKUPS ? before.find(id)?.rank : undefined);
      this.deltas.note(id, old, this.ranking.rankAt(position), now);
    }
  }
}

/** Whether the same players come in the same places (as APIs usually answer), and how many rows differ. */
function compareRows(before: readonly SessionPlayer[], after: readonly SessionPlayer[]) {
  let changed = Math.abs(after.length - before.length);
  let isAligned = changed === 0;
  for (let i = Math.min(before.length, after.length) - 1; i >= 0; i--) {
    if (before[i].playerId !== after[i].playerId) isAligned = false;
    else if (isSameRow(before[i], after[i])) continue;
    changed++;
  }
  return { isAligned, changed };
}

function newcomers(before: readonly SessionPlayer[], after: readonly SessionPlayer[]): SessionPlayer[] {
  const known = new Set(before.map(({ playerId }) => playerId));
  return after.filter(({ playerId }) => !known.has(playerId));
}
