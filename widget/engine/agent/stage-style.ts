/** How the customer's page, its shield, its pointer and the tools' layers lie on the desk. */
import { css } from 'lit';

export const stageStyle = css`
  :host {
    position: relative;
    display: block;
    min-inline-size: 0;
    min-block-size: 0;
    direction: ltr;
  }
  .scroller {
    position: absolute;
    inset: 0;
    overflow: hidden;
  }
  .scroller.scrolls {
    overflow: auto;
  }
  .scroller:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: -3px;
  }
  .spoken {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .sheet {
    position: absolute;
    overflow: hidden;
    border-radius: 6px;
    background: #fff;
    box-shadow: var(--shadow);
    visibility: hidden;
  }
  .shown .sheet {
    visibility: visible;
  }
  .room {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    visibility: hidden;
  }
  .mirror,
  .overlay {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    transform-origin: 0 0;
  }
  /* Faded towards the desk's own colour: white would glare in the dark. */
  .stale .sheet {
    background: var(--paper);
  }
  .stale .mirror {
    filter: grayscale(0.7) opacity(0.55);
  }
  .shield {
    position: absolute;
    inset: 0;
  }
  .overlay {
    pointer-events: none;
  }
  .layer {
    position: absolute;
    inset: 0;
    pointer-events: none;
  }
  .layer.active {
    pointer-events: auto;
    touch-action: none;
  }
  .pointer {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    inline-size: 22px;
    block-size: 22px;
    pointer-events: none;
    will-change: transform;
  }
  .pointer svg {
    position: absolute;
    inset: 0;
    overflow: visible;
    fill: #1f4fd8;
    stroke: #fff;
    stroke-width: 1.5;
    filter: drop-shadow(0 1px 2px rgb(0 0 0 / 35%));
  }
`;
