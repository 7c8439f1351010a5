import { css } from 'lit';

/** A game's picture, 16:9 whatever comes, and what lies on it. */
export const pictureStyles = css`
  .art {
    position: relative;
    aspect-ratio: 16 / 9;
    overflow: hidden;
    border-radius: var(--_radius-in);
    background-color: var(--_raised);
  }
  img,
  .monogram {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    transition:
      opacity var(--_duration) ease-out,
      transform var(--_duration) ease-out;
  }
  img:not([data-loaded]) {
    opacity: 0;
  }
  .monogram {
    display: grid;
    place-items: center;
    background:
      radial-gradient(circle at 84% 8%, oklch(0.76 0.14 calc(var(--_hue) + 50) / 60%), transparent 50%),
      linear-gradient(140deg, oklch(0.5 0.16 var(--_hue)), oklch(0.28 0.1 calc(var(--_hue) - 30)));
    color: #fff;
    font-size: 2rem;
    font-weight: 600;
    letter-spacing: 0.04em;
  }
  .card:not([data-disabled]):hover :is(img, .monogram) {
    transform: scale(1.03);
  }
  .go {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-end: 8px;
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    border-radius: 999px;
    background: rgb(12 13 18 / 66%);
    color: #fff;
    transition: background-color var(--_duration) ease-out;
    forced-color-adjust: none;
  }
  .go::before {
    content: '';
    inline-size: 10px;
    block-size: 12px;
    margin-left: 2px; /* a triangle's weight is on its left, in every direction of writing */
    background: currentColor;
    clip-path: polygon(0 0, 100% 50%, 0 100%);
  }
  .card:hover .go {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .badges {
    position: absolute;
    inset-block-start: 8px;
    inset-inline: 8px;
    display: flex;
    flex-wrap: wrap; /* into nowhere: rather one badge than two that are cut */
    gap: 4px;
    block-size: calc(1.5 * 0.8125rem + 2px);
    overflow: hidden;
  }
  .chip,
  .unavailable {
    box-sizing: border-box;
    max-inline-size: 100%;
    padding: 1px 8px;
    border-radius: 999px;
    background: rgb(12 13 18 / 80%);
    color: #fff;
    font-size: 0.8125rem;
    line-height: 1.5;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .unavailable {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-start: 8px;
    max-inline-size: calc(100% - 16px);
  }
  [data-disabled] :is(img, .monogram) {
    filter: grayscale(1) brightness(0.7);
  }
`;
