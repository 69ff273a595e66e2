/** How the desk looks outside a session: one card in the middle. */
import { css } from 'lit';

export const deskElementStyle = css`
  :host {
    display: block;
    block-size: 100dvh;
    overflow: auto;
  }
  .centre {
    display: grid;
    place-items: center;
    min-block-size: 100%;
    padding: 16px;
  }
  .text {
    display: grid;
    gap: 6px;
  }
  .summary {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 4px 16px;
    margin: 0;
    padding: 12px 14px;
    border-radius: 10px;
    background: var(--tint);
    font-size: 14px;
  }
  .summary dt {
    color: var(--soft);
  }
  .summary dd {
    margin: 0;
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
  .card > button {
    min-block-size: 44px;
  }
`;
