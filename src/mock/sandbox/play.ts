import { artOf } from './catalogue.js';
import { type MultiSession, type MultiSessions } from './multi-sessions.js';
import { type Answer, asObject, type Call, type Operation, type Service } from './service.js';
import { type SandboxState } from './state.js';

/**
 * The swipe page's own calls. The multi-session's id in the path is the credential, as it is in the swipe url, so no
 * key is asked for. None of this belongs to a vendor's contract.
 */
export function createPlay(world: SandboxState, multis: MultiSessions): Service {
  const failure = (status: number, message: string): Answer => ({ status, body: { error: message } });
  const withMulti = (call: Call, handle: (multi: MultiSession) => Answer): Answer => {
    const multi = multis.find(call.params.id);
    return multi ? handle(multi) : failure(404, 'Multi-session not found');
  };
  const operations: Operation[] = [
    {
      name: 'getSwipePage',
      method: 'GET',
      path: '/{id}/games',
      open: true,
      handle: (call) =>
        withMulti(call, (multi) => ({
          status: 200,
          body: {
            status: multis.status(multi),
            currentIndex: multi.currentIndex,
            games: multi.positions.map(({ game }, position) => ({
              position,
              name: game.title,
              image: artOf(world, game),
              status: multis.positionStatus(multi, position),
            })),
          },
        })),
    },
    {
      name: 'openSwipeGame',
      method: 'POST',
      path: '/{id}/open',
      open: true,
      handle: (call) =>
        withMulti(call, (multi) => {
          const index = positionIn(call.body);
          if (index === undefined || !multis.report(multi, index)) return failure(409, 'This multi-session is over');
          // No provider serves it: an answer, not an error.
          return { status: 200, body: { url: multis.open(multi, index) ?? null } };
        }),
    },
    {
      name: 'reportSwipeGame',
      method: 'POST',
      path: '/{id}/report',
      open: true,
      handle: (call) =>
        withMulti(call, (multi) => {
          const index = positionIn(call.body);
          const status = asObject(call.body)?.status === 'failed' ? 'failed' : 'ready';
          if (index === undefined || !multis.report(multi, index, status))
            return failure(409, 'This multi-session is over');
          return { status: 204 };
        }),
    },
  ];
  return { prefix: '/play', operations, guard: () => undefined, failure };
}

function positionIn(body: unknown): number | undefined {
  const position = asObject(body)?.position;
  return typeof position === 'number' && Number.isInteger(position) && position >= 0 ? position : undefined;
}
