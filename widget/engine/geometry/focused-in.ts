/** What has the focus in a document, also inside of open shadow roots. Knows nothing of ours. */

export function focusedIn(target: Document): Element | undefined {
  let active = target.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active ?? undefined;
}
