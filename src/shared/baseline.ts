/**
 * The oldest browsers that work: Chrome and Edge 106, Firefox 110, Safari 16.4. Below them nothing is registered, so that the
 * page keeps showing what it has put into the elements. test/baseline.test.ts keeps newer methods out of the source.
 */
const isSupported = (): boolean =>
  typeof HTMLElement !== 'undefined' &&
  'attachInternals' in HTMLElement.prototype &&
  'adoptedStyleSheets' in Document.prototype &&
  'replaceSync' in CSSStyleSheet.prototype &&
  CSS.supports('container-type', 'inline-size');

let supported: boolean | undefined;

/** Whether this browser can show the elements; when it can't, a line is logged once. */
export function checkBrowser(): boolean {
  if (supported === undefined) {
    supported = isSupported();
    if (!supported) {
      console.warn('game-session-widgets: this browser is too old (Chrome and Edge 106, Firefox 110, Safari 16.4).');
    }
  }
  return supported;
}
