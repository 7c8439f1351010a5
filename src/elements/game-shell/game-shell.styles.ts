import { css } from 'lit';

/** The toolbar is dark in both schemes, so that it does not compete with the game. */
export const styles = css`
  :host {
    --_ink: #eceef2;
    background: var(--gs-color-stage, #0e0f13);
    color: var(--_ink);
    color-scheme: dark;
  }
  .box {
    position: relative;
    container-type: inline-size;
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  .bar {
    position: relative;
    z-index: 1;
    display: flex;
    flex-wrap: wrap; /* what has no room beside the clock is below it, not cut off */
    align-items: center;
    gap: 0 calc(var(--_gap) * 2);
    min-block-size: 2.75em;
    padding-inline: calc(var(--_gap) * 4) var(--_gap);
  }
  .bar:not(.on-poster) {
    background: var(--gs-color-stage, #0e0f13);
  }
  .on-poster {
    background: linear-gradient(rgb(8 9 12 / 60%), rgb(8 9 12 / 0%));
  }
  @container (width >= 18.75em) {
    .on-poster .name {
      visibility: hidden;
    }
  }
  .bar > :not(.tool, slot) {
    font-size: 0.8125em;
  }
  .name {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    color: #b4bac6;
    text-overflow: ellipsis;
    text-align: -webkit-match-parent;
    text-align: match-parent;
    white-space: nowrap;
  }
  .tool {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 2.75em;
    block-size: 2.75em;
    padding: 0;
    border: 0;
    border-radius: var(--_radius-in);
    background: none;
    color: inherit;
    cursor: pointer;
  }
  .tool svg {
    inline-size: 1.25em;
    block-size: 1.25em;
  }
  /* A sidebar, or twice the text size on a phone: buttons are as small as a finger allows. */
  @container (width < 18.75em) {
    .bar {
      column-gap: var(--_gap);
      padding-inline-start: calc(var(--_gap) * 2);
    }
    .tool {
      inline-size: min(2.75em, 44px);
    }
  }
  /* less than a word of it would be seen */
  @container (width < 14em) {
    .bar:not(.on-poster) .name {
      visibility: hidden;
    }
  }
  @media (hover: hover) {
    .tool:hover {
      background: rgb(255 255 255 / 12%);
    }
  }
  :focus-visible {
    outline: 2px solid #fff;
    outline-offset: -3px;
  }
  .clock,
  .net {
    flex: none;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .warning {
    color: #f2c14e;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .left {
    display: none;
  }
  @container (width < 30em) {
    .sentence {
      position: absolute;
      clip-path: inset(50%);
    }
    .left {
      display: inline;
    }
  }
  .area {
    position: relative;
    min-block-size: 0;
  }
  .hint {
    position: absolute;
    inset: auto var(--_rail-end, 0) var(--_rail-below, 0) var(--_rail-start, 0);
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0 calc(var(--_gap) * 2);
    inline-size: fit-content;
    max-inline-size: 100%;
    margin: 0 auto calc(var(--_gap) * 2);
    padding: 0 calc(var(--_gap) * 3);
    /* Half of one line: a pill, and no lens where it takes two. */
    border-radius: 1.375em;
    background: rgb(8 9 12 / 86%);
    font-size: 0.8125em;
    line-height: 2.75;
  }
  .link {
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 600;
    text-decoration: underline;
    cursor: pointer;
  }
  .panel {
    position: absolute;
    /* A rail beside the game stays free. */
    inset: 0 var(--_rail-end, 0) var(--_rail-below, 0) var(--_rail-start, 0);
    z-index: 2;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: safe center;
    gap: calc(var(--_gap) * 3);
    overflow: auto;
    padding: calc(var(--_gap) * 4);
    background: rgb(14 15 19 / 68%);
    backdrop-filter: blur(16px) brightness(0.9);
    text-align: center;
  }
  .panel :focus-visible {
    outline-offset: 2px;
  }
  .panel p {
    margin: 0;
    text-wrap: balance;
  }
  .panel .panel-title {
    padding-inline: calc(var(--_gap) * 2);
    font-size: 1.25em;
    font-weight: 600;
  }
  .panel-text {
    max-inline-size: 48ch;
    color: #c9ced8;
  }
  .panel-text:empty {
    display: none;
  }
  .panel a {
    color: inherit;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: calc(var(--_gap) * 2);
  }
  .button {
    min-block-size: 2.75em;
    padding: 0 calc(var(--_gap) * 4);
    border: 1px solid rgb(255 255 255 / 24%);
    border-radius: var(--_radius-in);
    background: rgb(255 255 255 / 10%);
    color: #fff;
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  .button.primary:not([data-secondary]) {
    border-color: transparent;
    background: #fff;
    color: #17131f;
  }
  [aria-disabled='true'] {
    opacity: 0.6;
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: calc(var(--_gap) * 2) calc(var(--_gap) * 8);
    margin: 0;
  }
  dt {
    font-size: 0.8125em;
  }
  dd {
    margin: 0;
    color: var(--_ink);
    font-size: 1.25em;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  /* A stage as low as on a phone has room for a title, the facts and two rows of buttons. */
  @container (width < 26.25em) {
    .panel {
      gap: calc(var(--_gap) * 2);
      padding: var(--_gap) calc(var(--_gap) * 2);
      line-height: 1.2;
    }
    .panel-text {
      font-size: 0.8125em;
    }
    .panel .button {
      padding-inline: calc(var(--_gap) * 2.5);
    }
  }
  :host([overlay]) .area {
    flex: 1;
    order: -1;
  }
  :host([overlay]) .bar {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    z-index: 3;
    background: #14161c;
  }
  :host([overlay]) .bar + .area .panel {
    inset-block-start: 2.75em;
  }
  .notices {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_gap) * 3);
  }
  .notices ::slotted(*) {
    margin-block: calc(var(--_gap) * 2);
    margin-inline: calc(var(--_gap) * 4) 0;
  }
  .notices ::slotted([slot='panic-button']) {
    margin-inline: auto calc(var(--_gap) * 4);
  }
  :host([full]) {
    position: fixed;
    inset: 0;
    inline-size: 100%;
    block-size: 100dvh;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);
    box-sizing: border-box;
    border: 0;
  }
  :host([full]) .area {
    flex: 1;
  }
  :host([full]) .area ::slotted(:not([slot])) {
    block-size: 100% !important;
    min-block-size: 0 !important;
    max-block-size: none !important;
    aspect-ratio: auto !important;
  }
  @media (forced-colors: active) {
    :host {
      border-block: 1px solid CanvasText;
    }
    .tool,
    .button {
      border: 1px solid ButtonText;
    }
  }
`;
