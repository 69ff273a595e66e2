/** How the list of keys looks. */
import { css } from 'lit';

export const keysDialogStyle = css`
  :host {
    display: contents;
  }
  dialog {
    inline-size: min(460px, calc(100vw - 24px));
    max-block-size: calc(100dvh - 24px);
    padding: 0;
    border: 1px solid var(--line);
    border-radius: 16px;
    background: var(--paper);
    color: var(--ink);
    box-shadow: var(--shadow);
  }
  dialog::backdrop {
    background: rgb(16 18 27 / 45%);
  }
  .inside {
    display: grid;
    gap: 16px;
    padding: 20px 24px 24px;
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
  }
  h2 {
    font-size: 17px;
  }
  h3 {
    margin: 0;
    font-size: 14px;
  }
  p {
    font-size: 14px;
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 8px 16px;
    align-items: baseline;
    margin: 0;
    font-size: 14px;
  }
  dd {
    margin: 0;
  }
  kbd {
    display: inline-block;
    min-inline-size: 28px;
    padding: 1px 8px;
    border: 1px solid var(--line);
    border-block-end-width: 2px;
    border-radius: 6px;
    background: var(--tint);
    font:
      600 13px/1.6 ui-monospace,
      'SF Mono',
      Menlo,
      Consolas,
      monospace;
    text-align: center;
  }
  label {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 28px;
    font-size: 14px;
    font-weight: 600;
  }
  input {
    inline-size: 18px;
    block-size: 18px;
    margin: 0;
    accent-color: var(--accent);
  }
  .reading {
    display: grid;
    gap: 4px;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--line);
  }
`;
