/**
 * Pages, models and mirrors as comparable lines of text, each read in its own way. Written against the SPEC, not against the capture:
 * it knows what a mirror has to show and asks the DOM for it.
 */
import type { ModelNode, PageModel } from '../../widget/engine/protocol/model.js';
import { NodeKind, ROOT_ID } from '../../widget/engine/protocol/operations.js';

const SHELLS = new Set(
  'script noscript template meta base title object embed applet source track param noframes noembed'.split(' '),
);
const CHILDLESS = new Set('style link textarea canvas video audio iframe'.split(' '));
const COMPARED = new Set('id class title placeholder lang dir type disabled label colspan alt'.split(' '));
/** Of these a mask leaves a box. */
const BOXES = new Set('svg iframe'.split(' '));
/** Masked whatever is opened around them. */
const SEALED = 'input[type="password"],input[type="hidden"],input[type="file"]';
const MASK = '******';

const Level = { OPEN: 0, MASKED: 1, SEALED: 2, BLOCKED: 3 } as const;
type Level = (typeof Level)[keyof typeof Level];

export interface DescribeOptions {
  /** Selector of what is masked; nothing when the tree is a mirror, which holds masks already. With it, `data-cobrowse` counts as well. */
  readonly masked?: string;
  /** The lines that a mirror's DOM must have: without other documents, and with the defaults of fields whose state is masked. */
  readonly asMirrored?: boolean;
}

/** The DOM below a node, as the page has it (with `masked`) or as a mirror has it (without). */
export function describeDom(root: Node, options: DescribeOptions = {}): string[] {
  const lines: string[] = [];
  const levels = new Levels(options.masked);
  const visit = (node: Node, depth: number): void => {
    const level = levels.of(node);
    const indent = ' '.repeat(depth);
    if (node.nodeType === 3 || node.nodeType === 4) {
      const text = node.nodeValue ?? '';
      lines.push(`${indent}"${level > Level.OPEN && text.trim() ? MASK : text}"`);
      return;
    }
    if (node.nodeType !== 1) return;
    const element = node as HTMLElement;
    if (isPanel(element)) return;
    const name = element.localName === 'link' ? 'style' : element.localName;
    const shell = SHELLS.has(element.localName) && element.namespaceURI === 'http://www.w3.org/1999/xhtml';
    lines.push(
      indent +
        [
          name,
          ...(shell ? [] : attributes(element, level)),
          ...(level === Level.BLOCKED
            ? stateOfBox(element, options.asMirrored ?? false)
            : state(element, level > 0 || hidesChoice(element, levels), options.asMirrored ?? false)),
        ].join(' '),
    );
    if (level === Level.BLOCKED || (level > Level.OPEN && BOXES.has(element.localName))) return;
    // A mirror cannot take a shadow root away from an element that has become a box; it empties it.
    if (element.shadowRoot && !(options.asMirrored && !hasContent(element.shadowRoot))) {
      lines.push(`${indent} #shadow`);
      for (const child of element.shadowRoot.childNodes) visit(child, depth + 2);
    }
    if (element.localName === 'iframe') {
      const inner = (element as HTMLIFrameElement).contentDocument;
      if (inner?.documentElement && options.masked !== undefined && !options.asMirrored) {
        lines.push(`${indent} #document`);
        for (const child of inner.childNodes) visit(child, depth + 2);
      }
    }
    if (!shell && !CHILDLESS.has(element.localName)) {
      for (const child of childNodes(element)) visit(child, depth + 1);
    }
  };
  for (const child of root.childNodes) visit(child, 0);
  return lines;
}

/** The same lines from a model. */
export function describeModel(model: PageModel): string[] {
  const lines: string[] = [];
  const visit = (node: ModelNode, depth: number): void => {
    const indent = ' '.repeat(depth);
    const { data } = node;
    if (data.kind === NodeKind.TEXT) lines.push(`${indent}"${node.text}"`);
    if (data.kind === NodeKind.ELEMENT) {
      const pairs = node.attributes.flatMap((name, i) =>
        i % 2 === 0 && COMPARED.has(name) ? [`${name}=${node.attributes[i + 1]}`] : [],
      );
      const name = data.name === 'link' ? 'style' : data.name;
      lines.push(indent + [name, ...pairs.sort(), ...modelState(node, data.name)].join(' '));
    }
    if (data.kind === NodeKind.SHADOW_ROOT) lines.push(`${indent}#shadow`);
    if (data.kind === NodeKind.DOCUMENT && node.id !== ROOT_ID) lines.push(`${indent}#document`);
    for (let child = node.first; child; child = child.next) visit(child, depth + (node.id === ROOT_ID ? 0 : 1));
  };
  visit(model.node(ROOT_ID), 0);
  return lines;
}

/** How a node is masked: by what it is in, by the slot that shows it, and by what the rules say of it. */
class Levels {
  readonly #known = new Map<Node, Level>();
  readonly #selector: string | undefined;

  constructor(selector: string | undefined) {
    this.#selector = selector;
  }

