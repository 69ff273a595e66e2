/**
 * Random pages and scripts in which secrets stand only where the rules mask: in vaults, which stay masked wherever they go, in what a vault's
 * slots show, and in password fields. Everything else about the page changes at will. A step is three numbers, so that a failing script shrinks.
 */
import { MaskFills, shadowOf } from './mask-fills.js';
import { MaskSheets } from './mask-sheets.js';

/** What to do, with what, and where. */
export type Step = readonly [act: number, what: number, where: number];

/** Every set of rules that a script may switch to masks the vaults. */
export const RULE_SETS = [
  { maskCssSelectors: '.vault', unmaskCssSelectors: '.open' },
  { maskCssSelectors: '.vault, .more', maskType: 'all_input', unmaskCssSelectors: '.open' },
  { maskCssSelectors: '.vault', maskType: 'all', unmaskCssSelectors: '.open' },
  { maskHTMLAttributes: 'class=vault', blockCssSelectors: '.none' },
  { maskCssSelectors: '.vault, (' },
  { maskCssSelectors: '.v\\61ult:not(.vault .zz), p:not(:empty).more', unmaskCssSelectors: '.open:nth-child(2n)' },
  { blockCssSelectors: '.vault', unmaskCssSelectors: 'body, .open' },
  { maskCssSelectors: ':is(.vault, .more):not([data-zz])', maskType: 'all', unmaskCssSelectors: 'body' },
] as const;

const SVG = 'http://www.w3.org/2000/svg';
const TAGS = 'div p span section li button label td h2 pre a x-card details fieldset'.split(' ');
/** Of vaults, also what no page masks by itself. */
const RARE =
  'slot template dialog form select optgroup option textarea input output progress meter table tr th caption map area img video iframe canvas ul dl summary legend style title svg:svg svg:g svg:text svg:a svg:title svg:style svg:image'.split(
    ' ',
  );
const MARKS = ['mask', 'unmask', 'block', 'unmask'] as const;

export class MaskScript {
  readonly #document: Document;
  readonly #secret: string;
  readonly #vaults: Element[] = [];
  readonly #open: HTMLElement[];
  /** Have secrets only while a vault's slot shows them. */
  readonly #slotted: HTMLElement[] = [];
  readonly #away: Element[] = [];
  readonly #fills: MaskFills;
  readonly #sheets: MaskSheets;
  #count = 0;

