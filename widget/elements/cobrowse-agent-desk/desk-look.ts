/** The look that a page gives to the element, as a desk inside can take it: the colour scheme, and the colours that are set. */
import { THEME_COLOURS, type DeskTheme, type ThemeColour } from '../../service/desk-port.js';

/** Reads it. A colour may be written in any way, so the browser says what it comes to. */
export function lookOf(element: HTMLElement, root: ParentNode): DeskTheme {
  const style = getComputedStyle(element);
  const probe = document.createElement('span');
  probe.hidden = true;
  root.append(probe);
  const colours: Partial<Record<ThemeColour, string>> = {};
  for (const name of THEME_COLOURS) {
    if (style.getPropertyValue(`--cobrowse-${name}`).trim() === '') continue;
    probe.style.color = `var(--cobrowse-${name})`;
    colours[name] = getComputedStyle(probe).color;
  }
  const colorScheme = schemeAt(probe);
  probe.remove();
  return { colorScheme, colours };
}

/** What the browser draws there, whatever the page says it by: a property, a `meta`, or nothing, which is light. */
function schemeAt(probe: HTMLElement): DeskTheme['colorScheme'] {
  probe.style.color = 'light-dark(rgb(0, 0, 0), rgb(255, 255, 255))';
  return getComputedStyle(probe).color === 'rgb(255, 255, 255)' ? 'dark' : 'light';
}

/** Calls `changed` when the look may be another one. Ends with the signal. */
export function watchLook(element: Element, changed: () => void, signal: AbortSignal): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed, { signal });
  const observer = new MutationObserver(changed);
  const options = { attributes: true, attributeFilter: ['class', 'style', 'data-theme', 'data-color-scheme'] };
  // Where pages switch their themes.
  for (const node of [element.ownerDocument.documentElement, element.ownerDocument.body, element]) {
    observer.observe(node, options);
  }
  signal.addEventListener('abort', () => observer.disconnect());
}
