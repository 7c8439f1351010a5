/** The games of a multi-session, as its start and its status tell of them. */
import type { MultiSessionStatus, StartedMultiSession } from '../../api/iplaygames/index.js';

/** One game on the rail. */
export interface HostedGame {
  readonly name?: string;
  readonly imageUrl?: string;
  /** `ready`, `pending`, `failed` or a word that is not known yet; undefined before anything was said. */
  readonly status?: string;
}

export interface HostedGames {
  readonly games: readonly HostedGame[];
  readonly total: number;
  readonly current: number;
}

type Row = { position: number; name?: string; imageUrl?: string; status?: string };

export function hostedGames(
  started: StartedMultiSession | undefined,
  status: MultiSessionStatus | undefined,
): HostedGames {
  const games = joinGames(started?.games ?? [], status?.games ?? []);
  const total = Math.max(status?.totalGames ?? started?.totalGames ?? 0, games.length);
  return { games, total, current: Math.max(0, Math.min(status?.currentIndex ?? 0, (total || 1) - 1)) };
}

/**
 * Names and pictures of the start with the states of the status: joined by position where each position is given once
 * in both, else by order.
 */
export function joinGames(started: readonly Row[], status: readonly Row[]): HostedGame[] {
  const isOnce = (rows: readonly Row[]) => new Set(rows.map(({ position }) => position)).size === rows.length;
  const byPosition = isOnce(started) && isOnce(status);
  const states = new Map(status.map((row, index) => [byPosition ? row.position : index, row]));
  const rows = started.length ? started : status;
  const ordered = byPosition ? [...rows].sort((one, other) => one.position - other.position) : rows;
  return ordered.map((row, index) => {
    const state = states.get(byPosition ? row.position : index);
    return { name: row.name ?? state?.name, imageUrl: row.imageUrl, status: state?.status };
  });
}
