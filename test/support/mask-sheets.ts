/**
 * Sheets that a page writes for one masked element: secrets in texts, pictures, values and properties, in all ways in which CSS says them. A
 * sheet goes when its element does: a rule for nobody is nobody's.
 */
export class MaskSheets {
  readonly #page: Document;
  readonly #secret: string;
  readonly #written: { readonly style: HTMLStyleElement; readonly vault: Element; readonly id: string }[] = [];

  constructor(page: Document, secret: string) {
    this.#page = page;
    this.#secret = secret;
  }

  /** @param vault has an id */
  write(vault: Element, what: number): void {
    const root = vault.getRootNode() as Document | ShadowRoot;
    const view = vault.ownerDocument.defaultView;
    if (!vault.isConnected || !view) return;
    const style = this.#page.createElement('style');
    (root.nodeType === 9 ? (root as Document).head : root).append(style);
    this.#written.push({ style, vault, id: vault.id });
    const rules = this.#rules(vault, `#${vault.id}`);
    const rule = rules[(what >> 2) % rules.length] ?? '';
    const groups = [
      '',
      '@media all',
      '@layer a',
      '@supports (color: red)',
      `@scope (#${vault.id})`,
      '@container (width > 1px)',
    ];
    const group = groups[(what >> 1) % groups.length] ?? '';
    const whole = group && !rule.startsWith('@') ? `${group} { ${rule} }` : rule;
    if (what % 3 === 0) style.textContent = `/* ${this.#secret} */ p { color: red } ${whole}`;
    if (what % 3 === 0) return;
    if (what % 3 === 1) style.sheet?.insertRule(whole);
    else {
      style.sheet?.insertRule('@media all { p { color: red } }');
      const media = style.sheet?.cssRules[0] as CSSGroupingRule | undefined;
      if (!rule.startsWith('@')) media?.insertRule(whole);
      else style.sheet?.insertRule(rule);
    }
    // What a script does with the rules that it has.
    const [first] = style.sheet?.cssRules ?? [];
    if (
      what % 5 === 0 &&
      first instanceof (view as Window & typeof globalThis).CSSStyleRule &&
      first.selectorText.includes(vault.id)
    )
      first.style.setProperty('--late', `"${this.#secret}"`);
  }

  /** Takes away what is for an element that is gone, or lives in another tree. */
  tidy(isMasked: (vault: Element) => boolean): void {
    for (const [at, { style, vault, id }] of [...this.#written.entries()].toReversed()) {
      // One that was opened and masked again has another id.
      if (vault.id === id && vault.isConnected && isMasked(vault) && vault.getRootNode() === style.getRootNode())
        continue;
      style.remove();
      this.#written.splice(at, 1);
    }
  }

  #rules(vault: Element, id: string): string[] {
    const secret = this.#secret;
    const value = `[data-u="${secret}"]`;
    const [asked, tagged] = [`${value}`, `[aria-details="${secret}"]`];
    for (const name of ['data-u', 'aria-details']) vault.setAttribute(name, secret);
    const picture = `url("data:image/svg+xml,${secret}")`;
    return [
      `${id}::before { content: "${secret}" }`,
      `${id} { --x: "${secret}"; --y: ${secret.replace(/[^a-z]/g, '')}; --z: { ; "${secret}" } }`,
      `${id}::after { content/**/: ";" "${secret}" counter(x) / "${secret}"; quotes: "${secret}" "${secret}" }`,
      `${id} { background: ${picture}; cursor: ${picture}, auto; list-style: "${secret}" }`,
      `${id} { background: image-set("data:image/svg+xml,${secret}" 1x); mask-image: ${picture} }`,
      `${asked}, p { color: red }`,
      `p:not(${asked}) { color: red }`,
      `${asked} + p, ${asked} ~ *, :has(> ${tagged}) { color: red }`,
      `${tagged} { color: red }`,
      `${id}:hover::before, ${id}:is(:focus, :checked)::after { content: "${secret}" }`,
      `${id}:popover-open::before, ${id}:not(:defined)::before { content: "${secret}" }`,
      `${id} { &${asked} { color: red; @media all { &::before { content: "${secret}" } } } }`,
      `${id} { text-emphasis: "${secret}"; hyphenate-character: "${secret}"; -webkit-locale: auto }`,
      `@keyframes k { from { content: "${secret}"; background: ${picture} } }`,
      `@counter-style q { system: cyclic; symbols: "${secret}"; suffix: "${secret}" }`,
      `@property --q { syntax: "*"; inherits: false; initial-value: "${secret}" }`,
      `@supports (content: "${secret}") { p { color: red } }`,
      `@container style(--x: "${secret}") { p { color: red } }`,
      `@scope (${asked}) to (.none) { p { color: red } }`,
      `c\\6fntent::before, ${id}::before { c\\6fntent: "${secret.replace(/[^a-z]/g, '')}" }`,
    ];
  }
}
