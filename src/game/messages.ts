/**
 * The one vocabulary in which games and pages talk, whatever words a game's vendor uses (`dialects.ts` translates),
 * and the checks that everything from a game has to pass. Nothing here knows about windows or ports.
 */
import { custom, object, optional, type ZodMiniType } from 'zod/mini';

/** The largest score or balance that is believed, either side of zero; whole numbers stay exact up to here. */
export const LARGEST_AMOUNT = 1e15;
/** The longest message text kept of a game's error, in UTF-16 units; the rest is cut. */
export const LONGEST_TEXT = 500;

const isAmount = (value: unknown) => typeof value === 'number' && Math.abs(value) <= LARGEST_AMOUNT;
const isShare = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1;
const isText = (value: unknown): value is string => typeof value === 'string';
const isCurrency = (value: unknown) => isText(value) && /^[A-Za-z0-9]{2,10}$/.test(value);
const isFlag = (value: unknown) => typeof value === 'boolean';

/** By type, the members of an event beside it. */
const members: ReadonlyMap<unknown, ZodMiniType<object>> = new Map<GameEvent['type'], ZodMiniType<object>>([
  ['ready', object({})],
  ['progress', object({ value: custom(isShare) })],
  ['busy', object({})],
  ['idle', object({})],
  ['score', object({ score: custom(isAmount), final: optional(custom(isFlag)) })],
  ['balance', object({ amount: custom(isAmount), currency: optional(custom(isCurrency)) })],
  ['mute-change', object({ muted: custom(isFlag) })],
  ['deposit', object({})],
  ['history', object({})],
  ['exit', object({})],
  ['error', object({ message: custom(isText), fatal: optional(custom(isFlag)) })],
]);

/**
 * What a game can tell: `ready` to play · `progress` of loading, 0 to 1 · `busy` in a round, `idle` between rounds ·
 * `score` so far, `final` when it will not change · `balance` in units of `currency` · `mute-change` by the player ·
 * wishes of the player: `deposit`, `history`, `exit` · `error` in words, `fatal` when the game cannot go on.
 */
export type GameEvent =
  | { type: 'ready' }
  | { type: 'progress'; value: number }
  | { type: 'busy' }
  | { type: 'idle' }
  | { type: 'score'; score: number; final?: boolean }
  | { type: 'balance'; amount: number; currency?: string }
  | { type: 'mute-change'; muted: boolean }
  | { type: 'deposit' }
  | { type: 'history' }
  | { type: 'exit' }
  | { type: 'error'; message: string; fatal?: boolean };

/** What a page can ask of a game. */
export type GameCommand = 'pause' | 'resume' | 'mute' | 'unmute' | 'refresh-balance';

/** Every command, in the order of the documentation. */
export const gameCommands: readonly GameCommand[] = ['pause', 'resume', 'mute', 'unmute', 'refresh-balance'];

/** Where and how a game is shown: what its page tells it when they connect, and again when some of it changes. */
export interface GameEnvironment {
  /** Language of the page around the game, as a BCP 47 tag such as `pt-BR`. */
  readonly locale: string;
  /** Colour scheme of what is around the game. */
  readonly theme: 'light' | 'dark';
  /** The page wants no sound of the game. */
  readonly muted: boolean;
  /** Some of the game is on the screen, and the page in front of others. */
  readonly visible: boolean;
  /** What a notch, rounded corners or a home indicator take of each edge of the game, in CSS pixels. */
  readonly safeArea: EdgeInsets;
}

/** CSS pixels from each edge of a box. */
export interface EdgeInsets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** The event in `data` with only the members that belong to it, or undefined when it is not one. Never throws. */
export function parseGameEvent(data: unknown): GameEvent | undefined {
  const type = (data as { type?: unknown } | null | undefined)?.type;
  const result = members.get(type)?.safeParse(data);
  if (!result?.success) return undefined;
  // Absent flags are left out, so that an event compares equal to the one a test or a page writes down.
  const known = Object.entries(result.data).filter(([, value]) => value !== undefined);
  return Object.fromEntries([['type', type], ...known.map(([name, value]) => [name, settle(value)])]) as GameEvent;
}

