/** Seeded pages and mutation scripts: every kind of node and of change that the capture claims to follow. */
import type { Random } from './random.js';

const TAGS = 'div p span ul li section table button a label h2 em x-card svg pre'.split(' ');
const CONTROLS = 'text checkbox radio password range email hidden'.split(' ');
const WORDS = 'alpha beta gamma delta 你好 Zürich <b> & "quoted" emoji🙂 \u00a0 line\nbreak'.split(' ');

export class RandomPage {
  readonly #random: Random;
  readonly #document: Document;
  /** Taken out of the page, to be put back later. */
  readonly #detached: Element[] = [];
  #count = 0;

  constructor(target: Document, random: Random) {
    this.#document = target;
    this.#random = random;
  }

  /** Fills the body with about `size` nodes. */
  fill(size: number): void {
    const { body, head } = this.#document;
    head.append(this.#document.createElement('style'));
    for (let i = 0; i < size; i++) this.#anyParent(body).append(this.#anyNode());
  }

  /** One random change. */
  mutate(): void {
    const random = this.#random;
    const body = this.#document.body;
    const element = this.#anyElement();
    const acts: (() => void)[] = [
      () => this.#anyParent(body).insertBefore(this.#anyNode(), null),
      () => this.#insertSomewhere(this.#anyNode()),
      () => this.#insertSomewhere(this.#anyTree(3)),
      () => this.#detach(element),
      () => this.#reattach(),
      () => element !== body && element.remove(),
      () => this.#moveSomewhere(element),
      () => this.#shuffle(this.#anyParent(body)),
      () => this.#swapWithParent(element),
      () => element.setAttribute(random.pick(['class', 'title', 'id', 'lang', 'data-x']), this.#word()),
      () => element.classList.toggle('mask'),
      () => element.setAttribute('data-cobrowse', random.pick(['mask', 'unmask', 'unmask', 'block'])),
      () => element.removeAttribute('data-cobrowse'),
      () => element.removeAttribute(random.pick(['class', 'title', 'id'])),
      () => this.#changeText(),
      () => this.#control(),
      () => this.#attachShadow(element),
      () => void (element !== body && random.chance(0.2) && (element.innerHTML = `<i>${random.below(9)}</i>tail`)),
      () => element !== body && random.chance(0.1) && element.replaceChildren(),
      () => element.append(this.#document.createComment('not captured')),
      () => this.#frame(),
      () => element.normalize(),
    ];
    random.pick(acts)();
  }

  #word(): string {
    return this.#random.pick(WORDS) + (this.#random.chance(0.5) ? String(this.#count++) : '');
  }

  #anyNode(): Node {
    const { random, doc } = { random: this.#random, doc: this.#document };
    const roll = random.next();
    if (roll < 0.35) return doc.createTextNode(random.chance(0.1) ? '  ' : this.#word());
    if (roll < 0.5) return this.#anyControl();
    if (roll < 0.53) return doc.createComment('x');
    if (roll < 0.55) return doc.createElement('iframe');
    if (roll < 0.57) return doc.createElement('script');
    const tag = random.pick(TAGS);
    const element = tag === 'svg' ? doc.createElementNS('http://www.w3.org/2000/svg', 'g') : doc.createElement(tag);
    if (random.chance(0.3)) element.setAttribute('class', random.pick(['a', 'b', 'mask', 'c']));
    if (random.chance(0.2)) element.setAttribute('title', this.#word());
    return element;
  }

  #anyTree(depth: number): Node {
    const top = this.#document.createElement('div');
    for (let i = this.#random.below(4); i >= 0; i--) {
      top.append(depth > 0 && this.#random.chance(0.4) ? this.#anyTree(depth - 1) : this.#anyNode());
    }
    return top;
  }

  #anyControl(): HTMLElement {
    const { random, doc } = { random: this.#random, doc: this.#document };
    const roll = random.below(4);
    if (roll === 0) {
      const select = doc.createElement('select');
      select.multiple = random.chance(0.3);
      for (let i = random.below(4); i >= 0; i--) select.append(new Option(this.#word()));
      return select;
    }
    if (roll === 1) {
      const area = doc.createElement('textarea');
      area.textContent = this.#word();
      return area;
    }
    const input = doc.createElement('input');
    input.type = random.pick(CONTROLS);
    // A field with a password's name counts as one, to which a test of its own belongs.
    input.name = input.type === 'password' ? 'secret' : random.pick(['childNodes', 'group', 'attributes']);
    if (random.chance(0.5)) input.setAttribute('value', this.#word());
    if (random.chance(0.3)) input.placeholder = this.#word();
    return input;
  }

  #roots(): (Document | ShadowRoot)[] {
    const roots: (Document | ShadowRoot)[] = [this.#document];
    for (const root of roots) {
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
    }
    for (const frame of this.#document.querySelectorAll('iframe')) {
      if (frame.contentDocument?.body) roots.push(frame.contentDocument);
    }
    return roots;
  }

  #anyElement(): Element {
    const all = this.#roots().flatMap((root) =>
      Array.from(root.querySelectorAll('body, body *, :host > *, div, p, x-card')),
    );
    return all.length > 0 ? this.#random.pick(all) : this.#document.body;
  }

  #anyParent(fallback: Element): Element {
    const element = this.#anyElement();
    const holds = !/^(?:iframe|script|input|textarea|select|option|style)$/.test(element.localName);
    return holds ? element : fallback;
  }

  #insertSomewhere(node: Node): void {
    const parent = this.#anyParent(this.#document.body);
    for (
      let at: Node | null = parent;
      at;
      at = 'host' in at && at.nodeType === 11 ? (at as ShadowRoot).host : at.parentNode
    )
      if (at === node) return;
    const before = parent.childNodes[this.#random.below(parent.childNodes.length + 1)] ?? null;
    parent.insertBefore(node, before === node ? null : before);
  }

  #moveSomewhere(element: Element): void {
    if (element.localName !== 'body') this.#insertSomewhere(element);
  }

  #detach(element: Element): void {
    if (element.localName === 'body') return;
    element.remove();
    this.#detached.push(element);
  }

  #reattach(): void {
    const element = this.#detached.splice(this.#random.below(this.#detached.length + 1), 1)[0];
    if (!element) return;
    if (this.#random.chance(0.5)) element.append(this.#anyNode());
    if (this.#random.chance(0.3)) element.setAttribute('class', 'changed while away');
    this.#insertSomewhere(element);
  }

  #shuffle(parent: Element): void {
    const nodes = [...parent.childNodes];
    for (let i = nodes.length - 1; i > 0; i--) {
      const j = this.#random.below(i + 1);
      [nodes[i], nodes[j]] = [nodes[j] as ChildNode, nodes[i] as ChildNode];
    }
    for (const node of nodes) parent.append(node);
  }

  /** A > B becomes B > A: the case in which moves in the wrong order would make a loop. */
  #swapWithParent(element: Element): void {
    const parent = element.parentElement;
    const grand = parent?.parentNode;
    if (!parent || !grand || parent.localName === 'body' || parent.localName === 'html') return;
    if (/^(?:iframe|script|input|textarea|select|option|style)$/.test(element.localName)) return;
    grand.insertBefore(element, parent);
    element.append(parent);
  }

  #changeText(): void {
    const walker = this.#document.createTreeWalker(this.#document.body, 4);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    if (texts.length > 0) this.#random.pick(texts).data = this.#word();
  }

