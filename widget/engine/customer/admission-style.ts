/** The question's look; colours and buttons are the panel's. */
export const ADMISSION_CSS = `
.ask {
  display: grid; gap: 8px; padding: 12px; border: 1px solid var(--accent); border-radius: 10px; background: var(--tint);
}
.ask:focus { outline: none; }
.ask:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.ask .name { font-weight: 600; }
.ask .answers { display: flex; flex-wrap: wrap; gap: 8px; margin-block-start: 4px; }
.ask button { flex: 1 1 auto; min-block-size: 44px; }
.ask .admit { border-color: transparent; background: var(--accent); color: var(--paper); }
.ask .admit:hover { background: color-mix(in srgb, var(--accent) 86%, var(--ink)); }
.ask button:disabled { opacity: 0.6; cursor: default; }
:host(.compact) section:has(.ask) { flex-wrap: wrap; padding: 12px; }
:host(.compact) .ask { flex: 1 0 100%; }
`;
