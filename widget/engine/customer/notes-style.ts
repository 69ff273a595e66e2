/** The look of agents' notes; colours and buttons are the panel's. */
import { RESTING } from './panel-surface-style.js';

export const NOTES_CSS = `
article.note { display: grid; gap: 6px; padding: 10px 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--tint); }
article.note .said { overflow-wrap: anywhere; white-space: pre-line; max-block-size: 12em; overflow: auto; unicode-bidi: plaintext; }
article.note .answers { display: flex; flex-wrap: wrap; gap: 8px; }
/* On a small screen a note has the panel for itself, or it would be over all of the page. */
@media (max-height: 820px) { section:has(article.note) ${RESTING} { display: none; } }
article.note button { min-block-size: 36px; }
article.note .open { flex: 1 1 auto; overflow-wrap: anywhere; border-color: transparent; background: var(--accent); color: var(--paper); }
article.note .open:hover { background: color-mix(in srgb, var(--accent) 86%, var(--ink)); }
`;
