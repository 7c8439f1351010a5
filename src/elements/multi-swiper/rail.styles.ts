import { css } from 'lit';

/** The strip beside the games; along the end of the block when one swipes sideways. */
export const railStyles = css`
  .rail {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_gap) * 2);
    inline-size: 3.5em;
    padding-block: calc(var(--_gap) * 2);
    touch-action: none;
    isolation: isolate;
  }
  /* The posters stand on bright pictures too. */
  .stage:not(.playing, .horizontal) .rail::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline: -4.5em 0;
    z-index: -1;
    background: linear-gradient(to var(--_edge), transparent, rgb(8 9 13 / 64%));
    pointer-events: none;
  }
  .stage.rail-start:not(.playing, .horizontal) .rail::before {
    inset-inline: 0 -4.5em;
  }
  .rail {
    --_edge: right;
  }
  .stage.rail-start:not(:dir(rtl)) .rail,
  .stage:not(.rail-start):dir(rtl) .rail {
    --_edge: left;
  }
  .rail-start .rail {
    inset-inline: 0 auto;
  }
  /* Below the toolbar: a tap on one of them is never one on the other. */
  .barred:not(.horizontal) .rail {
    inset-block-start: 2.75em;
  }
  .playing .rail {
    inset-block-start: var(--_bar);
    inline-size: var(--_side);
    background: #14161c;
  }
  .playing.open .rail {
    inline-size: 3.5em;
  }
  .horizontal:not(.hosted) .rail {
    inset: auto 0 0;
    flex-direction: row;
    inline-size: auto;
    block-size: 3.5em;
    padding: 0 calc(var(--_gap) * 2);
  }
  .horizontal:not(.hosted).playing .rail {
    block-size: 2.75em;
  }
  .horizontal:not(.hosted).playing.open .rail {
    block-size: 3.5em;
  }
  .posters {
    display: flex;
    flex-direction: inherit;
    gap: calc(var(--_gap) * 2);
    min-block-size: 0;
    min-inline-size: 0;
    margin: 0;
    padding: 0.25em;
    list-style-type: '';
    overflow: hidden;
  }
  .item {
    position: relative;
    display: block;
    inline-size: 2.5em;
    block-size: 2.5em;
    padding: 0;
    border: 0;
    border-radius: var(--_radius-in);
    background: none;
    opacity: 0.72;
    cursor: pointer;
    transition: opacity var(--_duration) ease-out;
  }
  span.item {
    cursor: default;
  }
  .item:is(:hover, :focus-visible, [aria-current]) {
    opacity: 1;
  }
  .item[aria-current] {
    outline: 2px solid #fff;
    outline-offset: 2px;
  }
  .item:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .item .art {
    place-items: center;
    padding: 0;
    border-radius: inherit;
    font-size: 0.8125em;
  }
  .status {
    position: absolute;
    inset-block-end: -3px;
    inset-inline-end: -3px;
    box-sizing: border-box;
    inline-size: 0.75em;
    block-size: 0.75em;
    border: 2px solid #14161c;
    border-radius: 999px;
    background: #a5acba;
  }
  .status[data-status='ready'] {
    background: var(--gs-color-positive, #57d39b);
  }
  .status[data-status='pending'] {
    background: #14161c;
    box-shadow: inset 0 0 0 2px var(--gs-color-warning, #f2c14e);
  }
  .status[data-status='failed'] {
    border-radius: 2px;
    background: var(--gs-color-negative, #ff958c);
    rotate: 45deg;
  }
  .step[aria-disabled] {
    opacity: 0.32;
    cursor: default;
  }
  .step:not([aria-disabled]):hover,
  .handle:hover {
    background: rgb(255 255 255 / 12%);
  }
  .step::before {
    content: '';
    inline-size: 0.625em;
    block-size: 0.625em;
    border: solid currentColor;
    border-width: 2px 0 0 2px;
    rotate: 45deg;
    translate: 0 3px;
  }
  .step.next::before {
    rotate: -135deg;
    translate: 0 -3px;
  }
  .horizontal .step:is(.previous:not(:dir(rtl)), .next:dir(rtl))::before {
    rotate: -45deg;
    translate: 2px 0;
  }
  .horizontal .step:is(.next:not(:dir(rtl)), .previous:dir(rtl))::before {
    rotate: 135deg;
    translate: -2px 0;
  }
  .handle::before {
    content: '';
    inline-size: 0.3125em;
    block-size: 2.25em;
    border-radius: 999px;
    background: rgb(255 255 255 / 62%);
  }
  .horizontal .handle::before {
    inline-size: 2.25em;
    block-size: 0.3125em;
  }
  /* Twice the text size on a phone: the room is the title's, and two buttons are enough to go on. */
  @container (width < 14em) {
    .stage:not(.playing, .horizontal, .hosted) .rail {
      inline-size: 2.75em;
    }
    .stage:not(.playing, .horizontal, .hosted) .posters {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .step {
      border-radius: 999px;
      background: ButtonFace;
    }
    .step::before {
      border-color: ButtonText;
    }
    .handle::before {
      background: ButtonText;
    }
  }
`;
