import { css } from 'lit';

/** The list of sessions. */
export const listStyles = css`
  .browser {
    display: flex;
    flex-direction: column;
    block-size: var(--gs-list-block-size, 26em);
  }
  .browser.creating {
    block-size: auto;
    min-block-size: var(--gs-list-block-size, 26em);
  }
  .list {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
  }
  .list .message {
    min-block-size: 100%;
  }
  @media print {
    .browser {
      block-size: auto;
    }
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_gap) * 2);
    padding: 0 calc(var(--_gap) * 4) calc(var(--_gap) * 3);
  }
  .search {
    position: relative;
    flex: 1 1 11.25em;
  }
  .search svg {
    position: absolute;
    inset-block: 0;
    inset-inline-start: calc(var(--_gap) * 3);
    margin-block: auto;
    color: var(--_muted);
    pointer-events: none;
  }
  input,
  select,
  textarea {
    inline-size: 100%;
    min-block-size: 2.75em;
    padding: calc(var(--_gap) * 2) calc(var(--_gap) * 3);
    border: 1px solid var(--_control, light-dark(#878d9a, #6d7482));
    border-radius: var(--_radius-in);
    background: var(--_surface);
    color: var(--_text);
  }
  .search input {
    padding-inline-start: calc(var(--_gap) * 10);
  }
  ::placeholder {
    color: var(--_muted);
    opacity: 1;
    text-overflow: ellipsis;
  }
  .sessions {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, max(8.25em, min(13.75em, 42cqi))), 1fr));
    gap: calc(var(--_gap) * 5) calc(var(--_gap) * 4);
    margin: 0;
    padding: calc(var(--_gap) * 2) calc(var(--_gap) * 4) calc(var(--_gap) * 5);
    list-style-type: '';
  }
  .card {
    position: relative;
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
  }
  .monogram {
    font-size: clamp(1.25em, 8cqi, 2em);
  }
  .art > img {
    transition: transform var(--_duration) ease-out;
  }
  .card:hover img {
    transform: scale(1.03);
  }
  .art .status {
    position: absolute;
    inset-block-start: calc(var(--_gap) * 2);
    inset-inline-start: calc(var(--_gap) * 2);
    border-color: transparent;
    background: rgb(10 11 15 / 80%);
    color: #fff;
  }
  .art .status[data-status='ACTIVE']::before {
    border-color: #57d39b;
    background: #57d39b;
  }
  .title {
    padding: calc(var(--_gap) * 2) 0 0;
    border: 0;
    background: none;
    font-weight: 600;
    line-height: 1.3;
    text-align: start;
    cursor: pointer;
  }
  .title:focus-visible {
    outline: none;
  }
  /* The whole card is the button's. */
  .title::after {
    content: '';
    position: absolute;
    inset: -0.25em;
    border-radius: var(--_radius);
  }
  .title:focus-visible::after {
    outline: 2px solid var(--_focus);
  }
  .title bdi,
  .text bdi {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .meta {
    margin: 2px 0 0;
    color: var(--_muted);
    font-size: 0.8125em;
  }
  .unavailable {
    color: var(--_warning);
  }
  .line {
    block-size: 1em;
    margin-block-start: calc(var(--_gap) * 2);
  }
  .line.short {
    inline-size: 60%;
  }
  .more {
    margin: 0;
    padding-block-end: calc(var(--_gap) * 4);
    text-align: center;
  }
  @media (forced-colors: active) {
    .art .status {
      border-color: currentColor;
      background: Canvas;
    }
    .status[data-status='ACTIVE']::before,
    .art .status[data-status='ACTIVE']::before {
      background: CanvasText;
    }
  }
`;
