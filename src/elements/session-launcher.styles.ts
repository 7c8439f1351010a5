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
    block-size: 1.625rem;
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
  .tool.back {
    margin-inline-start: calc(var(--_gap) * -3);
  }
  .tool:hover {
    background: rgb(255 255 255 / 12%);
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
  .shade,
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
  .poster-notice {
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
  .poster-text {
    flex-basis: 100%;
    order: 1;
    color: #c9ced8;
    font-size: 0.8125rem;
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
    .play-button {
      border: 2px solid ButtonText;
    }
  }
`;
