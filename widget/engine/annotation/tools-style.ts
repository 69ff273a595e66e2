/** The look of the tools: bar, cross, note field. Its colours are those of what is around it: --paper, --ink, --line, --tint, --accent. */
import { CROSS_CSS } from './cross.js';

export const TOOLS_CSS = `
:host { font: 400 14px/1.45 system-ui, sans-serif; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.toolbar { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 16px; padding: 6px; color: var(--ink); }
.group { display: flex; flex-wrap: wrap; gap: 2px; align-items: center; }
.toolbar button {
  appearance: none; display: grid; place-items: center; margin: 0; padding: 0; inline-size: 36px; block-size: 36px; cursor: pointer;
  border: 1px solid transparent; border-radius: 8px; background: none; color: inherit; font: inherit;
}
.toolbar button:hover { background: var(--tint); }
.toolbar button[aria-pressed='true'] { border-color: var(--accent); background: color-mix(in srgb, var(--accent) 16%, transparent); color: var(--accent); }
.toolbar button[aria-disabled='true'] { opacity: 0.4; cursor: default; }
.toolbar button:focus-visible, .note-editor button:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.toolbar svg { inline-size: 20px; block-size: 20px; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.toolbar .colour { inline-size: 28px; }
.toolbar .colour::before {
  content: ''; inline-size: 18px; block-size: 18px; border-radius: 50%; background: var(--colour); box-shadow: 0 0 0 1px color-mix(in srgb, var(--ink) 35%, transparent);
}
.toolbar .colour[aria-pressed='true'] { background: none; }
.toolbar .width { inline-size: 30px; }
.toolbar .width-0 svg { stroke-width: 1.5; }
.toolbar .width-1 svg { stroke-width: 3.5; }
.toolbar .width-2 svg { stroke-width: 6.5; }
.area { position: absolute; inset: 0; touch-action: none; cursor: crosshair; outline: none; }
.area:focus-visible { box-shadow: inset 0 0 0 3px var(--accent, #1c6fe0); }
${CROSS_CSS}.note-editor {
  position: absolute; inset-block-start: 0; left: 0; transform-origin: 0 0; display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 6px; inline-size: min(240px, 100%);
  padding: 8px; border: 1px solid #d9c97a; border-radius: 10px; background: #fffbe8; color: #1d1e22; box-shadow: 0 4px 18px rgb(16 18 27 / 30%); pointer-events: auto; cursor: auto;
}
.note-editor textarea {
  flex: 1 0 100%; min-inline-size: 0; margin: 0; padding: 6px 8px; resize: none; border: 1px solid #8a8050; border-radius: 6px; background: #fff; color: inherit; font: 400 15px/1.4 system-ui, sans-serif;
}
.note-editor button {
  appearance: none; margin: 0; padding: 4px 12px; min-block-size: 34px; border: 1px solid #8a8050; border-radius: 7px; background: #fff; color: inherit; font: 600 13px/1.3 system-ui, sans-serif; cursor: pointer;
}
.note-editor .primary { border-color: transparent; background: #1f4fd8; color: #fff; }
.note-editor textarea:focus-visible { outline: 2px solid #1f4fd8; outline-offset: 0; }
@media (pointer: coarse) { .toolbar button { inline-size: 42px; block-size: 42px; } .toolbar .colour, .toolbar .width { inline-size: 36px; } }
/* One row on a phone, to be moved sideways: in five, the tools left no page to draw upon. */
@media (max-width: 640px) {
  .toolbar, .group { flex-wrap: nowrap; }
  .toolbar { column-gap: 8px; inline-size: max-content; }
}
@media (forced-colors: active) {
  .toolbar button[aria-pressed='true'] { border-color: Highlight; }
  .toolbar .colour::before { forced-color-adjust: none; }
}
`;
