/** What to call an element of the page when the customer is asked about it: a name of its own, as text, and not for long. */

const MAX_LENGTH = 60;

const LABELLED = 'button,input,meter,output,progress,select,textarea';

/** What these hold is no text of what is around them. */
const UNSAID = 'select, textarea, datalist, script, style';

/** An empty string for what has no name. Not for anything masked: what is named here is in sight for the customer anyway. */
export function labelOf(element: Element): string {
  const { labels } = element.matches(LABELLED) ? (element as HTMLInputElement) : { labels: null };
  const ofLabels = [...(labels ?? [])].map(textOf).join(' ');
  const byId = (element.getAttribute('aria-labelledby') ?? '')
    .split(/\s+/)
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
  const found = candidates.map((text) => (text ?? '').replace(/\s+/g, ' ').trim()).find((text) => text !== '') ?? '';
  return found.length > MAX_LENGTH ? `${found.slice(0, MAX_LENGTH)}…` : found;
}

/** Without what can be chosen or is written in it: a label may have its field inside. */
function textOf(node: Node | null): string {
  // By their types: what is in a frame is of another realm's classes.
  if (!node || node.nodeType === Node.TEXT_NODE) return node?.nodeValue ?? '';
  if (node.nodeType === Node.ELEMENT_NODE && (node as Element).matches(UNSAID)) return '';
  return Array.from(node.childNodes, textOf).join('');
}
