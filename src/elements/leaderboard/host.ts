/** What the parts of a board know of their element. */
import type { GsEventMap } from '../../shared/events.js';
import type { GsLeaderboard } from './leaderboard.js';
import type { Say } from './header.js';
import type { LazyModules } from './lazy-modules.js';
import type { RowView } from './row.js';
import type { LeaderboardSettings } from './settings.js';

export interface LeaderboardHost {
  readonly element: GsLeaderboard;
  readonly late: LazyModules;
  readonly say: Say;
  readonly warn: (message: string) => void;
  readonly emit: <K extends keyof GsEventMap>(type: K, detail: GsEventMap[K]['detail']) => void;
  /** The reader chose a row. */
  readonly select: (view: RowView) => void;
  /** The own player. */
  readonly selfId: () => string | undefined;
  /** The attributes as they count; read anew before each update. */
  settings: LeaderboardSettings;
}
