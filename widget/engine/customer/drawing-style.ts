/** The look of drawing on the customer's page. */
import { RESTING } from './panel-surface-style.js';

/** In the panel: on a small screen it makes room for the tools. */
export const DRAWING_PANEL_CSS = `
@media (max-width: 640px), (max-height: 820px) { section:has(.draw.on) ${RESTING} { display: none; } }
@media (max-width: 480px) { :host(.compact) section:has(.draw.on) { flex-wrap: wrap; } :host(.compact) section:has(.draw.on) :is(header, footer) { flex: 1 0 100%; } }
`;

/** The overlay's place on the page, and the bar of tools in it. Importance on the host: the page's rules beat ordinary `:host` rules. */
export const DRAWING_CSS = `
:host {
  all: initial !important; position: fixed !important; inset: 0 !important; display: block !important; z-index: 2147483646 !important;
  inline-size: 100% !important; block-size: 100% !important; max-inline-size: none !important; max-block-size: none !important;
  margin: 0 !important; padding: 0 !important; border: 0 !important; background: none !important; overflow: visible !important;
  pointer-events: none !important; color-scheme: light dark !important; font: 400 14px/1.45 system-ui, sans-serif !important;
}
@media print { :host { display: none !important; } }
.all { --paper: #fff; --ink: #17181c; --line: #dfe1e7; --tint: #eceff5; --accent: #1f4fd8; position: absolute; inset: 0; }
@media (prefers-color-scheme: dark) { .all { --paper: #1d1f25; --ink: #f2f3f6; --line: #3a3d47; --tint: #2a2d36; --accent: #9dbaff; } }
/* With a second finger the page is moved and magnified; what the first one began is taken back. */
.area { pointer-events: auto; touch-action: pinch-zoom; }
.seen { position: fixed; inset: 0; visibility: hidden; transform-origin: 0 0; }
.bar {
  position: absolute; inset-block-start: max(12px, env(safe-area-inset-top)); inset-inline: 12px; inline-size: fit-content; max-inline-size: calc(100% - 24px); margin-inline: auto; max-block-size: calc(100% - 24px);
  overflow: auto; visibility: visible; border: 1px solid var(--line); border-radius: 14px; background: var(--paper); box-shadow: 0 1px 2px rgb(16 18 27 / 14%), 0 10px 32px rgb(16 18 27 / 20%);
  pointer-events: auto;
}
.spoken { position: absolute; inline-size: 1px; block-size: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
