/**
 * Entry of the script tag: `<script type="module" src="…/embed.js" data-gateway="…"></script>`.
 * Loads the code of just the elements that are on the page, now or later, and connects them as the tag's `data-*` say.
 */
import { elementModules } from './element-modules.js';
import reserve from './reserve.css?inline';
import { checkBrowser } from './shared/baseline.js';
import { documentMember } from './shared/document-member.js';
import { hidePrototypeExtensions } from './shared/prototype-extensions.js';
import { claimPage, findModuleScript, storeScriptUrl, storeSettings } from './shared/script-tag.js';

/** Tags whose code has not been requested. */
const waiting = new Set(Object.keys(elementModules));

/**
 * Loads the code of an element: its module and all that it imports, requested side by side. By `import()` and not by
 * `<link rel="modulepreload">`: it passes on the script's nonce, works in every browser, and leaves the page's head alone.
 * After a failure the next change of the page tries again.
 */
async function load(tag: string, modules: readonly string[]): Promise<void> {
  hidePrototypeExtensions();
  try {
    await Promise.all(modules.map((module) => import(/* @vite-ignore */ new URL(module, import.meta.url).href)));
  } catch (error) {
    waiting.add(tag);
    console.error(`game-session-widgets: the code of <${tag}> did not load.`, error);
  }
}

function loadPresentElements(): void {
  for (const tag of waiting) {
    if (!documentMember('getElementsByTagName').call(document, tag)[0]) continue;
    waiting.delete(tag);
    if (!customElements.get(tag)) void load(tag, elementModules[tag]);
  }
}

// A second script tag, of this version or another, leaves the page to the first; on a server there is no page. In a browser
// that is too old the page keeps what it has put into the elements.
if (typeof document !== 'undefined' && claimPage() && checkBrowser()) {
  storeScriptUrl(import.meta.url);
  storeSettings(findModuleScript(import.meta.url));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(reserve);
  documentMember('adoptedStyleSheets').push(sheet);

  loadPresentElements();
  new MutationObserver(loadPresentElements).observe(document, { childList: true, subtree: true });
}
