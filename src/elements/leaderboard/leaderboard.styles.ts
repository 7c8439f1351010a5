import { css } from 'lit';

/** Box, header, tabs and scroller. The layout is on inner boxes: a page may give the host any `display` and height. */
export const styles = css`
  :host {
    font-variant-numeric: tabular-nums;
    /* In a page's grid layout a row of the host is no higher than the host, however long the list is. */
    grid-template-rows: minmax(0, 100%);
  }
  /* The height that the page gives the host is that of the box inside, in which the list scrolls. */
  .base {
    block-size: 100%;
    min-block-size: inherit;
    max-block-size: inherit;
  }
  .base,
  .body,
  .panel,
  .board,
  .list {
    display: flex;
    flex: auto;
    flex-direction: column;
    min-block-size: 0;
  }
  .body {
    --_row: var(--gs-leaderboard-row, 2.75em);
    --_line: var(--_row);
    --_head: 2.25em;
  }
  /* On a wide page the score stays near the name, and what is above the rows begins where they do. */
  header,
  .body {
    --_pad: calc(var(--_gap) * 4);
    --_side: max(var(--_pad), (100cqi - 60em) / 2);
  }
  [hidden],
  .board:not([data-pin='outside']) .separator,
  .board[data-pin=''] .pin,
  .board[data-empty] .list {
    display: none !important;
  }
  .game {
    order: -1;
    inline-size: 2.25em;
    block-size: 2.25em;
    border-radius: var(--_radius-in);
    object-fit: cover;
  }
  .heading {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
  }
  .heading:focus-visible {
    -webkit-line-clamp: none;
    outline-offset: -2px;
  }
  /* Room for the picture and the facts, which come with the session: nothing moves when they do. */
  header {
    flex: none;
    min-block-size: calc(2.25em + var(--_gap) * 6);
    padding-inline: var(--_side);
  }
  .facts {
    display: flex;
    flex: auto;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap) calc(var(--_gap) * 3);
    color: var(--_muted);
  }
  /* A clock face, so that "18:00" is not taken for the time of day. */
  .clock {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
  }
  .clock::before {
    content: '';
    inline-size: 0.85em;
    block-size: 0.85em;
    border: 0.12em solid;
    border-radius: 50%;
    background:
      linear-gradient(currentColor, currentColor) 50% 0 / 0.12em 55% no-repeat,
      linear-gradient(currentColor, currentColor) 100% 50% / 50% 0.12em no-repeat;
  }
  .clock[data-last] {
    color: var(--_warning);
    font-weight: 600;
  }
  .tabs {
    display: flex;
    flex: none;
    gap: var(--_gap);
    padding-inline: calc(var(--_side) - var(--_gap) * 3);
    overflow: auto hidden;
    scrollbar-width: none;
  }
  .tabs button {
    flex: none;
    min-block-size: 2.75em;
    padding: 0 calc(var(--_gap) * 3);
    border: 0;
    border-block-end: 2px solid transparent;
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }
  .tabs [aria-selected='true'] {
    border-color: var(--_accent);
    color: var(--_text);
    font-weight: 600;
  }
  .tabs button:focus-visible {
    outline-offset: -2px;
  }
  .return {
    flex: none;
    margin: 0;
    padding: 0 var(--_side) calc(var(--_gap) * 2);
    color: var(--_muted);
  }
  .list {
    position: relative;
    border-block-start: 1px solid var(--_border);
  }
  /* As high as its rows, up to a height of its own where the page gives the element none; from there on it scrolls. */
  .scroller {
    position: relative;
    flex: 1 1 min(var(--gs-leaderboard-height, 26em), var(--_head) + var(--_lines, 10) * var(--_line));
    min-block-size: 0;
    overflow: hidden auto;
    scrollbar-width: thin;
    scrollbar-color: var(--_border) transparent;
  }
  /* No higher than the list that replaces it. */
  .skeleton {
    min-block-size: 0;
    max-block-size: calc(1px + var(--gs-leaderboard-height, 26em));
    border-block-start: 1px solid var(--_border);
    overflow: hidden;
  }
  /* One line: a heading without room is cut, and shown in full where a pointer rests on it. */
  @container (width >= 48em) {
    header {
      flex-wrap: nowrap;
    }
    .heading {
      -webkit-line-clamp: 1;
    }
    .facts {
      flex: 1 0 auto;
    }
  }
  @container (width < 26em) {
    header {
      gap: var(--_gap) calc(var(--_gap) * 2);
      padding-block: calc(var(--_gap) * 2);
    }
    /* As high as a line of the heading. */
    .game {
      inline-size: 1.40625em;
      block-size: 1.40625em;
    }
    .heading {
      -webkit-line-clamp: 2;
      max-inline-size: calc(100% - 1.75em);
      font-size: 1.125em;
    }
    /* One line: a fact without room wraps to a second line that is hidden, rather than being cut. */
    .facts {
      flex-basis: 100%;
      gap: calc(var(--_gap) * 2);
      block-size: 1.625em;
      white-space: nowrap;
      overflow: hidden;
    }
    .body {
      --_head: 0px;
    }
    thead {
      position: absolute !important;
      clip-path: inset(50%);
    }
  }
  /* A sidebar: two lines, heading and facts. */
  @container (width < 19em) {
    .game {
      display: none;
    }
    .heading {
      max-inline-size: 100%;
      font-size: 1em;
    }
    /* the clock says it too: "Starts in 4:05" */
    .status[data-status='UPCOMING']:has(~ .clock) {
      display: none;
    }
  }
  @container (12em <= width < 19em) {
    .heading {
      -webkit-line-clamp: 1;
    }
  }
  /* Twice the text size on a phone: the heading is whole, and of the facts the clock is the first. */
  @container (width < 12em) {
    .heading {
      -webkit-line-clamp: 4;
    }
    .clock {
      order: -1;
    }
  }
  @media (forced-colors: active) {
    .tabs [aria-selected='true'] {
      border-color: Highlight;
    }
    .clock::before {
      forced-color-adjust: none;
    }
  }
  @media print {
    .base {
      block-size: auto;
      max-block-size: none;
    }
    .scroller {
      flex: none;
      overflow: visible;
    }
    tbody {
      block-size: auto !important;
      padding: 0 !important;
    }
    .tabs,
    .pin,
    .separator {
      display: none !important;
    }
  }
`;
