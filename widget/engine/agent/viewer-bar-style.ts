/** How the bar above the customer's page looks: one line where there is room, calm enough for a whole day. */
import { css } from 'lit';

export const viewerBarStyle = css`
  :host {
    display: block;
    border-block-end: 1px solid var(--line);
    background: var(--paper);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 16px;
    min-block-size: 56px;
    padding: 6px 12px;
  }
  .who {
    display: flex;
    flex: 1 1 300px;
    align-items: center;
    gap: 12px;
    min-inline-size: 0;
  }
  .mark {
    flex: none;
    inline-size: 34px;
    block-size: 34px;
  }
  .what {
    flex: 1;
    min-inline-size: 0;
  }
  .line {
    display: flex;
    align-items: baseline;
    gap: 8px;
    min-inline-size: 0;
  }
  h1 {
    flex: 0 1 auto;
    min-inline-size: 0;
    overflow: hidden;
    font-size: 16px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .page {
    overflow: hidden;
    text-align: -webkit-match-parent;
    text-align: match-parent;
    color: var(--soft);
    font-size: 13px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .page b {
    color: var(--ink);
    font-weight: 500;
  }
  .standing {
    flex: none;
    padding: 0 8px;
    border: 1px solid var(--line);
    border-radius: 999px;
    color: var(--soft);
    font-size: 12px;
  }
  .standing.yes {
    border-color: color-mix(in srgb, var(--good) 45%, transparent);
    color: var(--good);
  }
  .facts {
    display: flex;
    align-items: center;
    gap: 16px;
    color: var(--soft);
    font-size: 13px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .state {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    color: var(--tone);
    font-weight: 600;
  }
  .state::before {
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: currentColor;
    content: '';
  }
  .live {
    --tone: var(--good);
  }
  .loading,
  .paused,
  .barred {
    --tone: var(--soft);
  }
  .elsewhere,
  .away,
  .reconnecting {
    --tone: var(--warn);
  }
  .away::before,
  .reconnecting::before {
    border: 2px solid currentColor;
    background: none;
  }
  .slow {
    color: var(--warn);
    font-weight: 600;
  }
  .others {
    overflow: hidden;
    max-inline-size: 180px;
    text-overflow: ellipsis;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 8px;
    margin-inline-start: auto;
  }
  .actions button {
    min-block-size: 36px;
  }
  .question {
    font-size: 14px;
    font-weight: 600;
  }
  @media (max-width: 640px) {
    .mark {
      inline-size: 28px;
      block-size: 28px;
    }
    .who {
      flex-basis: 100%;
    }
    /* In two lines before the buttons go into a third. */
    .facts {
      flex: 1 1 0;
      flex-wrap: wrap;
      gap: 0 10px;
    }
    .actions button {
      padding-inline: 10px;
    }
    /* A sentence, and its two answers side by side below. */
    .actions:has(> .question) {
      flex-basis: 100%;
    }
    .question {
      flex-basis: 100%;
      text-align: end;
    }
  }
  @media (forced-colors: active) {
    .state::before {
      background: CanvasText;
    }
  }
`;
