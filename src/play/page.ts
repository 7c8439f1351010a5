/** What all games of a page share: the ledger of open sessions, the protection of each player, and their clock. */
import { systemClock, type Clock } from '../api/clock.js';
import { OpenSessions } from './open-sessions.js';
import { Protection } from './protection.js';
import { pageLocks, pageStorage, type Store } from '../live/storage.js';
import type { Channel, EndService } from './types.js';

export interface PlayPage {
  readonly sessions: OpenSessions;
  readonly clock: Clock;
  readonly locks?: LockManager;
  readonly storage?: Store;
  /** The protection of the player of that service. */
  protectionOf(service: EndService): Protection;
}

let page: PlayPage | undefined;

/** Made when the first game is looked at. */
export function playPage(): PlayPage {
  page ??= createPlayPage();
  return page;
}

function createPlayPage(): PlayPage {
  const storage = pageStorage();
  const locks = pageLocks();
  const channel: Channel | undefined = globalThis.BroadcastChannel && new BroadcastChannel('gs-play');
  const clock = systemClock;
  const protections = new Map<string, Protection>();
  return {
    sessions: new OpenSessions({ storage, locks, channel, clock, page: window, pageTitle: () => document.title }),
    clock,
    locks,
    storage,
    protectionOf({ address, player }) {
      const scope = `${address} ${player}`;
      const known = protections.get(scope) ?? new Protection(scope, { storage, locks, channel, clock, page: document });
      protections.set(scope, known);
      return known;
    },
  };
}
