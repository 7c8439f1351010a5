import { css } from 'lit';

/**
 * The tokens a page restyles everything with, and the shell around every widget.
 * Elements read the private names (`--_…`), which fall back to values that pass AA in light and in dark.
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
    --_gap: var(--gs-gap, 4px);
    --_radius: var(--gs-radius, 12px);
    --_radius-in: calc(var(--_radius) * 2 / 3);
    --_duration: var(--gs-duration, 200ms);
    display: block;
    font: inherit;
    font-family: var(--gs-font, inherit);
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

/** The box, header, badge, skeleton, message and buttons of a widget. */
export const shell = css`
  :host {
    container-type: inline-size;
    /* Where the page takes an element's width from its content, there is none to take it from. */
    contain-intrinsic-inline-size: min(24rem, 90vw);
    min-inline-size: 0;
    max-inline-size: 100%;
  }
  .base {
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    font-size: 1rem;
    line-height: 1.4;
    overflow: clip;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_gap) * 2) calc(var(--_gap) * 3);
    padding: calc(var(--_gap) * 3) calc(var(--_gap) * 4);
  }
  .heading {
    font-size: 1.25rem;
    font-weight: 600;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }
  .badge {
    flex: none;
    padding: 2px calc(var(--_gap) * 2.5);
    border: 1px solid var(--_border);
    border-radius: 999px;
    color: var(--_muted);
    font-size: 0.8125rem;
    white-space: nowrap;
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
    inline-size: 28px;
    block-size: 28px;
    border: 2px solid var(--_negative);
    border-radius: 999px;
    color: var(--_negative);
    font-weight: 600;
    line-height: 1;
  }
  .button,
  [part~='retry-button'] {
    min-block-size: 44px;
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
  /* A quick answer shows no skeleton at all: it waits 150 ms before it is seen. */
  .skeleton {
    animation: appear 150ms 150ms both;
  }
  .bone {
    border-radius: var(--_radius-in);
    background: linear-gradient(100deg, var(--_raised) 40%, var(--_border) 50%, var(--_raised) 60%) 0 0 / 300% 100%;
    animation: shimmer 2.4s linear infinite;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  @keyframes shimmer {
    from {
      background-position: 100% 0;
    }
    to {
      background-position: 0 0;
    }
  }
  @media (forced-colors: active) {
    .bone {
      border: 1px solid GrayText;
    }
  }
`;
