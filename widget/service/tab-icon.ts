/** The icon of a desk's tab: the customer's colour and initial, with a sign of the state, so that five tabs can be told apart at a glance. */
import { TabState, type TabMark } from './tab-mark.js';

/** Told apart by people who see few colours too, and dark enough for white letters. */
const COLOURS = ['#1f4fd8', '#9d174d', '#0f766e', '#7c3aed', '#b45309', '#15616d', '#a21caf', '#3f6212'];

/** A disc, two bars, a bar in a ring, a ring, a square: the shape says it without the colour, also in 16 pixels. */
const STATE_SHAPES: Readonly<Record<TabState, string>> = {
  live: '<circle cx="24" cy="24" r="5.5" fill="#15803d"/>',
  paused: '<path d="M21.500 19.500v9M26.500 19.500v9" stroke="#1f2937" stroke-width="3"/>',
  barred:
    '<circle cx="24" cy="24" r="4.500" fill="none" stroke="#1f2937" stroke-width="2.500"/><path d="M21 27l6-6" stroke="#1f2937" stroke-width="2.500"/>',
  away: '<circle cx="24" cy="24" r="4" fill="none" stroke="#c2410c" stroke-width="3"/>',
  ended: '<path d="M20 20h8v8h-8z" fill="#4b5563"/>',
};

/** In the other corner, where no state is. */
const NEWS =
  '<circle cx="24" cy="8" r="8" fill="#fff"/><circle cx="24" cy="8" r="7" fill="#b91c1c"/><path d="M24 3.500v5M24 10.500v2.500" stroke="#fff" stroke-width="2.600"/>';

/** What a desk without a customer waits for: a PIN that is typed, or somebody who comes. */
const WAITING = {
  pin: '<path d="M8 16h.01M16 16h.01M24 16h.01" stroke="#fff" stroke-width="6" stroke-linecap="round"/>',
  customer:
    '<path d="M10 7h12M10 25h12M11 7c0 5 4 6 5 9c-1 3-5 4-5 9h10c0-5-4-6-5-9c1-3 5-4 5-9z" fill="#fff" stroke="#fff" stroke-width="2"/>',
} as const;

/** The same for the same name, wherever it is seen; of namesakes each has another. */
export function customerColour(customerName: string, namesake = 1): string {
  let hash = 0;
  for (const character of customerName) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return COLOURS[(Math.abs(hash) + namesake - 1) % COLOURS.length] ?? '#1f4fd8';
}

/** The first letter of a name, as a reader sees one. */
export function customerInitial(customerName: string): string {
  const letter = /[\p{L}\p{N}]\p{M}*/u.exec(customerName)?.[0] ?? '?';
  return letter.toUpperCase();
}

/** A `data:` URL. A policy needs `img-src data:` for it. */
export function tabIcon({ customerName, state, namesake, news }: TabMark): string {
  const opacity = state === TabState.ENDED ? 0.55 : 1;
  const fill = customerColour(customerName, namesake);
  // A letter or a digit: nothing that markup would take for itself.
  const initial = customerInitial(customerName);
  return pictureOf(
    `<g opacity="${opacity}"><rect width="32" height="32" rx="8" fill="${fill}"/>` +
      `<text x="12.500" y="20.500" text-anchor="middle" font-family="system-ui,sans-serif" font-size="20" font-weight="700" fill="#fff">${initial}</text></g>` +
      `<circle cx="24" cy="24" r="8" fill="#fff"/>${STATE_SHAPES[state]}${news ? NEWS : ''}`,
  );
}

/** The icon of a desk that has no customer yet. */
export function waitingIcon(what: keyof typeof WAITING): string {
  return pictureOf(`<rect width="32" height="32" rx="8" fill="#64748b"/>${WAITING[what]}`);
}

function pictureOf(shapes: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${shapes}</svg>`;
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
