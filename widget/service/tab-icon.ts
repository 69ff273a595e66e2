/** The icon of a desk's tab: the customer's colour and initial, with a sign of the state, so that five tabs can be told apart at a glance. */
import { TabState, type TabMark } from './tab-mark.js';

/** Told apart by people who see few colours too, and dark enough for white letters. */
const COLOURS = ['#1f4fd8', '#9d174d', '#0f766e', '#7c3aed', '#b45309', '#15616d', '#a21caf', '#3f6212'];

/** Filled, a ring, a bar: the shape says it without the colour. */
const STATE_SHAPES: Readonly<Record<TabState, string>> = {
  live: '<circle cx="25" cy="25" r="5.5" fill="#16a34a"/>',
  away: '<circle cx="25" cy="25" r="3.75" fill="#fff" stroke="#d97706" stroke-width="3.5"/>',
  ended: '<circle cx="25" cy="25" r="5.5" fill="#6b7280"/><path d="M22.5 25h5" stroke="#fff" stroke-width="2"/>',
};

/** The same for the same name, wherever it is seen. */
export function customerColour(customerName: string): string {
  let hash = 0;
  for (const character of customerName) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return COLOURS[Math.abs(hash) % COLOURS.length] ?? '#1f4fd8';
}

/** The first letter of a name, as a reader sees one. */
export function customerInitial(customerName: string): string {
  const letter = /[\p{L}\p{N}]\p{M}*/u.exec(customerName)?.[0] ?? '?';
  return letter.toUpperCase();
}

/** A `data:` URL. A policy needs `img-src data:` for it. */
export function tabIcon({ customerName, state }: TabMark): string {
  const opacity = state === TabState.ENDED ? 0.55 : 1;
  // A letter or a digit: nothing that markup would take for itself.
  const initial = customerInitial(customerName);
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">` +
    `<g opacity="${opacity}"><rect width="32" height="32" rx="8" fill="${customerColour(customerName)}"/>` +
    `<text x="13" y="20" text-anchor="middle" font-family="system-ui,sans-serif" font-size="17" font-weight="700" fill="#fff">${initial}</text></g>` +
    `<circle cx="25" cy="25" r="7" fill="#fff"/>${STATE_SHAPES[state]}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Gives a document an icon, or takes back what this gave it. */
export function setTabIcon(root: Document, href: string | undefined): void {
  const own = root.head.querySelector<HTMLLinkElement>('link[data-cobrowse-icon]');
  if (href === undefined) return own?.remove();
  if (own) own.href = href;
  else {
    // The last one of a document counts.
    const link = root.createElement('link');
    link.rel = 'icon';
    link.dataset['cobrowseIcon'] = '';
    link.href = href;
    root.head.append(link);
  }
}
