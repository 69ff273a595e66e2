/**
 * The button's look; what a session adds is in session-style.ts. Dark mode follows the page's `color-scheme`, and every colour and
 * measure can be set from outside.
 */
import { css } from 'lit';

export const buttonStyle = css`
  :host(:not([hidden])) {
    display: inline-block;
    max-inline-size: 100%;
    vertical-align: middle;
    font-family: var(--cobrowse-font, inherit);
    font-size: var(--cobrowse-font-size, 1rem);
    line-height: 1.4;
  }
  * {
    box-sizing: border-box;
  }
  .base {
    --accent: var(--cobrowse-accent, light-dark(#0b5cab, #7cbcff));
    --on-accent: var(--cobrowse-on-accent, light-dark(#fff, #08203a));
    --surface: var(--cobrowse-surface, light-dark(#fff, #18212b));
    --text: var(--cobrowse-text, light-dark(#16202b, #e8eef4));
    --muted: var(--cobrowse-muted, light-dark(#516070, #a5b3c2));
    --line: var(--cobrowse-line, light-dark(#8794a3, #74869a));
    --danger: var(--cobrowse-danger, light-dark(#b3261e, #ff9d94));
    --radius: var(--cobrowse-radius, 0.6rem);
    display: inline-flex;
    flex-direction: column;
    gap: 0.5rem;
    max-inline-size: 100%;
    color: var(--text);
  }
  button {
    appearance: none;
    margin: 0;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  button:focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.55rem;
    align-self: flex-start;
    max-inline-size: 100%;
    min-block-size: 2.75rem;
    padding: 0.45rem 1.1rem;
    text-align: center;
    overflow-wrap: anywhere;
  }
  .start {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }
  .start:hover {
    background: color-mix(in srgb, var(--accent) 88%, var(--text));
  }
  button:hover {
    background: color-mix(in srgb, var(--surface) 92%, var(--text));
  }
  [aria-disabled]:is(*, :hover) {
    border-color: transparent;
    background: color-mix(in srgb, var(--surface) 88%, var(--text));
    color: var(--muted);
    cursor: default;
  }
  /* Texts read as they are written, and stand where the page's direction puts them. */
  [dir] {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .icon {
    display: flex;
    flex: none;
  }
  svg {
    inline-size: 1.25em;
    block-size: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .spinner {
    animation: turn 0.9s linear infinite;
  }
  p {
    display: flex;
    gap: 0.5rem;
    margin: 0;
    max-inline-size: var(--cobrowse-status-width, 22rem);
    font-size: 0.875em;
    overflow-wrap: anywhere;
  }
  /* A live region must be there before it has something to say, but then takes no room. */
  p:not(:has(span)) {
    position: absolute;
  }
  .status {
    color: var(--muted);
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    [aria-disabled] {
      color: GrayText;
    }
  }
`;
