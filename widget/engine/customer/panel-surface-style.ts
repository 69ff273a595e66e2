/**
 * The look of what parts put into the panel; colours and buttons are the panel's. What is only heard takes no room, and is not hidden, or it
 * would not be heard. A question has the panel for itself; else the footer, with the way out, is always in sight.
 */

/** What gives way where a part needs the panel: all but what asks, was said, or stops something. A selector. */
export const RESTING = ':is(.body, .slot:not(.question, .note, .assist))';

export const SURFACE_CSS = `
.slot { display: grid; gap: 8px; }
.slot:not(:has(> :not(.spoken, [hidden]))) { display: contents; }
section:has(.ask) ${RESTING} { display: none; }
section:not(:has(.ask)) footer { position: sticky; inset-block-end: 0; margin-block-end: -16px; padding-block: 10px 16px; background: var(--paper); }
:host(.compact) .slot:not(.question, .note, .assist) { display: none; }
:host(.compact) section:has(.slot:is(.question, .note, .assist) > :not(.spoken, [hidden])) { flex-wrap: wrap; padding: 12px; }
:host(.compact) .slot:has(> :not(.spoken, [hidden])) { flex: 1 0 100%; }
:host(.compact) section footer { position: static; margin: 0; padding: 0; }
`;
