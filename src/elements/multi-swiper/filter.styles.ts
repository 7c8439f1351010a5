import { css } from 'lit';

/** The filter bar above the games, and the favourite button on a poster. */
export const filterStyles = css`
  .filter {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_gap) * 2);
    padding: 0 calc(var(--_gap) * 4) calc(var(--_gap) * 3);
  }
  .search {
    display: flex;
    flex: 1 1 12em;
    align-items: center;
    gap: calc(var(--_gap) * 2);
    min-inline-size: 0;
  }
  .search input {
    flex: 1;
    min-inline-size: 0;
  }
  .filter :is(input, select, .toggle) {
    box-sizing: border-box;
    min-block-size: 2.75em;
    max-inline-size: 100%;
    padding: 0 calc(var(--_gap) * 3);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-in);
    background: var(--_raised);
    color: inherit;
    font: inherit;
  }
  .toggle {
    cursor: pointer;
  }
  .toggle[aria-pressed='true'] {
    border-color: var(--_accent);
    color: var(--_accent);
    font-weight: 600;
  }
  .marks {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_gap);
  }
  .mark {
    padding: 1px 0.6em;
    border: 1px solid rgb(255 255 255 / 40%);
    border-radius: 999px;
    font-size: 0.75em;
  }
  .favourite {
    position: absolute;
    z-index: 1;
    inset-block-end: calc(var(--_gap) * 5);
    inset-inline-end: 4.25em;
    background: rgb(12 13 18 / 60%);
    color: #fff;
  }
  .rail-start .favourite,
  .horizontal .favourite {
    inset-inline-end: calc(var(--_gap) * 4);
  }
  .horizontal .favourite {
    inset-block-end: 4em;
  }
  .favourite[aria-pressed='true'] svg {
    fill: currentColor;
  }
`;
