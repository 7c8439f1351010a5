import { code, fraction } from './random.js';
import { artUrl, type SandboxState } from './state.js';

/** A player of the app. */
export interface SimulatedPlayer {
  readonly id: string;
  readonly displayName: string;
  readonly imageUrl?: string;
  readonly userId?: string;
  readonly username?: string;
  readonly createdAt: number;
}

export interface Players {
  find(id: string): SimulatedPlayer | undefined;
  findByName(name: string): SimulatedPlayer | undefined;
  all(): SimulatedPlayer[];
  add(displayName: string, userId: string | undefined): SimulatedPlayer;
  /** Ids of the simulated players, as many as asked for, always the same ones first. */
  simulated(count: number): string[];
}

/** How many different avatars `/art/avatars/1.svg`… there are. */
export const avatarCount = 12;

const written = [
  'Nova Quill', 'Juniper', 'ليلى القمر', 'Kestrel', 'たんぽぽ', 'Mango Tango', 'Sir Loin', 'Ада Вектор', 'Pixel Pirate', 'אביב',
  'Zephyr', 'Tin Lizzie', 'Old Salt', '별빛', 'Marzipan', 'Rook', 'Ñandú', 'Captain O’Clock', 'Velvet Fox 🦊', 'Óðinn',
  'Biscuit', 'Comet', 'Łukasz & Co', 'Gust', 'حوت أزرق', 'Sable', 'Éclair', 'Midnight Toast', 'Thistle', 'ดาวเหนือ',
  'Wren', 'Bramble & the Extraordinarily Unhurried Hedgehog', 'Quartz', 'Ember', 'Σοφία', 'Dune', '小さな雪', 'Tambourine', 'Lark',
  'अनन्या', 'Moss', 'Halcyon',
]; // prettier-ignore
const first = [
  'Amber',
  'Brisk',
  'Calm',
  'Daring',
  'Eager',
  'Fabled',
  'Gentle',
  'Hazel',
  'Ivory',
  'Jolly',
  'Keen',
  'Lunar',
];
const second = [
  'Otter',
  'Falcon',
  'Lynx',
  'Heron',
  'Badger',
  'Moth',
  'Panda',
  'Gecko',
  'Robin',
  'Seal',
  'Tapir',
  'Vole',
];

/** The app's players: `pl_you`, `population` simulated ones (`pl_001`…), and those that were added. */
export function createPlayers(world: SandboxState, population: number): Players {
  const known = new Map<string, SimulatedPlayer>();
  const you: SimulatedPlayer = {
    id: 'pl_you',
    displayName: 'You',
    userId: 'usr_you',
    username: 'you',
    createdAt: world.born - 86_400_000,
  };
  known.set(you.id, you);

  const simulatedPerson = (index: number): SimulatedPlayer => {
    const id = simulatedId(index);
    const roll = fraction(world.seed, id, 'person');
    return {
      id,
      displayName: written[index] ?? `${first[index % 12]} ${second[Math.floor(index / 12) % 12]} ${index + 1}`,
      imageUrl: roll < 0.55 ? artUrl(world, `avatars/${(index % avatarCount) + 1}`) : roll < 0.6 ? '' : undefined,
      userId: roll > 0.3 ? `usr_${code(6, world.seed, id)}` : undefined,
      username: roll > 0.5 ? `player${index + 1}` : undefined,
      createdAt: world.born - 86_400_000 - index * 3_600_000,
    };
  };

  const find = (id: string): SimulatedPlayer | undefined => {
    const person = known.get(id);
    if (person) return person;
    const index = simulatedIndex(id);
    if (index === undefined || index < 0 || index >= population) return undefined;
    const simulated = simulatedPerson(index);
    known.set(simulated.id, simulated);
    return simulated;
  };

  const all = () => {
    for (const id of simulatedIds(population)) find(id);
    return [...known.values()];
  };

  return {
    find,
    findByName: (name) => all().find((person) => person.displayName === name),
    all,
    add(displayName, userId) {
      const person: SimulatedPlayer = { id: world.id('pl_', 8), displayName, userId, createdAt: world.now() };
      known.set(person.id, person);
      return person;
    },
    simulated: simulatedIds,
  };
}

function simulatedIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => simulatedId(index));
}

function simulatedId(index: number): string {
  return `pl_${String(index + 1).padStart(3, '0')}`;
}

/** Place of a simulated player by either form of its id: `pl_007` or, with numeric ids, `1006`. */
export function simulatedIndex(id: string): number | undefined {
  const text = /^pl_(\d{3,6})$/.exec(id);
  if (text && Number(text[1]) > 0) return Number(text[1]) - 1;
  return /^[1-9]\d{3,6}$/.test(id) ? Number(id) - 1000 : undefined;
}
