import { type MiniGameType, type Row, type Session, standingOf, startOf, statusOf } from './boards.js';
import { type Players, type SimulatedPlayer, simulatedIndex } from './players.js';
import { type SandboxState } from './state.js';

export type Shapes = ReturnType<typeof createShapes>;

/** The JSON forms of what Meshmap knows. */
export function createShapes(world: SandboxState, people: Players, types: readonly MiniGameType[]) {
  const { iso } = world;
  const type = (miniGame: MiniGameType) => ({ ...miniGame, createdAt: iso(miniGame.createdAt) });
  const idOf = (id: string) => {
    const index = world.switches.numericIds ? simulatedIndex(id) : undefined;
    return index === undefined ? id : 1000 + index;
  };
  const session = (given: Session) => {
    const now = world.now();
    const miniGame = types.find(({ id }) => id === given.typeId);
    return {
      id: given.id,
      ...(given.name === undefined ? {} : { name: given.name }),
      ...(given.description === undefined ? {} : { description: given.description }),
      status: statusOf(given, now),
      startTime: iso(startOf(given, now)),
      ...(given.endTime === undefined ? {} : { endTime: given.endTime === null ? null : iso(given.endTime) }),
      createdAt: iso(given.createdAt),
      updatedAt: iso(Math.max(given.updatedAt, given.rolling ? startOf(given, now) : 0)),
      miniGameType: miniGame ? type(miniGame) : null,
      playerCount: given.rows.size,
    };
  };
  return {
    type,
    session,
    oldSession: (given: Session) => {
      const { playerCount: _, miniGameType, ...rest } = session(given);
      const { imageUrl: __, ...miniGame } = miniGameType ?? {};
      return { ...rest, score: 0, miniGameType: miniGameType && miniGame };
    },
    row: (given: Session, row: Row) => {
      const person = people.find(row.playerId);
      const { score, updatedAt } = standingOf(world, given, row, world.now());
      return {
        playerId: idOf(row.playerId),
        displayName: person?.displayName ?? '',
        score,
        imageUrl: person?.imageUrl ?? null,
        user: person?.userId ? { id: person.userId, username: person.username ?? null } : null,
        createdAt: iso(row.joinedAt),
        updatedAt: iso(updatedAt),
      };
    },
    person: (person: SimulatedPlayer) => ({
      id: idOf(person.id),
      displayName: person.displayName,
      userId: person.userId ?? null,
      imageUrl: person.imageUrl ?? null,
      createdAt: iso(person.createdAt),
      updatedAt: iso(person.createdAt),
    }),
  };
}
