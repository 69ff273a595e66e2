/** What to call an element of the page when the customer is asked about it: a name of its own, as text, and not for long. */

const MAX_LENGTH = 60;

/** An empty string for what has no name. Not for anything masked: what is named here is in sight for the customer anyway. */
export function labelOf(element: Element): string {
  const labels: unknown = Reflect.get(element, 'labels');
  const ofLabels = labels instanceof NodeList ? [...labels].map((each) => each.textContent ?? '').join(' ') : '';
  const byId = (element.getAttribute('aria-labelledby') ?? '')
    .split(/\s+/)
    .map((id) => (id ? (element.ownerDocument.getElementById(id)?.textContent ?? '') : ''))
    .join(' ');
  const isField = element.matches('input,textarea,select');
  const candidates = [
    byId,
    element.getAttribute('aria-label'),
    ofLabels,
    // A field's text is what is in it.
    isField ? undefined : element.textContent,
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
