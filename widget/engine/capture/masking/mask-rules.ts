/**
 * Which elements are masked: the page's settings as selectors, one query a root for each (SPEC M2, M3). A browser finds what one selector
 * selects by its index of names, and tries every element for a list of them. Knows nothing of what masking does.
 */
import type { MaskSettings } from '../../../service/contract.js';
import { isConnected, isInput, isTextArea, matches, queryAll, rootOf, type Root } from '../dom.js';
import { splitSelectors, withoutStrings } from './selector-text.js';
import { attributeNamesIn } from './css-urls.js';
import type { PasswordMemory } from './password-memory.js';

/** Masked whatever the settings say, and never opened. */
const ALWAYS =
  'input[type="password" i],input[type="hidden" i],input[type="file" i],[autocomplete*="cc-" i],' +
  '[autocomplete~="one-time-code" i],[autocomplete~="new-password" i],[autocomplete~="current-password" i]';

/** Every place that takes typed text or a choice; a button's caption is the page's own. */
const ALL_INPUTS =
  'input:not([type="button" i],[type="submit" i],[type="reset" i],[type="image" i]),textarea,select,' +
  '[contenteditable]:not([contenteditable="false" i])';

/** What a page writes on an element itself; a word that we do not know was meant to hide something. */
const BLOCK_MARK = '[data-cobrowse="block" i]';
const UNMASK_MARK = '[data-cobrowse="unmask" i]';
const MASK_MARK = `[data-cobrowse]:not(${BLOCK_MARK},${UNMASK_MARK})`;

/**
 * What a rule may say about an element's place. Any other pseudo-class may begin or cease to match without a mutation, as `:hover`
 * or `:autofill` do, and leave an element unmasked for a while: such a rule counts as unreadable.
 */
const STEADY_PSEUDO_CLASS =
  /^:(?:is|where|not|has|nth-[a-z-]+|first-[a-z-]+|last-[a-z-]+|only-[a-z-]+|root|empty|lang|scope)$/i;

/** What the rules say of an element itself, the stronger the higher: of two that select the same element the stronger holds. */
export const Verdict = { NONE: 0, UNMASK: 1, MASK: 2, ALWAYS: 3, BLOCK: 4 } as const;
export type Verdict = (typeof Verdict)[keyof typeof Verdict];

/** What the settings say of the page as a whole. */
export type Ground = 'open' | 'masked' | 'unreadable';

export class MaskRules {
  readonly #passwords: PasswordMemory;
  /** Single ones, the strongest last. */
  #selectors: readonly (readonly [Verdict, string])[] = [];
  /** Attributes that the selector looks at: a change of any other cannot change what it selects. */
  #attributes: ReadonlySet<string> = new Set();
  /** Whether names in the selectors may be written in a way that nobody here reads. */
  #readsAll = false;
  #matches = new WeakMap<Root, Map<Element, Verdict>>();
  /** The same of all roots together: asked for every element that is read. */
  #verdicts = new WeakMap<Element, Verdict>();
  /** The settings that could not be read, for the developer; everything is masked because of them. */
  unreadable: string | undefined;
  ground: Ground = 'open';
  /** Whether every place is that takes typed text, a document that is edited as a whole included. */
  masksInputs = false;
  /** Whether anything was ever masked but a field that is so on every page: only then may a style sheet tell of it. */
  masksContent = false;

  constructor(settings: MaskSettings, passwords: PasswordMemory) {
    this.#passwords = passwords;
    this.use(settings);
  }

