/** A run, its page and its vendor, without a browser. */
import { ApiError } from '../../src/api/error.js';
import { Cache } from '../../src/live/cache.js';
import type { Connection } from '../../src/live/connection.js';
import { GameRun } from '../../src/play/game-run.js';
import { OpenSessions } from '../../src/play/open-sessions.js';
import type { PlayPage } from '../../src/play/page.js';
import { Protection } from '../../src/play/protection.js';
import type { RunHost, RunSettings } from '../../src/play/run-host.js';
import type { SessionKind } from '../../src/play/types.js';
import { Device, type Tab } from './support.js';

/** iPlayGames and Meshmap for one account: what was asked of them, and how they answer. */
class Vendor {
  /** Sessions that were started and not ended, with the time at which they expire. */
  readonly open = new Map<string, number>();
  /** Milliseconds of a session; without it answers give no expiry. */
  life?: number;
  /** Every request fails, and does nothing. */
  fault?: ApiError;
  /** Requests of a status. */
  asked = 0;
  starts = 0;
  readonly calls: string[] = [];
  readonly scores: string[] = [];
  ends: string[] = [];
  isAway = false;
  gate?: Promise<void>;
  answer?: () => object;
  failure?: ApiError;
  row = 420;
  readonly #device: Device;

  constructor(device: Device) {
    this.#device = device;
  }

  /** The service's own clock is right. */
  get #now(): number {
    return this.#device.clock.now() - this.#device.clock.offset;
  }

  client(player: string) {
    const end = async (id: string) => {
      this.ends.push(id);
      await Promise.resolve();
      if (this.isAway) throw new ApiError('away', { code: 'network', service: 'iplaygames', retryable: true });
      if (this.fault) throw this.fault;
      this.open.delete(id);
    };
    const open = (id: string) => {
      const expiresAt = this.life === undefined ? undefined : new Date(this.#now + this.life);
      this.open.set(id, expiresAt?.getTime() ?? Infinity);
      return expiresAt && { expiresAt };
    };
    return {
      iplaygames: {
        startGameSession: async () => {
          this.calls.push(`start for ${player}`);
          const id = `s${++this.starts}`;
          await this.gate;
          if (this.fault ?? this.failure) throw (this.fault ?? this.failure)!;
          return this.answer?.() ?? { sessionId: id, gameUrl: `https://game.test/${id}`, ...open(id) };
        },
        getGameSessionStatus: async (id: string) => {
          this.asked++;
          await Promise.resolve();
          if (this.fault) throw this.fault;
          if (!this.open.has(id) && this.ends.includes(id)) return { status: 'closed' };
          return { status: this.#now < (this.open.get(id) ?? Infinity) ? 'active' : 'expired' };
        },
        startMultiSession: async () => {
          await this.gate;
          return this.answer?.();
        },
        endGameSession: end,
        endMultiSession: end,
        prepareEnd: (_kind: string, id: string) => Promise.resolve(() => end(id)),
      },
      meshmap: {
        listSessionPlayers: () => Promise.resolve({ items: [{ playerId: player, score: this.row }] }),
        setSessionPlayerScore: async (_session: string, id: string, score: number) => {
          await Promise.resolve();
          if (this.fault) throw this.fault;
          this.scores.push(`${id} ${score}`);
        },
      },
    };
  }
}

export function setup(settings: Partial<RunSettings> = {}) {
  const device = new Device();
  const vendor = new Vendor(device);
  const connect = (id: string, url = 'https://api.test', currency = 'EUR') =>
    ({
      mode: 'direct',
      settings: { iplaygamesUrl: url },
      player: { id, currency, countryCode: 'MT', ip: '203.0.113.1', device: 'desktop' },
      has: () => true,
      service: ({ name }: { name: 'iplaygames' | 'meshmap' }) => vendor.client(id)[name],
      cache: new Cache(),
      frameOrigins: '',
    }) as unknown as Connection;
  /** @param page what the browser denies, or has otherwise */
  const pageOf = (tab: Tab = device.openTab(), page: Partial<PlayPage> = {}): PlayPage => {
    const { storage, channel, clock } = tab;
    const shared = { storage, channel, clock, locks: tab.locks as LockManager, ...page };
    const protections = new Map<string, Protection>();
    return {
      ...shared,
      sessions: new OpenSessions({ ...shared, page: tab.page }),
      protectionOf({ address, player }) {
        const scope = `${address} ${player}`;
        const found = protections.get(scope) ?? new Protection(scope, { ...shared, page: tab.page });
        protections.set(scope, found);
        return found;
      },
    };
  };
  const start = (page = pageOf(), place = 'here', kind: SessionKind = 'game') => {
    const commands: string[] = [];
    const events: { type: string; detail: unknown }[] = [];
    const errors: ApiError[] = [];
    const host = {
      connection: connect('pl_one'),
      language: 'en',
      runSettings: {
        realityCheck: 0,
        breakAfter: 0,
        breakDuration: 0,
        keepSession: false,
        singleGame: false,
        target: 'inline',
        ...settings,
      } as RunSettings,
      placeOf: () => place,
      canPause: true,
      revealed: 0,
      frameOf: () => ({
        send: (command: string) => {
          commands.push(command);
          return host.canPause;
        },
        reload: () => void commands.push('reload'),
      }),
      runChanged: () => undefined,
      runEvent: (_run: unknown, type: string, detail: unknown) => {
        events.push({ type, detail });
        return true;
      },
      runFailed: (_run: unknown, error: ApiError) => void errors.push(error),
      revealRun: () => void host.revealed++,
      warn: () => undefined,
    };
    const run = new GameRun(host as RunHost, kind, page);
    const play = async (gameId = '101', boardId?: string) => {
      await run.launch({ gameId, title: 'Orb Hunt', boardId });
      run.frameIs('ready');
    };
    const of = (type: string) =>
      events.filter((event) => event.type === type).map(({ detail }) => detail as Record<string, unknown>);
    return { run, host, play, of, commands, errors, page };
  };
  return { device, vendor, connect, pageOf, start };
}
