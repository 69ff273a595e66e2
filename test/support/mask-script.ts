/**
 * Random pages and scripts in which secrets stand only where the rules mask: in vaults, which stay masked wherever they go, and in
 * password fields. Everything else about the page changes at will. A step is three numbers, so that a failing script shrinks.
 */

/** What to do, with what, and where. */
export type Step = readonly [act: number, what: number, where: number];

/** Every set of rules that a script may switch to masks the vaults. */
export const RULE_SETS = [
  { maskCssSelectors: '.vault', unmaskCssSelectors: '.open' },
  { maskCssSelectors: '.vault, .more', maskType: 'all_input', unmaskCssSelectors: '.open' },
  { maskCssSelectors: '.vault', maskType: 'all', unmaskCssSelectors: '.open' },
  { maskHTMLAttributes: 'class=vault', blockCssSelectors: '.none' },
  { maskCssSelectors: '.vault, (' },
] as const;

const TAGS = 'div p span section li button label td h2 pre a x-card details fieldset'.split(' ');
const NAMES =
  'title alt aria-label placeholder label data-x value name role lang style href src content dir slot width'.split(' ');

export class MaskScript {
  readonly #document: Document;
  readonly #secret: string;
  readonly #vaults: HTMLElement[] = [];
  readonly #open: HTMLElement[];
  #count = 0;

  constructor(page: Document, secret: string) {
    this.#document = page;
    this.#secret = secret;
    this.#open = [page.body];
  }

  play([act, what, where]: Step): void {
    const acts = [
      () => this.#newOpen(what, where),
      () => this.#newVault(what, where),
      () => this.#fill(this.#vault(where), what),
      () => this.#moveVault(what, where),
      () => this.#moveIn(what, where),
      () => this.#moveOut(where, what),
      () => this.#mark(this.#openAt(where), what),
      () => this.#password(what, where),
      () => this.#vault(where)?.remove(),
      () => this.#sheet(where, what),
      () => this.#bystander(this.#vault(where), what),
      () => this.#wrap(where),
    ];
    acts[act % acts.length]?.();
  }

