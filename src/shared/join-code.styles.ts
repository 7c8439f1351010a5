import { css } from 'lit';

/** The QR code that leads to a page, and its label beside it. */
export const joinCode = css`
  .join {
    display: flex;
    flex: none;
    align-items: center;
    gap: calc(var(--_gap) * 3);
    padding: calc(var(--_gap) * 3) calc(var(--_gap) * 4);
    color: inherit;
    font-weight: 600;
    text-decoration: none;
  }
  .join svg {
    inline-size: 7em;
    block-size: 7em;
    border-radius: var(--_radius-in);
  }
`;
