/** Where the panel stands. The first rule is the drag's: `placement.ts` writes into it, and it beats every corner. */
import { RESTING } from './panel-surface-style.js';

export const PLACEMENT_CSS = `
:host(.dragged.dragged) .place { }
:host(.top) .place { inset-block: max(16px, env(safe-area-inset-top)) auto; }
:host(.start) .place { inset-inline: 16px auto; }
@media (max-width: 640px), (max-height: 820px) { :host(.near) section.live ${RESTING} { display: none; } }
@media (max-width: 480px) {
  :host(.compact) section { flex-wrap: wrap; }
  :host(.compact) header { flex: 1 0 100%; }
  :host(.compact) h2 { -webkit-line-clamp: 3; }
}
.grip { cursor: grab; touch-action: none; margin-inline-start: -8px; }
.grip:active { cursor: grabbing; }
`;