  #control(): void {
    const controls = [...this.#document.body.querySelectorAll('input,select,textarea')] as HTMLInputElement[];
    if (controls.length === 0) return;
    const control = this.#random.pick(controls);
    if (control.localName === 'select') {
      (control as unknown as HTMLSelectElement).selectedIndex = this.#random.below(3);
    } else if (control.type === 'checkbox' || control.type === 'radio') {
      if (this.#random.chance(0.3)) control.indeterminate = !control.indeterminate;
      else control.checked = !control.checked;
    } else if (this.#random.chance(0.2) && control.localName === 'input') {
      // Never back from a password: that one stays masked, which has a test of its own.
      const type = this.#random.pick(['text', 'password', 'email']);
      if (type === 'password') control.name = 'secret';
      if (control.type !== 'password') control.type = type;
    } else {
      // An element that came out of an iframe has that realm's prototype, which a capture that never saw the iframe cannot watch.
      const foreign = !this.#isOwn(control);
      if (foreign) queueMicrotask(() => control.dispatchEvent(new Event('input', { composed: true })));
      control.value = control.type === 'range' ? String(this.#random.below(100)) : this.#word().replace(/\s/g, '');
    }
  }

  #isOwn(element: Element): boolean {
    return element instanceof (this.#document.defaultView as Window & typeof globalThis).HTMLElement;
  }

  #attachShadow(element: Element): void {
    if (element.shadowRoot || !/^(?:div|span|p|section|h2|x-card)$/.test(element.localName)) return;
    const root = element.attachShadow({ mode: 'open' });
    root.append(this.#anyNode(), this.#document.createElement('slot'));
  }

  #frame(): void {
    const frames = [...this.#document.querySelectorAll('iframe')];
    const inner = frames.length > 0 ? this.#random.pick(frames).contentDocument : null;
    if (inner?.body) inner.body.append(inner.importNode(this.#anyTree(1), true));
  }
}
