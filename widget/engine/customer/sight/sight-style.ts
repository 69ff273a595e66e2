/** The look of what shows the customer what agents see. Buttons are the panel's; its colours hold in the panel alone, so they stand here again. */
export const SIGHT_CSS = `
/* They would lie over the tools, and under the pen. */
.masks:has(~ .seen .draw.on) { display: none; }
.masks { position: fixed; inset: 0; overflow: hidden; pointer-events: none; direction: ltr; }
.mask { position: absolute; inset-block-start: 0; left: 0; box-sizing: border-box; border: 1.5px dashed var(--mask, #7a4b00); border-radius: 4px; }
.mask span { display: none; position: absolute; inset-block-start: -8px; right: 6px; max-inline-size: calc(100% - 12px); padding: 0 6px; overflow: hidden; border-radius: 8px; background: var(--mask, #7a4b00); color: #fff; font-size: 11px; line-height: 16px; white-space: nowrap; text-overflow: ellipsis; }
.mask.from-right span { right: auto; left: 6px; }
.mask.at-top span { inset-block-start: 0; }
.mask.worded .words, .mask.signed .sign { display: block; }
.mask .sign { padding: 1px 3px; block-size: 16px; }
.sign svg { display: block; inline-size: 14px; block-size: 14px; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
.masks-hint::before { content: ''; display: inline-block; inline-size: 16px; block-size: 10px; margin-inline-end: 6px; border: 1.5px dashed currentColor; border-radius: 3px; }
.preview { --paper: #fff; --ink: #17181c; --soft: #5a5d68; --line: #dfe1e7; --tint: #f3f5f9; --accent: #1f4fd8; position: fixed; inset: 4vh 4vw; inline-size: auto; block-size: auto; max-inline-size: none; max-block-size: none; margin: 0; padding: 0; grid-template-rows: auto 1fr; overflow: hidden; border-radius: 14px; background: var(--paper); color: var(--ink); border: 1px solid var(--line); box-shadow: 0 12px 48px rgb(0 0 0 / 35%); }
.preview[open] { display: grid; }
.preview::backdrop { background: rgb(16 18 27 / 45%); }
.preview[open] ~ .seen .place { visibility: hidden; }
.preview header { display: flex; align-items: center; justify-content: space-between; gap: 12px; padding: 10px; padding-inline-start: 16px; }
.preview h2 { margin: 0; font-size: 16px; }
.preview iframe { inline-size: 100%; block-size: 100%; border: 0; }
.preview .hint { padding: 16px; }
@media (prefers-color-scheme: dark) {
  .preview { --paper: #1d1f25; --ink: #f2f3f6; --soft: #adb1bd; --line: #3a3d47; --tint: #2a2d36; --accent: #9dbaff; }
  .masks { --mask: #8a5a00; }
}
@media (max-width: 480px) { .preview { inset: 8px; } }
@media (forced-colors: active) { .mask { border-color: Highlight; } .mask span { background: Highlight; color: HighlightText; forced-color-adjust: none; } }
`;
