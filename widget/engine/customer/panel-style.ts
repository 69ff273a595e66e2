/**
 * The panel's look. It is adopted as a constructed sheet, which no `style-src` of the page can block. Importance on the host:
 * the page's rules beat ordinary `:host` rules, but not important ones. The host takes no room: what is in it stands in the viewport by
 * itself, the panel in `.seen`, which is what the customer sees of the page (in-sight.ts), and layers beside it, which are above the page.
 */
export const PANEL_CSS = `
:host {
  all: initial !important;
  position: fixed !important;
  display: block !important;
  inset: 0 auto auto 0 !important;
  z-index: 2147483647 !important;
  color-scheme: light dark !important;
  font: 400 14px/1.45 system-ui, sans-serif !important;
  -webkit-text-size-adjust: 100% !important;
}
.seen { position: fixed; inset: 0; visibility: hidden; transform-origin: 0 0; }
.place {
  position: absolute; inset-block-end: max(16px, env(safe-area-inset-bottom)); inset-inline-end: 16px;
  inline-size: min(304px, 100% - 32px); max-block-size: calc(100% - 32px); overflow: auto; visibility: visible;
  border-radius: 14px; box-shadow: 0 1px 2px rgb(16 18 27 / 14%), 0 10px 32px rgb(16 18 27 / 20%);
}
:host(.compact) .place { inline-size: fit-content; max-inline-size: min(400px, 100% - 32px); }
@media print { :host { display: none !important; } }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
section {
  --paper: #fff; --ink: #17181c; --soft: #5a5d68; --line: #dfe1e7; --tint: #f3f5f9; --accent: #1f4fd8; --live: #c9281c; --live-ink: #fff;
  display: grid; gap: 12px; padding: 14px 16px 16px;
  border: 1px solid var(--line); border-radius: inherit;
  background: var(--paper); color: var(--ink);
}
@media (prefers-color-scheme: dark) {
  section {
    --paper: #1d1f25; --ink: #f2f3f6; --soft: #adb1bd; --line: #3a3d47; --tint: #2a2d36; --accent: #9dbaff; --live: #ff8a80; --live-ink: #1d1f25;
  }
}
header { display: flex; align-items: center; gap: 10px; min-block-size: 28px; }
h2, p { margin: 0; font: inherit; overflow-wrap: anywhere; }
h2 { flex: 1; font-weight: 600; }
.hint { color: var(--soft); font-size: 13px; }
.body { display: grid; gap: 10px; }
.body:empty { display: none; }
section:not(.live, .busy) .dot { display: none; }
.dot { flex: none; inline-size: 9px; block-size: 9px; border-radius: 50%; background: var(--soft); }
.live .dot { background: var(--live); animation: pulse 2.4s ease-out infinite; }
.busy .dot {
  inline-size: 14px; block-size: 14px; background: none;
  border: 2px solid var(--line); border-block-start-color: var(--accent); animation: turn 0.9s linear infinite;
}
@keyframes pulse { 0% { box-shadow: 0 0 0 0 color-mix(in srgb, var(--live) 55%, transparent); } 70%, 100% { box-shadow: 0 0 0 7px transparent; } }
@keyframes turn { to { rotate: 1turn; } }
.pin { display: flex; align-items: center; justify-content: space-between; gap: 8px; padding: 10px; padding-inline-start: 14px; border-radius: 10px; background: var(--tint); }
.digits { display: flex; gap: 0.35em; direction: ltr; font: 600 30px/1.2 ui-monospace, Consolas, monospace; letter-spacing: 0.04em; user-select: all; overflow-wrap: anywhere; }
.small .digits { font-size: 17px; }
.small { padding-block: 6px; }
.spoken { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
button {
  appearance: none; margin: 0; padding: 6px 12px; min-block-size: 34px; cursor: pointer;
  border: 1px solid var(--line); border-radius: 8px; background: var(--paper); color: var(--ink); font: inherit; font-size: 13px; font-weight: 600;
}
button:hover { background: var(--tint); }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.pin button { flex: none; }
.end { border-color: var(--live); color: var(--live); }
.end:hover { background: var(--live); color: var(--live-ink); }
.icon { display: grid; place-items: center; flex: none; padding: 0; inline-size: 30px; min-block-size: 30px; border-color: transparent; color: var(--soft); }
.icon svg { inline-size: 16px; block-size: 16px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
footer { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 8px; }
footer button { padding-inline: 10px; white-space: nowrap; }
:host(.compact) section { display: flex; align-items: center; gap: 8px; padding-block: 6px; padding-inline: 10px 8px; }
:host(.compact) footer { gap: 6px; }
:host(.compact) footer button { padding-inline: 9px; }
:host(.compact) header { flex: 1; gap: 6px; min-inline-size: 0; }
:host(.compact) h2 { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; font-size: 12px; }
@media (prefers-reduced-motion: reduce) { .dot { animation: none !important; } }
@media (forced-colors: active) { .dot { background: CanvasText; } .end { border-color: ButtonText; } }
`;
