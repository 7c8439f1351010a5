import { css } from 'lit';
import { components } from './components.styles.js';

/**
 * The design tokens, and the layout around every widget. Elements read the private names (`--_…`), which fall back to
 * values that pass AA in light and in dark. Lengths are in em, so that the font size of an element scales all of it;
 * only lines, outlines and corner radii are in px. Nothing is in rem: the root's font size belongs to the page.
 */
export const tokens = css`
  :host {
    --_surface: var(--gs-color-surface, light-dark(#fff, #15171c));
    --_raised: var(--gs-color-raised, light-dark(#f5f5f8, #1f222a));
    --_text: var(--gs-color-text, light-dark(#16181d, #eceef2));
    --_muted: var(--gs-color-muted, light-dark(#5a6170, #a5acba));
    --_accent: var(--gs-color-accent, light-dark(#5b2bd9, #b9a3ff));
    --_on-accent: var(--gs-color-on-accent, light-dark(#fff, #190e3c));
    --_border: var(--gs-color-border, light-dark(#e2e4ea, #30343e));
    --_positive: var(--gs-color-positive, light-dark(#11704a, #57d39b));
    --_negative: var(--gs-color-negative, light-dark(#b3261e, #ff958c));
    --_warning: var(--gs-color-warning, light-dark(#855600, #f2c14e));
    --_focus: var(--gs-color-focus, var(--_accent));
    --_gap: var(--gs-gap, 0.25em);
    --_radius: var(--gs-radius, 12px);
    --_radius-in: calc(var(--_radius) * 2 / 3);
    --_duration: var(--gs-duration, 200ms);
    display: block;
    font: inherit;
    font-family: var(--gs-font, inherit);
    font-size: var(--gs-font-size, inherit);
    color: var(--_text);
    text-align: start;
    text-indent: 0;
    white-space: normal;
  }
  :host([hidden]) {
    display: none !important;
  }
  :host(:state(light)) {
    color-scheme: light;
  }
  :host(:state(dark)) {
    color-scheme: dark;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host([theme='auto']) {
    color-scheme: inherit;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
`;

/** What every widget is laid out with (box, header, message, buttons), after the small components that several show. */
export const shell = css`
  ${components}
  /* The host has a size and no layout of its own, so that it works with any \`display\` that the page gives it. */
  :host {
    min-inline-size: 0;
    max-inline-size: 100%;
  }
  .base {
    container-type: inline-size;
    /* Where the page takes an element's width from its content, there is none to take it from. */
    contain-intrinsic-inline-size: min(24em, 90vw);
    inline-size: 100%;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    line-height: 1.4;
    overflow: clip;
  }
  header {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_gap) * 2) calc(var(--_gap) * 3);
    padding: calc(var(--_gap) * 3) calc(var(--_gap) * 4);
  }
  .heading {
    font-size: 1.25em;
    font-weight: 600;
    line-height: 1.25;
    text-align: -webkit-match-parent;
    text-align: match-parent;
    overflow-wrap: anywhere;
  }
  /* How old the data is, or that the network is away: on the lower edge of the header, where it moves nothing. */
  .age {
    border-color: currentColor;
    background: var(--_surface);
    color: var(--_warning);
    white-space: normal;
    text-wrap: balance;
  }
  header > .age {
    position: absolute;
    z-index: 4;
    inset: 100% 0 auto;
    inline-size: fit-content;
    max-inline-size: calc(100% - var(--_gap) * 4);
    margin-inline: auto;
    translate: 0 -50%;
    line-height: 1.2;
    text-align: center;
  }
  footer > .age {
    display: block;
    inline-size: fit-content;
    margin: calc(var(--_gap) * 2) auto;
  }
  .message {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_gap) * 3);
    min-block-size: calc(var(--_gap) * 36);
    margin: 0;
    padding: calc(var(--_gap) * 6) calc(var(--_gap) * 4);
    color: var(--_muted);
    text-align: center;
    text-wrap: balance;
  }
  .message p {
    margin: 0;
    max-inline-size: 42ch;
  }
  .message-icon {
    display: grid;
    place-items: center;
    inline-size: 1.75em;
    block-size: 1.75em;
    border: 2px solid var(--_negative);
    border-radius: 999px;
    color: var(--_negative);
    font-weight: 600;
    line-height: 1;
  }
  .button,
  [part~='retry-button'] {
    min-block-size: 2.75em;
    padding: calc(var(--_gap) * 2) calc(var(--_gap) * 4);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-in);
    background: var(--_raised);
    color: var(--_text);
    font-weight: 600;
    cursor: pointer;
    transition: border-color var(--_duration) ease-out;
  }
  .button:hover,
  [part~='retry-button']:hover {
    border-color: var(--_accent);
  }
  .button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .button:disabled {
    opacity: 0.6;
    cursor: default;
  }
`;
