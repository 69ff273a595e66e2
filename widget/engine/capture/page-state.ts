/** What the model holds about a document as a whole: viewport, scroll, focus, title, address, media features (SPEC N5). */
import {
  activeElementOf,
  bodyOf,
  documentElementOf,
  isElement,
  isQuirky,
  shadowRootOf,
  titleOf,
  viewOf,
  type Root,
} from './dom.js';
import type { Masker } from './masking/masker.js';
import type { Properties } from './properties.js';

/** Media features that a sheet may ask for and that differ between the customer's device and the agent's. */
const MEDIA_FEATURES: Readonly<Record<string, readonly string[]>> = {
  'prefers-color-scheme': ['dark', 'light'],
  'prefers-reduced-motion': ['reduce', 'no-preference'],
  'prefers-contrast': ['more', 'less', 'custom', 'no-preference'],
  hover: ['hover', 'none'],
  'any-hover': ['hover', 'none'],
  pointer: ['fine', 'coarse', 'none'],
  'any-pointer': ['fine', 'coarse', 'none'],
};

/** Window scroll and focus, of any document. `idOf` answers 0 for what is not told. `scrolls`: whether its scroll position is. */
export function documentProperties(target: Document, idOf: (focused: Element) => number, scrolls: boolean): Properties {
  const view = viewOf(target);
  const focused = deepestFocus(target);
  return new Map([
    ['scrollLeft', Math.round((scrolls && view?.scrollX) || 0)],
    ['scrollTop', Math.round((scrolls && view?.scrollY) || 0)],
    ['focus', focused ? idOf(focused) : 0],
  ]);
}

/** What the document itself does not know. */
export interface RootState {
  readonly media: string;
  readonly titleMasked: boolean;
  /** Names of the parameters of its address that may be told. */
  readonly parameters: string | undefined;
}

/** What only the top document has. */
export function rootProperties(
  target: Document,
  masker: Masker,
  { media, titleMasked, parameters }: RootState,
): Properties {
  // In quirks mode the viewport's size is told by the body. A page that is being written anew has neither for a while.
  const box = (isQuirky(target) && bodyOf(target)) || documentElementOf(target);
  return new Map<'viewportWidth' | 'viewportHeight' | 'media' | 'title' | 'url', ReturnType<Masker['text']> | number>([
    ['viewportWidth', box?.clientWidth ?? 0],
    ['viewportHeight', box?.clientHeight ?? 0],
    ['media', masker.media(media)],
    ['title', masker.text(titleOf(target), titleMasked)],
    ['url', masker.address(viewOf(target)?.location.href ?? '', parameters)],
  ]);
}

/** How often the state that fires no event is looked at. */
const LOOK_INTERVAL_MS = 250;

/** Calls `look` when the address changed, and now and then for what tells nobody. */
export function watchPageState(view: Window, signal: AbortSignal, look: () => void): void {
  const timer = setInterval(look, LOOK_INTERVAL_MS);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  for (const type of ['popstate', 'hashchange']) view.addEventListener(type, look, { signal });
  // Hears of `pushState` at once, where the browser has it.
  const { navigation } = view as { navigation?: EventTarget };
  navigation?.addEventListener('currententrychange', look, { signal });
}

/** Calls `changed` when one of the media features does. */
export function watchMedia(view: Window, signal: AbortSignal, changed: () => void): void {
  const queries = Object.entries(MEDIA_FEATURES).flatMap(([feature, values]) =>
    values.map((value) => view.matchMedia(`(${feature}: ${value})`)),
  );
  for (const query of queries) query.addEventListener('change', changed, { signal });
}

/** What the customer's device answers, as `prefers-color-scheme:dark;hover:none`. Not cheap: ask when a query changed. */
export function mediaFeatures(view: Window): string {
  return Object.entries(MEDIA_FEATURES)
    .map(([feature, values]) => [feature, values.find((value) => view.matchMedia(`(${feature}: ${value})`).matches)])
    .filter(([, value]) => value !== undefined)
    .map((pair) => pair.join(':'))
    .join(';');
}

function deepestFocus(target: Document): Element | null {
  let root: Root = target;
  let focused: Element | null = null;
  for (;;) {
    const active = activeElementOf(root);
    if (!active || active === bodyOf(target) || !isElement(active)) return focused;
    focused = active;
    const inner = shadowRootOf(active);
    if (!inner) return focused;
    root = inner;
  }
}
