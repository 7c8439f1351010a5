/** Templates of `<gs-game-frame>`. */
import { parseUrl } from '../../api/sanitize.js';
import { html, nothing, type TemplateResult } from 'lit';
import type { RefusalReason } from '../../game/frame-url.js';
import type { Localize, Strings } from '../../shared/localize.js';
import type { BlockedReason } from './events.js';

const REFUSED: Record<RefusalReason | BlockedReason, keyof Strings> = {
  blank: 'frameBlank',
  relative: 'frameInvalid',
  invalid: 'frameInvalid',
  scheme: 'frameScheme',
  insecure: 'frameInsecure',
  credentials: 'frameCredentials',
  'own-origin': 'frameOwnOrigin',
  'not-listed': 'frameNotListed',
  'page-policy': 'framePagePolicy',
  'too-much': 'frameTooMuch',
};

// Never top navigation, dialogs or downloads. Same-origin, because games keep their state in the storage of their origin.
const SANDBOX = 'allow-scripts allow-same-origin allow-forms allow-pointer-lock allow-orientation-lock';
const ALLOW = 'encrypted-media; screen-wake-lock; gamepad';

/**
 * The iframe. `src` is set last, so that the sandbox applies to the first document. Without `credentialless` a page that is
 * cross-origin isolated shows a game only where the game's own headers allow it.
 */
export function renderFrame(
  url: URL,
  {
    title,
    popups,
    noFullscreen,
    noAutoplay,
    isSeen,
    onLoad,
  }: {
    title: string;
    popups: boolean;
    noFullscreen: boolean;
    noAutoplay: boolean;
    isSeen: boolean;
    onLoad: () => void;
  },
): TemplateResult {
  return html`<iframe
    class=${isSeen ? '' : 'unseen'}
    part="frame"
    title=${title}
    sandbox=${popups ? `${SANDBOX} allow-popups` : SANDBOX}
    allow=${`${noFullscreen ? '' : 'fullscreen; '}${noAutoplay ? '' : 'autoplay; '}${ALLOW}`}
    referrerpolicy="strict-origin"
    ?credentialless=${globalThis.crossOriginIsolated === true}
    @load=${onLoad}
    src=${url.href}
  ></iframe>`;
}

/** The progress bar while the game loads: `progress` from 0 to 1 when the game reports it, else indeterminate. */
export function renderProgress(localize: Localize, progress: number | undefined): TemplateResult {
  const label = localize('frameLoading');
  return html`<slot name="loading"
    ><progress part="progress" max="1" value=${progress ?? nothing} aria-label=${label}></progress
  ></slot>`;
}

/** A message over the visible game, with a button that loads it again. */
export function renderNotice(
  localize: Localize,
  text: keyof Strings | undefined,
  onReload: () => void,
): TemplateResult {
  // A live region has to exist before its text, else screen readers do not announce it.
  return html`<div class="notice" part="notice" role="status">${
    text
      ? html`<span>${localize(text)}</span
          ><button type="button" class="button" part="retry-button" @click=${onReload}>${localize('frameReload')}</button>`
      : nothing
  }</div>`;
}

/** The message in place of a game that can't be framed. */
export function renderRefusal(localize: Localize, reason: RefusalReason | BlockedReason, src = ''): TemplateResult {
  const host = parseUrl(src)?.host ?? '';
  return html`<slot name="error"
    ><div class="message" part="message" role="alert">
      <span class="message-icon" aria-hidden="true">!</span>
      <p>${localize(REFUSED[reason], { host })}</p>
    </div></slot
  >`;
}
