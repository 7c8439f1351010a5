import { code, uuid } from './random.js';
import { createScores, type SimulatedScore } from './scores.js';
import { type Faults } from './fault-injection.js';

/** Keys that the three services accept. */
export interface Keys {
  meshmap: string;
  iplaygames: string;
  vaix: string;
  vaixClientId: string;
  /** Secret for `POST /vaix/oauth/token`, whose tokens go with `x-vaix-authentication-method: iam`. */
  vaixSecret: string;
}

/** What every service of one sandbox shares. */
export interface SandboxState {
  readonly seed: number;
  /** When the sandbox was made, ms: all its demo data hangs on this moment. */
  readonly born: number;
  readonly switches: Faults;
  readonly keys: Keys;
  readonly gamesOrigin: string;
  /** Where the pictures are; blank when there are none. */
  readonly artOrigin: string;
  /** An unknown Meshmap session is answered as `gs_demo`. */
  readonly anySession: boolean;
  readonly staticGames: boolean;
  /** The sandbox's clock, ms. */
  readonly now: () => number;
  /** ISO 8601 with milliseconds, as the vendor's clock (see `clockSkew`) would say it. */
  readonly iso: (time: number) => string;
  /** ISO 8601 without milliseconds. */
  readonly isoSeconds: (time: number) => string;
  /** Next id of a kind: prefix and letters. */
  readonly id: (prefix: string, length: number) => string;
  readonly uuid: () => string;
  /** Score of a simulated player, `elapsed` ms into a heat. */
  readonly scoreOf: (playerId: string, elapsed: number) => SimulatedScore;
}

/** The parts of a world that are not options: ids and times. */
export function createState(base: Omit<SandboxState, 'iso' | 'isoSeconds' | 'id' | 'uuid' | 'scoreOf'>): SandboxState {
  let made = 0;
  const iso = (time: number) => new Date(time + base.switches.clockSkew).toISOString();
  return {
    ...base,
    iso,
    isoSeconds: (time) => iso(time).replace(/\.\d+Z$/, 'Z'),
    // The moment of birth is part of ids so that a restarted demo never hands out an id that a page still remembers.
    id: (prefix, length) => prefix + code(length, base.seed, base.born, ++made),
    scoreOf: createScores(base.seed),
    uuid: () => uuid(base.seed, base.born, ++made),
  };
}

/** Address of a picture below the art's folder; blank when there are no pictures. */
export function artUrl(world: SandboxState, file: string): string {
  return world.artOrigin && `${world.artOrigin}/art/${file}.svg`;
}
