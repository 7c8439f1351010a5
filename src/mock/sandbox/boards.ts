import { type Players } from './players.js';
import { heatLength } from './scores.js';
import { artUrl, type SandboxState } from './state.js';

export interface MiniGameType {
  id: string;
  name: string;
  description: string;
  imageUrl: string | null;
  createdAt: number;
}

/** A registration. Without `set` the score is simulated. */
export interface Row {
  readonly playerId: string;
  readonly joinedAt: number;
  set?: { score: number; at: number };
}

export interface Session {
  readonly id: string;
  name?: string | null;
  description?: string | null;
  status: 'ACTIVE' | 'COMPLETED' | 'PAUSED';
  startTime: number;
  endTime?: number | null;
  /** Heats follow one another, so the session never gets old. */
  rolling?: boolean;
  readonly createdAt: number;
  updatedAt: number;
  readonly typeId?: string;
  readonly rows: Map<string, Row>;
}

/** Where a row stands now. */
export interface Standing {
  score: number;
  updatedAt: number;
}

const minute = 60_000;

/** The mini game types of the app. */
export function demoTypes(world: SandboxState): MiniGameType[] {
  const createdAt = world.born - 90 * 86_400_000;
  const art = (slug: string) => artUrl(world, slug);
  return [
    {
      id: 'mgt_orb',
      name: 'Orb Hunt',
      description: 'Catch the glowing orbs before they fade.',
      imageUrl: art('orb-hunt'),
      createdAt,
    },
    { id: 'mgt_pairs', name: 'Lantern Pairs', description: '', imageUrl: art('lantern-pairs'), createdAt },
    {
      id: 'mgt_comet',
      name: 'Saffron Comet',
      description: 'Three reels, one comet.',
      imageUrl: art('saffron-comet'),
      createdAt,
    },
    { id: 'mgt_plain', name: 'ركض الظل', description: 'سباق قصير', imageUrl: null, createdAt },
  ];
}

/** The fixed sessions of the demo; `players` simulated ones take part in `gs_demo`. */
export function demoSessions(world: SandboxState, people: Players, players: number): Map<string, Session> {
  const { born } = world;
  const list: Session[] = [];
  const add = (session: Omit<Session, 'createdAt' | 'updatedAt' | 'rows'>, simulated: number, skip = 0): Session => {
    const createdAt = session.startTime - 5 * minute;
    const rows = people.simulated(simulated + skip).slice(skip).map((playerId) => [playerId, { playerId, joinedAt: createdAt }] as const); // prettier-ignore
    const made: Session = {
      ...session,
      createdAt,
      updatedAt: session.endTime ?? session.startTime,
      rows: new Map(rows),
    };
    list.push(made);
    return made;
  };
  const demo = add({ id: 'gs_demo', name: 'Friday night orb hunt', description: 'Best round counts. Open to everybody.', status: 'ACTIVE', startTime: born - 18 * minute, endTime: null, rolling: true, typeId: 'mgt_orb' }, players); // prettier-ignore
  demo.rows.set('pl_you', {
    playerId: 'pl_you',
    joinedAt: born - 6 * minute,
    set: { score: 420, at: born - 3 * minute },
  });
  add({ id: 'gs_pairs', name: 'Lantern pairs, lunch break', description: null, status: 'ACTIVE', startTime: born - 9 * minute, rolling: true, typeId: 'mgt_pairs' }, 12, 8); // prettier-ignore
  add({ id: 'gs_sprint', name: 'Ten minute sprint', description: 'Ends on the minute.', status: 'ACTIVE', startTime: born, endTime: born + 10 * minute, typeId: 'mgt_orb' }, 9, 20); // prettier-ignore
  add({ id: 'gs_soon', name: 'Comet cup, late heat', description: '', status: 'ACTIVE', startTime: born + 25 * minute, typeId: 'mgt_comet' }, 0); // prettier-ignore
  add({ id: 'gs_empty', name: null, status: 'ACTIVE', startTime: born - 2 * minute, typeId: 'mgt_pairs' }, 0);
  add({ id: 'gs_paused', name: 'Comet cup, early heat', description: 'The judges are having tea.', status: 'PAUSED', startTime: born - 40 * minute, typeId: 'mgt_comet' }, 7, 3); // prettier-ignore
  const done = add({ id: 'gs_done', name: 'Thursday warm-up', description: 'A full evening of orbs.', status: 'COMPLETED', startTime: born - 27 * 60 * minute, endTime: born - 26 * 60 * minute, typeId: 'mgt_orb' }, 24); // prettier-ignore
  done.rows.set('pl_you', {
    playerId: 'pl_you',
    joinedAt: done.createdAt,
    set: { score: 1240, at: done.startTime + 31 * minute },
  });
  // A tie, a fraction, a zero and a loss: what a board must be able to show.
  for (const [index, score] of [1240, 880.5, 0, -15].entries()) {
    const playerId = people.simulated(24)[20 + index];
    done.rows.set(playerId, {
      playerId,
      joinedAt: done.createdAt,
      set: { score, at: done.startTime + (25 + index) * minute },
    });
  }
  add({ id: 'gs_untitled', name: '   ', description: '', status: 'COMPLETED', startTime: born - 50 * 60 * minute, endTime: null, typeId: 'mgt_plain' }, 3, 30); // prettier-ignore
  return new Map(list.map((session) => [session.id, session]));
}

/** Start of the heat that is on, or simply the start of the session. */
export function startOf(session: Session, now: number): number {
  if (!session.rolling || statusOf(session, now) === 'COMPLETED') return session.startTime;
  return session.startTime + Math.max(0, Math.floor((now - session.startTime) / heatLength)) * heatLength;
}

/** An active session with an end completes when the clock gets there. */
export function statusOf(session: Session, now: number): Session['status'] {
  return session.status === 'ACTIVE' && session.endTime && now >= session.endTime ? 'COMPLETED' : session.status;
}

/** Score of a row at this moment; simulated scores rest while the session is paused or over. */
export function standingOf(world: SandboxState, session: Session, row: Row, now: number): Standing {
  const start = startOf(session, now);
  if (now < start) return { score: 0, updatedAt: row.joinedAt };
  if (row.set) return { score: row.set.score, updatedAt: row.set.at };
  const rest = session.status === 'PAUSED' ? start + 15 * minute : (session.endTime ?? start + heatLength - 1);
  const { score, at } = world.scoreOf(row.playerId, Math.min(now, rest) - start);
  return { score, updatedAt: Math.max(row.joinedAt, start + at) };
}
