import { css } from 'lit';

/** The game and what lies around it. The toolbar is dark in both schemes, so that it does not compete with the game. */
export const styles = css`
  .facts {
    display: flex;
    align-items: center;
    gap: calc(var(--_gap) * 3);
    flex-basis: 100%;
    order: 1;
    min-inline-size: 0;
    block-size: 1.625em;
    overflow: hidden;
    white-space: nowrap;
  }
  .session {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .facts .meta {
    flex: none;
  }
  .facts .players {
    flex: 1 1 0;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  @media print {
    .join {
      display: none;
    }
  }
  /* The header has the same height before and after the session's name is known. */
  header:has(.facts) .heading {
    flex: 1 1 0;
    min-inline-size: 50%;
    min-block-size: 1.25em;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  /* A game without a session has its title in the toolbar: the header is only as high as what is slotted into it. */
  header:not(:has(.heading, .facts)) {
    padding-block: 0;
  }
  header:not(:has(.heading, .facts)) .badge,
  header:not(:has(.heading, .facts)) ::slotted(*) {
    margin-block: calc(var(--_gap) * 3);
  }
  .room {
    display: grid;
  }
  .room > * {
    grid-area: 1 / 1;
    min-inline-size: 0;
  }
  .holder {
    visibility: hidden;
  }
  .room .message {
    block-size: 100%;
  }
  /* Reserves the height of the shell's toolbar until its code has loaded. */
  .placeholder,
  .play:not(:defined) {
    display: block;
    background: var(--gs-color-stage, #0e0f13);
    color: #eceef2;
    color-scheme: dark;
  }
  .play:not(:defined) {
    padding-block-start: 2.75em;
  }
  .bar {
    min-block-size: 2.75em;
  }
  .tool {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 2.75em;
    block-size: 2.75em;
    padding: 0;
    border: 0;
    margin-inline-start: calc(var(--_gap) * -3);
    border-radius: var(--_radius-in);
  }
  @media (hover: hover) {
    .tool:hover {
      background: rgb(255 255 255 / 12%);
    }
  }
  .play :focus-visible {
    outline-color: #fff;
    outline-offset: -3px;
  }
  .back:dir(rtl) svg {
    transform: scaleX(-1);
  }
  .stage {
    position: relative;
    container-type: inline-size;
    inline-size: 100%; /* else the least height would make it wider than a phone, by the ratio */
    aspect-ratio: 16 / 9;
    min-block-size: 12.5em;
    overflow: hidden;
    outline-offset: -3px;
  }
  /* A wide game on a phone held upright is no strip (reserve.css has the same height). */
  @media (width < 40em) {
    .stage {
      min-block-size: max(12.5em, 44svh);
    }
  }
  /* The picture reaches under the toolbar, which keeps its room for the game. */
  .stage:has(> .poster) {
    overflow: visible;
  }
  .stage > .poster {
    inset-block-start: -2.75em;
  }
  .stage.bone {
    border-radius: 0;
    opacity: 0.25;
  }
  [aria-disabled='true'] {
    opacity: 0.6;
  }
  .play .button {
    border-color: rgb(255 255 255 / 24%);
    background: rgb(255 255 255 / 10%);
    color: #fff;
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
  .failure {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: calc(var(--_gap) * 2);
    margin: 0 calc(var(--_gap) * 4) calc(var(--_gap) * 3);
    padding: calc(var(--_gap) * 2) calc(var(--_gap) * 3);
    border: 1px solid var(--_negative);
    border-radius: var(--_radius-in);
  }
  .wait {
    position: absolute;
    inset-inline: 0;
    inset-block-end: 0;
    margin: 0;
    padding: calc(var(--_gap) * 4);
    font-size: 0.8125em;
  }
  progress {
    display: block;
    inline-size: 100%;
    block-size: 3px;
    margin-block-end: calc(var(--_gap) * 2);
    accent-color: #fff;
  }
  .loading {
    position: absolute;
    inset: 0;
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
  dialog .stage {
    max-block-size: calc(100dvh - 120px);
  }
  @media (forced-colors: active) {
    .placeholder {
      border-block: 1px solid CanvasText;
    }
  }
`;
