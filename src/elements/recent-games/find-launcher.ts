/** The page's launcher, found by what it can do: elements do not import each other. */

/** What a launcher is asked to start. */
export interface LaunchRequest {
  gameId: string;
  gameTitle?: string;
  gameImage?: string;
}

interface Launcher extends HTMLElement {
  launch(wish: LaunchRequest): unknown;
}

/**
 * The way to start a game in the launcher with that id, else in the first one on the page; undefined when there is none.
 * A launcher whose code is still on its way starts the game when it is there.
 */
export function findLauncher(
  element: HTMLElement,
  id: string | undefined,
): ((wish: LaunchRequest) => void) | undefined {
  // Not by instanceof: an element may be in a frame, whose document is of another kind.
  const roots = [element.getRootNode(), element.ownerDocument].filter(
    (root): root is Document | ShadowRoot => 'getElementById' in root,
  );
  const found = roots
    .map((root) => (id ? root.getElementById(id) : root.querySelector<HTMLElement>('gs-session-launcher')))
    .find((candidate) => candidate?.localName === 'gs-session-launcher') as Launcher | undefined;
  if (!found) return undefined;
  return (wish) => {
    void customElements.whenDefined(found.localName).then(() => {
      found.launch(wish);
      found.scrollIntoView({ block: 'nearest' });
    });
  };
}
