/** What both kinds of boards share: who stands where, who moved lately, and what an answer changed. */
import type { SessionPlayer } from '../../api/meshmap.js';
import type { Ranking } from '../../api/rank.js';

/** A player's rank before (0 when new) and after. */
export interface RankChange {
  readonly playerId: string;
  readonly from: number;
  readonly to: number;
}

/** What is different since the answer before. */
export interface BoardChanges {
  /** Rows whose score or name changed, came or went. */
  readonly changed: number;
  readonly joined: readonly SessionPlayer[];
  /** Of the own row and of those who are or were among the first three. */
  readonly ranks: readonly RankChange[];
  readonly leader?: { readonly from: SessionPlayer; readonly to: SessionPlayer };
}

/** What a list shows rows of. */
export interface Standings {
  readonly ranking: Ranking;
  readonly deltas: Deltas;
}

/** Milliseconds that a movement stays visible. */
const LIFE = 30_000;

/** How many places players have risen (or fallen, below 0) lately. */
export class Deltas {
  readonly #deltas = new Map<string, { by: number; until: number }>();

  of(playerId: string, now: number): number {
    const delta = this.#deltas.get(playerId);
    return delta && delta.until > now ? delta.by : 0;
  }

  note(playerId: string, from: number | undefined, to: number, now: number): void {
    if (from && from !== to) this.#deltas.set(playerId, { by: from - to, until: now + LIFE });
  }

  /** Forgets what is no longer shown. */
  prune(now: number): void {
    for (const [id, { until }] of this.#deltas) if (until <= now) this.#deltas.delete(id);
  }

  clear(): void {
    this.#deltas.clear();
  }
}

export const isSameRow = (one: SessionPlayer, other: SessionPlayer): boolean =>
  one === other || (Object.is(one.score, other.score) && one.displayName === other.displayName);

/** Places at the top within which everybody's rank is at hand. */
const TOP = 50;

/** Rank changes of oneself and of those who are or were among the first three, and who leads instead of whom. */
export function changesAtTop(
  before: Ranking,
  after: Ranking,
  selfId: string | undefined,
): Pick<BoardChanges, 'ranks' | 'leader'> {
  const [rankBefore, rankAfter] = [ranksIn(before), ranksIn(after)];
  const ids = new Set([...before.slice(0, 3), ...after.slice(0, 3)].map(({ playerId }) => playerId));
  if (selfId) ids.add(selfId);
  const ranks: RankChange[] = [];
  for (const playerId of ids) {
    const [from, to] = [rankBefore(playerId), rankAfter(playerId)];
    if (from !== to && to) ranks.push({ playerId, from, to });
  }
  const [from, to] = [before.at(0), after.at(0)];
  const isOther = from && to && from.playerId !== to.playerId && before.rankAt(0) && after.rankAt(0);
  return { ranks, ...(isOther && { leader: { from, to } }) };
}

/** Looks a rank up, 0 when absent: near the top without going through the whole list. */
function ranksIn(ranking: Ranking): (playerId: string) => number {
  const near = ranking.slice(0, TOP);
  return (playerId) => {
    const position = near.findIndex((player) => player.playerId === playerId);
    return position < 0 ? (ranking.find(playerId)?.rank ?? 0) : ranking.rankAt(position);
  };
}
