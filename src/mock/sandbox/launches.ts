import { playPath, type CatalogueGame } from './catalogue.js';
import { code } from './random.js';
import { type SandboxState } from './state.js';

/** A game session of one player. */
export interface Launch {
  readonly id: string;
  readonly game: CatalogueGame;
  readonly playerId: string;
  readonly startedAt: number;
  readonly expiresAt: number;
  readonly url: string;
  readonly token: string;
  endedAt?: number;
}

/** All game sessions: those that were started alone and the children of multi-sessions. */
export interface Launches {
  start(game: CatalogueGame, playerId: string, life: number, locale?: string): Launch;
  find(id: string): Launch | undefined;
  /** Closing again, or after expiry, changes nothing. */
  end(launch: Launch): void;
  status(launch: Launch): 'active' | 'closed' | 'expired';
  /** Sessions of a player that are over, which is what the history knows. */
  played(playerId: string): { launch: Launch; endedAt: number }[];
}

export function createLaunches(world: SandboxState): Launches {
  const launches = new Map<string, Launch>();
  const endOf = (launch: Launch) => launch.endedAt ?? (world.now() >= launch.expiresAt ? launch.expiresAt : undefined);
  return {
    start(game, playerId, life, locale) {
      const id = world.id('gs', 10).toLowerCase();
      const token = code(20, world.seed, id).toLowerCase();
      const startedAt = world.now();
      const url = `${world.gamesOrigin}/${playPath(game)}&session=${id}&token=${token}${locale ? `&locale=${locale}` : ''}`;
      const launch: Launch = { id, game, playerId, startedAt, expiresAt: startedAt + life, url, token };
      launches.set(id, launch);
      return launch;
    },
    find: (id) => launches.get(id),
    end(launch) {
      if (endOf(launch) === undefined) launch.endedAt = world.now();
    },
    status: (launch) => (launch.endedAt !== undefined ? 'closed' : endOf(launch) === undefined ? 'active' : 'expired'),
    played: (playerId) =>
      [...launches.values()].flatMap((launch) => {
        const endedAt = endOf(launch);
        return launch.playerId === playerId && endedAt !== undefined ? [{ launch, endedAt }] : [];
      }),
  };
}
