/** Tells the page by events, and those who listen by words, what the list already shows. */
import type { GameSession } from '../../api/meshmap/index.js';
import type { LeaderboardHost } from './host.js';
import type { RowFormat } from './row.js';
import type { BoardChanges, RankingUpdate } from './types.js';
import { Announcer } from './announcer.js';

export class ChangeNotifier extends Announcer {
  readonly #host: LeaderboardHost;
  #session?: GameSession;

  constructor(host: LeaderboardHost) {
    super((text) => (host.element.renderRoot.querySelector('.announcer')!.textContent = text));
    this.#host = host;
  }

  /**
   * @param news since the last time
   * @param total players on the board
   */
  tell(news: RankingUpdate | undefined, total: number, style: RowFormat): void {
    const { element, emit } = this.#host;
    const { session, entries } = element;
    if (news?.isFirst && entries) emit('gs-load', undefined);
    if (news?.changes) this.#tellChanges(news.changes, total, style);
    const before = this.#session;
    this.#session = session ?? before;
    const wasRunning = before?.id === session?.id && before?.status !== 'COMPLETED';
    if (session?.status === 'COMPLETED' && wasRunning) emit('gs-session-complete', { session });
  }

  #tellChanges(changes: BoardChanges, total: number, style: RowFormat): void {
    const { changed, joined, ranks, leader } = changes;
    const { emit } = this.#host;
    if (changed) emit('gs-update', { changed });
    if (joined.length) emit('gs-player-join', { players: joined });
    for (const change of ranks) emit('gs-rank-change', change);
    if (leader) emit('gs-leader-change', leader);
    const news = this.#newsOf(changes, total, style);
    if (news) this.announce(news);
  }

  /** The own new rank, or who leads now; nothing when neither moved. */
  #newsOf({ ranks, leader }: BoardChanges, total: number, style: RowFormat): string | undefined {
    const { selfId, settings } = this.#host;
    const { name, number, say } = style;
    if (settings.announce === 'leader' && leader) {
      const score = `${style.score(leader.to.score, leader.to)} ${style.unit}`.trim();
      return say('boardNewLeader', { name: name(leader.to), score });
    }
    const own = settings.announce === 'self' && ranks.find(({ playerId }) => playerId === selfId());
    return own ? say('boardNewRank', { rank: number(own.to), total: number(total) }) : undefined;
  }
}
