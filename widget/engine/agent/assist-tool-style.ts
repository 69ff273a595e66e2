/** The look of the desk's tools for helping; colours are the desk's. */
export const ASSIST_TOOL_CSS = `
:host { display: block; padding: 16px; box-sizing: border-box; color: var(--ink); font-size: 14px; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
p, ul { margin: 0; padding: 0; list-style: none; overflow-wrap: anywhere; }
p:empty { display: none; }
:host > *, form { display: grid; gap: 8px; }
:host(.in-hold) { padding: 4px; }
:host(.narrow) { inline-size: min(320px, 86vw); max-inline-size: 100%; }
.line { padding: 8px 10px; border-inline-start: 4px solid var(--accent); border-radius: 8px; background: color-mix(in srgb, var(--accent) 10%, var(--paper)); }
p + .buttons, .buttons + ul, ul + p { margin-block-start: 8px; }
li { display: flex; align-items: center; gap: 8px; min-block-size: 36px; }
.kind { flex: 1; }
.said { color: var(--soft); font-size: 13px; }
.hold-off { flex: none; }
.holding { display: flex; align-items: center; justify-content: space-between; gap: 4px 12px; padding-inline-start: 4px; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; }
.buttons:not(:has(> :not([hidden]))) { display: none; }
button {
  appearance: none; min-block-size: 36px; padding: 6px 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--paper);
  color: var(--ink); font: inherit; font-weight: 600; cursor: pointer;
}
@media (any-pointer: coarse) { button { min-block-size: 44px; } }
button:hover { background: color-mix(in srgb, var(--ink) 6%, var(--paper)); }
button[aria-disabled='true'] { opacity: 0.6; cursor: default; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.take, .send, .hold-off { border-color: transparent; background: var(--accent); color: var(--paper); }
.take:hover, .send:hover, .hold-off:hover { background: color-mix(in srgb, var(--accent) 86%, var(--ink)); }
label { display: grid; gap: 4px; font-weight: 600; }
textarea, input { inline-size: 100%; padding: 8px; border: 1px solid var(--line); border-radius: 8px; background: var(--paper); color: var(--ink); font: inherit; font-weight: 400; }
textarea { min-block-size: 5em; resize: vertical; }
small { color: var(--soft); font-weight: 400; }
.outcome { color: var(--soft); }
.problem { color: var(--bad); }
.sent li { align-items: start; padding-block: 4px; border-block-start: 1px solid var(--line); }
.sent span:first-child { flex: 1; overflow-wrap: anywhere; }
`;
