import { css } from 'lit';

/** How the cards lie: in a row that scrolls, in a grid, or in lines. `card.styles.ts` has the card itself. */
export const styles = css`
  :host {
    --_inset: calc(var(--_gap) * 4);
    --_card: var(--gs-card-size, clamp(8.75em, max(20cqi, min(12.5em, 58cqi)), 20em));
  }
  .body {
    padding-block-end: calc(var(--_gap) * 3);
  }
  .base > .body:first-child {
    padding-block-start: calc(var(--_gap) * 3);
  }
  .games {
    position: relative;
  }
  .cards {
    margin: 0;
    padding: var(--_gap) var(--_inset);
    list-style-type: ''; /* with none it is no list to VoiceOver */
  }
  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, var(--gs-card-size, max(8em, min(14em, 42cqi)))), 1fr));
    gap: calc(var(--_gap) * 5) calc(var(--_gap) * 3);
  }
  .carousel {
    display: flex;
    gap: calc(var(--_gap) * 3);
  }
  .carousel .card {
    flex: none;
    inline-size: var(--_card);
    scroll-snap-align: start;
  }
  .scroller {
    display: flex;
    overflow-x: auto;
    overscroll-behavior-x: contain;
    scroll-snap-type: x proximity;
    scroll-padding-inline: var(--_inset);
    scrollbar-width: none;
  }
  .scroller > * {
    flex: none;
  }
  .scroller > .day + .day > * {
    padding-inline-start: 0;
  }

  .day-heading {
    padding: var(--_gap) var(--_inset);
    color: var(--_muted);
    font-size: 0.8125em;
    font-weight: 600;
  }
  .day + .day .day-heading {
    padding-block-start: calc(var(--_gap) * 4);
  }
  .scroller .day + .day .day-heading {
    padding-block-start: var(--_gap);
  }
  .day-heading span {
    display: inline-block;
    position: sticky;
    inset-inline-start: var(--_inset);
  }
  .day-heading span::first-letter {
    text-transform: uppercase;
  }

  .arrow {
    display: block;
    position: absolute;
    /* The middle of the pictures, counted from below: everything under them is of a fixed height. */
    inset-block-end: calc(var(--_gap) * 3 + var(--_text-room) + var(--_card) / (var(--gs-card-aspect, 16 / 9)) / 2 - 1.375em);
    background: var(--_surface);
    box-shadow: 0 2px 12px rgb(0 0 0 / 32%);
  }
  .arrow[aria-disabled='true'] {
    opacity: 0.5;
    cursor: default;
  }
  .see-all {
    margin-inline-start: auto;
    padding-block: calc(var(--_gap) * 2);
    color: var(--_accent);
    font-weight: 600;
  }
  .hidden-games {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_gap) * 3);
    margin: 0;
    padding: calc(var(--_gap) * 2) var(--_inset);
    color: var(--_muted);
    font-size: 0.8125em;
  }
  .hidden-games .button {
    font-size: 1em;
  }

  .arrow.previous {
    inset-inline-start: var(--_gap);
  }
  .arrow.next {
    inset-inline-end: var(--_gap);
  }
  .arrow::before {
    content: '';
    display: block;
    inline-size: 0.625em;
    block-size: 0.625em;
    margin: auto;
    border: solid currentColor;
    border-width: 2px 2px 0 0;
    rotate: 45deg;
    translate: -2px 0;
  }
  .arrow.previous:not(:dir(rtl))::before,
  .arrow.next:dir(rtl)::before {
    rotate: -135deg;
    translate: 2px 0;
  }

  /* What stands instead of the cards lies over cards that nobody sees. */
  .instead {
    display: grid;
  }
  .instead :is(.skeleton, .message, .room),
  .instead ::slotted(*) {
    grid-area: 1 / 1;
    min-inline-size: 0;
  }
  .instead .message {
    min-block-size: 100%;
    padding-block: var(--_gap);
  }
  .instead .carousel {
    overflow: clip;
  }
  .room {
    visibility: hidden;
  }

  /* A finger needs no buttons. */
  @media (pointer: coarse) {
    .arrow:not(:focus-visible) {
      opacity: 0;
      pointer-events: none;
    }
  }
  @media (forced-colors: active) {
    .arrow {
      border: 1px solid CanvasText;
    }
  }
  @media print {
    .scroller,
    .carousel {
      flex-wrap: wrap;
    }
    .arrow {
      display: none;
    }
  }
`;
