/**
 * Changes that fire no event and no mutation: properties set by script, shadow roots, CSSOM. Each patch calls the original first
 * and can be taken back; while none is installed the page's prototypes are untouched.
 */
export interface SilentChanges {
  /** A control's state was set by script. */
  control(element: Element): void;
  shadowRoot(host: Element): void;
  /** A sheet's rules were changed. */
  rules(sheet: CSSStyleSheet): void;
  /** A rule's declarations were changed. */
  declarations(rule: CSSRule): void;
}

type Realm = Window & typeof globalThis;
type After = (self: unknown, result: unknown) => void;
type Callable = (this: unknown, ...args: unknown[]) => unknown;

const CONTROL_SETTERS = [
  ['HTMLInputElement', ['value', 'checked', 'indeterminate', 'valueAsDate', 'valueAsNumber']],
  ['HTMLTextAreaElement', ['value']],
  ['HTMLSelectElement', ['value', 'selectedIndex']],
  ['HTMLOptionElement', ['selected']],
] as const;

/** Installs every patch in one realm. Answers how to take them back. */
export function patchRealm(realm: Realm, changes: SilentChanges): () => void {
  const undo: (() => void)[] = [];
  const patch = (target: object | undefined, name: string, after: After): void => {
    const restore = target && wrap(target, name, after);
    if (restore) undo.push(restore);
  };

  const control = (self: unknown): void => changes.control(self as Element);
  for (const [type, names] of CONTROL_SETTERS) {
    for (const name of names) patch(realm[type].prototype, name, control);
  }
  for (const name of ['stepUp', 'stepDown', 'setRangeText']) patch(realm.HTMLInputElement.prototype, name, control);
  patch(realm.Element.prototype, 'attachShadow', (self) => changes.shadowRoot(self as Element));

  const rules = (self: unknown): void => changes.rules(self as CSSStyleSheet);
  for (const name of ['insertRule', 'deleteRule', 'addRule', 'removeRule', 'replaceSync']) {
    patch(realm.CSSStyleSheet.prototype, name, rules);
  }
  patch(realm.StyleSheet.prototype, 'disabled', rules);
  // `replace` answers a promise; the rules are there once it is fulfilled.
  patch(realm.CSSStyleSheet.prototype, 'replace', (self, result) => {
    void Promise.resolve(result).then(
      () => rules(self),
      () => undefined,
    );
  });

  const declarations = (rule: CSSRule | null | undefined): void => {
    if (rule) changes.declarations(rule);
  };
  for (const name of ['insertRule', 'deleteRule', 'appendRule']) {
    for (const type of ['CSSGroupingRule', 'CSSStyleRule', 'CSSKeyframesRule'] as const) {
      patch(realm[type]?.prototype, name, (self) => declarations(self as CSSRule));
    }
  }
  for (const name of ['setProperty', 'removeProperty', 'cssText']) {
    patch(realm.CSSStyleDeclaration.prototype, name, (self) => declarations((self as CSSStyleDeclaration).parentRule));
  }
  patch(realm.CSSStyleRule.prototype, 'selectorText', (self) => declarations(self as CSSRule));
  return () => undo.toReversed().forEach((restore) => restore());
}

/** Wraps a method or a setter. A page that wraps ours in turn keeps working: what cannot be taken back passes through. */
function wrap(target: object, name: string, after: After): (() => void) | undefined {
  const original = Object.getOwnPropertyDescriptor(target, name);
  const isSetter = original?.set !== undefined;
  const inner = (isSetter ? original.set : original?.value) as Callable | undefined;
  if (!original?.configurable || typeof inner !== 'function') return undefined;
  let active = true;
  const outer = function (this: unknown, ...args: unknown[]): unknown {
    const result = inner.apply(this, args);
    if (active) after(this, result);
    return result;
  };
  Object.defineProperty(target, name, { ...original, [isSetter ? 'set' : 'value']: outer });
  return () => {
    active = false;
    const now = Object.getOwnPropertyDescriptor(target, name);
    if ((isSetter ? now?.set : now?.value) === outer) Object.defineProperty(target, name, original);
  };
}
