import { css } from 'lit';

/** The stage, dark in both schemes as a cinema is. `slide.styles.ts` has the games, `rail.styles.ts` the rail. */
export const styles = css`
  .play,
  .instead {
    display: flex;
    flex-direction: column;
    block-size: var(--gs-swiper-size, min(80svh, 36em));
    min-block-size: 17.5em;
  }
  .play {
    display: block;
  }
  .play:not(:defined) {
    display: flex;
  }
  .play:not(:defined) > .in-bar {
    display: none;
  }
  /* What is said over a game leaves the rail free: there is always a way to the next one. */
  .play {
    --_rail: 3.5em;
  }
  .play:has(.playing:not(.hosted, .open)) {
    --_rail: 2.75em;
  }
  .play:has(.rail-end, .rail-none) {
    --_rail-end: var(--_rail);
  }
  .play:has(.rail-start) {
    --_rail-start: var(--_rail);
  }
  .play:has(.horizontal:not(.hosted)) {
    --_rail-end: 0;
    --_rail-start: 0;
    --_rail-below: var(--_rail);
  }
  .stage:not(.instead) {
    block-size: 100%;
    /* Slides are measured by the stage and not by the box that scrolls: a scroller that is a query container itself jumps
       back to its start in WebKit when a slide is added while it scrolls. */
    container-type: size;
  }
  .stage {
    --_bar: 0px;
    --_side: 0px;
    position: relative;
    isolation: isolate;
    flex: 1;
    overflow: clip;
    color-scheme: dark;
    background: var(--gs-color-stage, #0e0f13);
    color: #fff;
    outline: none;
  }
  .playing {
    --_bar: 2.75em;
    --_side: 2.75em;
  }
  .hosted:not(.rail-none) {
    --_side: 3.5em;
  }
  .hosted.rail-none {
    --_side: 0px;
  }
  .viewport {
    position: absolute;
    inset: 0;
    overflow: clip scroll;
    /* What has a colour of its own is scrolled without being painted anew, also where text is smoothed by the pixel. */
    background: inherit;
    scroll-snap-type: y mandatory;
    scrollbar-width: none;
    outline-offset: -4px;
  }
  .horizontal .viewport {
    overflow: scroll clip;
    scroll-snap-type: x mandatory;
  }
  .track {
    position: relative;
    block-size: calc(var(--n) * 100cqb);
  }
  .horizontal .track {
    block-size: 100cqb;
    inline-size: calc(var(--n) * 100cqi);
  }
  .instead {
    color-scheme: inherit;
    background: var(--_raised);
    color: inherit;
  }
  .instead .skeleton,
  .instead .bone {
    block-size: 100%;
    border-radius: 0;
  }
  .stage > .message {
    position: absolute;
    inset-block: var(--_bar) 0;
    inset-inline: 0 var(--_side);
    color: #c9ced9;
  }
  .stage > gs-game-frame {
    position: absolute;
    inset-block: var(--_bar) 0;
    inset-inline: 0 var(--_side);
    block-size: auto;
  }
  gs-game-frame::part(base) {
    border: 0;
    border-radius: 0;
  }
  .rail-start > :is(gs-game-frame, .message) {
    inset-inline: var(--_side) 0;
  }

  .on-picture {
    position: absolute;
    z-index: 1;
    inset-block-start: 0;
    inset-inline: 0;
    display: flex;
    align-items: center;
    min-block-size: 3.3846em;
    padding-inline: calc(var(--_gap) * 4);
    font-size: 0.8125em;
    pointer-events: none;
  }
  .rail-start:not(.horizontal) .on-picture {
    padding-inline-start: 5em;
  }
  .on-picture,
  .in-bar {
    font-variant-numeric: tabular-nums;
  }
  .in-bar {
    flex: none;
    font-size: 0.8125em;
  }
  .count {
    direction: ltr;
    unicode-bidi: isolate;
    color: #d5d9e2;
  }
  .on-picture .count {
    padding: 2px 0.7692em;
    border-radius: 999px;
    background: rgb(12 13 18 / 60%);
    color: #fff;
  }
  progress.bar {
    inline-size: 7.3846em;
    block-size: 0.3077em;
    border: 0;
    border-radius: 999px;
    overflow: hidden;
    appearance: none;
    background: rgb(255 255 255 / 32%);
  }
  progress.bar::-webkit-progress-bar {
    background: none;
  }
  progress.bar::-webkit-progress-value {
    background: #fff;
  }
  progress.bar::-moz-progress-bar {
    background: #fff;
  }
  .dots {
    display: flex;
    gap: 0.4615em;
  }
  .dots i {
    inline-size: 0.4615em;
    block-size: 0.4615em;
    border-radius: 999px;
    background: rgb(255 255 255 / 40%);
  }
  .dots i[data-on] {
    background: #fff;
    scale: 1.4;
  }
  .new {
    position: relative;
    min-block-size: 2.75em;
    padding: 0 calc(var(--_gap) * 4);
    border: 1px solid rgb(255 255 255 / 32%);
    border-radius: var(--_radius-in);
    background: rgb(12 13 18 / 60%);
    color: #fff;
    font-weight: 600;
    cursor: pointer;
    pointer-events: auto;
  }
  @media (forced-colors: active) {
    .count {
      background: Canvas;
    }
  }
`;
