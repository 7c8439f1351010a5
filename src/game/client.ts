/**
 * The helper for people who write games: sends what happens in the game to the page that frames it, and passes on what
 * the page sends (pause, mute, language…). Published alone as `game-session-widgets/game`; it imports nothing, so a game
 * may also copy the built file. `docs/games.md` describes the protocol.
 */
import type { GameEnvironment } from './messages.js';

export type { EdgeInsets, GameEnvironment } from './messages.js';

/** What a game does when the page asks for it, and which pages it trusts. Every member is optional. */
export interface GameOptions {
  /** Origins of the pages that may frame the game (`https://play.example.com`). Left out: any page that frames it. */
  origins?: readonly string[];
  /** Stop time, input and sound now; the page shows something over the game. */
  onPause?(): void;
  /** Go on after a pause. */
  onResume?(): void;
  /** Sound off (`true`) or back on (`false`). */
  onMute?(muted: boolean): void;
  /** The player's money changed outside the game: request the balance from your server again. */
  onRefreshBalance?(): void;
  /** Language, colours, visibility or safe area: the first values, and each change of them. */
  onEnvironment?(environment: GameEnvironment): void;
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
  /** Whether the page has answered. What is sent earlier is kept (the last 64 messages) and delivered in order. */
  readonly connected: boolean;
  /** Where and how the game is shown, as the page sent it last; undefined until then, and in pages that send none. */
  readonly environment: GameEnvironment | undefined;
  /** Ends the conversation for good and forgets what was not sent. */
  disconnect(): void;
}

interface Message extends Partial<GameEnvironment> {
  gs?: unknown;
  type?: unknown;
  id?: unknown;
  nonce?: unknown;
}

/**
 * Sends a hello to the framing page and returns the game's end of the conversation at once.
 * @throws TypeError for an entry of `origins` that is no url, and only inside a frame.
 */
export function connectGame(options: GameOptions = {}): Game {
  let host = typeof window === 'undefined' || window.parent === window ? undefined : window.parent;
  const origins = host && options.origins?.map((origin) => new URL(origin).origin);
  let queue: object[] = [];
  let port: MessagePort | undefined;
  let environment: GameEnvironment | undefined;
  let id = '';

  const send = (type: string, more?: object): void => {
    const message = { type, ...more };
    if (port) port.postMessage(message);
    else if (host && queue.push(message) > 64) queue.shift();
  };
  // The hello holds no secret, so it may go to a page that the game does not know.
  const sendHello = (): void => {
    id = Math.random().toString(36);
    for (const origin of origins ?? ['*']) host?.postMessage({ gs: 1, type: 'hello', id }, origin);
  };
  const onMessage = ({ data }: MessageEvent<Message | undefined>): void => {
    const type = data?.type;
    // asked when another document may have taken this one's place
    if (type === 'ping') send('pong');
    else if (type === 'pause') options.onPause?.();
    else if (type === 'resume') options.onResume?.();
    else if (type === 'mute' || type === 'unmute') options.onMute?.(type === 'mute');
    else if (type === 'refresh-balance') options.onRefreshBalance?.();
    else if (type === 'environment') {
      const { locale, theme, muted, visible, safeArea } = data as GameEnvironment;
      environment = { locale, theme, muted, visible, safeArea };
      options.onEnvironment?.(environment);
    }
  };
  const onWelcome = ({ data, origin, ports, source }: MessageEvent<Message | undefined>): void => {
    if (port || source !== host || (origins && !origins.includes(origin))) return;
    if (data?.gs !== 1 || data.type !== 'welcome' || data.id !== id || !ports[0]) return;
    port = ports[0];
    port.onmessage = onMessage;
    // The page reads this port only once its nonce has come back.
    send('open', { nonce: data.nonce, pings: true });
    for (const message of queue) port.postMessage(message);
    queue = [];
  };
  const close = (): void => {
    port?.postMessage({ type: 'bye' });
    port?.close();
    port = undefined;
  };
  // A page that comes back out of the back/forward cache has lost its port.
  const onPageShow = (event: PageTransitionEvent): void => {
    if (event.persisted) sendHello();
  };
  const listen = (method: 'addEventListener' | 'removeEventListener'): void => {
    window[method]('message', onWelcome as EventListener);
    window[method]('pagehide', close);
    window[method]('pageshow', onPageShow as EventListener);
  };

  if (host) {
    listen('addEventListener');
    sendHello();
  }
  return {
    ready: () => send('ready'),
    progress: (value) => send('progress', { value: Math.min(1, Math.max(0, value)) }),
    busy: () => send('busy'),
    idle: () => send('idle'),
    score: (score, final) => send('score', { score, final }),
    balance: (amount, currency) => send('balance', { amount, currency }),
    muteChanged: (muted) => send('mute-change', { muted }),
    deposit: () => send('deposit'),
    history: () => send('history'),
    exit: () => send('exit'),
    error: (message, fatal) => send('error', { message, fatal }),
    get connected() {
      return !!port;
    },
    get environment() {
      return environment;
    },
    disconnect: () => {
      if (!host) return;
      listen('removeEventListener');
      close();
      host = undefined;
      queue = [];
    },
  };
}
