/**
 * The helper for people who write games: says what happens in the game to the page that frames it, and passes the
 * page's wishes (pause, mute…) on to the game. Published alone as `game-session-widgets/game`; it imports nothing, so
 * a game may also copy the built file. How the conversation goes is described in `docs/games.md`.
 */

/** What a game can be asked for, and whom it trusts. Every member is optional. */
export interface GameOptions {
  /** Origins of the pages that may frame the game (`https://play.example.com`). Left out: any page that frames it. */
  origins?: readonly string[];
  /** Stop time, input and sound now; the page shows something over the game. */
  onPause?(): void;
  /** Go on after a pause. */
  onResume?(): void;
  /** Sound off (`true`) or back on (`false`). */
  onMute?(muted: boolean): void;
  /** The player's money changed outside the game: ask your server for the balance again. */
  onRefreshBalance?(): void;
}

/** The game's end of the conversation. No method throws or waits; outside a frame all of them do nothing. */
export interface Game {
  /** The game can be played. Until then the page shows that it is loading. */
  ready(): void;
  /** How much is loaded, from 0 to 1; what lies outside is clamped. */
  progress(value: number): void;
  /** A round has begun: money or points are at stake, do not interrupt. */
  busy(): void;
  /** The round is over: a safe moment for the page to interrupt. */
  idle(): void;
  /** The score so far; `final` when this game is over and the score will not change any more. */
  score(value: number, final?: boolean): void;
  /** The player's money in units of `currency` (ISO 4217). */
  balance(amount: number, currency?: string): void;
  /** The player has switched the sound inside the game. */
  muteChanged(muted: boolean): void;
  /** The player wants to pay in. */
  deposit(): void;
  /** The player wants to see earlier rounds. */
  history(): void;
  /** The player wants to leave the game. */
  exit(): void;
  /** Something went wrong, in words for the player; `fatal` when the game cannot go on. */
  error(message: string, fatal?: boolean): void;
  /** Whether the page has answered. What is said earlier is kept (the last 64) and sent in order. */
  readonly connected: boolean;
  /** Ends the conversation for good and forgets what was not sent. */
  disconnect(): void;
}

interface Wire {
  gs?: unknown;
  type?: unknown;
  id?: unknown;
  nonce?: unknown;
}

/**
 * Says hello to the framing page and answers the game's end of the conversation at once.
 * @throws TypeError for an entry of `origins` that is no url, and only inside a frame.
 */
export function connectGame(options: GameOptions = {}): Game {
  let host = typeof window === 'undefined' || window.parent === window ? undefined : window.parent;
  const origins = host && options.origins?.map((origin) => new URL(origin).origin);
  let queue: object[] = [];
  let port: MessagePort | undefined;
  let id = '';

  const say = (type: string, more?: object): void => {
    const message = { type, ...more };
    if (port) port.postMessage(message);
    else if (host && queue.push(message) > 64) queue.shift();
  };
  // The hello holds no secret, so it may go to a page that the game does not know.
  const hello = (): void => {
    id = Math.random().toString(36);
    for (const origin of origins ?? ['*']) host?.postMessage({ gs: 1, type: 'hello', id }, origin);
  };
  const hear = ({ data }: MessageEvent<Wire | undefined>): void => {
    const type = data?.type;
    if (type === 'pause') options.onPause?.();
    else if (type === 'resume') options.onResume?.();
    else if (type === 'mute' || type === 'unmute') options.onMute?.(type === 'mute');
    else if (type === 'refresh-balance') options.onRefreshBalance?.();
  };
  const welcome = ({ data, origin, ports, source }: MessageEvent<Wire | undefined>): void => {
    if (port || source !== host || (origins && !origins.includes(origin))) return;
    if (data?.gs !== 1 || data.type !== 'welcome' || data.id !== id || !ports[0]) return;
    port = ports[0];
    port.onmessage = hear;
    // The page listens to this port only once its nonce has come back.
    say('open', { nonce: data.nonce });
    for (const message of queue) port.postMessage(message);
    queue = [];
  };
  const leave = (): void => {
    port?.postMessage({ type: 'bye' });
    port?.close();
    port = undefined;
  };
  // A page that comes back out of the back/forward cache has lost its port.
  const comeBack = (event: PageTransitionEvent): void => {
    if (event.persisted) hello();
  };
  const listen = (method: 'addEventListener' | 'removeEventListener'): void => {
    window[method]('message', welcome as EventListener);
    window[method]('pagehide', leave);
    window[method]('pageshow', comeBack as EventListener);
  };

  if (host) {
    listen('addEventListener');
    hello();
  }
  return {
    ready: () => say('ready'),
    progress: (value) => say('progress', { value: Math.min(1, Math.max(0, value)) }),
    busy: () => say('busy'),
    idle: () => say('idle'),
    score: (score, final) => say('score', { score, final }),
    balance: (amount, currency) => say('balance', { amount, currency }),
    muteChanged: (muted) => say('mute-change', { muted }),
    deposit: () => say('deposit'),
    history: () => say('history'),
    exit: () => say('exit'),
    error: (message, fatal) => say('error', { message, fatal }),
    get connected() {
      return !!port;
    },
    disconnect: () => {
      if (!host) return;
      listen('removeEventListener');
      leave();
      host = undefined;
      queue = [];
    },
  };
}
