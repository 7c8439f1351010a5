/** The pieces that `<gs-game-frame>` is put together from. */
import { parseUrl } from '../../api/sanitize.js';
import { html, nothing, type TemplateResult } from 'lit';
import type { RefusalReason } from '../../game/frame-url.js';
import type { Strings } from '../../shared/localize.js';
import type { BlockedReason } from './events.js';

/** Says one of our strings in the reader's language. */
export type Say = (name: keyof Strings, values?: Readonly<Record<string, string>>) => string;

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

/** The iframe. Its url goes in last: the frame starts with its sandbox on. */
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
    @load=${onLoad}
    src=${url.href}
  ></iframe>`;
}

/** The bar while the game loads: `progress` of 1 when the game tells, moving by itself when not. */
export function renderProgress(say: Say, progress: number | undefined): TemplateResult {
  const label = say('frameLoading');
  return html`<slot name="loading"
    ><progress part="progress" max="1" value=${progress ?? nothing} aria-label=${label}></progress
  ></slot>`;
}

/** What is said while the game stays visible, with the way to load it again. */
export function renderNotice(say: Say, text: keyof Strings | undefined, onReload: () => void): TemplateResult {
  // The box is there before its words, or screen readers would not read them.
  return html`<div class="notice" part="notice" role="status">${
    text
      ? html`<span>${say(text)}</span
          ><button type="button" class="button" part="retry-button" @click=${onReload}>${say('frameReload')}</button>`
      : nothing
  }</div>`;
}

/** What is said instead of a game that can't be framed. */
export function renderRefusal(say: Say, reason: RefusalReason | BlockedReason, src = ''): TemplateResult {
  const host = parseUrl(src)?.host ?? '';
  return html`<slot name="error"
    ><div class="message" part="message" role="alert">
      <span class="message-icon" aria-hidden="true">!</span>
      <p>${say(REFUSED[reason], { host })}</p>
    </div></slot
  >`;
}
