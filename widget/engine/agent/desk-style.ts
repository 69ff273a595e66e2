/** What the desk's elements share in looks: colours as custom properties, buttons, headings. */
import { css } from 'lit';

/** On the outer element; the inner ones inherit the custom properties. Those of a page around come through its port. */
export const deskTokens = css`
  :host {
    --paper: var(--cobrowse-surface, light-dark(#fff, #1d1f25));
    --ground: var(--cobrowse-ground, light-dark(#eceef3, #121318));
    --ink: var(--cobrowse-text, light-dark(#16181d, #f0f1f4));
    --soft: var(--cobrowse-text-soft, light-dark(#585c68, #a9adb9));
    --line: var(--cobrowse-border, light-dark(#d6d9e1, #3a3d47));
    --tint: color-mix(in srgb, var(--paper) 95%, var(--ink));
    --accent: var(--cobrowse-accent, light-dark(#1f4fd8, #9dbaff));
    --on-accent: var(--cobrowse-on-accent, light-dark(#fff, #10141f));
    --good: light-dark(#0f7443, #5fd39a);
    --warn: light-dark(#8f5200, #f0b35c);
    --bad: var(--cobrowse-error, light-dark(#b42318, #ff9a91));
    --shadow:
      0 1px 2px light-dark(rgb(16 18 27 / 10%), rgb(0 0 0 / 40%)),
      0 8px 24px light-dark(rgb(16 18 27 / 10%), rgb(0 0 0 / 35%));
    color-scheme: light dark;
    background: var(--ground);
    color: var(--ink);
    font:
      400 15px/1.5 system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Helvetica Neue',
      'PingFang SC',
      'Microsoft YaHei',
      sans-serif;
  }
`;

export const controls = css`
  * {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  h1,
  h2 {
    font-size: 20px;
    font-weight: 650;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }
  .soft {
    color: var(--soft);
  }
  button {
    appearance: none;
    margin: 0;
    padding: 7px 14px;
    min-block-size: 38px;
    border: 1px solid var(--line);
    border-radius: 9px;
    background: var(--paper);
    color: var(--ink);
    font: inherit;
    font-size: 14px;
    font-weight: 600;
    cursor: pointer;
  }
  button:hover {
    background: var(--tint);
  }
  button[aria-disabled='true'] {
    cursor: default;
    opacity: 0.6;
  }
  button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }
  button.primary:hover {
    background: color-mix(in srgb, var(--accent) 88%, var(--ink));
  }
  button.danger {
    border-color: color-mix(in srgb, var(--bad) 55%, transparent);
    color: var(--bad);
  }
  button:focus-visible,
  input:focus-visible {
    outline: 2px solid var(--cobrowse-focus, var(--accent));
    outline-offset: 2px;
  }
  .card {
    display: grid;
    gap: 16px;
    inline-size: min(400px, 100%);
    padding: 28px;
    border: 1px solid var(--line);
    border-radius: 16px;
    background: var(--paper);
    box-shadow: var(--shadow);
  }
  @media (max-width: 400px) {
    .card {
      padding: 20px;
    }
  }
`;
