/**
 * The table of dialects: how the messages of each games vendor map onto our one vocabulary, and our commands onto
 * theirs. Pure translation: who sent a message, and whether it may be believed, is settled in `host.ts`.
 *
 * What the tables rest on: `nolimit` and `hizi` on the vendors' published integration pages, `choicegaming` on its
 * published list of event names. Whatever those pages leave open is marked `[inferred]` and has not been tried against
 * the vendor's games: correct it with {@link registerDialect}.
 */
import { parseGameEvent, type GameCommand, type GameEvent } from './messages.js';

/** How one vendor's games talk. Both functions are pure and may be handed anything at all. */
export interface Dialect {
  /** The word for the `dialect` attribute: lower case letters, digits and hyphens. */
  readonly name: string;
  /** The event that a message of the game means, or undefined when it means nothing in this dialect. */
  read(data: unknown): GameEvent | undefined;
  /** The message that stands for a command, or undefined when the dialect has no words for it. */
  write(command: GameCommand): unknown;
}

/** A vendor's word → the event it stands for, made from what came along with the word. */
type Vocabulary = Record<string, (value: unknown) => unknown>;

const plain = (type: GameEvent['type']) => () => ({ type });

/** The number in `value`, or in the first of its members `keys` that holds one. */
function numberIn(value: unknown, ...keys: string[]): number | undefined {
  if (typeof value === 'number') return value;
  const found = keys.map((key) => memberOf(value, key)).find((member) => typeof member === 'number');
  return typeof found === 'number' ? found : undefined;
}

/** An own member of an object; never one that comes with the prototype. */
function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function translate(words: Vocabulary, word: unknown, value: unknown): GameEvent | undefined {
  return typeof word === 'string' && Object.hasOwn(words, word) ? parseGameEvent(words[word]?.(value)) : undefined;
}

const balance = (value: unknown) => ({
  type: 'balance',
  amount: numberIn(value, 'balance', 'amount', 'value'),
  currency: memberOf(value, 'currency'),
});
const failure = (value: unknown) => ({
  type: 'error',
  message: typeof value === 'string' ? value : (memberOf(value, 'message') ?? ''),
  fatal: true,
});

/** Ours: the events as they are, and the commands as `{gs: 1, type}`. Spoken over the port only, see `host.ts`. */
const gs: Dialect = {
  name: 'gs',
  read: parseGameEvent,
  write: (type) => ({ gs: 1, type }),
};

// The launcher page posts bare words (ready, busy, idle) and takes bare words (pause, resume). The loader script's
// events travel as JSON-RPC; that the launcher page would post those, or take `refresh`, is [inferred].
const nolimitWords: Vocabulary = {
  ready: plain('ready'),
  busy: plain('busy'),
  idle: plain('idle'),
  balance,
  deposit: plain('deposit'),
  accountHistory: plain('history'),
  exit: plain('exit'),
  lobby: plain('exit'),
  error: failure,
};
const nolimitCommands: Partial<Record<GameCommand, string>> = {
  pause: 'pause',
  resume: 'resume',
  'refresh-balance': 'refresh',
};
const nolimit: Dialect = {
  name: 'nolimit',
  read: (data) =>
    typeof data === 'string'
      ? translate(nolimitWords, data, undefined)
      : memberOf(data, 'jsonrpc') === '2.0'
        ? translate(nolimitWords, memberOf(data, 'method'), memberOf(data, 'params'))
        : undefined,
  write: (command) => nolimitCommands[command],
};

