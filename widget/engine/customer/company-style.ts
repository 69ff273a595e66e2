/** The look of who watches; colours and buttons are the panel's. */
export const COMPANY_CSS = `
.agents { display: grid; gap: 4px; margin: 0; padding: 0; list-style: none; }
.agents li { display: flex; align-items: center; justify-content: space-between; gap: 8px; overflow-wrap: anywhere; }
.agents button { flex: none; min-block-size: 28px; padding-block: 2px; color: var(--soft); }
footer .pause { margin-inline-end: auto; }
:host(.compact) footer .pause { margin-inline-end: 0; }
/* What an agent may do by now is said where it can be stopped. */
section:has(.slot.assist > .row:not([hidden])) .may { display: none; }
.line:empty { display: none; }
.line { font-variant-numeric: tabular-nums; }
section.paused { border-style: dashed; }
button[aria-disabled="true"] { opacity: 0.6; cursor: default; }
`;
