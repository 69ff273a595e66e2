/** Roving tabindex: of a row of controls one is in the tab order, and arrow keys move between them. Knows no tools. */

/** Makes exactly one control reachable by Tab: the one that was before, else the first. */
export function keepOneTabStop(controls: readonly HTMLElement[]): void {
  const chosen = controls.find((control) => control.tabIndex === 0) ?? controls[0];
  for (const control of controls) control.tabIndex = control === chosen ? 0 : -1;
}

/** Moves the focus as a toolbar's keys say (ARIA Authoring Practices). For a listener of `keydown`. */
export function moveFocus(event: KeyboardEvent, controls: readonly HTMLElement[]): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const at = controls.findIndex((control) => control.matches(':focus'));
  const from = controls[at];
  if (!from) return;
  const target = targetOf(event.key, at, controls.length, getComputedStyle(from).direction === 'rtl');
  if (target === undefined) return;
  event.preventDefault();
  for (const [i, control] of controls.entries()) control.tabIndex = i === target ? 0 : -1;
  controls[target]?.focus();
}

function targetOf(key: string, at: number, length: number, rightToLeft: boolean): number | undefined {
  const [next, previous] = [(at + 1) % length, (at - 1 + length) % length];
  switch (key) {
    case 'ArrowDown':
      return next;
    case 'ArrowUp':
      return previous;
    case 'ArrowRight':
      return rightToLeft ? previous : next;
    case 'ArrowLeft':
      return rightToLeft ? next : previous;
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
    default:
      return undefined;
  }
}
