import { css } from 'lit';

/** What lies over a game and around it while it is played. */
export const gameStyles = css`
  .wait {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    margin: 0;
    padding: calc(var(--_gap) * 4);
    font-size: 0.8125em;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: calc(var(--_gap) * 2);
  }
  .play .button.primary {
    border-color: transparent;
    background: #fff;
    color: #17131f;
  }
  .clock {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .warning {
    color: var(--gs-color-warning, #f2c14e);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .left {
    display: none;
  }
  @container (width < 30em) {
    .warning > :first-child {
      position: absolute;
      clip-path: inset(50%);
    }
    .left {
      display: inline;
    }
  }
  progress {
    display: block;
    inline-size: 100%;
    block-size: 3px;
    margin-block-end: calc(var(--_gap) * 2);
    accent-color: #fff;
  }
  .loading,
  .panel {
    position: absolute;
    inset: 0;
  }
  .panel {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: safe center;
    gap: calc(var(--_gap) * 3);
    overflow: auto;
    padding: calc(var(--_gap) * 4);
    background: rgb(14 15 19 / 68%);
    backdrop-filter: blur(1em) brightness(0.9);
    text-align: center;
  }
  .play .panel :focus-visible {
    outline-offset: 2px;
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
  .panel p {
    margin: 0;
    text-wrap: balance;
  }
  .panel-title {
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
  dialog {
    inline-size: min(68.75em, 100% - 1.5em);
    max-block-size: 100%;
    padding: 0;
    border: 0;
    border-radius: var(--_radius);
    overflow: clip;
    background: #0e0f13;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 72%);
  }
  dialog .stage {
    max-block-size: calc(100dvh - 7.5em);
  }
  .play:fullscreen,
  .play[popover] {
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);
    border: 0;
  }
  .play:is(:fullscreen, [popover]) .stage {
    flex: 1;
    max-block-size: none;
    aspect-ratio: auto !important;
  }
`;
