/** The look of what parts put into the panel; colours and buttons are the panel's. */
export const SURFACE_CSS = `
.slot { display: grid; gap: 8px; }
.slot:empty { display: none; }
:host(.compact) .slot:not(.question, .note, .assist) { display: none; }
:host(.compact) section:has(.slot:not(.company, .tools) > :not(.spoken, [hidden])) { flex-wrap: wrap; padding: 12px; }
:host(.compact) .slot { flex: 1 0 100%; }
:host(.compact) .slot:not(:has(> :not(.spoken, [hidden]))) { display: none; }
`;
