import { css } from 'lit';

/** The small components that several elements show: art, poster, badge, icon button, skeleton. */
export const components = css`
  /* Art: the picture of a game in a box of fixed aspect, so that nothing moves when it loads. */
  .art {
    position: relative;
    aspect-ratio: 16 / 9;
    overflow: hidden;
    border-radius: var(--_radius-in);
    background-color: var(--_raised);
  }
  .art > img,
  .art > .monogram,
  .poster > img,
  .poster > .monogram {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  /* Initials on a hue of the game's own, where there is no picture. */
  .monogram {
    display: grid;
    place-items: center;
    background:
      radial-gradient(circle at 84% 8%, oklch(0.76 0.14 calc(var(--_hue, 290) + 50) / 60%), transparent 50%),
      linear-gradient(140deg, oklch(0.5 0.16 var(--_hue, 290)), oklch(0.28 0.1 calc(var(--_hue, 290) - 30)));
    color: #fff;
    font-size: 2em;
    font-weight: 600;
    letter-spacing: 0.04em;
  }

  /* Poster: what stands on the stage before a game does. Dark in both schemes: the light belongs to the game. */
  .poster {
    position: absolute;
    inset: 0;
    overflow: clip;
    background: var(--gs-color-stage, #0e0f13);
  }

  .badge {
    flex: none;
    padding: 0.125em calc(var(--_gap) * 2.5);
    border: 1px solid var(--_border);
    border-radius: 999px;
    color: var(--_muted);
    font-size: 0.8125em;
    white-space: nowrap;
  }
  /* Of a session: a full dot while it is live. */
  .status {
    max-inline-size: 12em;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .status::before {
    content: '';
    display: inline-block;
    inline-size: 0.5em;
    block-size: 0.5em;
    margin-inline-end: 0.5em;
    border: 1px solid;
    border-radius: 50%;
  }
  .status[data-status='ACTIVE'] {
    color: var(--_positive);
    font-weight: 600;
  }
  .status[data-status='ACTIVE']::before {
    background: currentColor;
  }

  .icon-button,
  .tool,
  .step,
  .handle {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 2.75em;
    block-size: 2.75em;
    padding: 0;
    border: 0;
    border-radius: 999px;
    background: none;
    color: inherit;
    cursor: pointer;
  }

  /* A quick answer shows no skeleton at all: it waits 150 ms before it is seen. */
  .skeleton {
    animation: appear 150ms 150ms both;
  }
  .bone {
    border-radius: var(--_radius-in);
    background: linear-gradient(100deg, var(--_raised) 40%, var(--_border) 50%, var(--_raised) 60%) 0 0 / 300% 100%;
    animation: shimmer 2.4s linear infinite;
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  @keyframes shimmer {
    from {
      background-position: 100% 0;
    }
    to {
      background-position: 0 0;
    }
  }
  @media (forced-colors: active) {
    .bone {
      border: 1px solid GrayText;
    }
    .art {
      border: 1px solid CanvasText;
    }
  }
`;
