/**
 * Which elements are masked: the page's settings as one selector, one query a root (SPEC M2, M3). A query for each node would
 * cost more than the capture. Knows nothing of what masking does.
 */
import type { MaskSettings } from '../../../service/contract.js';
import { isConnected, isInput, matches, queryAll, rootOf, type Root } from '../dom.js';
import { attributeNamesIn } from './css-urls.js';
import type { PasswordMemory } from './password-memory.js';

/** Masked whatever the settings say. */
const ALWAYS =
  'input[type="password" i],input[type="hidden" i],input[type="file" i],[autocomplete*="cc-" i],' +
  '[autocomplete~="one-time-code" i],[autocomplete~="new-password" i],[autocomplete~="current-password" i]';

/** Every place that takes typed text or a choice; a button's caption is the page's own. */
const ALL_INPUTS =
  'input:not([type="button" i],[type="submit" i],[type="reset" i],[type="image" i]),textarea,select,' +
  '[contenteditable]:not([contenteditable="false" i])';

/**
 * What a rule may say about an element's place. Any other pseudo-class may begin or cease to match without a mutation, as `:hover`
 * or `:autofill` do, and leave an element unmasked for a while: such a rule counts as unreadable.
 */
const STEADY_PSEUDO_CLASS =
  /^:(?:is|where|not|has|nth-[a-z-]+|first-[a-z-]+|last-[a-z-]+|only-[a-z-]+|root|empty|lang|scope)$/i;

const EVERYTHING = '*';

export class MaskRules {
  readonly #selector: string;
  /** Attributes that the selector looks at: a change of any other cannot change what it selects. */
  readonly #attributes: ReadonlySet<string>;
  readonly #matches = new WeakMap<Root, Set<Element>>();
  /** The same in all roots together: asked for every element that is read. */
  readonly #selected = new WeakSet<Element>();
  readonly #passwords: PasswordMemory;
  /** The settings that could not be read, for the developer; everything is masked because of them. */
  readonly unreadable: string | undefined;

  constructor(settings: MaskSettings, passwords: PasswordMemory) {
    this.#passwords = passwords;
    const selectors = [settings.maskCssSelectors?.trim(), attributeSelectors(settings.maskHTMLAttributes)];
    const custom = selectors.filter((selector): selector is string => !!selector);
    this.unreadable = custom.find((selector) => !isReadable(selector));
    if (settings.maskType === 'all_input') custom.push(ALL_INPUTS);
    this.#selector = this.unreadable === undefined ? [ALWAYS, ...custom].join() : EVERYTHING;
    this.#attributes = new Set([...attributeNamesIn(this.#selector), 'class', 'id', 'lang', 'dir']);
  }

  /** Whether the rules name this element itself; what it inherits is the caller's. */
  selects(element: Element): boolean {
    if (this.#selected.has(element)) return true;
    // Whatever went wrong with the sets, what is always masked is.
    return isInput(element) && (this.#passwords.has(element) || matches(element, ALWAYS));
  }

  /** Whether a change of this attribute may change what is selected. */
  dependsOn(attribute: string): boolean {
    return this.#attributes.has(attribute);
  }

  /** Looks at a root anew. Answers the elements that began or stopped to be selected. */
  refresh(root: Root): Element[] {
    const before = this.#matches.get(root) ?? new Set();
    const after = new Set(queryAll(root, this.#selector));
    this.#matches.set(root, after);
    const changed: Element[] = [];
    for (const element of after) {
      if (before.has(element)) continue;
      this.#selected.add(element);
      changed.push(element);
    }
    // What left the page is none of the agents' business any more, least of all unmasked.
    for (const element of before) {
      if (after.has(element)) continue;
      // It may have gone to another root, which selects it as well.
      if (!this.#matches.get(rootOf(element))?.has(element)) this.#selected.delete(element);
      if (isConnected(element)) changed.push(element);
    }
    return changed;
  }
}

/** `data-sensitive=true, data-pii` → `[data-sensitive="true"],[data-pii]`. Quotes around a value are accepted. */
function attributeSelectors(attributes: string | undefined): string {
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
    })
    .join();
}

function isReadable(selector: string): boolean {
  for (const [name] of withoutStrings(selector).matchAll(/:+[\w-]*/g))
    if (!STEADY_PSEUDO_CLASS.test(name)) return false;
  try {
    document.createDocumentFragment().querySelector(`${selector},x-end`);
  } catch {
    return false;
  }
  return isClosed(selector);
}

/** Quoted values and escaped characters may look like anything. */
function withoutStrings(selector: string): string {
  return selector.replace(/\\./g, '').replace(/"[^"]*"|'[^']*'/g, '');
}

/** The parser closes brackets, strings and comments at the end by itself; an open one would swallow the rules behind it. */
function isClosed(selector: string): boolean {
  const bare = withoutStrings(selector);
  if (bare.split('(').length !== bare.split(')').length) return false;
  try {
    document.createDocumentFragment().querySelector(`${selector},]`);
    return false;
  } catch {
    return true;
  }
}
