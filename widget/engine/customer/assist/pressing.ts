/** Does what a press comes to, so that pages and frameworks take it for one: pointer, mouse, focus, click. */
import type { Deed } from './firewall.js';

/** @param x,y where, in the viewport of the target's document */
export function press({ kind, target }: Deed, x: number, y: number): void {
  if (kind === 'focus') return focus(target);
  const view = target.ownerDocument.defaultView;
  if (!view) return;
  const common = { bubbles: true, composed: true, cancelable: true, view, clientX: x, clientY: y, button: 0 };
  const pointer = { ...common, pointerId: 1, pointerType: 'mouse', isPrimary: true };
  target.dispatchEvent(new PointerEvent('pointerdown', { ...pointer, buttons: 1 }));
  if (target.dispatchEvent(new MouseEvent('mousedown', { ...common, buttons: 1, detail: 1 }))) focus(target);
  target.dispatchEvent(new PointerEvent('pointerup', pointer));
  target.dispatchEvent(new MouseEvent('mouseup', { ...common, detail: 1 }));
  // What the page has taken away meanwhile is not pressed.
  if (target.isConnected) target.dispatchEvent(new MouseEvent('click', { ...common, detail: 1 }));
}

function focus(target: HTMLElement): void {
  target.focus({ preventScroll: true });
}
