import type { Operation } from '../operation.js';

const sessions = '/apps/game-sessions';
const read = { service: 'meshmap', method: 'GET', kind: 'read', retry: 'safe' } as const;
const write = { service: 'meshmap', kind: 'write' } as const;

/** Meshmap's operations as far as a request needs them; `schemas.ts` adds the schemas of their bodies and answers. */
export const routes = {
  listGameSessions: { ...read, path: sessions, root: 'gameSessions', list: true },
  createGameSession: { ...write, method: 'POST', path: sessions, retry: 'never' },
  getGameSession: { ...read, path: `${sessions}/{sessionId}` },
  listSessionPlayers: { ...read, path: `${sessions}/{sessionId}/players`, root: 'players', list: true },
  registerSessionPlayer: { ...write, method: 'POST', path: `${sessions}/{sessionId}/players`, retry: 'never' },
  setSessionPlayerScore: {
    ...write,
    method: 'PATCH',
    path: `${sessions}/{sessionId}/players/{playerId}`,
    retry: 'replay',
  },
} as const satisfies Record<string, Operation>;
