/** What of the stage's look can wait for the tools: the hand that drags the page, the customer's presses. */
import { css } from 'lit';

export const stageToolsStyle = css`
  .scrolls .shield {
    cursor: grab;
  }
  .scrolls .shield:active {
    cursor: grabbing;
  }
  /* Behind a curtain there is nothing to point at. */
  .overlay:has(> .curtain) ~ .pointer {
    display: none;
  }
  .curtain {
    z-index: 1;
  }
  .ripple {
    position: absolute;
    inset-block-start: -18px;
    inset-inline-start: -18px;
    inline-size: 36px;
    block-size: 36px;
    border: 3px solid #1f4fd8;
    border-radius: 50%;
    opacity: 0;
  }
  .pressed .ripple {
    animation: ripple 0.45s ease-out forwards;
  }
  @keyframes ripple {
    from {
      opacity: 0.9;
      transform: scale(0.3);
    }
    to {
      opacity: 0.35;
      transform: scale(1);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .pressed .ripple {
      animation: none;
      opacity: 0.6;
    }
  }
`;
