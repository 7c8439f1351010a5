import { type MiniGameType, type Row, type Session } from './boards.js';
import { expected, failure, issue, type Issue } from './issues.js';
import { type Shapes } from './meshmap-shapes.js';
import { type Players } from './players.js';
import { type Answer, asObject } from './service.js';
import { type SandboxState } from './state.js';

const creatable = ['ACTIVE', 'COMPLETED', 'PAUSED'] as const;

/** Opens a session. */
export function createSession(
  world: SandboxState,
  sessions: Map<string, Session>,
  types: readonly MiniGameType[],
  shape: Shapes,
  given: unknown,
): Answer {
  const body = asObject(given);
  if (!body) return failure(400, [issue('invalid_type', expected('object', given))]);
  const issues: Issue[] = [];
  const text = (key: string): string | null | undefined => {
    const value = body[key];
    if (value === undefined || value === null || typeof value === 'string') return value;
    issues.push(issue('invalid_type', expected('string', value), key));
    return undefined;
  };
  const [name, description, typeId, typeName_] = ['name', 'description', 'miniGameTypeId', 'miniGameTypeName'].map(
    text,
  );
  if (typeof typeId === 'string' && typeof typeName_ === 'string') {
    issues.push(issue('custom', 'Provide miniGameTypeId or miniGameTypeName, not both', 'miniGameTypeId'));
  }
  const status = body.status === undefined ? 'ACTIVE' : creatable.find((word) => word === body.status);
  if (!status) issues.push(issue('invalid_enum_value', 'Invalid enum value', 'status'));
  if (!status || issues.length) return failure(400, issues);
  const type = types.find(({ id, name: own }) => id === typeId || own === typeName_);
  if (!type && (typeof typeId === 'string' || typeof typeName_ === 'string'))
    return failure(400, 'Mini game type not found');
  const now = world.now();
  const session: Session = {
    id: world.id('gs_', 8), name, description, status, startTime: now, endTime: status === 'COMPLETED' ? now : null,
    createdAt: now, updatedAt: now, typeId: type?.id, rows: new Map(),
  }; // prettier-ignore
  sessions.set(session.id, session);
  return { status: 201, body: shape.session(session) };
}

/** Puts a player of the app into a session. */
export function register(world: SandboxState, people: Players, shape: Shapes, session: Session, body: unknown): Answer {
  const playerId = asObject(body)?.playerId;
  if (typeof playerId !== 'string')
    return failure(400, [issue('invalid_type', expected('string', playerId), 'playerId')]);
  const person = people.find(playerId);
  if (!person) return failure(400, 'Player not found');
  if (session.rows.has(person.id)) return failure(400, 'Player is already registered in this session');
  const now = world.now();
  const row: Row = { playerId: person.id, joinedAt: now, set: { score: 0, at: now } };
  session.rows.set(person.id, row);
  session.updatedAt = now;
  return { status: 201, body: shape.row(session, row) };
}