// Both ways `{type, data}`. Published: every word below. [inferred]: that `setAudio` takes true for sound on.
const hiziWords: Vocabulary = {
  gameReady: plain('ready'),
  roundStarted: plain('busy'),
  roundEnded: plain('idle'),
  balance,
  audioToggle: (muted) => ({ type: 'mute-change', muted }),
  cashier: plain('deposit'),
};
const hiziCommands: Record<GameCommand, { type: string; data?: boolean }> = {
  pause: { type: 'pause' },
  resume: { type: 'resume' },
  mute: { type: 'setAudio', data: false },
  unmute: { type: 'setAudio', data: true },
  'refresh-balance': { type: 'updateBalance' },
};
const hizi: Dialect = {
  name: 'hizi',
  read: (data) => translate(hiziWords, memberOf(data, 'type'), memberOf(data, 'data')),
  write: (command) => hiziCommands[command],
};

// Published: the words of the events. [inferred]: their wrapping as `{type, value}` (or `data`, or the bare word), that
// progress counts to 100, that `history-open` is the player's wish, and all commands, named after published handlers.
const percent = (value: unknown) => {
  const progress = numberIn(value, 'progress', 'value');
  return { type: 'progress', value: progress === undefined ? undefined : progress / 100 };
};
const choicegamingWords: Vocabulary = {
  'load-start': () => ({ type: 'progress', value: 0 }),
  'load-progress': percent,
  'load-end': plain('ready'),
  'load-fail': failure,
  'play-start': plain('busy'),
  'play-end': plain('idle'),
  'value-balance': balance,
  'audio-enable': () => ({ type: 'mute-change', muted: false }),
  'audio-disable': () => ({ type: 'mute-change', muted: true }),
  'no-funds': plain('deposit'),
  'history-open': plain('history'),
  'game-close': plain('exit'),
  'go-home': plain('exit'),
  error: (value) => ({ ...failure(value), fatal: false }),
};
const choicegamingCommands: Record<GameCommand, string> = {
  pause: 'game-pause',
  resume: 'game-resume',
  mute: 'audio-disable',
  unmute: 'audio-enable',
  'refresh-balance': 'update-balance',
};
const choicegaming: Dialect = {
  name: 'choicegaming',
  read: (data) =>
    typeof data === 'string'
      ? // A bare `error` is nolimit's word too; nothing else is said twice.
        translate(choicegamingWords, data, undefined)
      : translate(choicegamingWords, memberOf(data, 'type'), memberOf(data, 'value') ?? memberOf(data, 'data')),
  write: (command) => ({ type: choicegamingCommands[command] }),
};

const dialects = new Map([gs, nolimit, hizi, choicegaming].map((dialect) => [dialect.name, dialect]));

/**
 * Adds a dialect for the `dialect` attribute of `<gs-game-frame>`, or replaces the one of the same name; `auto` asks it
 * after those that were there before. Frames that are open already use it from their next message on.
 * @throws TypeError when the name is not of lower case letters, digits and hyphens, is `auto` or `gs` (the port's own
 * language), or a function is missing.
 */
export function registerDialect(dialect: Dialect): void {
  const { name } = dialect;
  if (!/^[a-z][a-z0-9-]*$/.test(name) || name === 'auto' || name === 'gs') {
    throw new TypeError(`registerDialect: "${name}" cannot name a dialect`);
  }
  if (typeof dialect.read !== 'function' || typeof dialect.write !== 'function') {
    throw new TypeError(`registerDialect: "${name}" needs the functions read and write`);
  }
  dialects.set(name, dialect);
}

/** The dialect of that name, or undefined; `auto` is the way of choosing one and names none. */
export function findDialect(name: string): Dialect | undefined {
  return dialects.get(name);
}

/** The dialects that are spoken by window messages, in the order in which `auto` asks them. */
export function windowDialects(): Dialect[] {
  return [...dialects.values()].filter((dialect) => dialect !== gs);
}

/**
 * The event that `data` means in a dialect, checked again: a registered dialect is the page author's code, and may
 * throw or pass something on unchecked.
 */
export function readMessage(dialect: Dialect, data: unknown): GameEvent | undefined {
  try {
    return parseGameEvent(dialect.read(data));
  } catch (error) {
    console.error(`gs-game-frame: the dialect "${dialect.name}" failed to read a message`, error);
    return undefined;
  }
}
