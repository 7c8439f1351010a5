/** The page's launcher, found by what it can do: elements do not import each other. */

/** What a launcher is asked to start. */
export interface LaunchWish {
  gameId: string;
  gameTitle?: string;
  gameImage?: string;
}

interface Launcher extends HTMLElement {
  launch(wish: LaunchWish): unknown;
}

/**
 * The way to start a game in the launcher with that id, else in the first one on the page; undefined when there is none.
 * A launcher whose code is still on its way starts the game when it is there.
 */
export function launcherOf(element: HTMLElement, id: string | undefined): ((wish: LaunchWish) => void) | undefined {
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
