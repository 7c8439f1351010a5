import { css } from 'lit';

/** One game of the feed: a full-bleed poster, then the game. */
export const slideStyles = css`
  .slide {
    position: absolute;
    inset-inline: 0;
    inset-block-start: calc(var(--i) * 100cqb);
    block-size: 100cqb;
    contain: strict;
    scroll-snap-align: start;
    /* One swipe, one game: what lies further away is not in the document. */
    scroll-snap-stop: always;
  }
  .horizontal .slide {
    inset-block-start: 0;
    inset-inline: calc(var(--i) * 100cqi) auto;
    inline-size: 100cqi;
  }
  gs-game-frame {
    font-size: inherit; /* an element's own font size is applied once, not again inside */
  }
  .slide gs-game-frame {
    position: absolute;
    inset-block: 2.75em 0;
    inset-inline: 0 2.75em;
    block-size: auto;
  }
  .rail-start .slide gs-game-frame {
    inset-inline: 2.75em 0;
  }
  .horizontal .slide gs-game-frame {
    inset-block: 2.75em;
    inset-inline: 0;
  }
  .loading {
    position: absolute;
    inset: 0;
  }
  /* Over the overlay's shade, and what is in it. */
  .play-button {
    z-index: 1;
  }
  /* While the game loads behind it the poster is where the game will be. */
  .playing .slide:not([inert]) .poster {
    inset-block-start: 2.75em;
  }
  /* The art fills the slide and shows the initials itself, above the play button. */
  .art {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: start center;
    padding-block-start: 0.5em;
    aspect-ratio: auto;
    border: 0;
    border-radius: 0;
    background:
      radial-gradient(circle at 84% 8%, oklch(0.76 0.14 calc(var(--_hue) + 50) / 60%), transparent 50%),
      linear-gradient(140deg, oklch(0.5 0.16 var(--_hue)), oklch(0.28 0.1 calc(var(--_hue) - 30)));
    color: #fff;
    font-size: clamp(2.5em, min(16cqi, 18cqb), 7em);
    line-height: 1;
    font-weight: 600;
    letter-spacing: 0.04em;
  }
  .art::before {
    content: attr(data-initials);
  }
  .overlay {
    position: absolute;
    inset: auto 0 0;
    display: flex;
    flex-direction: column;
    align-items: start;
    justify-content: end;
    gap: var(--_gap);
    z-index: 1;
    min-block-size: 55%;
    padding-block: calc(var(--_gap) * 6);
    padding-inline: calc(var(--_gap) * 6) calc(var(--_gap) * 18);
    background: linear-gradient(to top, rgb(8 9 13 / 88%), rgb(8 9 13 / 50%) 45%, transparent);
    pointer-events: none;
  }
  .rail-start .overlay {
    padding-inline: calc(var(--_gap) * 18) calc(var(--_gap) * 6);
  }
  .horizontal .overlay {
    padding-block-end: 4em;
  }
  .title {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    font-size: 1.25em;
    font-weight: 600;
    line-height: 1.25;
    text-align: -webkit-match-parent;
    text-align: match-parent;
    overflow-wrap: anywhere;
  }
  .studio,
  .why {
    max-inline-size: min(44ch, 100%);
    margin: 0;
    color: #d5d9e2;
    font-size: 0.8125em;
    overflow-wrap: anywhere;
  }
  bdi.studio {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .why {
    margin-block-start: var(--_gap);
    padding: 0.375em 0.75em;
    border: 1px solid rgb(255 255 255 / 18%);
    border-radius: var(--_radius-in);
    background: rgb(12 13 18 / 80%);
    color: #fff;
  }
  .play-button {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    inline-size: 4.5em;
    block-size: 4.5em;
    margin: auto;
    padding: 0;
    border: 0;
    border-radius: 999px;
    background: rgb(255 255 255 / 92%);
    color: #14161c;
    box-shadow: 0 6px 28px rgb(0 0 0 / 42%);
    cursor: pointer;
    transition: scale var(--_duration) ease-out;
  }
  .play-button svg {
    inline-size: 2.25em;
    block-size: 2.25em;
  }
  /* Twice the text size on a phone: the button is above the words. */
  @container (width < 14em) {
    .overlay {
      padding-inline: calc(var(--_gap) * 4) calc(var(--_gap) * 11);
    }
    .rail-start .overlay {
      padding-inline: calc(var(--_gap) * 11) calc(var(--_gap) * 4);
    }
    .title {
      font-size: 1em;
    }
    .play-button {
      inset-block-end: 50%;
      inline-size: 3em;
      block-size: 3em;
    }
  }
  .play-button:hover {
    scale: 1.06;
  }
  .play-button:focus-visible {
    outline: 3px solid #fff;
    outline-offset: 4px;
  }
  .play-button::before {
    content: '';
    inline-size: 1.5em;
    block-size: 1.75em;
    margin-left: 0.375em; /* a triangle's weight is on its left, in every direction of writing */
    background: currentColor;
    clip-path: polygon(0 0, 100% 50%, 0 100%);
  }
  .poster progress {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    inline-size: 100%;
    block-size: 3px;
    border: 0;
    appearance: none;
    background: rgb(255 255 255 / 16%);
    color: var(--gs-color-accent, #b9a3ff);
  }
  .poster progress::-webkit-progress-bar {
    background: none;
  }
  .poster progress::-webkit-progress-value {
    background: var(--gs-color-accent, #b9a3ff);
  }
  .poster progress::-moz-progress-bar {
    background: var(--gs-color-accent, #b9a3ff);
  }
  .poster progress:indeterminate {
    background: linear-gradient(90deg, transparent, var(--gs-color-accent, #b9a3ff), transparent) 0 0 / 40% 100% no-repeat rgb(255 255 255 / 16%);
    animation: travel 1.6s ease-in-out infinite;
  }
  /* Nobody sees it there, and the main thread would paint it in every frame of a swipe. */
  .slide[inert] progress:indeterminate {
    animation: none;
  }
  @keyframes travel {
    from {
      background-position: -70% 0;
    }
    to {
      background-position: 170% 0;
    }
  }
  @media (forced-colors: active) {
    .play-button {
      border: 2px solid ButtonText;
      forced-color-adjust: none;
    }
  }
`;
