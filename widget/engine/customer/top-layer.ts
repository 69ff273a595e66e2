/**
 * Keeps one element above everything and usable. A modal dialog and a full-screen element make all else inert or invisible,
 * so the element moves into the topmost one and back out. Only open while a session is.
 */

/** Full-screen elements of these kinds show nothing of what is inside them. */
const REPLACED = 'audio, canvas, embed, iframe, img, input, object, select, textarea, video';

export class TopLayer {
  readonly #element: HTMLElement;
  readonly #root: ShadowRoot;
  readonly #raised: () => void;
  /** Modal dialogs in the order they were opened; the document's own order says nothing about it. */
  #modals: Element[] = [];
  readonly #observer = new MutationObserver(() => this.#place());
  readonly #teardown = new AbortController();

  /**
   * @param root the element's shadow root, which may be closed; focus in it survives a move.
   * @param raised the element is above everything now, also above what must stay above it
   */
  constructor(element: HTMLElement, root: ShadowRoot, raised: () => void = () => undefined) {
    this.#element = element;
    this.#root = root;
    this.#raised = raised;
  }

  /** Back above everything that came into the top layer since. */
  raise(): void {
    if (this.#element.isConnected) this.#keepFocus(() => this.#raise());
  }

  /** Puts the element into the document. */
  open(): void {
    document.addEventListener('fullscreenchange', () => this.#place(), { signal: this.#teardown.signal });
    this.#place();
  }

  /** Takes the element out for good. */
  close(): void {
    this.#observer.disconnect();
    this.#teardown.abort();
    this.#element.remove();
  }

  #place(): void {
    const modals = [...document.querySelectorAll('dialog:modal')];
    this.#modals = [
      ...this.#modals.filter((dialog) => modals.includes(dialog)),
      ...modals.filter((dialog) => !this.#modals.includes(dialog)),
    ];
    const parent = this.#modals.at(-1) ?? fullScreenContainer() ?? document.documentElement;
    const element = this.#element;
    // A dialog that is taken away without being closed takes what is in it along, which shows only in the list of children.
    const childList = parent !== document.documentElement;
    this.#observer.observe(document, { subtree: true, attributes: true, attributeFilter: ['open'], childList });
    if (element.parentNode === parent && element.isConnected) return;
    this.#keepFocus(() => {
      // Outside the body: what counts the body's children must not notice.
      parent.append(element);
      this.#raise();
    });
  }

  #keepFocus(act: () => void): void {
    const focused = this.#root.activeElement;
    act();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    this.#raised();
  }

  #raise(): void {
    // Its attribute alone would hide the element in a browser's style; the panel's own style shows it either way.
    if (!('showPopover' in this.#element)) return;
    this.#element.popover = 'manual';
    try {
      if (this.#element.matches(':popover-open')) this.#element.hidePopover();
      this.#element.showPopover();
    } catch {
      // Where the page or browser forbids it, the highest z-index must do.
    }
  }
}

function fullScreenContainer(): Element | undefined {
  const element = document.fullscreenElement;
  return element && !element.matches(REPLACED) ? element : undefined;
}
