/** How the card looks in which an agent types the PIN. */
import { css } from 'lit';

export const pinFormStyle = css`
  :host {
    display: contents;
  }
  form {
    display: grid;
    gap: 16px;
  }
  .head {
    display: grid;
    gap: 4px;
  }
  .field {
    display: grid;
    gap: 6px;
  }
  label {
    font-size: 14px;
    font-weight: 600;
  }
  .actions {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: 1fr;
    gap: 8px;
  }
  .actions button {
    min-block-size: 44px;
    font-size: 15px;
  }
  .problem {
    color: var(--bad);
    font-size: 14px;
  }
  .problem span {
    display: block;
  }
  .problem span + span {
    margin-block-start: 6px;
  }
  .problem:empty {
    display: none;
  }
  .letters {
    display: none;
    justify-self: start;
    min-block-size: 32px;
    padding: 2px 10px;
    border-color: transparent;
    background: none;
    color: var(--soft);
    font-size: 13px;
  }
  @media (pointer: coarse) {
    .letters {
      display: block;
    }
  }
`;
