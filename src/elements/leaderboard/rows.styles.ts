import { css } from 'lit';

/** Declarations: text in at most two lines, a longer one with an ellipsis. */
const twoLines = css`
  display: -webkit-box;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 2;
  white-space: normal;
  overflow-wrap: anywhere;
`;

/** Rows of every kind: in the table, pinned, on the podium, and those to come. */
export const rows = css`
  table,
  thead,
  tbody {
    display: block;
  }
  /* In pages without a doctype tables inherit neither font nor colour. */
  table {
    color: inherit;
    font: inherit;
    font-variant-numeric: tabular-nums;
  }
  tbody {
    overflow-anchor: none;
    contain: layout;
  }
  thead {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    color: var(--_muted);
  }
  .row,
  thead tr {
    --_rank: max(2em, (var(--_digits, 1) + 2) * 1ch);
    position: relative;
    display: grid;
    grid-template: 'rank player score' / var(--_rank) minmax(0, 1fr) auto;
    align-items: center;
    column-gap: calc(var(--_gap) * 2);
    inline-size: 100%;
    block-size: var(--_line);
    padding: 0 var(--_side);
    border: 0;
    border-block-end: 1px solid var(--_border);
    background: var(--_surface);
    text-align: start;
    white-space: nowrap;
  }
  /* The column of the prizes has two lines of 14 characters, more where there is room. */
  [data-prizes] {
    --_prize: min(var(--_longest-prize), 11.5ch);
  }
  :where([data-prizes]) :is(.row, thead tr) {
    grid-template: 'rank player prize score' / var(--_rank) minmax(0, 1fr) var(--_prize) auto;
  }
  /* A word longer than a rank has its room in the line of the headings. */
  thead tr {
    --_rank: minmax(max(2em, (var(--_digits, 1) + 2) * 1ch), max-content);
    block-size: var(--_head);
  }
  th,
  td {
    padding: 0;
    font-weight: 400;
    text-align: start;
  }
  th,
  .facts,
  .delta,
  .avatar,
  .you,
  .unit,
  .gap,
  .overall,
  .prize {
    font-size: 0.8125em;
  }
  .probe {
    position: absolute;
    inset: 0 0 auto;
    block-size: var(--_line);
    visibility: hidden;
    /* The duration is for scripts to read; the probe itself has its new size at once. */
    transition: none var(--_duration);
  }
  /* Rank, and below it the change, which takes no room of its own while nothing moves. */
  .rank,
  .delta {
    grid-area: rank;
  }
  .rank:not(th) {
    text-align: center;
    transition: translate var(--_duration) ease-out;
  }
  .delta {
    align-self: end;
    color: var(--_negative);
    font-size: 0.6875em;
    line-height: 1.2;
    text-align: center;
  }
  .row:has([data-trend]:not([data-trend=''])) > .rank {
    translate: 0 -0.45em;
  }
  [data-trend='up'] {
    color: var(--_positive);
  }
  [data-medal]:not([data-medal='']) {
    display: inline-grid;
    place-items: center;
    min-inline-size: 1.625em;
    block-size: 1.625em;
    border: 1px solid transparent;
    border-radius: 999px;
    background: #ecc44d;
    color: #221a05;
    font-weight: 600;
    line-height: 1;
  }
  [data-medal='2'] {
    background: #cbd1da !important;
  }
  [data-medal='3'] {
    background: #dda878 !important;
  }
  .player {
    grid-area: player;
    display: grid;
    grid-template: 'avatar name you' / auto minmax(0, max-content) 1fr;
    justify-content: start;
    align-items: center;
    column-gap: calc(var(--_gap) * 2);
    min-inline-size: 0;
  }
  [data-below] > .player {
    grid-template: 'avatar name you' 'avatar below below' / auto minmax(0, max-content) 1fr;
  }
  .avatar {
    grid-area: avatar;
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 2.375em;
    block-size: 2.375em;
    border-radius: 50%;
    background: light-dark(oklch(0.92 0.05 var(--_hue)), oklch(0.36 0.07 var(--_hue)));
    color: light-dark(oklch(0.38 0.1 var(--_hue)), oklch(0.93 0.04 var(--_hue)));
    font-weight: 600;
    overflow: hidden;
  }
  .avatar img {
    position: absolute;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .name {
    grid-area: name;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .you {
    grid-area: you;
    justify-self: start;
  }
  .gap,
  .overall {
    grid-area: below;
    color: var(--_muted);
    line-height: 1.2;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  /* A distance without room wraps to a second line that is hidden, rather than being cut to another number. */
  .gap {
    display: flex;
    flex-wrap: wrap;
    block-size: 1.2em;
  }
  .gap span {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: pre;
  }
  .gap:not([hidden]) ~ .overall {
    display: none;
  }
  .row-leader .name,
  .score :first-child {
    font-weight: 600;
  }
  .you:not(:empty) {
    padding: 0 calc(var(--_gap) * 2);
    border-radius: 999px;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .score {
    grid-area: score;
    max-inline-size: 50cqi;
    text-align: end;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .unit {
    color: var(--_muted);
  }
  .prize {
    grid-area: prize;
    color: var(--_muted);
    text-align: end;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  :is(td, .pinned > *).prize {
    line-height: 1.2;
    ${twoLines}
  }
  /* A zone begins with the line above this row; its name has a line of its own inside the row, where it covers nothing. */
  .row[data-zone] {
    box-shadow: 0 -1px var(--_accent), inset 0 1px var(--_accent);
  }
  .row:has(.zone:not(:empty, [hidden])) {
    padding-block-start: 0.75em;
    line-height: 1.15;
  }
  /* As far up as in other rows, so that the change has its room below. */
  .row:has(.zone:not(:empty, [hidden])):has([data-trend]:not([data-trend=''])) > .rank {
    translate: 0 -0.825em;
  }
  /* letters that hang below the line */
  .row:has(.zone:not(:empty, [hidden])) .name {
    padding-block-end: 0.15em;
    margin-block-end: -0.15em;
  }
  .row:has(.zone:not(:empty, [hidden])) :is(.gap, .overall) {
    block-size: 1.1em;
    line-height: 1.1;
  }
  .zone {
    position: absolute;
    inset-block-start: 0;
    color: var(--_accent);
    font-size: 0.6875em;
    font-weight: 600;
    line-height: 1.15;
  }
  .row:not(.bones) {
    cursor: pointer;
  }
  @media (hover: hover) {
    tbody .row:hover {
      background: var(--_raised);
    }
  }
  .row:focus-visible,
  table:focus-visible {
    outline-offset: -2px;
  }
  .row-self.row {
    border-inline-start: 3px solid var(--_accent);
    background: color-mix(in srgb, var(--_accent) 12%, var(--_surface));
  }
  .row-self.row > .rank {
    margin-inline-start: -3px;
  }
  .row-selected {
    box-shadow: inset 0 0 0 2px var(--_accent);
  }
  .pin {
    position: absolute;
    z-index: 3;
    inset-inline: 0 var(--_bar, 0);
    box-shadow: 0 0 12px #0003;
  }
  [data-pin='top'] .pin {
    inset-block-start: var(--_head);
  }
  [data-pin='bottom'] .pin {
    inset-block-end: 0;
  }
  [data-pin='outside'] .pin {
    position: static;
    box-shadow: none;
  }
  .separator {
    color: var(--_muted);
    line-height: 1.25;
    text-align: center;
  }
  .separator::before {
    content: '⋯';
  }
  .bones {
    grid-template-columns: max(2em, 3ch) 2em minmax(0, 1fr) auto;
  }
  .bones:first-child {
    block-size: var(--_head);
  }
  .bone {
    block-size: 0.8em;
    max-inline-size: 60%;
  }
  .bone:nth-child(2) {
    max-inline-size: none;
    block-size: 2em;
    border-radius: 50%;
  }
  .bone:last-child {
    inline-size: 3em;
    max-inline-size: none;
  }
  @container (width >= 29em) {
    [data-prizes] {
      --_prize: min(var(--_longest-prize), 14ch);
    }
  }
  @container (width >= 40em) {
    [data-prizes] {
      --_prize: min(var(--_longest-prize), 22ch);
    }
  }
  @container (width < 26em) {
    .prize:empty {
      display: none;
    }
  }
  /* No column of its own: the prize is in one line below the name, where a long one has room to be read in full. */
  @container (19em <= width < 26em) {
    :where([data-prizes]) .row {
      grid-template: 'rank player score' / var(--_rank) minmax(0, 1fr) auto;
      line-height: 1.15;
    }
    .row:where([data-prize]) {
      grid-template: 'rank player score' 55% 'rank prize score' 45% / var(--_rank) minmax(0, 1fr) auto;
    }
    .row:where(:not(.podium-place)) > .prize {
      align-self: start;
      /* begins where the name does, after the avatar */
      margin-inline-start: calc(2.375em + var(--_gap) * 2 / 0.8125);
      -webkit-line-clamp: 1;
      text-align: start;
    }
    /* The avatar is beside both. */
    .row:where([data-prize]:not([data-below], .podium-place)) > .player {
      grid-row: 1 / 3;
      grid-template: 'avatar name you' 55% 'avatar . .' 45% / auto minmax(0, max-content) 1fr;
      align-self: stretch;
    }
    .row:where([data-prize]:not([data-below], .podium-place)) > .player > :is(.name, .you) {
      align-self: end;
    }
    /* A distance is there already: the prize is below the score. */
    .row:where([data-prize][data-below]) {
      grid-template-areas: 'rank player score' 'rank player prize';
    }
    .row:where([data-prize][data-below]:not(.podium-place)) > .score {
      align-self: end;
    }
    .row:where([data-prize][data-below]:not(.podium-place)) > .prize {
      max-inline-size: var(--_prize);
      margin: 0;
      text-align: end;
    }
  }
  /* No avatar: name and prize have two lines each, one below the other, also below the word of a zone. */
  @container (width < 19em) {
    header,
    .body {
      --_pad: calc(var(--_gap) * 2);
    }
    [data-prizes] {
      --_line: calc(var(--_row) + 2.25em);
    }
    .row {
      column-gap: var(--_gap);
      line-height: 1.15;
    }
    :where([data-prizes]) .row {
      grid-template: 'rank player score' 'rank prize prize' / var(--_rank) minmax(0, 1fr) auto;
      align-content: center;
    }
    .row:not(.podium-place) .avatar,
    .you {
      display: none;
    }
    .player {
      column-gap: 0;
    }
    .row:not([data-below]) .name {
      ${twoLines}
    }
    .unit {
      display: block;
    }
    .row:where(:not(.podium-place)) > .prize {
      text-align: start;
    }
    /* near the prize below, also where the score has two lines */
    .row:where([data-prize]:not([data-below], .podium-place)) > .player {
      align-self: end;
    }
    /* The prize gives way to the distance. */
    .row[data-gap] > .prize {
      display: none;
    }
    .row:where([data-gap]) {
      grid-template-areas: 'rank player score';
    }
  }
  /* Twice the text size on a phone: the name has the whole line, and the score is below it. */
  @container (width < 13em) {
    .body {
      --_line: max(var(--_row), 4em);
    }
    [data-prizes] {
      --_line: max(var(--_row), 6.25em);
    }
    .row:not(.bones) {
      --_rank: max(2em, (var(--_digits, 1) + 1) * 1ch);
      grid-template: 'rank player' 'rank score' 'rank prize' / var(--_rank) minmax(0, 1fr);
      align-content: center;
    }
    /* A unit without room wraps to a second line that is hidden: the number is whole. */
    .row:not(.podium-place) > .score {
      display: flex;
      flex-wrap: wrap;
      justify-content: end;
      align-items: baseline;
      column-gap: 0.3em;
      block-size: 1.2em;
      max-inline-size: none;
      line-height: 1.2;
    }
    .row:not(.podium-place) .unit {
      display: inline;
      font-size: 0.6875em;
    }
    .row[data-gap] .name {
      font-size: 0.8125em;
    }
    .row:has(.zone:not(:empty, [hidden])) {
      line-height: 1.05;
    }
    .gap {
      block-size: auto;
      font-size: 0.6875em;
      line-height: 1.1;
      ${twoLines}
    }
    .gap span {
      white-space: normal;
    }
    .gap span + span {
      display: none;
    }
    .row:has(.zone:not(:empty, [hidden])) .gap {
      -webkit-line-clamp: 1;
    }
  }
  @media (forced-colors: active) {
    .row-self.row {
      border: 2px solid Highlight;
    }
    [data-medal]:not([data-medal='']),
    .you:not(:empty),
    .avatar {
      border: 1px solid;
    }
    .row[data-zone] {
      border-block-start: 2px solid;
    }
  }
`;
