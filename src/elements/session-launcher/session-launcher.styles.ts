import { css } from 'lit';

/** The game and what lies around it. The toolbar is dark in both schemes: the light belongs to the game. */
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
  /* Before and after the session's name is known the header is as high. */
  header:has(.facts) .heading {
    flex: 1 1 0;
    min-inline-size: 50%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
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
    min-block-size: 2.75em;
    padding-inline: calc(var(--_gap) * 4) var(--_gap);
  }
  .bar > :not(.tool) {
    font-size: 0.8125em;
  }
  .bar .name {
    flex: 1;
    overflow: hidden;
    color: #b4bac6;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tool {
    border-radius: var(--_radius-in);
  }
  .tool.back {
    margin-inline-start: calc(var(--_gap) * -3);
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
    aspect-ratio: 16 / 9;
    min-block-size: 12.5em;
    overflow: hidden;
    outline-offset: -3px;
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
  @media (forced-colors: active) {
    .play {
      border-block: 1px solid CanvasText;
    }
  }
`;
