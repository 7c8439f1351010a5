/** The board of a whole list of players, from poll to poll. No DOM. */
import type { SessionPlayer } from '../../api/meshmap.js';
import { rankPlayers, uniquePlayers, type Ranking, type RankOptions } from '../../api/rank.js';
import { changesAtTop, Deltas, isSameRow, type BoardChanges, type Standings } from './standings.js';

/** Rows that came from far away are looked up one by one, each a pass over the scores. */
const MOST_LOOKUPS = 8;
/** Changed rows remembered for that; where everything changed, movement from afar means little. */
const MOST_KEPT = 5000;
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
    const { isAligned, changed, old } = compareRows(players, rows);
    this.players = isAligned && this.#isFilled ? rows : uniquePlayers(rows);
    this.duplicates = rows.length - this.players.length;
    // an order worked out for the reader who scrolled is worth keeping up; one at the top needs none
    this.ranking = rankPlayers(this.players, options, shown[1] > HEAD ? ranking : undefined);
    const isFirst = !this.#isFilled;
    this.#isFilled = true;
    if (isFirst) return undefined;
    if (!changed) return { changed, joined: [], ranks: [] };
    this.#noteMovement(ranking, old, shown, now);
    const joined = isAligned ? [] : newcomers(players, this.players);
    return { changed, joined, ...changesAtTop(ranking, this.ranking, selfId) };
  }

  /** @param old the rows before of players whose row changed; who comes from far away is among them */
  #noteMovement(
    before: Ranking,
    old: ReadonlyMap<string, SessionPlayer>,
    [from, end]: readonly [number, number],
    now: number,
  ): void {
    this.deltas.prune(now);
    const to = Math.max(from, Math.min(end, from + MOST_SHOWN));
    const margin = to - from;
    const start = Math.max(0, from - margin);
    const ranks = new Map(before.slice(start, to + margin).map(({ playerId }, i) => [playerId, before.rankAt(start + i)])); // prettier-ignore
    let lookups = 0;
    for (const position of new Set([0, 1, 2, ...Array.from({ length: margin }, (_, i) => from + i)])) {
      const id = this.ranking.at(position)?.playerId;
      if (id === undefined) continue;
      let rank = ranks.get(id);
      const row = old.get(id);
      if (!rank && row && lookups++ < MOST_LOOKUPS) rank = before.standingOf(row).rank;
      this.deltas.note(id, rank, this.ranking.rankAt(position), now);
    }
  }
}

/** Whether the same players come in the same places (as APIs usually answer), how many rows differ, and how those were. */
function compareRows(before: readonly SessionPlayer[], after: readonly SessionPlayer[]) {
  const old = new Map<string, SessionPlayer>();
  let changed = Math.abs(after.length - before.length);
  let isAligned = changed === 0;
  for (let i = Math.min(before.length, after.length) - 1; i >= 0; i--) {
    const was = before[i];
    const is = after[i];
    if (was.playerId !== is.playerId) isAligned = false;
    else if (isSameRow(was, is)) continue;
    if (changed++ < MOST_KEPT) old.set(was.playerId, was);
  }
  return { isAligned, changed, old };
}

function newcomers(before: readonly SessionPlayer[], after: readonly SessionPlayer[]): SessionPlayer[] {
  const known = new Set(before.map(({ playerId }) => playerId));
  return after.filter(({ playerId }) => !known.has(playerId));
}
