/** Finds the element that starts games on the page by its methods: elements do not import each other. */

/** What to start. */
export interface LaunchRequest {
  gameId: string;
  gameTitle?: string;
  gameImage?: string;
}

interface Launcher extends HTMLElement {
  launch(request: LaunchRequest): unknown;
}

interface Swiper extends HTMLElement {
  gameIds?: string;
  append(...ids: string[]): void;
  goTo(gameId: string): void;
}

const LAUNCHER = 'gs-session-launcher';
const SWIPER = 'gs-multi-swiper';

/**
 * The way to start a game in the launcher or swiper with that id, else in the nearest launcher, else in the nearest
 * swiper; undefined when there is none. One whose code has not loaded starts the game when it has.
 */
export function findLauncher(
  element: HTMLElement,
  id: string | undefined,
): ((request: LaunchRequest) => void) | undefined {
  const found = id ? findById(element, id) : (findNearest(element, LAUNCHER) ?? findNearest(element, SWIPER));
  if (!found) return undefined;
  return (request) => {
    void customElements.whenDefined(found.localName).then(() => {
      if (found.localName === LAUNCHER) (found as Launcher).launch(request);
      else showInSwiper(found as Swiper, request.gameId);
      found.scrollIntoView({ block: 'nearest' });
    });
  };
}

function findById(element: HTMLElement, id: string): HTMLElement | undefined {
  // Not by instanceof: an element may be in a frame, whose document is of another kind.
  return [element.getRootNode(), element.ownerDocument]
    .filter((root): root is Document | ShadowRoot => 'getElementById' in root)
    .map((root) => root.getElementById(id))
    .find((found) => found?.localName === LAUNCHER || found?.localName === SWIPER) as HTMLElement | undefined;
}

/** The one in the smallest box around the element, out through shadow roots. */
function findNearest(element: HTMLElement, selector: string): HTMLElement | undefined {
  for (let node: Node | null = element; node; node = node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null) {
    const found = (node as Partial<ParentNode>).querySelector?.<HTMLElement>(selector);
    if (found) return found;
  }
  return undefined;
}

function showInSwiper(swiper: Swiper, gameId: string): void {
  const ids = (swiper.gameIds ?? '').split(/[\s,]+/);
  if (!ids.includes(gameId)) swiper.append(gameId);
  swiper.goTo(gameId);
}
