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
  /* The page moves down instead: what lies under a bar of tools cannot be drawn upon. */
  .above {
    display: grid;
    grid-row: 1;
    min-inline-size: 0;
  }
  .tray.ribbon {
    position: relative;
    inset: auto;
    justify-self: start;
    max-block-size: none;
    margin: 8px 8px 0;
    overflow: hidden;
  }
  .ribbon > div {
    overflow: auto;
    scrollbar-width: thin;
  }
  .hold {
    display: none;
    margin: 8px 8px 0;
    border: 1px solid var(--accent);
    border-radius: 12px;
    background: var(--paper);
  }
  @media (any-pointer: coarse) {
    .hold {
      display: block;
    }
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
  /* Below the page, which keeps the rest. */
  @media (max-width: 640px) {
    .side {
      inline-size: auto;
      border-inline-start: 0;
      border-block-start: 1px solid var(--line);
    }
  }
`;
