/** Whether a message of a game is right, and why not: the vocabulary of src/game/messages.ts, with words for people. */
import { readMessage, windowDialects } from '../../../src/game/dialects.js';
import {
  exceedsSize,
  isGoodbye,
  isPong,
  isOpening,
  LARGEST_AMOUNT,
  LARGEST_MESSAGE,
  LONGEST_TEXT,
  parseGameEvent,
  parseHello,
  usesOwnProtocol,
  wrongMembers,
  type GameEvent,
} from '../../../src/game/messages.js';

/** `note`: works, but is better done otherwise. */
export interface Verdict {
  readonly kind: 'right' | 'wrong' | 'note';
  readonly why: string;
}

const right = (why: string): Verdict => ({ kind: 'right', why });
const wrong = (why: string): Verdict => ({ kind: 'wrong', why });
const note = (why: string): Verdict => ({ kind: 'note', why });

type Member<E extends GameEvent> = Exclude<keyof E, 'type'>;
interface Word<E extends GameEvent> {
  /** What the message means. */
  readonly means: string;
  /** What each member must be. */
  readonly members: Record<Member<E>, string>;
}

const amount = `a number between −${LARGEST_AMOUNT.toExponential()} and ${LARGEST_AMOUNT.toExponential()}`;
const flag = 'true or false';

/** Every word of the vocabulary; the types keep it complete. */
export const vocabulary: { readonly [T in GameEvent['type']]: Word<Extract<GameEvent, { type: T }>> } = {
  ready: { means: 'The game can be played.', members: {} },
  progress: { means: 'So much is loaded.', members: { value: 'a number from 0 to 1' } },
  busy: { means: 'A round has begun.', members: {} },
  idle: { means: 'The round is over.', members: {} },
  score: { means: 'The score so far.', members: { score: amount, final: `${flag}, or absent` } },
  balance: {
    means: 'The player’s money.',
    members: { amount, currency: 'a code of 2 to 10 letters and digits such as "EUR", or absent' },
  },
  'mute-change': { means: 'The player has switched the sound.', members: { muted: flag } },
  deposit: { means: 'The player wants to pay in.', members: {} },
  history: { means: 'The player wants to see earlier rounds.', members: {} },
  exit: { means: 'The player wants to leave.', members: {} },
  error: { means: 'Something went wrong.', members: { message: 'text', fatal: `${flag}, or absent` } },
};

const isWord = (type: unknown): type is GameEvent['type'] =>
  typeof type === 'string' && Object.hasOwn(vocabulary, type);

/** A value as JSON writes it, shortened; what JSON cannot write by its kind. */
export function show(value: unknown, length = 60): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    text = undefined; // circular, or a BigInt
  }
  if (typeof value === 'number' && !Number.isFinite(value)) text = String(value);
  text ??= typeof value === 'bigint' ? `${value}n` : Object.prototype.toString.call(value);
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

const membersOf = (data: unknown): Record<string, unknown> =>
  typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};

const tooLarge = wrong(`It is larger than ${LARGEST_MESSAGE / 1024} KB: the page stops listening to the game.`);

/** A message that was posted to the page's window. */
export function judgeWindowMessage(data: unknown): Verdict {
  if (exceedsSize(data, LARGEST_MESSAGE)) return tooLarge;
  if (parseHello(data)) return right('The hello. The page answers with a welcome and a port.');
  if (usesOwnProtocol(data)) {
    return wrong(
      'A hello is {gs: 1, type: "hello", id}, its id a text of up to 64 characters. Nothing else with gs is read here.',
    );
  }
  if (parseGameEvent(data)) return wrong('Right words on the wrong way: after the welcome they belong on the port.');
  const dialect = windowDialects().find((candidate) => readMessage(candidate, data));
  if (dialect) return right(`Understood in the dialect “${dialect.name}” as ${show(readMessage(dialect, data))}.`);
  if (isWord(membersOf(data)['type'])) {
    return wrong('A word of the vocabulary, but posted to the window, and with members that are not right.');
  }
  return note('No dialect knows it. A page receives it unchanged, as gs-game-message.');
}

/** The first message on a port: whoever sends the nonce back is the one who was welcomed. */
export function judgeOpening(data: unknown, nonce: string): Verdict {
  return isOpening(data, nonce)
    ? right('The port is open: the nonce of the welcome came back.')
    : wrong(
        'The first message on the port must be {type: "open", nonce} with the nonce of the welcome. Until then nothing is read.',
      );
}

/** A message on an open port. */
export function judgePortMessage(data: unknown): Verdict {
  if (exceedsSize(data, LARGEST_MESSAGE)) return tooLarge;
  if (isGoodbye(data)) return right('The farewell: the next document can be welcomed at once.');
  if (isPong(data)) return right('The answer to a ping: the game is still there.');
  const members = membersOf(data);
  const { type } = members;
  if (!isWord(type)) {
    const known = Object.keys(vocabulary).join(', ');
    if (type === undefined) return wrong(`A message is an object with a type: one of ${known}.`);
    return wrong(`${show(type)} is no word of the vocabulary. It has: ${known}.`);
  }
  const { means, members: rules } = vocabulary[type] as Word<GameEvent> & { members: Record<string, string> };
  const flaws = wrongMembers(data).map((name) => {
    const is = name in members ? `is ${show(members[name])}` : 'is missing';
    return `${name} ${is}; it must be ${rules[name]}.`;
  });
  if (flaws.length > 0) return wrong(`Dropped: ${flaws.join(' ')}`);
  const extra = Object.keys(members).filter((name) => name !== 'type' && name !== 'gs' && !(name in rules));
  if (extra.length > 0) return note(`${means} ${extra.join(', ')} does not belong to it, and is left out.`);
  const message = members['message'];
  if (type === 'error' && typeof message === 'string' && message.length > LONGEST_TEXT) {
    return note(`${means} The text is cut at ${LONGEST_TEXT} characters.`);
  }
  return right(means);
}
