import { css } from 'lit';

/** The own row and the chosen one, the pinned copy, rows to come, and rows in little room. */
export const rowStates = css`
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
    padding-inline-start: calc(var(--_pad) - 3px);
    background: color-mix(in srgb, var(--_accent) 12%, var(--_surface));
  }
  .row-selected {
    box-shadow: inset 0 0 0 2px var(--_accent);
  }
  .pin {
    position: absolute;
    z-index: 2;
    inset-inline: 0 var(--_bar, 0);
    box-shadow: 0 0 12px #0003;
  }
  [data-pin='top'] .pin {
    inset-block-start: var(--_head);
  }
  [data-pin='bottom'] .pin {
    inset-block-end: 0;
  }
  [data-pin='apart'] .pin {
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
  @container (width < 18.75em) {
    .body {
      --_pad: calc(var(--_gap) * 2);
    }
    .row {
      column-gap: var(--_gap);
    }
    .avatar,
    .you,
    .unit {
      display: none;
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
  }
`;
