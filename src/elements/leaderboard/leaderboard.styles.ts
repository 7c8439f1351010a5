import { css } from 'lit';

export const styles = css`
  :host {
    max-block-size: 30em;
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
    --_pad: calc(var(--_gap) * 4);
  }
  [hidden],
  .board:not([data-pin='apart']) .separator,
  .board[data-pin=''] .pin {
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
  /* Room for the picture and the facts, which come with the session: nothing moves when they do. */
  header {
    flex: none;
    min-block-size: calc(2.25em + var(--_gap) * 6);
  }
  .facts {
    display: flex;
    flex: auto;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap) calc(var(--_gap) * 3);
    color: var(--_muted);
  }
  .status {
    max-inline-size: 12em;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .status::before {
    content: '';
    display: inline-block;
    inline-size: 0.5em;
    block-size: 0.5em;
    margin-inline-end: 0.5em;
    border: 1px solid;
    border-radius: 50%;
  }
  .status[data-status='ACTIVE'] {
    color: var(--_positive);
    font-weight: 600;
  }
  .status[data-status='ACTIVE']::before {
    background: currentColor;
  }
  .list {
    position: relative;
    border-block-start: 1px solid var(--_border);
  }
  .scroller {
    position: relative;
    flex: auto;
    min-block-size: 0;
    overflow: hidden auto;
    scroll-padding-block: calc(var(--_head) + var(--_row)) var(--_row);
    scrollbar-width: thin;
    scrollbar-color: var(--_border) transparent;
  }
  @container (width < 26.25em) {
    header {
      min-block-size: calc(2.25em + var(--_gap) * 8 + 1.5117em);
    }
    .facts {
      flex-basis: 100%;
      min-block-size: 1.5117em;
    }
    .body {
      --_head: 0px;
    }
    thead {
      position: absolute !important;
      clip-path: inset(50%);
    }
  }
  @media print {
    :host {
      max-block-size: none;
    }
    .base {
      block-size: auto;
    }
    .scroller {
      overflow: visible;
    }
    tbody {
      block-size: auto !important;
      padding: 0 !important;
    }
    .pin,
    .separator {
      display: none !important;
    }
  }
`;
