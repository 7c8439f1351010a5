/**
 * The route table. A path, method, query name or body field that is not in it does not exist.
 * Shapes come from the API layer; added here are scopes, the mapping of requests, and caching.
 */
import { operations as iplaygames } from '../api/iplaygames/index.js';
import { operations as meshmap } from '../api/meshmap/schemas.js';
import type { Operation } from '../api/operation.js';
import { operations as vaix } from '../api/vaix/index.js';
import { bodies, type RequestMapper } from './request-mapping.js';
import type { HandleKind } from './auth/session-handles.js';
import { gamesQuery, historyQuery, windowQuery } from './http/query-values.js';
import type { Scope } from './auth/scopes.js';

/** A cached read that a write may change. Reads of one caller alone are never cached, so they are not among them. */
export type SharedRead = 'listGameSessions' | 'getGameSession' | 'listSessionPlayers';

/** One row of the table. */
export interface Row {
  readonly name: string;
  readonly method: Operation['method'];
  /** Path below the gateway's own. */
  readonly path: string;
  readonly scope: Scope;
  /** The upstream operation behind it. */
  readonly route: Operation;
  /**
   * The kind of handler: a cached read, an upstream request for one caller, a score, a start, a ranked window, a stream of one window, a
   * stream of several, or a change of one.
   */
  readonly serve: 'shared' | 'alone' | 'score' | 'start' | 'board' | 'live' | 'page-stream' | 'change-page-stream';
  /** Allowed query names with the pattern of their values. */
  readonly query?: Readonly<Record<string, RegExp>>;
  /** Longest query in characters; default 2 048. */
  readonly longQuery?: number;
  /** Makes the upstream's query and body from the caller's, the token and the config. */
  readonly fill?: RequestMapper;
  /** True for a route without `fill` that has a body. */
  readonly hasBody?: true;
  /** Seconds that a cached answer is fresh, and may be used while it is renewed. */
  readonly keep?: { readonly fresh: number; readonly stale: number };
  /** Cached reads that a success changes: of the session in the path, or of the one that was created. */
  readonly changes?: readonly SharedRead[];
  /** The path's `{name}` that a token's `res` limits. */
  readonly resource?: string;
  /** Kind of the session handle in the path, or for a start of the one that is returned. */
  readonly handle?: HandleKind;
  /** True for the end of a session, which a token that has just expired may still request. */
  readonly ends?: true;
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
    // the new id may have been requested, and cached as missing, before
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
    serve: 'score',
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
    name: 'pageStream',
    method: 'GET',
    path: '/live',
    route: players,
    scope: 'scores.read',
    serve: 'page-stream',
    query: { windows: /^\[.*\]$/s },
    longQuery: 8_192,
  },
  {
    name: 'changePageStream',
    method: 'POST',
    path: '/live/{streamId}',
    route: players,
    scope: 'scores.read',
    serve: 'change-page-stream',
    hasBody: true,
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
  { name: 'endGameSession', ...below(iplaygames.endGameSession), ...game, ends: true },
  {
    name: 'startMultiSession',
    ...below(iplaygames.startMultiSession),
    ...multi,
    serve: 'start',
    fill: bodies.startMultiSession,
  },
  { name: 'getMultiSessionStatus', ...below(iplaygames.getMultiSessionStatus), ...multi },
  { name: 'endMultiSession', ...below(iplaygames.endMultiSession), ...multi, ends: true },
  {
    name: 'getLatestGameSessions',
    ...below(vaix.getLatestGameSessions),
    scope: 'history.read:self',
    serve: 'alone',
    query: historyQuery,
    fill: bodies.getLatestGameSessions,
  },
];
