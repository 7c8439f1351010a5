import { css } from 'lit';

/** The form for a new session; comes with its code. */
export const formStyles = css`
  textarea {
    display: block;
    resize: vertical;
  }
  .form {
    display: grid;
    gap: calc(var(--_gap) * 3);
    max-inline-size: 35em;
    padding: 0 calc(var(--_gap) * 4) calc(var(--_gap) * 4);
  }
  .form p {
    margin: 0;
  }
  .form .row {
    display: flex;
    flex-wrap: wrap;
    justify-content: start;
    gap: calc(var(--_gap) * 2);
  }
  .field label {
    display: block;
    margin-block-end: var(--_gap);
    font-size: 0.8125em;
    font-weight: 600;
  }
  .pair {
    display: grid;
    grid-template-columns: minmax(5.5em, 1fr) 3fr;
    gap: calc(var(--_gap) * 2);
  }
  [aria-invalid='true'] {
    border-color: var(--_negative);
    outline: 1px solid var(--_negative);
    outline-offset: -2px;
  }
  .issue,
  .problem {
    color: var(--_negative);
    font-size: 0.8125em;
  }
  .issue:not(:empty)::before,
  .problem::before {
    content: '! ';
    font-weight: 600;
  }
`;
