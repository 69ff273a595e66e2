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
    /* On the side of its name, whatever direction it is written in. */
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .given > dd {
    padding-block: 8px;
    padding-inline: 10px;
    border-inline-start: 3px solid color-mix(in srgb, var(--soft) 40%, transparent);
  }
  .given > dt {
    margin-block-end: 4px;
  }
  .given dl {
    gap: 8px;
  }
  .given p {
    margin-block: 8px 0;
    color: var(--soft);
    font-size: 12px;
  }
  ul {
    display: grid;
    gap: 2px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
`;
