/** The look of what is drawn. Every stroke has a halo, since nobody knows what is below it. */
export const LAYER_CSS = `
.ink, .ink > svg, .ink .texts { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; pointer-events: none; }
.ink .texts { container-type: size; }
.ink { direction: ltr; overflow: hidden; contain: strict; }
.ink svg { overflow: hidden; }
.ink path { stroke-linecap: round; stroke-linejoin: round; }
.ink .halo { fill: none; stroke: #fff; opacity: 0.85; }
.ink .highlighter .halo { display: none; }
.ink .highlighter path { opacity: 0.4; }
.ink .element path:not(.halo) { animation: cobrowse-mark 0.5s ease-out; }
.ink .vanishing.done { animation: cobrowse-vanish 4s linear forwards; }
.ink .hover { fill: none; stroke-width: 2px; stroke-dasharray: 6 4; }
.ink .hover:not([d]) { display: none; }
.ink .name, .ink .laser b, .ink .note b {
  max-inline-size: 180px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font: 600 12px/18px system-ui, sans-serif;
}
.ink .name, .ink .laser, .ink .note { position: absolute; inset-block-start: 0; inset-inline-start: 0; }
.ink [hidden] { display: none; }
.ink .name, .ink .laser b { padding: 1px 7px; border-radius: 9px; background: var(--colour); color: #fff; box-shadow: 0 0 0 1.5px #fff; }
.ink .laser { inline-size: 0; block-size: 0; will-change: transform; }
.ink .laser::before {
  content: ''; position: absolute; inset: -7px auto auto -7px; inline-size: 14px; block-size: 14px; border-radius: 50%;
  background: var(--colour); box-shadow: 0 0 0 2px #fff, 0 0 14px 6px color-mix(in srgb, var(--colour) 60%, transparent);
}
.ink .laser b { position: absolute; inset: 12px auto auto 12px; }
.ink .note {
  box-sizing: border-box; inline-size: max-content; max-inline-size: 240px; padding: 7px 10px 9px; border-radius: 2px 10px 10px 10px;
  border: 1px solid color-mix(in srgb, var(--colour) 60%, #fff); border-inline-start: 4px solid var(--colour);
  background: #fffbe8; color: #1d1e22; box-shadow: 0 2px 8px rgb(16 18 27 / 25%);
}
.ink .note b { display: block; color: var(--colour); }
.ink .note p { margin: 0; font: 400 14px/1.4 system-ui, sans-serif; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
@keyframes cobrowse-mark { from { stroke-width: 14px; opacity: 0.3; } }
@keyframes cobrowse-vanish { 70% { opacity: 1; } to { opacity: 0; } }
@media (prefers-reduced-motion: reduce) { .ink .element path:not(.halo) { animation: none; } }
@media (forced-colors: active) {
  .ink { forced-color-adjust: none; }
}
`;
