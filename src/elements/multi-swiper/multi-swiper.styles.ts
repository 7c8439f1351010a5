import { css } from 'lit';

/** The stage, dark in both schemes as a cinema is, its toolbar and its rail. `slide.styles.ts` has the games. */
export const styles = css`
  .stage {
    --_bar: 0px;
    --_side: 0px;
    position: relative;
    block-size: var(--gs-swiper-size, min(80svh, 36em));
    min-block-size: 17.5em;
    overflow: clip;
    color-scheme: dark;
    background: var(--gs-color-stage, #0e0f13);
    color: #fff;
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
    container-type: size;
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
    display: grid;
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

  .toolbar {
    position: absolute;
    z-index: 3;
    inset-block-start: 0;
    inset-inline: 0;
    display: flex;
    align-items: center;
    gap: calc(var(--_gap) * 3);
    block-size: 3.3846em;
    padding-inline: calc(var(--_gap) * 4) calc(var(--_gap) * 2);
    font-size: 0.8125em;
    font-variant-numeric: tabular-nums;
    pointer-events: none;
  }
  /* Away from the rail: a tap on one of them is never one on the other. */
  .stage:not(.playing, .horizontal) .toolbar {
    padding-inline-end: 4.8em;
  }
  .stage.rail-start:not(.playing, .horizontal) .toolbar {
    padding-inline: 4.8em calc(var(--_gap) * 2);
  }
  .playing .toolbar {
    background: #14161c;
  }
  .toolbar > * {
    flex: none;
    pointer-events: auto;
  }
  .toolbar .now {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    font-weight: 600;
    text-overflow: ellipsis;
    text-align: -webkit-match-parent;
    text-align: match-parent;
    white-space: nowrap;
    pointer-events: none;
  }
  .toolbar .notice {
    flex: 0 1 auto;
    color: #ffb4ad;
  }
  .count {
    direction: ltr;
    color: #d5d9e2;
  }
  .stage:not(.playing) .count {
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
  .end {
    min-block-size: 3.4em;
    min-inline-size: 3.4em;
    padding: 0 calc(var(--_gap) * 3);
    border: 1px solid rgb(255 255 255 / 24%);
    border-radius: var(--_radius-in);
    background: rgb(12 13 18 / 60%);
    color: #fff;
    font-weight: 600;
    cursor: pointer;
  }
  .end:hover {
    border-color: #fff;
  }
  @media (forced-colors: active) {
    .count {
      background: Canvas;
    }
    .playing .toolbar {
      border-block-end: 1px solid CanvasText;
      background: Canvas;
    }
  }
`;
