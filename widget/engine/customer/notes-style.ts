/** The look of agents' notes; colours and buttons are the panel's. */
export const NOTES_CSS = `
article.note { display: grid; gap: 6px; padding: 10px 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--tint); }
article.note .said { overflow-wrap: anywhere; white-space: pre-line; max-block-size: 12em; overflow: auto; unicode-bidi: plaintext; }
article.note .answers { display: flex; flex-wrap: wrap; gap: 8px; }
/* Where the panel would be over all of the page; but who wrote can be sent away, and what they see be looked at. */
@media (max-height: 820px) { section:has(article.note) :is(.body, .slot.masking, .may, .line) { display: none; } }
article.note button { min-block-size: 36px; }
article.note .open { flex: 1 1 auto; overflow-wrap: anywhere; border-color: transparent; background: var(--accent); color: var(--paper); }
article.note .open:hover { background: color-mix(in srgb, var(--accent) 86%, var(--ink)); }
`;
