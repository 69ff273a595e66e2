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
const MASK = '******';

export interface DescribeOptions {
  /** Selector of what is masked; nothing when the tree is a mirror, which holds masks already. */
  readonly masked?: string;
  /** The lines that a mirror's DOM must have: without other documents, and with the defaults of fields whose state is masked. */
  readonly asMirrored?: boolean;
}

/** The DOM below a node, as the page has it (with `masked`) or as a mirror has it (without). */
export function describeDom(root: Node, options: DescribeOptions = {}): string[] {
  const lines: string[] = [];
  const visit = (node: Node, depth: number, masked: boolean): void => {
    const indent = ' '.repeat(depth);
    if (node.nodeType === 3 || node.nodeType === 4) {
      const text = node.nodeValue ?? '';
      const hidden = masked || isShownMasked(node as Text, options.masked);
      lines.push(`${indent}"${hidden && text.trim() ? MASK : text}"`);
      return;
    }
    if (node.nodeType !== 1) return;
    const element = node as HTMLElement;
    if (isPanel(element)) return;
    const hidden =
      masked ||
      (options.masked !== undefined && element.matches(options.masked)) ||
      isShownMasked(element, options.masked);
    const name = element.localName === 'link' ? 'style' : element.localName;
    const shell = SHELLS.has(element.localName) && element.namespaceURI === 'http://www.w3.org/1999/xhtml';
    lines.push(
      indent +
        [
          name,
          ...(shell ? [] : attributes(element, hidden)),
          ...state(element, hidden, options.asMirrored ?? false),
        ].join(' '),
    );
    if (element.shadowRoot) {
      lines.push(`${indent} #shadow`);
      for (const child of element.shadowRoot.childNodes) visit(child, depth + 2, hidden);
    }
    if (element.localName === 'iframe') {
      const inner = (element as HTMLIFrameElement).contentDocument;
      if (inner?.documentElement && options.masked !== undefined && !options.asMirrored) {
        lines.push(`${indent} #document`);
        for (const child of inner.childNodes) visit(child, depth + 2, hidden);
      }
    }
    if (!shell && !CHILDLESS.has(element.localName)) {
      for (const child of childNodes(element)) visit(child, depth + 1, hidden);
    }
  };
  for (const child of root.childNodes) visit(child, 0, false);
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

/** Whether the slot that a node is shown in is masked, or stands in something that is or is shown so. */
function isShownMasked(node: Element | Text, selector: string | undefined): boolean {
  if (selector === undefined) return false;
  for (let at: Element | null = node.assignedSlot; at; at = at.parentElement) {
    if (at.matches(selector) || isShownMasked(at, selector)) return true;
  }
  return false;
}

/** A form's `childNodes` is an input when one is called that. */
function childNodes(element: Element): Iterable<Node> {
  return Object.getOwnPropertyDescriptor(Node.prototype, 'childNodes')?.get?.call(element) as NodeListOf<Node>;
}

/** The customer's panel is not part of the page, wherever it stands. */
function isPanel({ localName }: Element): boolean {
  return localName === 'cobrowse-panel';
}

function attributes(element: Element, masked: boolean): string[] {
  return Array.from(element.attributes)
    .filter(({ name }) => COMPARED.has(name))
    .map(({ name, value }) => {
      const text = name === 'title' || name === 'placeholder' || name === 'label' || name === 'alt';
      return `${name}=${text && masked && value ? MASK : value}`;
    })
    .sort();
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
