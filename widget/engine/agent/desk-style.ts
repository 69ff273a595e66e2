/** What the desk's elements share in looks: colours as custom properties, buttons, headings. */
import { css } from 'lit';

/** On the outer element; the inner ones inherit the custom properties. */
export const deskTokens = css`
  :host {
    --paper: #fff;
    --ground: #eceef3;
    --ink: #16181d;
    --soft: #585c68;
    --line: #d6d9e1;
    --tint: #f2f4f8;
    --accent: #1f4fd8;
    --on-accent: #fff;
    --good: #12804a;
    --warn: #a15c00;
    --bad: #b42318;
    --shadow: 0 1px 2px rgb(16 18 27 / 10%), 0 8px 24px rgb(16 18 27 / 10%);
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
  @media (prefers-color-scheme: dark) {
    :host {
      --paper: #1d1f25;
      --ground: #121318;
      --ink: #f0f1f4;
      --soft: #a9adb9;
      --line: #3a3d47;
      --tint: #292c34;
      --accent: #9dbaff;
      --on-accent: #10141f;
      --good: #5fd39a;
      --warn: #f0b35c;
      --bad: #ff9a91;
      --shadow: 0 1px 2px rgb(0 0 0 / 40%), 0 8px 24px rgb(0 0 0 / 35%);
    }
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
  button:hover:not(:disabled) {
    background: var(--tint);
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
  button.danger {
    border-color: color-mix(in srgb, var(--bad) 55%, transparent);
    color: var(--bad);
  }
  button:focus-visible,
  input:focus-visible {
    outline: 2px solid var(--accent);
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
