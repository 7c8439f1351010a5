import { css } from 'lit';

/** The pinned row, the steps of the first three, and cards. */
export const variants = css`
  .pin {
    z-index: 2;
    inset-inline: 0 var(--_bar, 0);
  }
  .board[data-pin='top'] .pin,
  .board[data-pin='bottom'] .pin {
    position: absolute;
  }
  .board[data-pin='top'] .pin {
    inset-block-start: var(--_head);
    box-shadow: 0 4px 12px rgb(0 0 0 / 0.18);
  }
  .board[data-pin='bottom'] .pin {
    inset-block-end: 0;
    box-shadow: 0 -4px 12px rgb(0 0 0 / 0.18);
  }
  .pinned {
    block-size: var(--_row);
  }
  .separator {
    color: var(--_muted);
    line-height: 1.25;
    text-align: center;
  }
  .separator::before {
    content: '⋯';
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
  @container (min-width: 420px) {
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
`;
