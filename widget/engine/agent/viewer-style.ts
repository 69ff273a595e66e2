/** How bar, tools, page and panels share the window. */
import { css } from 'lit';

export const viewerStyle = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) / auto minmax(0, 1fr) auto;
    block-size: 100%;
    min-block-size: 0;
  }
  cobrowse-viewer-bar {
    grid-column: 1 / -1;
  }
  main {
    position: relative;
    display: grid;
    min-inline-size: 0;
    min-block-size: 0;
  }
  .notice {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    padding: 16px;
    pointer-events: none;
  }
  .notice .card {
    gap: 6px;
    inline-size: fit-content;
    max-inline-size: min(400px, 100%);
    padding: 20px 24px;
    text-align: center;
    pointer-events: auto;
  }
  .strip {
    position: absolute;
    inset-block-end: 12px;
    inset-inline: 16px;
    inline-size: fit-content;
    max-inline-size: calc(100% - 32px);
    margin-inline: auto;
    padding: 8px 14px;
    border: 1px solid var(--line);
    border-radius: 999px;
    background: var(--paper);
    box-shadow: var(--shadow);
    font-size: 14px;
    text-align: center;
    pointer-events: none;
  }
  h2 {
    font-size: 17px;
  }
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
  .spoken {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (max-width: 860px) {
    .side {
      position: absolute;
      inset-block: 0;
      inset-inline-end: 0;
      z-index: 1;
      inline-size: min(320px, 100%);
      box-shadow: var(--shadow);
    }
  }
  @media (max-width: 640px) {
    :host {
      grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
    }
    cobrowse-tool-bar {
      grid-row: 3;
    }
  }
`;