/**
 * The members of `data` that keep it from being an event, `type` first when there is no such event; empty when it is one.
 * For tools that explain; whoever only needs the event calls {@link parseGameEvent}.
 */
export function wrongMembers(data: unknown): string[] {
  const schema = members.get((data as { type?: unknown } | null | undefined)?.type);
  if (!schema) return ['type'];
  const issues = schema.safeParse(data).error?.issues ?? [];
  return [...new Set(issues.map(({ path }) => String(path[0])))];
}

/** Cuts text. -0 becomes 0: it would be written "-0" by Intl and never equal a stored 0 under Object.is. */
function settle(value: unknown): unknown {
  if (isText(value)) return value.slice(0, LONGEST_TEXT);
  return typeof value === 'number' ? value + 0 : value;
}

const word = <T extends string | number>(expected: T) => custom<T>((value) => value === expected);
const helloId = custom<string>((value) => isText(value) && value.length <= 64);
const hello = object({ gs: word(1), type: word('hello'), id: optional(helloId) });
const open = object({ type: word('open'), nonce: custom<string>(isText) });
const bye = object({ type: word('bye') });
const pong = object({ type: word('pong') });

/** A game's hello, whose id goes back with the welcome, so that no other document takes it for its own. */
export function parseHello(data: unknown): { id?: string | undefined } | undefined {
  return hello.safeParse(data).data;
}

/** Whether `data` is the first message on a new port: the nonce of our welcome, sent back. */
export function isOpening(data: unknown, nonce: string): boolean {
  const result = open.safeParse(data);
  return result.success && result.data.nonce === nonce;
}

/** Whether the first message on a port says that the game answers pings. */
export function answersPings(data: unknown): boolean {
  return (data as { pings?: unknown }).pings === true;
}

/** Whether `data` is a game's answer to a ping. */
export function isPong(data: unknown): boolean {
  return pong.safeParse(data).success;
}

/** Whether `data` is a game's farewell, sent when its document goes away. */
export function isGoodbye(data: unknown): boolean {
  return bye.safeParse(data).success;
}

/** Our own vocabulary outside the port: an author who forgot the handshake, or somebody who tries to get round it. */
export function usesOwnProtocol(data: unknown): boolean {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, 'gs');
}

/** The longest message read from a game, in bytes as counted by {@link exceedsSize}. */
export const LARGEST_MESSAGE = 64 * 1024;

/**
 * Whether a message is larger than `limit` bytes: text counts two bytes a unit, any other value or key eight. Stops as
 * soon as the answer is known, so the cost does not grow with the message, and neither deep nor circular data hurts.
 */
export function exceedsSize(data: unknown, limit: number): boolean {
  let left = limit;
  const rest: unknown[] = [data];
  while (rest.length > 0 && left >= 0) {
    const value = rest.pop();
    left -= typeof value === 'string' ? value.length * 2 : 8;
    if (typeof value !== 'object' || value === null) continue;
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) left -= value.byteLength;
    else if (value instanceof Blob) left -= value.size;
    else if (value instanceof Map || value instanceof Set) left -= value.size * 16;
    else left -= pushMembers(value, rest, left);
  }
  return left < 0;
}

/** Puts the members of an object or array on `rest`, as long as they can fit; answers the bytes of the keys. */
function pushMembers(value: object, rest: unknown[], left: number): number {
  if (Array.isArray(value)) {
    if (value.length * 8 > left) return left + 1;
    rest.push(...(value as unknown[]));
    return 0;
  }
  let size = 0;
  // for…in sees the keys one by one; Object.keys of a million-key object would be the very cost to avoid.
  for (const key in value) {
    size += key.length * 2;
    if (size > left) break;
    rest.push((value as Record<string, unknown>)[key]);
  }
  return size;
}