  of(node: Node): Level {
    if (this.#selector === undefined) return Level.OPEN;
    let level = this.#known.get(node);
    if (level === undefined) this.#known.set(node, (level = this.#find(node, this.#selector)));
    return level;
  }

  #find(node: Node, selector: string): Level {
    const container = containerOf(node);
    const slot = (node as Element).assignedSlot;
    const outer = Math.max(container ? this.of(container) : Level.OPEN, slot ? this.of(slot) : Level.OPEN) as Level;
    if (node.nodeType !== 1) return outer;
    const element = node as Element;
    const mark = element.getAttribute('data-cobrowse');
    if (outer === Level.BLOCKED || mark === 'block') return Level.BLOCKED;
    if (outer === Level.SEALED || element.matches(SEALED)) return Level.SEALED;
    if (mark === 'mask' || element.matches(selector)) return Level.MASKED;
    return mark === 'unmask' ? Level.OPEN : outer;
  }
}

function containerOf(node: Node): Node | null {
  if (node.parentNode) return node.parentNode;
  if (node.nodeType === 11) return (node as ShadowRoot).host;
  return node.nodeType === 9 ? ((node as Document).defaultView?.frameElement ?? null) : null;
}

/** A form's `childNodes` is an input when one is called that. */
function childNodes(element: Element): Iterable<Node> {
  return Object.getOwnPropertyDescriptor(Node.prototype, 'childNodes')?.get?.call(element) as NodeListOf<Node>;
}

/** The customer's panel is not part of the page, wherever it stands. */
function isPanel({ localName }: Element): boolean {
  return localName === 'cobrowse-panel';
}

function attributes(element: Element, level: Level): string[] {
  const isText = (name: string): boolean => /^(?:title|placeholder|label|alt)$/.test(name);
  return Array.from(element.attributes)
    .filter(({ name }) => COMPARED.has(name) && !(level === Level.BLOCKED && isText(name)))
    .filter(({ name, value }) => !(level > Level.OPEN && name === 'lang' && !/^[a-z]{2}$/.test(value)))
    .map(({ name, value }) => `${name}=${isText(name) && level > Level.OPEN && value ? MASK : value}`)
    .sort();
}

/** A masked option hides which one is chosen, whoever it is. */
function hidesChoice(element: Element, levels: Levels): boolean {
  if (element.localName !== 'select') return false;
  return Array.from(element.querySelectorAll('option')).some((option) => levels.of(option) > Level.OPEN);
}

/** An empty box has the state of a fresh element. */
function stateOfBox(element: HTMLElement, asMirrored: boolean): string[] {
  const type = element.getAttribute('type') ?? '';
  if (element.localName === 'textarea') return ['value='];
  if (element.localName !== 'input' || /^(?:hidden|file)$/.test(type) || (asMirrored && type === 'range')) return [];
  return /^(?:checkbox|radio)$/.test(type) ? ['checked=false', 'indeterminate=false'] : ['value='];
}

function state(element: HTMLElement, masked: boolean, asMirrored: boolean): string[] {
  const input = element as HTMLInputElement;
  switch (element.localName) {
    case 'input':
      if (input.type === 'checkbox' || input.type === 'radio') {
        return [`checked=${!masked && input.checked}`, `indeterminate=${!masked && input.indeterminate}`];
      }
      // A range takes no mask for a value.
      if (/^(?:hidden|file)$/.test(input.type) || (asMirrored && input.type === 'range')) return [];
      return [`value=${masked && input.value ? MASK : input.value}`];
    case 'textarea':
      return [`value=${masked && input.value ? MASK : input.value}`];
    case 'select': {
      const { selectedOptions } = element as HTMLSelectElement;
      if (masked && asMirrored) return ['selection=*'];
      return masked || selectedOptions.length === 0
        ? []
        : [`selection=${Array.from(selectedOptions, (option) => option.index).join()}`];
    }
    default:
      return [];
  }
}

function modelState(node: ModelNode, name: string): string[] {
  const { properties } = node;
  const type = node.attribute('type')?.toLowerCase();
  if (name === 'input' && (type === 'checkbox' || type === 'radio')) {
    const checked = properties?.get('checked') ?? Number(node.attribute('checked') !== undefined);
    return [`checked=${checked === 1}`, `indeterminate=${properties?.get('indeterminate') === 1}`];
  }
  if (name === 'input' && (type === 'hidden' || type === 'file')) return [];
  if (name === 'input') return [`value=${properties?.get('value') ?? node.attribute('value') ?? ''}`];
  if (name === 'textarea') return [`value=${properties?.get('value') ?? ''}`];
  if (name !== 'select') return [];
  const selection = properties?.get('selection');
  return !selection ? [] : [`selection=${selection}`];
}

/** A masked choice is not told, so a mirror shows whatever its browser shows. */
function anySelection(line = ''): string {
  return `${line.replace(/ selection=.*$/, '')} selection=*`;
}

/** Where two descriptions part, with the lines around; empty when they are equal. */
export function difference(actual: readonly string[], expected: readonly string[]): string {
  const at = expected.findIndex(
    (line, i) => line !== (line.endsWith('selection=*') ? anySelection(actual[i]) : actual[i]),
  );
  const index = at < 0 && actual.length > expected.length ? expected.length : at;
  if (index < 0) return '';
  const around = (lines: readonly string[]): string => lines.slice(Math.max(0, index - 3), index + 4).join('\n');
  return `line ${index}\nactual:\n${around(actual)}\nexpected:\n${around(expected)}`;
}

function hasContent(root: ShadowRoot): boolean {
  return Array.from(root.childNodes).some(({ nodeType }) => nodeType === 1 || nodeType === 3);
}
