/** A question's look; colours and buttons are the panel's. */
export const QUESTION_CSS = `
.ask {
  display: grid; gap: 8px; padding: 12px; border: 1px solid var(--accent); border-radius: 10px; background: var(--tint);
}
.ask:focus { outline: none; }
.ask:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.ask .name { font-weight: 600; }
.ask .answers { display: flex; flex-wrap: wrap; gap: 8px; margin-block-start: 4px; }
.ask button { flex: 1 1 auto; min-block-size: 44px; }
.ask .yes { border-color: transparent; background: var(--accent); color: var(--paper); }
.ask .yes:hover { background: color-mix(in srgb, var(--accent) 86%, var(--ink)); }
.ask button:disabled { opacity: 0.6; cursor: default; }
.ask .hints { display: grid; gap: 4px; }
`;
