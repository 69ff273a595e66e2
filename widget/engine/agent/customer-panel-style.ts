/** How the panel about the customer looks: a short list of pairs. */
import { css } from 'lit';

export const customerPanelStyle = css`
  :host {
    display: block;
    padding: 12px 16px 16px;
  }
  dl {
    display: grid;
    gap: 12px;
    margin: 0;
    font-size: 14px;
  }
  dt {
    color: var(--soft);
    font-size: 12px;
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  ul {
    display: grid;
    gap: 2px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
`;
