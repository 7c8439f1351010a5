/**
 * Entry of the script tag: `<script type="module" src="…/embed.js" data-gateway="…"></script>`.
 * Loads the code of just the elements that are on the page, now or later, and connects them as the tag's `data-*` say.
 */
import { claimPage, storeSettings } from './shared/script-tag.js';

/** What the page waits for is asked for at once, provider and elements side by side. */
const elements: Readonly<Record<string, () => Promise<unknown>>> = {
  'gs-provider': () => import('./elements/provider/provider.js'),
  'gs-leaderboard': () => import('./elements/leaderboard/leaderboard.js'),
  'gs-recent-games': () => import('./elements/recent-games/recent-games.js'),
  'gs-session-launcher': () => import('./elements/session-launcher/session-launcher.js'),
  'gs-multi-swiper': () => import('./elements/multi-swiper/multi-swiper.js'),
  'gs-game-frame': () => import('./elements/game-frame/game-frame.js'),
};

/** Room for what is to come, so that nothing on the page moves when it does. A page's own rules win over these. */
const reserve = `@layer gs-reserve {
:is(gs-leaderboard, gs-session-launcher, gs-multi-swiper, gs-recent-games):not(:defined) { display: block }
gs-leaderboard:not(:defined) { min-block-size: 30rem }
gs-session-launcher:not(:defined) { min-block-size: calc(2px + 6 * var(--gs-gap, 4px) + 1.5625rem + var(--gs-list-block-size, 26rem)) }
gs-session-launcher:is([session-id], [no-sessions]):not(:defined) { box-sizing: content-box; inline-size: 100%; aspect-ratio: 16 / 9; min-block-size: 201px; padding-block-end: calc(45px + 6 * var(--gs-gap, 4px) + 1.5625rem) }
gs-session-launcher[session-id]:not(:defined) { padding-block-end: calc(45px + 8 * var(--gs-gap, 4px) + 3.1875rem) }
gs-multi-swiper:not(:defined) { min-block-size: calc(min(80svh, 36rem) + 51px) }
gs-recent-games:not(:defined) { min-block-size: 274px }
@media (width < 480px) { gs-recent-games:not(:defined) { min-block-size: 253px } }
}`;

/** Loads an element's code, once. A lost request is forgotten, so that the next sighting asks again. */
function load(tag: string): void {
  elements[tag]?.().catch((error: unknown) => {
    waiting.add(tag);
    console.error(`game-session-widgets: the code of <${tag}> did not load.`, error);
  });
}

/** The script tag that this module came by. */
const ownTag = () => [...document.scripts].find((script) => script.src === import.meta.url);

const waiting = new Set(Object.keys(elements));

function loadWhatIsThere(): void {
  for (const tag of waiting) {
    if (!document.getElementsByTagName(tag)[0]) continue;
    waiting.delete(tag);
    if (!customElements.get(tag)) load(tag);
  }
}

// A second script tag, of this version or another, leaves the page to the first; on a server there is no page.
if (typeof document !== 'undefined' && claimPage()) {
  // Needed before the first request: asked for now, it does not come last.
  if (storeSettings(ownTag()).gateway) import('./live/token.js').catch(() => 'asked for again when it is needed');
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(reserve);
  document.adoptedStyleSheets.push(sheet);

  loadWhatIsThere();
  new MutationObserver(loadWhatIsThere).observe(document, { childList: true, subtree: true });
}
