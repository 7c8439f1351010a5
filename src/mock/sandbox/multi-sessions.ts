import { artOf, type CatalogueGame, isServed, playPath } from './catalogue.js';
import { type Launch, type Launches } from './launches.js';
import { type SandboxState } from './state.js';

/** A position is prepared this long after it came into reach, ms. */
export const preparing = 1200;
/** Without a swipe page that reports, one more position comes into reach every so often, ms. */
export const staticPace = 4000;

interface Position {
  readonly game: CatalogueGame;
  /** No provider serves the game, so preparing it fails. */
  readonly fails: boolean;
  /** When it came into reach of the player; until then nothing is done for it. */
  reachedAt?: number;
  /** What the swipe page said about its frame. */
  reported?: 'ready' | 'failed';
  launch?: Launch;
}

export interface MultiSession {
  readonly id: string;
  readonly playerId: string;
  readonly startedAt: number;
  readonly expiresAt: number;
  readonly swipeUrl: string;
  readonly positions: Position[];
  currentIndex: number;
  endedAt?: number;
}

export interface MultiSessions {
  start(games: readonly CatalogueGame[], player: { id: string; currency: string; country: string }): MultiSession;
  find(id: string): MultiSession | undefined;
  /** The player has settled on a position, or its frame has loaded or failed; false when there is no such position. */
  report(multi: MultiSession, index: number, status?: 'ready' | 'failed'): boolean;
  end(multi: MultiSession): void;
  status(multi: MultiSession): 'active' | 'closed' | 'expired';
  positionStatus(multi: MultiSession, position: number): 'pending' | 'ready' | 'failed';
  /** Address of a position's game below the games' origin, starting its child session. */
  open(multi: MultiSession, position: number): string | undefined;
}

/** Child sessions are made lazily: the current position and the next one are prepared, no more. */
export function createMultiSessions(world: SandboxState, launches: Launches): MultiSessions {
  const multis = new Map<string, MultiSession>();
  const isOver = (multi: MultiSession) => multi.endedAt !== undefined || world.now() >= multi.expiresAt;
  const reach = (multi: MultiSession) => {
    for (const position of multi.positions.slice(0, multi.currentIndex + 2)) position.reachedAt ??= world.now();
  };
  const fails = (multi: MultiSession, index: number) =>
    multi.positions[index].fails ||
    multi.positions[index].reported === 'failed' ||
    world.switches.failPositions.includes(index);

  return {
    find: (id) => multis.get(id),
    status: (multi) => (multi.endedAt !== undefined ? 'closed' : isOver(multi) ? 'expired' : 'active'),
    start(games, player) {
      const id = world.uuid();
      const startedAt = world.now();
      const multi: MultiSession = {
        id,
        playerId: player.id,
        startedAt,
        expiresAt: startedAt + world.switches.multiLife,
        swipeUrl: world.staticGames ? staticUrl(world, id, games) : `${world.gamesOrigin}/play/${id}`,
        positions: games.map((game) => ({ game, fails: !isServed(game, player.currency, player.country) })),
        currentIndex: 0,
      };
      multis.set(id, multi);
      reach(multi);
      return multi;
    },
    report(multi, index, status) {
      const position = multi.positions[index] as Position | undefined;
      if (!position || isOver(multi)) return false;
      if (status) position.reported = status;
      if (!status && index !== multi.currentIndex) {
        const left = multi.positions[multi.currentIndex].launch;
        if (left) launches.end(left);
        multi.currentIndex = index;
      }
      reach(multi);
      return true;
    },
    end(multi) {
      if (isOver(multi)) return;
      multi.endedAt = world.now();
      for (const { launch } of multi.positions) if (launch) launches.end(launch);
    },
    positionStatus(multi, index) {
      const position = multi.positions[index];
      const until = multi.endedAt ?? world.now();
      const reachedAt = world.staticGames ? multi.startedAt + index * staticPace : position.reachedAt;
      if (position.reported === 'ready' && !fails(multi, index)) return 'ready';
      if (reachedAt === undefined || until < reachedAt + preparing) return 'pending';
      return fails(multi, index) ? 'failed' : 'ready';
    },
    open(multi, index) {
      const position = multi.positions[index] as Position | undefined;
      if (!position || isOver(multi) || fails(multi, index)) return undefined;
      if (!position.launch || launches.status(position.launch) !== 'active') {
        position.launch = launches.start(position.game, multi.playerId, multi.expiresAt - world.now());
      }
      return position.launch.url;
    },
  };
}

/** Without a server behind it the swipe page gets its list in the fragment, which never leaves the browser. */
function staticUrl(world: SandboxState, id: string, games: readonly CatalogueGame[]): string {
  const list = games.map((game) => [
    game.title,
    game.noImage ? '' : artOf(world, game).slice(world.artOrigin.length + 1),
    playPath(game),
  ]);
  return `${world.gamesOrigin}/play/index.html?id=${id}#games=${encodeURIComponent(JSON.stringify(list))}`;
}
