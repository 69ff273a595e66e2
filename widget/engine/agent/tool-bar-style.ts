/** How the tool bar looks: a narrow column beside the page, or a row below it where there is little room. */
import { css } from 'lit';

export const toolBarStyle = css`
  :host {
    display: block;
    min-inline-size: 0;
    min-block-size: 0;
    background: var(--paper);
    border-inline-end: 1px solid var(--line);
  }
  .fill {
    position: relative;
    block-size: 100%;
  }
  .bar {
    display: flex;
    flex-direction: column;
    gap: 4px;
    block-size: 100%;
    padding: 6px;
    overflow: auto;
    scrollbar-width: thin;
  }
  .space {
    flex: 1;
  }
  hr {
    flex: none;
    inline-size: 24px;
    margin: 4px auto;
    border: 0;
    border-block-start: 1px solid var(--line);
  }
  button {
    position: relative;
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 40px;
    min-block-size: 40px;
    padding: 0;
    border-color: transparent;
    border-radius: 8px;
    background: none;
  }
  button[aria-disabled='true'] {
    cursor: default;
    opacity: 0.45;
  }
  button[aria-pressed='true'],
  button[aria-expanded='true'] {
    border-color: color-mix(in srgb, var(--accent) 45%, transparent);
    background: color-mix(in srgb, var(--accent) 14%, var(--paper));
    color: var(--accent);
  }
  svg {
    inline-size: 20px;
    block-size: 20px;
    /* Its text is wider than an icon in many a font. */
    overflow: visible;
    fill: none;
    stroke: currentColor;
    stroke-linecap: round;
    stroke-linejoin: round;
    stroke-width: 1.6;
  }
  [data-badge]::after {
    content: attr(data-badge);
    position: absolute;
    inset-block-start: 1px;
    inset-inline-end: 1px;
    min-inline-size: 16px;
    padding-inline: 4px;
    border-radius: 8px;
    background: var(--bad);
    color: var(--paper);
    font-size: 11px;
    line-height: 16px;
  }
  .collapsed .bar {
    padding-inline: 2px;
  }
  .collapsed button {
    inline-size: 24px;
  }
  .fold {
    color: var(--soft);
  }
  .fold svg {
    transition: transform 0.15s;
  }
  .collapsed .fold svg,
  :host(:dir(rtl)) .fold svg {
    transform: scaleX(-1);
  }
  :host(:dir(rtl)) .collapsed .fold svg {
    transform: none;
  }
  @media (max-width: 640px) {
    :host {
      border-inline-end: 0;
      border-block-start: 1px solid var(--line);
    }
    .bar {
      flex-direction: row;
      block-size: auto;
    }
    hr {
      inline-size: auto;
      block-size: 24px;
      margin: auto 4px;
      border-block-start: 0;
      border-inline-start: 1px solid var(--line);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .fold svg {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    button[aria-pressed='true'],
    button[aria-expanded='true'] {
      border-color: Highlight;
    }
  }
`;
