/** How trays lie over the page, and a panel beside it. */
import { css } from 'lit';

export const toolDockStyle = css`
  .tray {
    position: absolute;
    inset-block-start: 8px;
    inset-inline-start: 8px;
    max-inline-size: calc(100% - 16px);
    max-block-size: calc(100% - 16px);
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--paper);
    box-shadow: var(--shadow);
  }
  .side {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    inline-size: 320px;
    min-block-size: 0;
    border-inline-start: 1px solid var(--line);
    background: var(--paper);
  }
  .side header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    padding-block: 8px;
    padding-inline: 16px 8px;
    border-block-end: 1px solid var(--line);
  }
  .side header button {
    min-block-size: 32px;
    padding: 2px 10px;
    border-color: transparent;
    background: none;
  }
  .content {
    min-block-size: 0;
    overflow: auto;
  }
  @media (max-width: 860px) {
    :host {
      position: relative;
    }
    /* Over the page alone: its place in the grid is what it is placed in. */
    .side {
      position: absolute;
      grid-area: 2 / 2 / 3 / -1;
      inset-block: 0;
      inset-inline-end: 0;
      z-index: 1;
      inline-size: min(320px, 100%);
      box-shadow: var(--shadow);
    }
  }
  /* One below the other, so that both can be used and some of the page is seen. */
  @media (max-width: 640px) {
    .side {
      grid-area: 2 / 1 / 3 / -1;
      inset-block: auto 0;
      inset-inline: 0;
      inline-size: auto;
      max-block-size: 55%;
      border-block-start: 1px solid var(--line);
    }
    .tray {
      max-block-size: calc(45% - 16px);
    }
  }
`;
