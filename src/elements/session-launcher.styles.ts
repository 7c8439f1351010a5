import { css } from 'lit';

/** The game and what lies around it. The toolbar is dark in both schemes: the light belongs to the game. */
export const styles = css`
  .play {
    --_ink: #eceef2;
    display: flex;
    flex-direction: column;
    background: var(--gs-color-stage, #0e0f13);
    color: var(--_ink);
    color-scheme: dark;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: calc(var(--_gap) * 2);
    min-block-size: 44px;
    padding-inline: calc(var(--_gap) * 4) var(--_gap);
    font-size: 0.8125rem;
  }
  .bar .name {
    flex: 1;
    overflow: hidden;
    color: #b4bac6;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .clock {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .warning {
    color: #f2c14e;
    font-variant-numeric: tabular-nums;
  }
  .tool {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    border: 0;
    border-radius: var(--_radius-in);
    background: none;
    color: inherit;
    cursor: pointer;
  }
  .tool:first-child {
    margin-inline-start: calc(var(--_gap) * -3);
  }
  .tool:hover {
    background: rgb(255 255 255 / 12%);
  }
  .play :focus-visible {
    outline-color: #fff;
    outline-offset: -3px;
  }
  :host(:dir(rtl)) .tool:first-child svg {
    transform: scaleX(-1);
  }
  .stage {
    position: relative;
    aspect-ratio: 16 / 9;
    min-block-size: 200px;
    overflow: hidden;
    outline-offset: -3px;
  }
  .stage.bone {
    border-radius: 0;
    opacity: 0.25;
  }
  gs-game-frame,
  .poster,
  .loading,
  .shade,
  .panel,
  .poster .monogram,
  .poster img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  .poster {
    display: grid;
    place-items: center;
    align-content: center;
    gap: calc(var(--_gap) * 3);
    padding-block-end: 12cqi;
    background: #0e0f13;
  }
  .poster img {
    object-fit: cover;
  }
  .shade {
    background: linear-gradient(to top, rgb(8 9 12 / 92%) 4%, rgb(8 9 12 / 40%) 44%, rgb(8 9 12 / 12%));
  }
  .play-button {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: clamp(64px, 14cqi, 96px);
    aspect-ratio: 1;
    padding: 0;
    border: 0;
    border-radius: 999px;
    background: rgb(255 255 255 / 94%);
    color: #17131f;
    box-shadow: 0 6px 32px rgb(0 0 0 / 45%);
    cursor: pointer;
    transition: transform var(--_duration) ease-out;
  }
  .play-button:hover {
    transform: scale(1.06);
  }
  .play .play-button:focus-visible {
    outline: 3px solid #fff;
    outline-offset: 4px;
  }
  .poster-notice,
  .wait {
    position: relative;
    max-inline-size: 44ch;
    margin: 0;
    padding: calc(var(--_gap) * 2) calc(var(--_gap) * 4);
    border-radius: var(--_radius-in);
    background: rgb(8 9 12 / 78%);
    text-align: center;
    text-wrap: balance;
  }
  .foot {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_gap) * 2) calc(var(--_gap) * 3);
    padding: calc(var(--_gap) * 4);
  }
  .foot p {
    margin: 0;
  }
  .poster-title {
    flex: 1;
    font-size: 1.25rem;
    font-weight: 600;
    line-height: 1.2;
    overflow-wrap: anywhere;
  }
  .foot bdi {
    text-align: match-parent;
  }
  .poster-text {
    flex-basis: 100%;
    order: 1;
    color: #c9ced8;
    font-size: 0.8125rem;
  }
  .wait {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    max-inline-size: none;
    padding: calc(var(--_gap) * 4);
    background: none;
    font-size: 0.8125rem;
    text-align: start;
  }
  progress {
    display: block;
    inline-size: 100%;
    block-size: 3px;
    margin-block-end: calc(var(--_gap) * 2);
    accent-color: #fff;
  }
  .panel {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_gap) * 3);
    overflow: auto;
    padding: calc(var(--_gap) * 4);
    background: rgb(14 15 19 / 72%);
    backdrop-filter: blur(16px) brightness(0.6);
    text-align: center;
  }
  .panel p {
    margin: 0;
    text-wrap: balance;
  }
  .panel-title {
    font-size: 1.25rem;
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
    font-size: 0.8125rem;
  }
  dd {
    margin: 0;
    color: var(--_ink);
    font-size: 1.25rem;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: calc(var(--_gap) * 2);
  }
  .play .button {
    border-color: rgb(255 255 255 / 24%);
    background: rgb(255 255 255 / 10%);
    color: #fff;
  }
  .play .button.primary {
    border-color: transparent;
    background: #fff;
    color: #17131f;
  }
  .notices {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_gap) * 3);
    color: inherit;
  }
  .notices ::slotted(*) {
    margin-block: calc(var(--_gap) * 2);
    margin-inline: calc(var(--_gap) * 4) 0;
  }
  .notices ::slotted([slot='panic-button']) {
    margin-inline: auto calc(var(--_gap) * 4);
  }
  dialog {
    inline-size: min(1100px, 100% - 24px);
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
    aspect-ratio: auto !important;
  }
  @media (forced-colors: active) {
    .play {
      border-block: 1px solid CanvasText;
    }
    .play-button {
      border: 2px solid ButtonText;
    }
  }
`;
