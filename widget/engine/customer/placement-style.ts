/** Where the panel stands. The first rule is the drag's: `placement.ts` writes into it, and it beats every corner. */
export const PLACEMENT_CSS = `
:host(.dragged.dragged) { }
:host(.top) { inset-block: max(16px, env(safe-area-inset-top)) auto !important; }
:host(.start) { inset-inline: 16px auto !important; }
.grip { cursor: grab; touch-action: none; margin-inline-start: -8px; }
.grip:active { cursor: grabbing; }
`;
