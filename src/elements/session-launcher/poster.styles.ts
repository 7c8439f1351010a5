import { css } from 'lit';

/** What is seen of a game before it is played. */
export const posterStyles = css`
  gs-game-frame,
  .shade {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  gs-game-frame {
    font-size: inherit; /* an element's own font size is applied once, not again inside */
  }
  .poster {
    display: grid;
    place-items: center;
    align-content: center;
    gap: calc(var(--_gap) * 3);
    padding-block-end: 12cqi;
  }
  .shade {
    background: linear-gradient(to top, rgb(8 9 12 / 92%) 4%, rgb(8 9 12 / 40%) 44%, rgb(8 9 12 / 12%));
  }
  .play-button {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: clamp(4em, 14cqi, 6em);
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
  .play-button svg {
    inline-size: 2.25em;
    block-size: 2.25em;
  }
  /* The button is where the initials are. */
  .poster:has(.play-button) .monogram {
    color: transparent;
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
  @container (width < 30em) {
    .poster-notice {
      font-size: 0.8125em;
    }
    .foot .poster-text bdi {
      -webkit-line-clamp: 1;
    }
    /* On a stage as low as on a phone what went wrong takes the place of what is played. */
    .poster-notice + .foot > :not(.actions),
    .poster-notice + .foot .badge {
      display: none;
    }
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
    flex: 1 1 8em;
    font-size: 1.25em;
    font-weight: 600;
    line-height: 1.2;
  }
  .poster-title bdi,
  .poster-text bdi {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .poster-text {
    flex-basis: 100%;
    order: 1;
    color: #c9ced8;
    font-size: 0.8125em;
  }
  .foot .badge {
    border-color: rgb(255 255 255 / 40%);
    background: rgb(8 9 12 / 60%);
    color: #fff;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_gap) * 2);
    min-inline-size: 0;
  }
  .actions:empty {
    display: none;
  }
  .actions .link {
    flex: 1 1 12em;
    min-inline-size: 0;
  }
  /* The toolbar has the title. */
  @container (width < 18.75em) {
    .poster-title,
    .poster-text {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .play-button {
      border: 2px solid ButtonText;
    }
  }
`;