  #openAt(index: number): HTMLElement {
    return this.#open[index % this.#open.length] ?? this.#document.body;
  }

  #vault(index: number): HTMLElement | undefined {
    return this.#vaults[index % Math.max(1, this.#vaults.length)];
  }

  /** Inside an open element: itself, a shadow root of its own, or a frame's body. */
  #place(what: number, where: number): ParentNode & Node {
    const parent = this.#openAt(where);
    if (what % 5 === 1 && /^(?:div|p|span|section|h2|x-card)$/.test(parent.localName)) {
      return parent.shadowRoot ?? parent.attachShadow({ mode: 'open' });
    }
    if (what % 11 === 2) {
      const frame = this.#document.createElement('iframe');
      parent.append(frame);
      return frame.contentDocument?.body ?? parent;
    }
    return parent;
  }

  #newOpen(what: number, where: number): void {
    const element = this.#document.createElement(TAGS[what % TAGS.length] ?? 'div');
    element.append('plain');
    this.#put(element, this.#place(what, where));
    this.#open.push(element);
  }

  #newVault(what: number, where: number): void {
    const vault = this.#document.createElement(TAGS[what % TAGS.length] ?? 'div');
    vault.id = `v${this.#count++}`;
    // Whatever comes first, the page is looked at when the task is over.
    if (what % 2) this.#fill(vault, what >> 1);
    this.#put(vault, this.#place(what, where));
    vault.className = 'vault';
    if (what % 2 === 0) this.#fill(vault, what >> 1);
    this.#vaults.push(vault);
  }

  /** A secret somewhere in a masked element. */
  #fill(vault: HTMLElement | undefined, what: number): void {
    if (!vault) return;
    const page = this.#document;
    const all = [vault, ...vault.querySelectorAll<HTMLElement>('*')];
    const target = all[what % all.length] ?? vault;
    const secret = this.#secret;
    const child = page.createElement(TAGS[what % TAGS.length] ?? 'b');
    const fills = [
      () => target.append(secret),
      () => target.setAttribute(NAMES[what % NAMES.length] ?? 'title', secret),
      () => target.append(Object.assign(child, { textContent: `${secret} and more`, title: secret })),
      () =>
        void (target.innerHTML = `<input value="${secret}"><select><option label="${secret}">${secret}</select><textarea>${secret}</textarea>`),
      () =>
        void (target.innerHTML = `<svg><text x="1">${secret}</text><title>${secret}</title></svg><img alt="${secret}"><!--${secret}-->`),
      () => void (target.innerHTML = `<div contenteditable>${secret}<div>${secret}</div></div>`),
      () => this.#shadow(target)?.append(secret),
      () => {
        const frame = page.createElement('iframe');
        target.append(frame);
        frame.contentDocument?.body.append(secret);
      },
      () => {
        for (const input of target.querySelectorAll<HTMLInputElement>('input,textarea'))
          input.value = `${secret}${what}`;
      },
      () => target.style.setProperty('--name', `"${secret}"`),
      () => {
        const text = target.firstChild;
        if (text?.nodeType === 3) text.nodeValue = secret;
      },
      () =>
        void (target.innerHTML = `<style>.q::after { content: "${secret}" }</style><p style="background: url('data:image/svg+xml,${secret}')">x</p>`),
      () => target.append(Object.assign(page.createElement('slot'), { name: what % 2 ? secret : '' }), secret),
    ];
    fills[what % fills.length]?.();
  }

  #shadow(element: HTMLElement): ShadowRoot | undefined {
    if (!/^(?:div|p|span|section|h2|x-card)$/.test(element.localName)) return undefined;
    return element.shadowRoot ?? element.attachShadow({ mode: 'open' });
  }

  #moveVault(what: number, where: number): void {
    const vault = this.#vault(what);
    if (vault) this.#put(vault, this.#place(where, what + where));
  }

  #moveIn(what: number, where: number): void {
    const vault = this.#vault(where);
    const element = this.#openAt(what);
    if (!vault || element === this.#document.body) return;
    if (!this.#put(element, vault)) return;
    this.#open.splice(this.#open.indexOf(element), 1);
    // It is the vault's now, and what it opened or not is over.
    for (const each of [element, ...element.querySelectorAll('*')]) {
      if (each.className !== 'vault') each.removeAttribute('class');
      each.removeAttribute('data-cobrowse');
    }
    element.append(this.#secret);
    element.title = this.#secret;
  }

  /** What leaves a vault leaves its secrets there. */
  #moveOut(what: number, where: number): void {
    const child = this.#vault(what)?.firstElementChild;
    if (!child || child.className === 'vault') return;
    const left = this.#document.createElement(TAGS[where % TAGS.length] ?? 'p');
    const target = this.#openAt(where);
    if (child.contains(target)) return;
    child.remove();
    left.append('plain');
    target.append(left);
    this.#open.push(left);
  }

  #mark(element: HTMLElement, what: number): void {
    const marks = [
      () => element.classList.toggle('open'),
      () => element.classList.toggle('more'),
      () => element.classList.toggle('none'),
      () => element.setAttribute('data-cobrowse', ['mask', 'unmask', 'block', 'unmask'][(what >> 3) % 4] ?? 'mask'),
      () => element.removeAttribute('data-cobrowse'),
      () => element.setAttribute('lang', 'de'),
      () => element.append('more plain text'),
    ];
    marks[what % marks.length]?.();
  }

  #password(what: number, where: number): void {
    const fields = [...this.#document.querySelectorAll<HTMLInputElement>('input[name=pass]')];
    const known = fields[where % Math.max(1, fields.length)];
    if (known && what % 3) {
      if (what % 3 === 1) known.type = known.type === 'password' ? 'text' : 'password';
      known.value = this.#secret;
      return;
    }
    const field = this.#document.createElement('input');
    field.type = 'password';
    field.name = 'pass';
    field.className = what % 2 ? 'open' : '';
    if (what % 4 === 3) field.setAttribute('data-cobrowse', 'unmask');
    field.value = this.#secret;
    this.#openAt(where).append(field);
  }

  #sheet(where: number, what: number): void {
    const vault = this.#vault(where);
    if (!vault || vault.getRootNode() !== this.#document) return;
    const style = this.#document.createElement('style');
    const rule = `#${vault.id}::before { content: "${this.#secret}" }`;
    if (what % 2) style.textContent = `p { color: red } ${rule}`;
    this.#document.head.append(style);
    if (what % 2 === 0) style.sheet?.insertRule(rule);
    // A rule for an element that is gone is for nobody: it goes with it.
    style.dataset.for = vault.id;
  }

  /** Sheets of vaults that are not in the page say nothing of anything masked. */
  tidy(): void {
    for (const style of this.#document.querySelectorAll<HTMLElement>('style[data-for]')) {
      if (!this.#document.getElementById(style.dataset.for ?? '')) style.remove();
    }
  }

  /** What a person does in a masked place. */
  #bystander(vault: HTMLElement | undefined, what: number): void {
    if (!vault) return;
    const target = vault.querySelector<HTMLElement>('input,textarea,button,b,p') ?? vault;
    if (what % 3 === 0) target.focus();
    if (what % 3 === 1) target.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, composed: true }));
    if (what % 3 === 2) target.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  }

  #wrap(where: number): void {
    const element = this.#openAt(where);
    if (element === this.#document.body || !element.parentNode) return;
    const wrapper = this.#document.createElement('section');
    element.replaceWith(wrapper);
    wrapper.append(element);
    this.#open.push(wrapper);
  }

  #put(node: Node, parent: ParentNode & Node): boolean {
    try {
      parent.append(node);
      return true;
    } catch {
      // Into itself.
      return false;
    }
  }
}
