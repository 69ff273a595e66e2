/** What to call an element of the page when the customer is asked about it: a name of its own, as text, and not for long. */

const MAX_LENGTH = 60;

/** A page may put all of itself into a button, and it is asked with every act: enough to find a name behind white space and pictures. */
const NODES_MAX = 300;
const TEXT_MAX_LENGTH = 1_000;
const PARTS_MAX = 5;

const LABELLED = 'button,input,meter,output,progress,select,textarea';

/** What these hold is no text of what is around them. */
const UNSAID = 'select, textarea, datalist, script, style';

/** An empty string for what has no name. Not for anything masked: what is named here is in sight for the customer anyway. */
export function labelOf(element: Element): string {
  const { labels } = element.matches(LABELLED) ? (element as HTMLInputElement) : { labels: null };
  const ofLabels = [...(labels ?? [])].slice(0, PARTS_MAX).map(textOf).join(' ');
  const byId = (element.getAttribute('aria-labelledby') ?? '')
    .split(/\s+/, PARTS_MAX)
    .map((id) => textOf(id ? element.ownerDocument.getElementById(id) : null))
    .join(' ');
  const isField = element.matches('input,textarea,select');
  const candidates = [
    byId,
    element.getAttribute('aria-label'),
    ofLabels,
    // A field's text is what is in it.
    isField ? undefined : textOf(element),
    element.matches('input[type="submit" i],input[type="button" i],input[type="reset" i]')
      ? element.getAttribute('value')
      : undefined,
    element.getAttribute('title'),
    element.getAttribute('alt'),
    element.getAttribute('placeholder'),
    isField ? element.getAttribute('name') : undefined,
  ];
  const found = candidates.map(tidied).find((text) => text !== '') ?? '';
  return found.length > MAX_LENGTH ? `${found.slice(0, MAX_LENGTH)}…` : found;
}

const tidied = (text: string | null | undefined): string =>
  (text ?? '').slice(0, TEXT_MAX_LENGTH).replace(/\s+/g, ' ').trim();

/** Without what can be chosen or is written in it: a label may have its field inside. */
function textOf(top: Node | null): string {
  let text = '';
  const walker =
    top && !isUnsaid(top) && document.createTreeWalker(top, SHOWN, (node) => (isUnsaid(node) ? REJECT : ACCEPT));
  if (!walker) return text;
  let node: Node | null = walker.currentNode;
  for (let left = NODES_MAX; node && left > 0 && text.length < TEXT_MAX_LENGTH; left--, node = walker.nextNode()) {
    // By their types: what is in a frame is of another realm's classes.
    if (node.nodeType === Node.TEXT_NODE) text += (node.nodeValue ?? '').slice(0, TEXT_MAX_LENGTH);
  }
  return text;
}

const SHOWN = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;
const { FILTER_ACCEPT: ACCEPT, FILTER_REJECT: REJECT } = NodeFilter;

function isUnsaid(node: Node): boolean {
  return node.nodeType === Node.ELEMENT_NODE && (node as Element).matches(UNSAID);
}
