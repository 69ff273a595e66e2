/** How `<cobrowse-agent-desk>` looks around the desk. Every colour, radius and font is a custom property of the page's. */
import { css } from 'lit';
import { pinFieldStyle } from '../../pin/pin-field-style.js';

export const agentDeskStyle = css`
  ${pinFieldStyle}
  .desk {
    --ground: var(--cobrowse-ground, light-dark(#eceef3, #121318));
    --surface: var(--cobrowse-surface, light-dark(#fff, #1d1f25));
    --ink: var(--cobrowse-text, light-dark(#16181d, #f0f1f4));
    --soft: var(--cobrowse-text-soft, light-dark(#585c68, #a9adb9));
    --line: var(--cobrowse-border, light-dark(#d6d9e1, #3a3d47));
    --accent: var(--cobrowse-accent, light-dark(#1f4fd8, #9dbaff));
    --on-accent: var(--cobrowse-on-accent, light-dark(#fff, #10141f));
    --bad: var(--cobrowse-error, light-dark(#b42318, #ff9a91));
    --round: var(--cobrowse-radius, 10px);
    position: absolute;
    inset: 0;
    display: grid;
    grid-template-rows: minmax(0, 1fr) auto;
    grid-template-columns: minmax(0, 1fr);
    background: var(--ground);
    color: var(--ink);
    font: var(
      --cobrowse-font,
      400 15px/1.5 system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Helvetica Neue',
      'PingFang SC',
      'Microsoft YaHei',
      sans-serif
    );
  }
  * {
    box-sizing: border-box;
  }
  .stage {
    position: relative;
    min-block-size: 0;
  }
  iframe,
  slot {
    position: absolute;
    inset: 0;
    display: block;
    inline-size: 100%;
    block-size: 100%;
    border: 0;
  }
  ::slotted(*) {
    block-size: 100%;
  }
  .hidden {
    visibility: hidden;
  }
  .over {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    overflow: auto;
    padding: 16px;
  }
  .card {
    display: grid;
    gap: 16px;
    inline-size: min(400px, 100%);
    padding: 28px;
    border: 1px solid var(--line);
    border-radius: calc(var(--round) * 1.6);
    background: var(--surface);
    box-shadow: var(--cobrowse-shadow, 0 1px 2px rgb(16 18 27 / 10%), 0 8px 24px rgb(16 18 27 / 10%));
  }
  .text {
    display: grid;
    gap: 6px;
  }
  h2,
  p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  h2 {
    font-size: 1.33em;
    font-weight: 650;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }
  .soft {
    color: var(--soft);
  }
  .busy {
    display: flex;
    align-items: center;
    gap: 12px;
    color: var(--soft);
  }
  .busy::before {
    inline-size: 20px;
    block-size: 20px;
    flex: none;
    border: 3px solid var(--line);
    border-block-start-color: var(--accent);
    border-radius: 50%;
    animation: turn 0.9s linear infinite;
    content: '';
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  form {
    display: contents;
  }
  label {
    display: block;
    margin-block-end: 6px;
    font-size: 0.93em;
    font-weight: 600;
  }
  .problem {
    color: var(--bad);
    font-size: 0.93em;
  }
  .problem:empty {
    display: none;
  }
  button {
    appearance: none;
    margin: 0;
    padding: 7px 16px;
    min-block-size: 44px;
    border: 1px solid var(--line);
    border-radius: var(--round);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    background: color-mix(in srgb, var(--surface) 92%, var(--ink));
  }
  button:disabled {
    cursor: default;
    opacity: 0.6;
  }
  button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }
  button.primary:hover:not(:disabled) {
    background: color-mix(in srgb, var(--accent) 88%, var(--ink));
  }
  :focus-visible {
    outline: 2px solid var(--cobrowse-focus, var(--accent));
    outline-offset: 2px;
  }
  iframe:focus-visible {
    outline-offset: -2px;
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    padding: 8px 16px;
    border-block-start: 1px solid var(--line);
    background: var(--surface);
    font-size: 0.9em;
  }
  .notice p {
    flex: 1 1 240px;
    color: var(--soft);
  }
  .notice div {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .notice button {
    min-block-size: 36px;
    padding: 4px 12px;
  }
  @media (max-width: 400px) {
    .card {
      padding: 20px;
    }
  }
  @media (forced-colors: active) {
    button.primary {
      border-color: ButtonBorder;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .busy::before {
      animation: none;
    }
  }
`;
