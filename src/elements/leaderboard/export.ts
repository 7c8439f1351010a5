/** The board as plain data, for a file or another program. */
import type { GameSession } from '../../api/meshmap/index.js';
import type { Ranking } from '../../ranking/rank.js';
import type { RowFormat } from './types.js';

/** JSON-ready; names are masked as on the screen. */
export interface BoardSnapshot {
  /** ISO 8601. */
  takenAt: string;
  session?: { id: string; name?: string; status: string };
  total: number;
  rows: { rank: number; playerId: string; name: string; score: number; isSelf: boolean }[];
}

/** Every row of the order, whatever part of it the list shows. */
export function takeSnapshot(
  ranking: Ranking,
  format: RowFormat,
  session: GameSession | undefined,
  selfId: string | undefined,
): BoardSnapshot {
  const rows = ranking.slice(0, ranking.total).map((player, position) => ({
    rank: ranking.rankAt(position),
    playerId: player.playerId,
    name: format.name(player),
    score: player.score,
    isSelf: player.playerId === selfId,
  }));
  const { id, name, status } = session ?? {};
  return {
    takenAt: new Date().toISOString(),
    ...(id && status && { session: { id, ...(name && { name }), status } }),
    total: ranking.total,
    rows,
  };
}

/** RFC 4180: a head, one line per player, CRLF. Names that a spreadsheet would run as a formula are made text. */
export function toCsv({ rows }: BoardSnapshot): string {
  const lines = rows.map(({ rank, playerId, name, score }) => [rank, textField(playerId), textField(name), score]);
  return [['rank', 'playerId', 'name', 'score'], ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}

function textField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
