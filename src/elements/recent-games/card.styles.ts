import { css } from 'lit';

/** A card of a game. The control's area is the whole card, and its ring is drawn around the card. */
export const cardStyles = css`
  :host {
    /* Two lines of name and one of facts, whatever there is to say: cards side by side end alike, and nothing moves. */
    --_text-room: calc(2.6em + 2px + 1.4 * 0.8125em);
  }
  .card {
    position: relative;
    display: flex;
    flex-direction: column;
    gap: calc(var(--_gap) * 2);
    min-inline-size: 0;
    border-radius: var(--_radius-in);
  }
  .card:has(.title:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .text {
    display: flex;
    flex-direction: column;
    align-items: start;
    gap: 2px;
    min-inline-size: 0;
    min-block-size: var(--_text-room);
  }
  .title {
    max-inline-size: 100%;
    padding: 0;
    border: 0;
    outline: none;
    background: none;
    color: inherit;
    font-weight: 600;
    line-height: 1.3;
    text-align: start;
    text-decoration: none;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .title::after {
    content: '';
    position: absolute;
    z-index: 1;
    inset: 0;
  }
  /* Second in the document, so that badges are read after the name, and first to the eye. */
  .art {
    order: -1;
    inline-size: 100%;
    aspect-ratio: var(--gs-card-aspect, 16 / 9);
  }
  /* The buttons lie on the corner of the picture, above the area of the title. */
  .tools {
    position: absolute;
    z-index: 2;
    inset-block-start: 0;
    inset-inline-end: 0;
    display: flex;
  }
  .tool-button {
    color: #fff;
  }
  .tool-button::before {
    display: grid;
    place-items: center;
    inline-size: 2em;
    block-size: 2em;
    border-radius: 999px;
    background: rgb(12 13 18 / 72%);
    line-height: 1;
  }
  .favourite::before {
    content: '☆' / '';
  }
  .favourite[aria-pressed='true']::before {
    content: '★' / '';
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .hide::before {
    content: '✕' / '';
    font-size: 0.875em;
    inline-size: 2.2857em;
    block-size: 2.2857em;
  }
  .list .tools {
    position: relative;
    flex: none;
    margin-inline-start: auto;
  }
  .list .tool-button::before {
    background: var(--_raised);
    color: var(--_text);
  }
  .list .favourite[aria-pressed='true']::before {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .clamp {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  [data-disabled] .title {
    color: var(--_muted);
    cursor: not-allowed;
  }
  /* One line: what does not fit is on a second line that nobody sees, with its separator, rather than cut. */
  .meta,
  .tags {
    display: flex;
    flex-wrap: wrap;
    inline-size: 100%;
    margin: 0;
    color: var(--_muted);
    font-size: 0.8125em;
    line-height: 1.4;
    overflow: hidden;
    white-space: nowrap;
  }
  .meta {
    block-size: 1.4em;
  }
  .meta > :not(:first-child)::before {
    content: ' · ';
  }
  .meta > * {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: pre;
  }
  /* The studio is shortened, down to a few letters. */
  .meta > .studio {
    flex: 1 1 5em;
    max-inline-size: max-content;
  }
  .meta > .studio:first-child {
    max-inline-size: 100%;
  }
  .tags {
    gap: 0.3077em;
    block-size: 1.8462em;
    margin-block-start: 0.3077em;
  }
  .tag {
    max-inline-size: 100%;
    padding-inline: 0.5em;
    border-radius: 999px;
    background: var(--_raised);
    line-height: 1.8462;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .line {
    inline-size: 88%;
    block-size: 1em;
    margin-block: 2px;
    border-radius: 4px;
  }
  .line.short {
    inline-size: 56%;
    block-size: 0.8125em;
  }

  .list .card {
    flex-direction: row;
    align-items: center;
    gap: calc(var(--_gap) * 3);
    padding-block: calc(var(--_gap) * 2);
    border-radius: 0;
  }
  .list .card + .card {
    box-shadow: 0 -1px var(--_border);
  }
  .list .art {
    flex: none;
    inline-size: var(--gs-card-size, clamp(4.5em, 30cqi, 7em));
  }
  .list .go {
    inset-block-end: 2px;
    inset-inline-end: 2px;
    scale: 0.8;
  }
  .list .monogram {
    font-size: 1.25em;
  }
  .list .text {
    flex: 1;
    min-block-size: 0;
  }
  /* As high as the picture, with a name of one line. */
  .list .tags {
    block-size: 1.5385em;
    margin-block-start: 0;
  }
  .list .tag,
  .list .chip,
  .list .unavailable {
    position: static;
    max-inline-size: 100%;
    font-size: 1em;
    padding-block: 0;
    line-height: 1.5385;
  }
  .list .chip,
  .list .unavailable {
    background: none;
    box-shadow: inset 0 0 0 1px var(--_border);
    color: inherit;
  }
  @container (width < 18.75em) {
    .list .card {
      gap: calc(var(--_gap) * 2);
    }
    .list .art {
      inline-size: 3em;
      aspect-ratio: 1;
    }
    .list .go {
      display: none;
    }
    .list .tools {
      flex-direction: column;
    }
  }
  @media (forced-colors: active) {
    .tag {
      border: 1px solid;
      line-height: 1.7;
    }
    .list .tags > * {
      border: 1px solid;
      line-height: 1.3846;
    }
    .tool-button::before {
      border: 1px solid ButtonText;
    }
    .favourite[aria-pressed='true']::before {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
