import { css } from 'lit';

/** Rows of every kind: in the table, pinned, and, where it is narrow, of the first three. */
export const rows = css`
  table,
  thead,
  tbody {
    display: block;
  }
  tbody {
    overflow-anchor: none;
    contain: layout;
  }
  thead {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    color: var(--_muted);
  }
  .row,
  thead tr {
    display: grid;
    grid-template-columns: calc((var(--_digits, 1) + 2) * 1ch) 2.25em minmax(0, 1fr) auto;
    align-items: center;
    column-gap: calc(var(--_gap) * 2);
    inline-size: 100%;
    block-size: var(--_line);
    padding: 0 var(--_pad);
    border: 0;
    border-block-end: 1px solid var(--_border);
    background: var(--_surface);
    text-align: start;
    white-space: nowrap;
  }
  thead tr {
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
  .unit {
    font-size: 0.8125em;
  }
  .probe {
    position: absolute;
    inset: 0 0 auto;
    block-size: var(--_line);
    visibility: hidden;
  }
  .rank:not(th) {
    text-align: center;
  }
  [data-medal]:not([data-medal='']) {
    display: inline-grid;
    place-items: center;
    min-inline-size: 1.75em;
    block-size: 1.75em;
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
  .delta {
    color: var(--_negative);
  }
  [data-trend='up'] {
    color: var(--_positive);
  }
  .player {
    display: flex;
    align-items: center;
    gap: calc(var(--_gap) * 2);
    min-inline-size: 0;
  }
  .avatar {
    position: relative;
    display: grid;
    flex: none;
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
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .row-leader .name,
  .score :first-child {
    font-weight: 600;
  }
  .you:not(:empty) {
    flex: none;
    padding: 0 calc(var(--_gap) * 2);
    border-radius: 999px;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .score {
    text-align: end;
  }
  .unit {
    color: var(--_muted);
  }
`;
