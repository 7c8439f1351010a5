import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { EdgeInsets, GameEnvironment } from '../../game/messages.js';

type Host = ReactiveControllerHost & HTMLElement & { readonly language: string };

const EDGES = ['top', 'right', 'bottom', 'left'] as const;

/**
 * Observes where and how the game is shown, from the moment that it is connected, and passes each change on. A frame from
 * another site sees neither the page's language nor its safe area, and has a colour scheme only where the browser passes it on.
 */
export class EnvironmentController implements ReactiveController {
  /** Whether the page has muted the game. */
  isMuted = false;
  readonly #host: Host;
  readonly #frame: () => HTMLElement | null;
  readonly #send: (environment: GameEnvironment) => unknown;
  #last = '';
  /** Unknown until it is observed. */
  #isOnScreen?: boolean;
  #stop?: () => void;

  /** @param send passes the environment to the game */
  constructor(host: Host, frame: () => HTMLElement | null, send: (environment: GameEnvironment) => unknown) {
    this.#host = host;
    this.#frame = frame;
    this.#send = send;
    host.addController(this);
  }

  hostUpdated(): void {
    this.update();
  }

  hostDisconnected(): void {
    this.stop();
  }

  /** The game has connected: sends the whole environment, then each change. */
  start(): void {
    this.stop();
    const frame = this.#frame();
    const view = this.#host.ownerDocument.defaultView;
    if (!frame || !view) return;
    const { document } = view;
    const update = () => this.update();
    const intersections = new IntersectionObserver(
      (entries) => {
        this.#isOnScreen = entries.at(-1)!.isIntersecting;
        this.update();
      },
      { threshold: [0, 1] },
    );
    // Pages switch their colours by an attribute of the root, such as a class.
    const attributes = new MutationObserver(update);
    const scheme = view.matchMedia('(prefers-color-scheme: dark)');
    this.#stop = () => {
      intersections.disconnect();
      attributes.disconnect();
      scheme.removeEventListener('change', update);
      document.removeEventListener('visibilitychange', update);
      view.removeEventListener('resize', update);
    };
    attributes.observe(document.documentElement, { attributes: true });
    scheme.addEventListener('change', update);
    document.addEventListener('visibilitychange', update);
    view.addEventListener('resize', update);
    intersections.observe(frame); // its first callback sends the environment, with `visible`
    this.update(); // there is no callback while the tab is in the background
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#last = '';
    this.#isOnScreen = undefined;
  }

  /** Sends the environment if it differs from the one sent last. */
  update(): void {
    const frame = this.#stop && this.#frame();
    if (!frame) return;
    const view = frame.ownerDocument.defaultView!;
    const isInFront = frame.ownerDocument.visibilityState === 'visible';
    if (isInFront && this.#isOnScreen === undefined) return;
    const style = view.getComputedStyle(frame);
    const environment: GameEnvironment = {
      locale: this.#host.language,
      theme: themeOf(style.colorScheme, view),
      muted: this.isMuted,
      visible: isInFront && !!this.#isOnScreen,
      safeArea: coveredEdges(frame.getBoundingClientRect(), view, insetsOf(style)),
    };
    const text = JSON.stringify(environment);
    if (text === this.#last) return;
    this.#last = text;
    this.#send(environment);
  }
}

/** @param scheme computed `color-scheme`: `normal`, or the schemes that are supported */
function themeOf(scheme: string, view: Window): 'light' | 'dark' {
  const isDark = scheme.includes('dark');
  if (isDark && scheme.includes('light'))
    return view.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  return isDark ? 'dark' : 'light';
}

/** The page's safe area, which the style sheet keeps in properties, as scripts cannot read `env()`. */
const insetsOf = (style: CSSStyleDeclaration): EdgeInsets =>
  Object.fromEntries(
    EDGES.map((edge) => [edge, parseFloat(style.getPropertyValue(`--_safe-${edge}`)) || 0]),
  ) as unknown as EdgeInsets;

/** How much of each edge of the box lies in the unsafe margin of the viewport; a box that keeps clear of it has zeros. */
export function coveredEdges(
  box: Pick<DOMRect, 'top' | 'right' | 'bottom' | 'left'>,
  { innerWidth, innerHeight }: { innerWidth: number; innerHeight: number },
  insets: EdgeInsets,
): EdgeInsets {
  const covered = (depth: number, inset: number) => Math.round(Math.min(inset, Math.max(0, depth)));
  return {
    top: covered(insets.top - box.top, insets.top),
    right: covered(box.right - (innerWidth - insets.right), insets.right),
    bottom: covered(box.bottom - (innerHeight - insets.bottom), insets.bottom),
    left: covered(insets.left - box.left, insets.left),
  };
}
