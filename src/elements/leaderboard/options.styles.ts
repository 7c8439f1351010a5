import { css } from 'lit';

/** Podium, result, search, ticker, cards, kiosk and overlay. */
export const optionStyles = css`
  .own {
    grid-area: 1 / 1 / -1 / -1;
    max-block-size: 100%;
    min-inline-size: 0;
    overflow: hidden;
    white-space: normal;
  }
  .result {
    flex: none;
    margin: 0;
    padding: 0 calc(var(--_gap) * 4) calc(var(--_gap) * 2);
    font-size: 1.125em;
    font-weight: 600;
    text-align: center;
    text-wrap: balance;
  }
  .ticker {
    flex: none;
    margin: 0;
    padding: 0 var(--_side) calc(var(--_gap) * 2);
    color: var(--_muted);
    list-style: none;
  }
  .ticker li {
    font-size: 0.8125em;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .ticker li:first-child {
    color: var(--_text);
  }
  .podium {
    display: grid;
    flex: none;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    align-items: end;
    gap: calc(var(--_gap) * 2);
    inline-size: min(100%, 30em);
    margin: 0 auto;
    padding: calc(var(--_gap) * 2) calc(var(--_gap) * 4) 0;
    list-style: none;
  }
  .podium li:nth-child(2) {
    order: -1;
  }
  .podium .row {
    display: flex;
    flex-direction: column;
    block-size: auto;
    padding: var(--_gap) 0 0;
    border: 0;
    border-radius: var(--_radius-in) var(--_radius-in) 0 0;
    background: none;
    line-height: 1.3;
  }
  .podium .row > * {
    align-self: center;
    max-inline-size: 100%;
    white-space: normal;
  }
  .podium .player {
    display: flex;
    flex-direction: column;
    gap: var(--_gap);
    max-inline-size: 100%;
  }
  .podium .name {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    max-inline-size: 100%;
    text-align: center;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .podium :is(.gap, .overall, .zone) {
    display: none;
  }
  .podium .delta {
    position: absolute;
    inset: calc(var(--_gap) * 2) var(--_gap) auto auto;
  }
  .podium .score {
    text-align: center;
  }
  .podium .avatar {
    font-size: 1.125em;
  }
  .podium .prize {
    order: 1;
    color: var(--_text);
    font-weight: 600;
    text-align: center;
    overflow-wrap: anywhere;
  }
  .podium .rank {
    order: 2;
    inline-size: 100%;
    block-size: 2.25em;
    margin-block-start: calc(var(--_gap) * 2);
    padding-block-start: calc(var(--_gap) * 1.5);
    border-radius: var(--_radius-in) var(--_radius-in) 0 0;
    background: var(--_raised);
    translate: none !important;
  }
  .podium .row-self .rank {
    background: color-mix(in srgb, var(--_accent) 16%, var(--_surface));
  }
  [data-step='1'] .avatar {
    font-size: 1.5em !important;
  }
  .podium [data-step='1'] .rank {
    block-size: 4.25em;
  }
  .podium [data-step='2'] .rank {
    block-size: 3.25em;
  }
  @container (width < 13em) {
    :host([display='cards']) .pinned {
      block-size: max(var(--_row), 4em);
    }
  }
  @container (width < 17em) {
    .podium {
      gap: 2px;
      padding-inline: 2px;
    }
    .podium .name {
      font-size: 0.8125em;
    }
    .podium .score {
      max-inline-size: none;
      font-size: 0.8125em;
      overflow: visible;
    }
    .podium .prize {
      font-size: 0.6875em;
    }
  }
  /* The result is revealed from third to first. */
  .reveal li {
    animation: rise calc(var(--_duration) * 2.4) cubic-bezier(0.2, 0.8, 0.2, 1) both;
  }
  .reveal li:nth-child(2) {
    animation-delay: calc(var(--_duration) * 2.5);
  }
  .reveal li:first-child {
    animation-delay: calc(var(--_duration) * 5);
  }
  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 1.5em;
    }
  }
  .search {
    flex: none;
    padding: 0 var(--_side) calc(var(--_gap) * 3);
  }
  .search input {
    inline-size: 100%;
    min-block-size: 2.75em;
    padding-inline: calc(var(--_gap) * 3);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-in);
    background: var(--_raised);
  }
  :host([display='cards']) .body {
    --_line: 9em;
    --_head: 0px;
  }
  :host([display='cards']) [data-prizes] {
    --_line: 11em;
  }
  :host([display='cards']) tbody {
    display: grid;
    grid-template-columns: repeat(var(--_per-line, 1), minmax(0, 1fr));
    align-content: start;
    padding-inline: calc(var(--_gap) * 3);
  }
  :host([display='cards']) .pinned {
    block-size: var(--_row);
  }
  :host([display='cards']) .pinned > .prize {
    -webkit-line-clamp: 1;
  }
  :host([display='cards']) .probe {
    inline-size: var(--gs-leaderboard-card, 11em);
  }
  :host([display='cards']) thead {
    display: none;
  }
  :host(:is([display='cards'], [display='kiosk'])) :is(header, .body) {
    --_side: var(--_pad);
  }
  /* Rank, mark of the own card and avatar in the first line, then the name in full width, then prize and score. */
  :host([display='cards']) tbody .row {
    grid-template: auto 1fr auto auto / auto 1fr;
    inline-size: auto;
    block-size: calc(var(--_line) - var(--_gap) * 2);
    margin: var(--_gap);
    padding: calc(var(--_gap) * 3);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-in);
  }
  :host([display='cards']) tbody :is(.rank, .delta) {
    align-self: center;
    translate: none !important;
  }
  :host([display='cards']) tbody .rank {
    grid-area: 1 / 1;
  }
  :host([display='cards']) tbody .delta {
    grid-area: 1 / 2;
    justify-self: start;
  }
  :host([display='cards']) tbody .row-self {
    border-color: var(--_accent);
  }
  :host([display='cards']) tbody .player {
    grid-area: 1 / 1 / 3 / 3;
    grid-template: auto 1fr auto / 1fr auto;
    align-self: stretch;
  }
  :host([display='cards']) tbody .avatar {
    display: grid;
    grid-area: 1 / 2;
    font-size: 1em;
  }
  :host([display='cards']) tbody .name {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    grid-area: 2 / 1 / auto / 3;
    align-self: start;
    margin-block-start: var(--_gap);
    line-height: 1.25;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  :host([display='cards']) tbody .you {
    display: block;
    grid-area: 1 / 1;
    justify-self: end;
  }
  /* Not ":host(…) .player:has(…) > .name": Firefox takes no notice of what comes into or leaves the player then. */
  :host([display='cards']) tbody [data-below] .name {
    -webkit-line-clamp: 1;
    grid-row: 2;
  }
  :host([display='cards']) tbody :is(.gap, .overall) {
    grid-area: 3 / 1 / auto / 3;
  }
  :host([display='cards']) tbody .unit {
    display: inline;
  }
  :host([display='cards']) tbody .prize {
    display: -webkit-box;
    grid-area: 3 / 1 / auto / 3;
    max-inline-size: none;
    margin: 0;
    text-align: start;
    white-space: normal;
  }
  :host([display='cards']) tbody .score {
    grid-area: 4 / 1 / auto / 3;
    max-inline-size: none;
    font-size: 1.25em;
  }
  :host([display='kiosk']) {
    block-size: 100dvh;
    max-block-size: none;
  }
  :host([display='kiosk']) .base > * {
    font-size: clamp(1em, 1.2cqi + 0.5em, 3.5em);
  }
  /* Whole rows only. */
  :host([display='kiosk']) .scroller {
    flex-basis: 0;
    clip-path: inset(0 0 var(--_rest, 0));
    scrollbar-width: none;
  }
  /* The own row has a place of its own below the page, so that it covers no row. */
  :host([display='kiosk']) .board:is([data-pin='top'], [data-pin='bottom'], [data-self='inside']) .pin {
    position: static;
    display: block !important;
    min-block-size: var(--_row);
  }
  :host([display='kiosk']) .board[data-pin=''] .pin {
    visibility: hidden;
  }
  /* In the corner beside the title, so that it takes no rows. */
  :host([display='kiosk']) .base {
    position: relative;
  }
  :host([display='kiosk']) .join {
    position: absolute;
    z-index: 4;
    inset-block-start: 0;
    inset-inline-end: 0;
    flex-direction: row-reverse;
    padding: calc(var(--_gap) * 2);
  }
  :host([display='kiosk']) .join svg {
    inline-size: 6em;
    block-size: 6em;
  }
  :host([display='kiosk']) :is(header, .tabs):is(.base:has(.join) *) {
    padding-inline-end: 14em;
  }
  :host([display='kiosk']) header:is(.base:has(.join):not(:has(.tabs)) *) {
    min-block-size: 7em;
  }
  @container (width >= 75em) {
    :host([display='kiosk']) .probe {
      inline-size: 50%;
    }
    :host([display='kiosk']) tbody {
      display: grid;
      grid-template-columns: repeat(var(--_per-line, 1), minmax(0, 1fr));
      align-content: start;
    }
  }
  /* For a browser source of streaming software: nothing but rows, large, over whatever is behind. */
  :host([display='overlay']) .base {
    border: 0;
    background: none;
    font-size: 1.5em;
  }
  :host([display='overlay']) :is(header, thead, .search, .separator, footer) {
    display: none;
  }
  :host([display='overlay']) .body {
    --_head: 0px;
  }
  :host([display='overlay']) .list {
    border: 0;
  }
  :host([display='overlay']) .scroller {
    overflow: hidden;
  }
  :host([display='overlay']) :is(tbody .row, .pinned) {
    border: 0;
    border-block-end: var(--_gap) solid transparent;
    border-radius: calc(var(--_radius) + var(--_gap));
    background: color-mix(in srgb, var(--_surface) 82%, transparent);
    background-clip: padding-box;
  }
  :host([display='overlay']) .row-self.row {
    background: color-mix(in srgb, var(--_accent) 30%, var(--_surface));
    background-clip: padding-box;
  }
  @media print {
    .search,
    .join,
    .ticker {
      display: none;
    }
    .reveal li {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .podium .rank {
      border: solid;
      border-width: 1px 1px 0;
    }
  }
`;
