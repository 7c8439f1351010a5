/**
 * Everything that can be asked for. A path, method, query name or body field that is not in this table does not exist.
 * Shapes come from the API layer; what is added here is who may ask, what the gateway fills in, and what is kept.
 */
import { operations as iplaygames } from '../api/iplaygames/index.js';
import { operations as meshmap } from '../api/meshmap/schemas.js';
import type { Operation } from '../api/operation.js';
import { operations as vaix } from '../api/vaix/index.js';
import { bodies, type RequestMapper } from './request-mapping.js';
import type { HandleKind } from './auth/session-handles.js';
import { gamesQuery, historyQuery, windowQuery } from './http/query-values.js';
import type { Scope } from './auth/scopes.js';

/** A read whose kept answers a write may change. What is for one caller alone is never kept, so it is not among them. */
export type SharedRead = 'listGameSessions' | 'getGameSession' | 'listSessionPlayers';

/** One row of the table. */
export interface Row {
  readonly name: string;
  readonly method: Operation['method'];
  /** Path below the gateway's own. */
  readonly path: string;
  readonly scope: Scope;
  /** The operation behind it; rows of our own have several or none. */
  readonly route: Operation;
  /** How it is answered: from what is shared, for the caller alone, by a start, as a ranked window, or as a stream. */
  readonly serve: 'shared' | 'alone' | 'start' | 'board' | 'live';
  /** Allowed query names and what their values look like. */
  readonly query?: Readonly<Record<string, RegExp>>;
  /** Makes the upstream's query and body from what the caller proposes and the token says. */
  readonly fill?: RequestMapper;
  /** Seconds that a shared answer is fresh, and may be answered while it is renewed. */
  readonly keep?: { readonly fresh: number; readonly stale: number };
  /** Shared reads that look different after a success: of the session in the path, or of the one that was made. */
  readonly changes?: readonly SharedRead[];
  /** The path's `{name}` that a token's `res` limits. */
  readonly resource?: string;
  /** What a handle stands for: the one in the path, or for a start the one that is handed out. */
  readonly handle?: HandleKind;
}

const below = (route: Operation): Pick<Row, 'method' | 'path' | 'route'> => ({
  method: route.method,
  path: `/${route.service}${route.path}`,
  route,
});

const players = meshmap.listSessionPlayers;
const game = { scope: 'game.play:self', serve: 'alone', handle: 'game' } as const;
const multi = { scope: 'multi.play:self', serve: 'alone', handle: 'multi' } as const;

/** The table. */
export const table: readonly Row[] = [
  {
    name: 'listGameSessions',
    ...below(meshmap.listGameSessions),
    scope: 'sessions.read',
    serve: 'shared',
    keep: { fresh: 3, stale: 3 },
  },
  {
    name: 'getGameSession',
    ...below(meshmap.getGameSession),
    scope: 'sessions.read',
    serve: 'shared',
    keep: { fresh: 2, stale: 2 },
    resource: 'sessionId',
  },
  {
    name: 'createGameSession',
    ...below(meshmap.createGameSession),
    scope: 'session.create',
    serve: 'alone',
    fill: bodies.createGameSession,
    // somebody may have asked for the new id before it was there
    changes: ['listGameSessions', 'getGameSession', 'listSessionPlayers'],
  },
  {
    name: 'listSessionPlayers',
    ...below(players),
    scope: 'scores.read',
    serve: 'shared',
    keep: { fresh: 1.5, stale: 0.5 },
    resource: 'sessionId',
  },
  {
    name: 'registerSessionPlayer',
    ...below(meshmap.registerSessionPlayer),
    scope: 'session.join:self',
    serve: 'alone',
    fill: bodies.registerSessionPlayer,
    // lists and sessions count their players
    changes: ['listSessionPlayers', 'getGameSession', 'listGameSessions'],
    resource: 'sessionId',
  },
  {
    name: 'setSessionPlayerScore',
    ...below(meshmap.setSessionPlayerScore),
    scope: 'score.write:self',
    serve: 'alone',
    fill: bodies.setSessionPlayerScore,
    changes: ['listSessionPlayers'],
    resource: 'sessionId',
  },
  {
    name: 'board',
    method: 'GET',
    path: '/boards/{sessionId}',
    route: players,
    scope: 'scores.read',
    serve: 'board',
    query: windowQuery,
    keep: { fresh: 1.5, stale: 0.5 },
    resource: 'sessionId',
  },
  {
    name: 'live',
    method: 'GET',
    path: `/live/meshmap${players.path}`,
    route: players,
    scope: 'scores.read',
    serve: 'live',
    query: windowQuery,
    resource: 'sessionId',
  },
  {
    name: 'listGames',
    ...below(iplaygames.listGames),
    scope: 'games.read',
    serve: 'shared',
    query: gamesQuery,
    keep: { fresh: 60, stale: 300 },
  },
  {
    name: 'startGameSession',
    ...below(iplaygames.startGameSession),
    ...game,
    serve: 'start',
    fill: bodies.startGameSession,
  },
  { name: 'getGameSessionStatus', ...below(iplaygames.getGameSessionStatus), ...game },
  { name: 'endGameSession', ...below(iplaygames.endGameSession), ...game },
  {
    name: 'startMultiSession',
    ...below(iplaygames.startMultiSession),
    ...multi,
    serve: 'start',
    fill: bodies.startMultiSession,
  },
  { name: 'getMultiSessionStatus', ...below(iplaygames.getMultiSessionStatus), ...multi },
  { name: 'endMultiSession', ...below(iplaygames.endMultiSession), ...multi },
  {
    name: 'getLatestGameSessions',
    ...below(vaix.getLatestGameSessions),
    scope: 'history.read:self',
    serve: 'alone',
    query: historyQuery,
    fill: bodies.getLatestGameSessions,
  },
];
