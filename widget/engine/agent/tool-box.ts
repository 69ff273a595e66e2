/**
 * Everything that the tools of a desk have registered: buttons, panels, keys. One for each session that is seen; it goes with
 * the viewer. It draws nothing: the bar and the viewer do, and hear of changes.
 */
import type {
  AttachTool,
  LoadTool,
  PageView,
  Panel,
  PanelOptions,
  PanelPlace,
  ShortcutOptions,
  ToolButton,
  ToolButtonOptions,
  ToolButtonState,
  ToolHost,
  ToolSession,
} from './tool.js';

export interface ToolBoxOptions {
  readonly session: ToolSession;
  readonly view: PageView;
  readonly language: string;
  /** Has assistive technology say something. */
  readonly announce: (text: string) => void;
  /** Why nothing can be done on the page, if that is so. */
  readonly curtain: () => string | undefined;
  /** Takes keys that were meant for the customer's page to where they do nothing. */
  readonly stopTyping: () => void;
}

/** A button as the bar draws it. */
export interface BoxedButton extends ToolButtonOptions {
  readonly id: number;
  /** Of the tool that it belongs to: the bar keeps a tool's buttons together. */
  readonly order: number;
  /** The bar sets it once there is one. */
  element: HTMLElement | undefined;
}

export class BoxedPanel implements Panel {
  readonly place: PanelPlace;
  readonly content: HTMLElement;
  readonly ribbon: boolean;
  label: string;
  readonly #box: ToolBox;
  readonly #onClose: (() => void) | undefined;

  constructor(box: ToolBox, { label, place, content, ribbon = false, onClose }: PanelOptions) {
    this.label = label;
    this.place = place;
    this.content = content;
    this.ribbon = ribbon;
    this.#box = box;
    this.#onClose = onClose;
  }

  get isOpen(): boolean {
    return this.#box.openIn(this.place) === this;
  }

  open(focus = false): void {
    this.#box.show(this, focus);
  }

  close(): void {
    if (this.isOpen) this.#box.hide(this.place);
  }

  rename(label: string): void {
    this.label = label;
    this.#box.changed();
  }

  remove(): void {
    this.close();
  }

  /** For the box. */
  closed(): void {
    this.#onClose?.();
  }
}

/** A panel was opened or closed, and the focus has to follow once that is drawn. */
export type FocusWish = { readonly into: BoxedPanel } | { readonly back: BoxedPanel };

export class ToolBox {
  readonly #options: ToolBoxOptions;
  readonly #abort = new AbortController();
  readonly #listeners = new Set<() => void>();
  readonly #languageListeners = new Set<(language: string) => void>();
  readonly #curtainListeners = new Set<() => void>();
  readonly #open = new Map<PanelPlace, BoxedPanel>();
  #buttons: readonly BoxedButton[] = [];
  #shortcuts: readonly ShortcutOptions[] = [];
  #language: string;
  #nextId = 1;
  #wish: FocusWish | undefined;

  constructor(options: ToolBoxOptions) {
    this.#options = options;
    this.#language = options.language;
  }

  get buttons(): readonly BoxedButton[] {
    return this.#buttons;
  }

  get shortcuts(): readonly ShortcutOptions[] {
    return this.#shortcuts;
  }

  /** Hears of every change, of whatever. Ends with the box. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Loads tools and attaches them, in the order of the list whichever comes first. One that fails leaves the others alone. */
  async load(tools: readonly LoadTool[]): Promise<void> {
    await Promise.all(
      tools.map(async (load, i) => {
        try {
          const attach = await load();
          if (!this.#abort.signal.aborted) this.attach(attach, i + 1);
        } catch (error) {
          reportError(error);
        }
      }),
    );
  }

  /** @param order the smaller, the earlier its buttons stand. */
  attach(attach: AttachTool, order: number): void {
    const { session, view, announce, stopTyping, curtain } = this.#options;
    const language = (): string => this.#language;
    const host: ToolHost = {
      session,
      view,
      signal: this.#abort.signal,
      get language() {
        return language();
      },
      get curtain() {
        return curtain();
      },
      onCurtain: (listener) => void this.#curtainListeners.add(listener),
      onLanguage: (listener) => void this.#languageListeners.add(listener),
      addButton: (options) => this.#addButton(options, order),
      addPanel: (options) => new BoxedPanel(this, options),
      addShortcut: (options) => this.#addShortcut(options),
      announce,
      stopTyping,
    };
    attach(host);
  }

  speak(language: string): void {
    if (language === this.#language) return;
    this.#language = language;
    for (const listener of this.#languageListeners) listener(language);
  }

  /** A curtain came or went. */
  curtainChanged(): void {
    for (const listener of this.#curtainListeners) listener();
  }

  openIn(place: PanelPlace): BoxedPanel | undefined {
    return this.#open.get(place);
  }

  show(panel: BoxedPanel, focus: boolean): void {
    const before = this.#open.get(panel.place);
    this.#open.set(panel.place, panel);
    if (focus) this.#wish = { into: panel };
    if (before !== panel) before?.closed();
    this.changed();
  }

  /** Closes what is open there. Answers whether something was. */
  hide(place: PanelPlace): boolean {
    const panel = this.#open.get(place);
    if (!panel) return false;
    // Also on the button that closes it, which stands around the content.
    const all = panel.content.closest('.side, .tray') ?? panel.content;
    if (all.matches(':focus-within')) this.#wish = { back: panel };
    this.#open.delete(place);
    panel.closed();
    this.changed();
    return true;
  }

  /** The button that opens a panel. */
  buttonOf(panel: BoxedPanel): BoxedButton | undefined {
    return this.#buttons.find((button) => button.panel === panel);
  }

  /** Where the focus is to go, once; for whoever draws. */
  takeWish(): FocusWish | undefined {
    const wish = this.#wish;
    this.#wish = undefined;
    return wish;
  }

  changed(): void {
    // Another list, for those who compare.
    this.#buttons = Array.from(this.#buttons);
    for (const listener of this.#listeners) listener();
  }

  /** The session is no longer seen: every tool ends. */
  close(): void {
    this.#abort.abort();
    this.#listeners.clear();
    this.#languageListeners.clear();
    this.#curtainListeners.clear();
  }

  #addButton(options: ToolButtonOptions, order: number): ToolButton {
    const id = this.#nextId++;
    const first: BoxedButton = { ...options, id, order, element: undefined };
    this.#buttons = [...this.#buttons, first].toSorted((a, b) => a.order - b.order || a.id - b.id);
    this.changed();
    return {
      update: (changes) => this.#update(id, changes),
      focus: () => this.#buttons.find((button) => button.id === id)?.element?.focus(),
      remove: () => {
        this.#buttons = this.#buttons.filter((button) => button.id !== id);
        this.changed();
      },
    };
  }

  #update(id: number, changes: Partial<ToolButtonState>): void {
    this.#buttons = this.#buttons.map((button) => (button.id === id ? { ...button, ...changes } : button));
    this.changed();
  }

  #addShortcut(options: ShortcutOptions): () => void {
    this.#shortcuts = [...this.#shortcuts, options];
    return () => {
      this.#shortcuts = this.#shortcuts.filter((shortcut) => shortcut !== options);
    };
  }
}
