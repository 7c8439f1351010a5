import { css } from 'lit';

/** The stage is dark in both schemes; messages use the page's colours. */
export const styles = css`
  .base {
    position: relative;
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 7.5em;
    aspect-ratio: 16 / 9;
    overflow: hidden;
    border-radius: inherit;
    background: var(--gs-color-stage, #0e0f13);
  }
  iframe {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    border: 0;
    color-scheme: inherit;
    --_safe-top: env(safe-area-inset-top, 0px);
    --_safe-right: env(safe-area-inset-right, 0px);
    --_safe-bottom: env(safe-area-inset-bottom, 0px);
    --_safe-left: env(safe-area-inset-left, 0px);
  }
  /* A document that has not painted yet is a white flash on a dark stage. */
  iframe.unseen {
    opacity: 0;
  }
  progress {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    inline-size: 100%;
    block-size: 3px;
    border: 0;
    appearance: none;
    overflow: hidden;
    background: transparent;
    color: var(--_bar);
    color-scheme: dark;
    --_bar: var(--gs-color-accent, #b9a3ff);
  }
  progress::-webkit-progress-bar {
    background: rgb(255 255 255 / 14%);
  }
  progress::-webkit-progress-value {
    background: var(--_bar);
    transition: inline-size var(--_duration) ease-out;
  }
  progress::-moz-progress-bar {
    background: var(--_bar);
  }
  progress:indeterminate::-webkit-progress-bar {
    background: linear-gradient(90deg, transparent, var(--_bar), transparent) 0 0 / 40% 100% no-repeat
      rgb(255 255 255 / 14%);
    animation: travel 1.6s ease-in-out infinite;
  }
  /* Of a game that waits beside the one in front: the main thread would paint it in every frame of a swipe. */
  :host([inert]) progress:indeterminate::-webkit-progress-bar {
    animation: none;
  }
  @keyframes travel {
    from {
      background-position: -70% 0;
    }
    to {
      background-position: 170% 0;
    }
  }
  .notice {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--_gap) * 2) calc(var(--_gap) * 4);
    padding: calc(var(--_gap) * 2) calc(var(--_gap) * 4);
    color-scheme: dark;
    background: rgb(20 22 28 / 92%);
    color: #eceef2;
    font-size: 0.8125em;
    line-height: 1.4;
  }
  .notice:empty {
    display: none;
  }
  .notice span {
    flex: 1 1 18ch;
  }
  .notice button {
    min-block-size: 2.7692em;
    padding-block: var(--_gap);
  }
  .message {
    position: absolute;
    inset: 0;
    min-block-size: 0;
    overflow: auto;
    border: 1px solid var(--_border);
    border-radius: inherit;
    background: var(--_raised);
    color: var(--_text);
  }
  @media (forced-colors: active) {
    .base,
    .notice {
      border: 1px solid CanvasText;
    }
    progress {
      border-block-end: 1px solid CanvasText;
    }
  }
`;
