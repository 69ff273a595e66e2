/** The look of remote assist, in the panel and on the page; colours and buttons are the panel's. */
export const ASSIST_CSS = `
.slot.assist .row { display: flex; align-items: center; gap: 8px; padding: 8px 8px 8px 12px; border-radius: 10px; background: var(--tint); border-inline-start: 4px solid var(--accent); }
.slot.assist .on { flex: 1; font-weight: 600; font-size: 13px; }
.slot.assist .stop { flex: none; }
.log { font-size: 13px; }
.log summary { cursor: pointer; color: var(--soft); border-radius: 4px; min-block-size: 24px; }
.log summary:focus-visible, .log ol:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.log ol { display: grid; gap: 4px; max-block-size: 9em; margin: 6px 0 0; padding: 0; overflow: auto; list-style: none; }
.log li { display: flex; justify-content: space-between; gap: 8px; overflow-wrap: anywhere; }
.log time { flex: none; color: var(--soft); font-variant-numeric: tabular-nums; }
.assist-marks { --mark: #1f4fd8; position: fixed; inset: 0; overflow: hidden; pointer-events: none; }
.assist-marks .frame { box-sizing: border-box; position: fixed; inset: 0; transform-origin: 0 0; border: 4px solid var(--mark); }
.assist-marks .frame.waiting { border-style: dashed; opacity: 0.7; }
.assist-marks .act { position: absolute; border: 3px solid var(--mark); border-radius: 6px; background: rgb(31 79 216 / 10%); animation: act 1.6s ease-out forwards; }
.assist-marks .act span { position: absolute; inset-block-end: 100%; inset-inline-start: 0; max-inline-size: 12em; padding: 1px 6px; overflow: hidden; border-radius: 6px 6px 6px 0; background: var(--mark); color: #fff; font-size: 12px; white-space: nowrap; text-overflow: ellipsis; }
/* No room above, as when the whole page scrolls. */
.assist-marks .act.low span { inset-block: 0 auto; border-radius: 0 0 6px; }
@keyframes act { 0%, 60% { opacity: 1; } 100% { opacity: 0; } }
@media (prefers-reduced-motion: reduce) { .assist-marks .act { animation: none; } }
@media (forced-colors: active) { .assist-marks { --mark: Highlight; } }
`;
