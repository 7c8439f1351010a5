/**
 * The one vocabulary in which games and pages talk, whatever words a game's vendor uses (`dialects.ts` translates),
 * and the checks that everything from a game has to pass. Nothing here knows about windows or ports.
 */
import * as z from 'zod/mini';

/** The largest score or balance that is believed, either side of zero; whole numbers stay exact up to here. */
export const LARGEST_AMOUNT = 1e15;
/** The longest message text kept of a game's error, in UTF-16 units; the rest is cut. */
export const LONGEST_TEXT = 500;

// -0 would be written "-0" by Intl and never equal a stored 0 under Object.is.
const amount = z.pipe(
  z.number().check(z.gte(-LARGEST_AMOUNT), z.lte(LARGEST_AMOUNT)),
  z.transform((value: number) => (value === 0 ? 0 : value)),
);
const text = z.pipe(
  z.string(),
  z.transform((value: string) => value.slice(0, LONGEST_TEXT)),
);
const currency = z.string().check(z.regex(/^[A-Za-z0-9]{2,10}$/));
const flag = z.optional(z.boolean());

const gameEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('progress'), value: z.number().check(z.gte(0), z.lte(1)) }),
  z.object({ type: z.literal('busy') }),
  z.object({ type: z.literal('idle') }),
  z.object({ type: z.literal('score'), score: amount, final: flag }),
  z.object({ type: z.literal('balance'), amount, currency: z.optional(currency) }),
  z.object({ type: z.literal('mute-change'), muted: z.boolean() }),
  z.object({ type: z.literal('deposit') }),
  z.object({ type: z.literal('history') }),
  z.object({ type: z.literal('exit') }),
  z.object({ type: z.literal('error'), message: text, fatal: flag }),
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

/** The event in `data` with only the members that belong to it, or undefined when it is not one. Never throws. */
export function parseGameEvent(data: unknown): GameEvent | undefined {
  const result = gameEvent.safeParse(data);
  if (!result.success) return undefined;
  // Absent flags are left out, so that an event compares equal to the one a test or a page writes down.
  const known = Object.entries(result.data).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as GameEvent;
}

const helloId = z.optional(z.string().check(z.maxLength(64)));
const hello = z.object({ gs: z.literal(1), type: z.literal('hello'), id: helloId });
const open = z.object({ type: z.literal('open'), nonce: z.string() });
const bye = z.object({ type: z.literal('bye') });

/** A game's hello, whose id goes back with the welcome, so that no other document takes it for its own. */
export function parseHello(data: unknown): { id?: string | undefined } | undefined {
  return hello.safeParse(data).data;
}

/** Whether `data` is the first message on a new port: the nonce of our welcome, sent back. */
export function isOpening(data: unknown, nonce: string): boolean {
  const result = open.safeParse(data);
  return result.success && result.data.nonce === nonce;
}

/** Whether `data` is a game's farewell, sent when its document goes away. */
export function isFarewell(data: unknown): boolean {
  return bye.safeParse(data).success;
}

/** The longest message read from a game, in bytes as counted by {@link exceeds}. */
export const LARGEST_MESSAGE = 64 * 1024;

/**
 * Whether a message is larger than `limit` bytes: text counts two bytes a unit, any other value or key eight. Stops as
 * soon as the answer is known, so the cost does not grow with the message, and neither deep nor circular data hurts.
 */
export function exceeds(data: unknown, limit: number): boolean {
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
