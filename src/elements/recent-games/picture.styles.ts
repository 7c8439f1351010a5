import { css } from 'lit';

/** What lies on a game's picture; the picture itself is one of the shared components. */
export const pictureStyles = css`
  .art > img,
  .monogram {
    transition:
      opacity var(--_duration) ease-out,
      transform var(--_duration) ease-out;
  }
  img:not([data-loaded]) {
    opacity: 0;
  }
  .card:not([data-disabled]):hover :is(img, .monogram) {
    transform: scale(1.03);
  }
  .go {
    position: absolute;
    inset-block-end: 0.5em;
    inset-inline-end: 0.5em;
    display: grid;
    place-items: center;
    inline-size: 2em;
    block-size: 2em;
    border-radius: 999px;
    background: rgb(12 13 18 / 66%);
    color: #fff;
    transition: background-color var(--_duration) ease-out;
    forced-color-adjust: none;
  }
  .go::before {
    content: '';
    inline-size: 0.625em;
    block-size: 0.75em;
    margin-left: 2px; /* a triangle's weight is on its left, in every direction of writing */
    background: currentColor;
    clip-path: polygon(0 0, 100% 50%, 0 100%);
  }
  .card:hover .go {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .card:has(.tools) .badges {
    inset-inline-end: 6em;
  }
  .badges {
    position: absolute;
    inset-block-start: 0.5em;
    inset-inline: 0.5em;
    display: flex;
    flex-wrap: wrap; /* into nowhere: rather one badge than two that are cut */
    gap: 0.25em;
    block-size: calc(1.5 * 0.8125em + 2px);
    overflow: hidden;
  }
  .chip,
  .unavailable {
    box-sizing: border-box;
    max-inline-size: 100%;
    padding: 1px 0.6154em;
    border-radius: 999px;
    background: rgb(12 13 18 / 80%);
    color: #fff;
    font-size: 0.8125em;
    line-height: 1.5;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .unavailable {
    position: absolute;
    inset-block-end: 0.5em;
    inset-inline-start: 0.5em;
    max-inline-size: calc(100% - 1em);
  }
  [data-disabled] :is(img, .monogram) {
    filter: grayscale(1) brightness(0.7);
  }
`;
