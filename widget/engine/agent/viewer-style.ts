/** How bar, tools and page share the window. */
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
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    min-inline-size: 0;
    min-block-size: 0;
  }
  cobrowse-stage {
    grid-row: 2;
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
  .spoken {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (max-width: 640px) {
    :host {
      grid-template: auto minmax(0, 1fr) fit-content(40%) auto / minmax(0, 1fr);
    }
    cobrowse-tool-bar {
      grid-row: 4;
    }
  }
`;