  constructor(page: Document, secret: string) {
    this.#document = page;
    this.#secret = secret;
    this.#open = [page.body];
    this.#fills = new MaskFills(page, secret);
    this.#sheets = new MaskSheets(page, secret);
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
      () => this.#rareVault(what, where),
      () => this.#fill(this.#vault(where), what * 7 + 3),
      () => this.#slots(what, where),
      () => this.#reslot(what, where),
      () => this.#release(where),
      () => this.#seal(where, what),
      () => this.#leave(what, where),
      () => this.#comeBack(what, where),
      () => this.#copy(where, what),
      () => this.#sheet(where, what * 11 + 5),
      () => this.#page(what),
    ];
    acts[act % acts.length]?.();
  }

  /** After a burst: what says something of a vault that is gone goes with it, and so do secrets that no vault's slot shows any more. */
  tidy(): void {
    this.#sheets.tidy((vault) => this.#vaults.includes(vault));
    for (const shown of this.#slotted) {
      if (this.#isShownInVault(shown)) continue;
      shown.replaceChildren('plain');
      for (const name of shown.getAttributeNames()) shown.removeAttribute(name);
    }
  }

  /** Never one that is in a vault by now: what it opens there would be open. */
  #openAt(index: number): HTMLElement {
    const element = this.#open[index % this.#open.length] ?? this.#document.body;
    return this.#isInVault(element) ? this.#document.body : element;
  }

  #vault(index: number): Element | undefined {
    return this.#vaults[index % Math.max(1, this.#vaults.length)];
  }

  /** Inside an open element: itself, a shadow root of its own, or a frame's body. */
  #place(what: number, where: number): ParentNode & Node {
    const parent = this.#openAt(where);
    if (what % 5 === 1) return shadowOf(parent) ?? parent;
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
    this.#build(this.#document.createElement(TAGS[what % TAGS.length] ?? 'div'), what, where);
  }

  #rareVault(what: number, where: number): void {
    const [kind = 'g', name] = (RARE[what % RARE.length] ?? 'slot').split(':');
    const page = this.#document;
    // Else the first title would be one that nobody masks.
    if (kind === 'title') for (const title of page.querySelectorAll('head > title')) title.remove();
    this.#build(name ? page.createElementNS(SVG, name) : page.createElement(kind), what * 3 + 1, where);
  }

  #build(vault: Element, what: number, where: number): void {
    vault.id = `v${this.#count++}`;
    // Whatever comes first, the page is looked at when the task is over.
    if (what % 2) this.#fills.fill(vault, what >> 1);
    this.#put(vault, this.#place(what, where));
    this.#close(vault, what);
    if (what % 2 === 0) this.#fills.fill(vault, what >> 1);
  }

  #close(vault: Element, what: number): void {
    if (what % 7 === 3) vault.setAttribute('data-cobrowse', 'mask');
    else vault.setAttribute('class', 'vault');
    this.#vaults.push(vault);
  }

  #fill(vault: Element | undefined, what: number): void {
    if (vault) this.#fills.fill(vault, what);
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
      if (this.#vaults.includes(each)) continue;
      each.removeAttribute('class');
      each.removeAttribute('data-cobrowse');
    }
    element.append(this.#secret);
    element.title = this.#secret;
  }

  /** What leaves a vault leaves its secrets there. */
  #moveOut(what: number, where: number): void {
    const child = this.#vault(what)?.firstElementChild;
    if (!child || this.#vaults.includes(child)) return;
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
      () => element.setAttribute('data-cobrowse', MARKS[(what >> 3) % 4] ?? 'mask'),
      () => element.removeAttribute('data-cobrowse'),
      () => element.setAttribute('lang', 'de'),
      () => element.append('more plain text'),
      () => element.toggleAttribute('data-zz'),
      () => void (element.style.display = what % 2 ? 'none' : ''),
    ];
    marks[what % marks.length]?.();
  }

  #password(what: number, where: number): void {
    const fields = [...this.#document.querySelectorAll<HTMLInputElement>('input[name=pass]')];
    const known = fields[where % Math.max(1, fields.length)];
    if (known && what % 3) {
      if (what % 3 === 1) known.type = known.type === 'password' ? 'text' : 'password';
      // As frameworks do that show it by another field.
      if (what % 9 === 8)
        known.replaceWith(Object.assign(known.cloneNode() as HTMLInputElement, { type: 'text', value: this.#secret }));
      known.value = this.#secret;
      return;
    }
    const field = this.#document.createElement('input');
    // As some do so that no browser offers to keep it.
    const isDisguised = what % 5 === 4;
    if (isDisguised) field.style.setProperty('-webkit-text-security', 'disc');
    else field.type = 'password';
    field.name = isDisguised ? 'dots' : 'pass';
    field.className = what % 2 ? 'open' : '';
    if (what % 4 === 3) field.setAttribute('data-cobrowse', 'unmask');
    field.value = this.#secret;
    this.#openAt(where).append(field);
  }

  #sheet(where: number, what: number): void {
    const vault = this.#vault(where);
    if (vault) this.#sheets.write(vault, what);
  }

  /** What a person does in a masked place. */
  #bystander(vault: Element | undefined, what: number): void {
    if (!vault) return;
    const target = vault.querySelector<HTMLElement>('input,textarea,button,b,p,option') ?? (vault as HTMLElement);
    const box = target.getBoundingClientRect();
    const [clientX, clientY] = [box.left + 1, box.top + 1];
    const acts = [
      () => target.focus?.(),
      () => target.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, composed: true, clientX, clientY })),
      () => target.dispatchEvent(new Event('input', { bubbles: true, composed: true })),
      () =>
        this.#openAt(what).dispatchEvent(
          new PointerEvent('pointerdown', { bubbles: true, composed: true, clientX, clientY }),
        ),
      () => target.scrollIntoView?.(),
      () => target.dispatchEvent(new Event('change', { bubbles: true })),
    ];
    acts[what % acts.length]?.();
  }

  #wrap(where: number): void {
    const element = this.#openAt(where);
    if (element === this.#document.body || !element.parentNode) return;
    const wrapper = this.#document.createElement('section');
    element.replaceWith(wrapper);
    wrapper.append(element);
    this.#open.push(wrapper);
  }

  /** An open element shows what is in it in the slots of its shadow tree, some of which are in a vault. */
  #slots(what: number, where: number): void {
    const host = this.#openAt(where);
    const root = host === this.#document.body ? undefined : shadowOf(host);
    if (!root) return;
    const page = this.#document;
    const vault = page.createElement(TAGS[what % TAGS.length] ?? 'div');
    vault.id = `v${this.#count++}`;
    const inner = what % 4 === 3 ? shadowOf(vault) : vault;
    for (const name of ['', 'a', 'b'].slice(0, 1 + (what % 3)))
      inner?.append(Object.assign(page.createElement('slot'), { name }));
    if (what % 2) root.append(Object.assign(page.createElement('slot'), { name: 'a' }));
    root.append(vault);
    this.#close(vault, what);
    const shown = page.createElement(TAGS[where % TAGS.length] ?? 'p');
    shown.slot = what % 2 ? 'b' : '';
    shown.append(this.#secret);
    shown.title = this.#secret;
    host.append(shown);
    this.#slotted.push(shown);
  }

  /** What is slotted goes to another slot, or its slot to another place. */
  #reslot(what: number, where: number): void {
    const shown = this.#slotted[where % Math.max(1, this.#slotted.length)];
    if (!shown) return;
    const slot = shown.assignedSlot;
    const ways = [
      () => void (shown.slot = ['', 'a', 'b', 'c'][(what >> 2) % 4] ?? ''),
      () => slot && void (slot.name = ['', 'a', 'b', 'c'][(what >> 2) % 4] ?? ''),
      () => slot && this.#put(slot, this.#vault(what) ?? this.#document.body),
      () => slot?.remove(),
    ];
    ways[what % ways.length]?.();
    // Whether it is shown in a vault now is seen when the burst is over.
    shown.append(this.#secret);
    shown.setAttribute('alt', this.#secret);
  }

  /** A vault that is emptied and opened. */
  #release(where: number): void {
    const vault = this.#vault(where);
    if (
      !vault ||
      vault.namespaceURI === SVG ||
      vault.shadowRoot ||
      /^(?:input|textarea|select|iframe|title|style)$/.test(vault.localName)
    )
      return;
    if (vault.querySelector('.vault, [data-cobrowse]') || this.#isInVault(vault.parentNode)) return;
    vault.replaceChildren('plain');
    // With its id: a copy of it may still be a vault.
    for (const name of vault.getAttributeNames()) vault.removeAttribute(name);
    (vault as HTMLElement).style.cssText = '';
    if (vault.localName === 'output') vault.replaceChildren('plain');
    this.#vaults.splice(this.#vaults.indexOf(vault), 1);
    this.#open.push(vault as HTMLElement);
  }

  /** Something that was seen becomes a vault. */
  #seal(where: number, what: number): void {
    const element = this.#openAt(where);
    if (element === this.#document.body || element.id) return;
    element.id = `v${this.#count++}`;
    // What it or its children open is over.
    for (const each of [element, ...element.querySelectorAll('*')]) {
      if (this.#vaults.includes(each)) continue;
      each.removeAttribute('class');
      each.removeAttribute('data-cobrowse');
    }
    this.#open.splice(this.#open.indexOf(element), 1);
    if (what % 2) this.#fills.fill(element, what);
    this.#close(element, what);
    if (what % 2 === 0) this.#fills.fill(element, what);
  }

  /** Something leaves the page, and changes while nobody watches. */
  #leave(what: number, where: number): void {
    const element = what % 2 ? this.#vault(where) : this.#openAt(where);
    if (!element || element === this.#document.body) return;
    element.remove();
    this.#away.push(element);
  }

  #comeBack(what: number, where: number): void {
    const element = this.#away.splice(where % Math.max(1, this.#away.length), 1)[0];
    // What has moved into a vault meanwhile is the vault's.
    if (!element || this.#isInVault(element.parentNode)) return;
    if (this.#vaults.includes(element)) this.#fills.fill(element, what);
    this.#put(element, this.#place(what, what + where));
  }

  #copy(where: number, what: number): void {
    const vault = this.#vault(where);
    if (!vault || /^(?:video|iframe|template)$/.test(vault.localName)) return;
    const copy = vault.cloneNode(true) as Element;
    this.#put(copy, this.#place(what, what >> 1));
    // A copy has the mask of what it is a copy of.
    if (what % 3 === 0) this.#vaults.push(copy);
  }

  /** What a page tells of itself. */
  #page(what: number): void {
    const view = this.#document.defaultView;
    const title = [...this.#document.querySelectorAll('title')].find((each) => each.namespaceURI !== SVG);
    const acts = [
      () => title && this.#isInVault(title) && void (this.#document.title = this.#secret),
      () => view && void (view.location.hash = encodeURIComponent(this.#secret)),
      () => view?.history.replaceState({ secret: this.#secret }, this.#secret),
      () => view && void (view.name = this.#secret),
      () => view?.scrollTo(0, what % 90),
    ];
    acts[what % acts.length]?.();
  }

  /** In the light tree, through shadow roots and frames. */
  #isInVault(node: Node | null): boolean {
    for (let at: Node | null = node; at; at = outside(at)) if (this.#vaults.includes(at as Element)) return true;
    return false;
  }

  /** Whether it is masked by the slot that shows it, and nothing opens what is in between. */
  #isShownInVault(shown: Element): boolean {
    for (
      let at: Node | null = shown;
      at;
      at = ('assignedSlot' in at && (at.assignedSlot as Node | null)) || outside(at)
    ) {
      if (this.#vaults.includes(at as Element)) return true;
      if (at !== shown && 'matches' in at && (at as Element).matches('.open, body, [data-cobrowse]')) return false;
    }
    return false;
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

function outside(node: Node): Node | null {
  if (node.parentNode) return node.parentNode;
  if ('host' in node) return node.host as Element;
  return node.nodeType === 9 ? ((node as Document).defaultView?.frameElement ?? null) : null;
}
