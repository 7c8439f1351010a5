import { css } from 'lit';

/** The search field, the steps of the first three, cards, and the wall screen. */
export const optionStyles = css`
  .own {
    grid-column: 1 / -1;
    max-block-size: 100%;
    min-inline-size: 0;
    overflow: hidden;
    white-space: normal;
  }
  .podium {
    flex: none;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .podium .row {
    block-size: var(--_row);
  }
  @container (width >= 26.25em) {
    .podium {
      display: grid;
      grid-template-columns: repeat(3, minmax(0, 1fr));
      align-items: end;
      gap: calc(var(--_gap) * 2);
      padding: calc(var(--_gap) * 2) calc(var(--_gap) * 4) 0;
    }
    .podium li:nth-child(2) {
      order: -1;
    }
    .podium .row {
      position: relative;
      display: flex;
      flex-direction: column;
      block-size: auto;
      padding: var(--_gap) 0 0;
      border: 0;
      border-radius: var(--_radius-in) var(--_radius-in) 0 0;
      background: none;
    }
    .podium .player {
      flex-direction: column;
      gap: var(--_gap);
      max-inline-size: 100%;
    }
    .podium .name {
      max-inline-size: 100%;
    }
    .podium .delta {
      position: absolute;
      inset: calc(var(--_gap) * 2) var(--_gap) auto auto;
    }
    .podium .avatar {
      font-size: 1.125em;
    }
    .podium .rank {
      order: 1;
      inline-size: 100%;
      block-size: 2.75em;
      margin-block-start: calc(var(--_gap) * 2);
      padding-block-start: calc(var(--_gap) * 2);
      border-radius: var(--_radius-in) var(--_radius-in) 0 0;
      background: var(--_raised);
    }
    .podium .row-self .rank {
      background: color-mix(in srgb, var(--_accent) 16%, var(--_surface));
    }
    .podium li:first-child .avatar {
      font-size: 1.5em;
    }
    .podium li:first-child .rank {
      block-size: 5em;
    }
    .podium li:nth-child(2) .rank {
      block-size: 3.75em;
    }
    @media (forced-colors: active) {
      .podium .rank {
        border: solid;
        border-width: 1px 1px 0;
      }
    }
  }
  :host([display='cards']) .body {
    --_line: 9em;
    --_head: 0px;
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
  :host([display='cards']) .probe {
    inline-size: var(--gs-leaderboard-card, 11em);
  }
  :host([display='cards']) thead {
    display: none;
  }
  :host([display='cards']) tbody .row {
    grid-template: 'rank delta' 'player player' 1fr 'score score' / auto 1fr;
    inline-size: auto;
    block-size: calc(var(--_line) - var(--_gap) * 2);
    margin: var(--_gap);
    padding: calc(var(--_gap) * 3);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-in);
  }
  :host([display='cards']) tbody .row-self {
    border-color: var(--_accent);
  }
  :host([display='cards']) tbody .player {
    grid-area: player;
  }
  :host([display='cards']) tbody .score {
    grid-area: score;
    font-size: 1.25em;
    text-align: start;
  }
  .search {
    padding: 0 calc(var(--_gap) * 4) calc(var(--_gap) * 3);
  }
  .search input {
    inline-size: 100%;
    min-block-size: 2.75em;
    padding-inline: calc(var(--_gap) * 3);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-in);
    background: var(--_raised);
  }
  @media print {
    .search {
      display: none;
    }
  }
  :host([display='kiosk']) {
    block-size: 100dvh;
    max-block-size: none;
  }
  :host([display='kiosk']) .base > * {
    font-size: clamp(1em, 1.4cqi + 0.5em, 3.5em);
  }
  :host([display='kiosk']) .status {
    font-size: 1em;
  }
  :host([display='kiosk']) .scroller {
    scrollbar-width: none;
  }
`;