  /** Takes other settings. Every root has to be looked at anew, and if the ground has changed everything. */
  use(settings: MaskSettings): void {
    const { block, mask, unmask } = listsOf(settings);
    this.unreadable = unreadableMask(settings);
    const readable = this.unreadable === undefined;
    this.masksContent ||= !readable || settings.maskType === 'all';
    this.masksInputs = settings.maskType === 'all_input';
    this.ground = !readable ? 'unreadable' : settings.maskType === 'all' ? 'masked' : 'open';
    const own = (selectors: readonly string[]): readonly string[] => (readable ? selectors : []);
    const lists = [
      ...(settings.maskType === 'all_input' ? [[Verdict.MASK, ALL_INPUTS] as const] : []),
      [Verdict.UNMASK, [UNMASK_MARK, ...own(unmask)].join()],
      [Verdict.MASK, [MASK_MARK, ...own(mask)].join()],
      [Verdict.ALWAYS, ALWAYS],
      [Verdict.BLOCK, [BLOCK_MARK, ...own(block)].join()],
    ] as const;
    this.#selectors = lists.flatMap(([verdict, selectors]) =>
      singles(selectors).map((selector) => [verdict, selector] as const),
    );
    const all = lists.map(([, selectors]) => selectors).join();
    this.#readsAll = /\\|\/\*|[^\0-\x7f]/.test(all);
    this.#attributes = new Set([
      ...attributeNamesIn(all),
      ...(/:empty/i.test(all) ? ['#text'] : []),
      'class',
      'id',
      'lang',
      'dir',
    ]);
  }

  /** What the rules say of this element itself; what it inherits is the caller's. */
  verdict(element: Element): Verdict {
    const known = this.#verdicts.get(element) ?? Verdict.NONE;
    // Whatever went wrong with the sets, what is always masked is.
    if (known >= Verdict.ALWAYS || !(isInput(element) || isTextArea(element))) return known;
    return this.#passwords.has(element) || matches(element, ALWAYS) ? Verdict.ALWAYS : known;
  }

  /** Whether a change of this attribute may change what is selected. */
  dependsOn(attribute: string): boolean {
    return this.#readsAll || this.#attributes.has(attribute.toLowerCase());
  }

  /** The elements of a root that the rules name, as of its last look. */
  selected(root: Root): ReadonlyMap<Element, Verdict> {
    return this.#matches.get(root) ?? new Map();
  }

  /** Looks at a root anew. Answers the elements of which the rules say something else now. */
  refresh(root: Root): Element[] {
    const before = this.selected(root);
    const after = new Map<Element, Verdict>();
    this.#matches.set(root, after);
    const changed: Element[] = [];
    for (const [verdict, selector] of this.#selectors) {
      for (const element of queryAll(root, selector)) after.set(element, verdict);
    }
    for (const [element, verdict] of after) {
      if (before.get(element) === verdict) continue;
      this.#verdicts.set(element, verdict);
      this.masksContent ||= verdict !== Verdict.UNMASK && !(verdict === Verdict.ALWAYS && isInput(element));
      changed.push(element);
    }
    // What left the page is none of the agents' business any more, least of all unmasked.
    for (const element of before.keys()) {
      if (after.has(element)) continue;
      // It may have gone to another root, which selects it as well.
      if (!this.#matches.get(rootOf(element))?.has(element)) this.#verdicts.delete(element);
      if (isConnected(element)) changed.push(element);
    }
    return changed;
  }
}

/** The first of the settings that cannot be read, if one cannot; everything is masked because of it. */
export function unreadableMask(settings: MaskSettings): string | undefined {
  return Object.values(listsOf(settings))
    .flat()
    .find((selector) => !isReadable(selector));
}

function listsOf(settings: MaskSettings): Readonly<Record<'block' | 'mask' | 'unmask', readonly string[]>> {
  return {
    block: list(settings.blockCssSelectors),
    mask: [...list(settings.maskCssSelectors), ...attributeSelectors(settings.maskHTMLAttributes)],
    unmask: list(settings.unmaskCssSelectors),
  };
}

function list(selectors: string | undefined): string[] {
  return selectors?.trim() ? [selectors.trim()] : [];
}

/** The selectors of a list, or the list where that goes wrong: slower, and it masks the same. */
function singles(selectors: string): string[] {
  const found = splitSelectors(selectors);
  return found.every(parses) ? found : [selectors];
}

/** `data-sensitive=true, data-pii` → `[data-sensitive="true"]`, `[data-pii]`. Quotes around a value are accepted. */
function attributeSelectors(attributes: string | undefined): string[] {
  return (attributes ?? '')
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      if (at < 0) return `[${pair}]`;
      const value = pair
        .slice(at + 1)
        .trim()
        .replace(/^(["'])(.*)\1$/, '$2');
      return `[${pair.slice(0, at).trim()}="${value.replace(/["\\]/g, '\\$&')}"]`;
    });
}

function isReadable(selector: string): boolean {
  for (const [name] of withoutStrings(selector).matchAll(/:+[\w-]*/g))
    if (!STEADY_PSEUDO_CLASS.test(name)) return false;
  return parses(selector) && isClosed(selector);
}

function parses(selector: string): boolean {
  try {
    document.createDocumentFragment().querySelector(`${selector},x-end`);
    return true;
  } catch {
    return false;
  }
}

/** The parser closes brackets, strings and comments at the end by itself; an open one would swallow the rules behind it, or their comma. */
function isClosed(selector: string): boolean {
  const bare = withoutStrings(selector);
  if (bare.split('(').length !== bare.split(')').length || bare.endsWith('\\')) return false;
  return !parses(`${selector},]`);
}
