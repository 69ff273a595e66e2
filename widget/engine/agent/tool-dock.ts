/**
 * Where the tools of a live session stand: the bar, the trays over the page, the panel beside it, the keys. Loaded while the first
 * picture of the page comes. It owns the box of tools; the viewer draws its parts.
 */
import { html, nothing, svg, type CSSResult, type TemplateResult } from 'lit';
import { deskToolsTexts, type DeskToolsTexts } from '../../locales/sections/desk-tools.js';
import { SpokenTexts } from '../../locales/spoken-texts.js';
import type { SharingMessage } from '../protocol/control.js';
import { curtainWords } from './curtain-words.js';
import { customerTool } from './customer-tool.js';
import { toolDockStyle } from './tool-dock-style.js';
import { Layers } from './layers.js';
import { ScrollEdges, scrollEdgesStyle } from './scroll-edges.js';
import { ShortcutKeys } from './shortcut-keys.js';
import type { StageElement } from './stage.js';
import { stageToolsStyle } from './stage-tools-style.js';
import { ToolBox, type BoxedPanel } from './tool-box.js';
import './tool-bar.js';
import { VIEW_ORDER } from './tool-bar.js';
import type { AttachTool, ToolSession } from './tool.js';
import { TOOLS } from './tools.js';
import { DESK_NEWS } from './viewer-events.js';
import { viewTool } from './view-tool.js';

const KEYBOARD = svg`<rect x="2" y="5" width="16" height="10" rx="2" /><path d="M5.5 8.5h0M8.5 8.5h0M11.5 8.5h0M14.5 8.5h0M6.5 11.5h7" />`;

export interface ToolDockOptions {
  readonly session: ToolSession;
  readonly stage: StageElement;
  readonly language: string;
  /** Where its dialogs stand. */
  readonly root: HTMLElement | DocumentFragment;
  readonly customerName: () => string;
  /** Has assistive technology say something. */
  readonly announce: (text: string) => void;
  /** Something has to be drawn again. */
  readonly changed: () => void;
}

export class ToolDock {
  readonly box: ToolBox;
  readonly keys: ShortcutKeys;
  readonly #layers: Layers;
  readonly #options: ToolDockOptions;
  readonly #abort = new AbortController();
  readonly #spoken: SpokenTexts<DeskToolsTexts>;
  readonly #stops: () => void;
  readonly #edges = new ScrollEdges();
  #loaded = false;
  /** The curtain, if that is all that there is to see. */
  #down: SharingMessage | undefined;

  /** Opens one, once its words are there. */
  static async open(options: ToolDockOptions): Promise<ToolDock> {
    const spoken = new SpokenTexts(deskToolsTexts);
    await spoken.speak([options.language]);
    return new ToolDock(options, spoken);
  }

  private constructor(options: ToolDockOptions, spoken: SpokenTexts<DeskToolsTexts>) {
    this.#options = options;
    this.#spoken = spoken;
    const { session, stage, language, root, changed } = options;
    const announce = (text: string): void => {
      options.announce(text);
      const news = new Event(DESK_NEWS, { bubbles: true, composed: true });
      stage.dispatchEvent(news);
    };
    this.#layers = new Layers(stage.view);
    const stopTyping = (): void => {
      this.keys.rest();
      stage.focus();
    };
    this.box = new ToolBox({
      session,
      view: this.#layers.view,
      language,
      announce,
      stopTyping,
      curtain: () => this.curtain?.[0],
    });
    this.keys = new ShortcutKeys({
      target: window,
      shortcuts: () => this.box.shortcuts,
      taken: () => this.#layers.takesKeys,
      signal: this.#abort.signal,
    });
    const texts = (): DeskToolsTexts => this.#spoken.texts;
    this.box.attach(customerTool(texts), VIEW_ORDER);
    this.box.attach(viewTool({ stage, texts }), VIEW_ORDER + 1);
    this.box.attach(this.#help, VIEW_ORDER + 2);
    for (const style of [toolDockStyle, scrollEdgesStyle]) adopt(root, style);
    adopt(stage.renderRoot, stageToolsStyle);
    this.box.onChange(changed);
    this.box.onChange(() => this.#tellKeys());
    this.#stops = session.onControl((message) => {
      if (message.type !== 'sharing' && message.type !== 'agent_welcome') return;
      this.#down = message.type === 'sharing' && message.paused ? message : undefined;
      // Nobody else says so before the tools are there.
      if (this.curtain && !this.#loaded) announce(this.curtain[0]);
      this.box.curtainChanged();
      // No tool reaches through it.
      if (this.#down) this.#layers.release();
      changed();
    });
  }

  /** What to say instead of the page, while it is paused and was never seen. */
  get curtain(): readonly [title: string, hint: string] | undefined {
    if (!this.#down) return undefined;
    const { title, hint } = curtainWords(this.#spoken.texts, this.#down);
    return [title, hint];
  }

  /** The page is in sight: now the tools make sense. */
  load(): void {
    if (this.#loaded) return;
    this.#loaded = true;
    void this.box.load(TOOLS);
  }

  /** Brings everything into a language, once its words are there. */
  async speak(language: string): Promise<void> {
    await this.#spoken.speak([language]);
    if (this.#abort.signal.aborted) return;
    this.box.speak(language);
    this.#options.changed();
  }

  close(): void {
    this.#stops();
    this.#abort.abort();
    this.#edges.watch(undefined);
    this.box.close();
  }

  bar(): TemplateResult {
    const { texts } = this.#spoken;
    return html`<cobrowse-tool-bar
      role="region"
      aria-label=${texts.tools}
      .texts=${texts}
      .buttons=${this.box.buttons}
    ></cobrowse-tool-bar>`;
  }

  /** Above the page and over its edge. */
  trays(): TemplateResult {
    const [hold, tray] = [this.box.openIn('hold'), this.box.openIn('tray')];
    const [ribbon, over] = tray?.ribbon ? [tray] : [undefined, tray];
    return html`
      <div class="above">
        ${hold ? html`<section class="hold" aria-label=${hold.label}>${hold.content}</section>` : nothing}
        ${
          ribbon
            ? html`<section class="tray ribbon" aria-label=${ribbon.label}><div>${ribbon.content}</div></section>`
            : nothing
        }
      </div>
      ${over ? html`<section class="tray" aria-label=${over.label}>${over.content}</section>` : nothing}
    `;
  }

  side(): TemplateResult | typeof nothing {
    const panel = this.box.openIn('side');
    if (!panel) return nothing;
    const { close } = this.#spoken.texts;
    return html`<aside class="side" aria-label=${panel.label}>
      <header>
        <h2>${panel.label}</h2>
        <button type="button" aria-label=${close} title=${close} @click=${() => panel.close()}>✕</button>
      </header>
      <div class="content">${panel.content}</div>
    </aside>`;
  }

  /** After each drawing: the focus follows a panel that was opened, and goes back where it came from. */
  drawn(): void {
    const { root } = this.#options;
    this.#edges.watch(root.querySelector<HTMLElement>('.ribbon > div') ?? undefined);
    this.#edges.look();
    const wish = this.box.takeWish();
    if (!wish) return;
    if ('into' in wish) return focusInto(wish.into);
    const button = this.box.buttonOf(wish.back);
    // What the customer's page does not allow any more has no button.
    if (button && !button.hidden) button.element?.focus();
    else this.#options.stage.focus();
  }

  /** Escape takes the pointer from a tool, else closes the panel that has the focus, else the tray. Answers whether it did. */
  escape(event: KeyboardEvent): boolean {
    const isIn = (selector: string): boolean =>
      event.composedPath().some((target) => target instanceof Element && target.matches(selector));
    // A dialog closes by itself, and what is behind it stays.
    if (isIn('dialog')) return false;
    if (this.#layers.release()) return true;
    const inSide = isIn('.side');
    return this.box.hide(inSide ? 'side' : 'tray');
  }

  /** The list of keys, and a key for what has no button. */
  readonly #help: AttachTool = ({ addButton, addShortcut, onLanguage }) => {
    const { stage } = this.#options;
    const label = (): string => this.#spoken.texts.keys;
    const show = (): void => void this.#showKeys();
    const button = addButton({ label: label(), icon: KEYBOARD, press: show });
    onLanguage(() => button.update({ label: label() }));
    addShortcut({ key: 'g', label: () => this.#spoken.texts.keyPage, press: () => stage.focus() });
    addShortcut({ key: '?', label: () => this.#spoken.texts.keyHelp, press: show });
  };

  async #showKeys(): Promise<void> {
    const { KeysDialogElement } = await import('./keys-dialog.js');
    const { root } = this.#options;
    if (this.#abort.signal.aborted || root.querySelector('cobrowse-keys-dialog')) return;
    this.#tellKeys(new KeysDialogElement());
  }

  /** What the list says, which may change while it is open. */
  #tellKeys(dialog = this.#options.root.querySelector('cobrowse-keys-dialog')): void {
    if (!dialog) return;
    const { root, customerName } = this.#options;
    Object.assign(dialog, {
      texts: this.#spoken.texts,
      shortcuts: Array.from(this.box.shortcuts),
      keys: this.keys,
      customerName: customerName(),
    });
    if (!dialog.isConnected) root.append(dialog);
  }
}

function adopt(root: HTMLElement | DocumentFragment, { styleSheet }: CSSResult): void {
  if (root instanceof ShadowRoot && styleSheet) root.adoptedStyleSheets.push(styleSheet);
}

/** To the content if it takes the focus, else to the first thing in it that does, else to the panel's own button. */
function focusInto({ content }: BoxedPanel): void {
  content.focus();
  if (content.matches(':focus-within')) return;
  const panel = content.closest('aside, section');
  const found = [content.shadowRoot, content, panel].flatMap((root) =>
    Array.from(root?.querySelectorAll<HTMLElement>('button, input, textarea, select, [tabindex]') ?? []),
  );
  found.find((element) => element.checkVisibility())?.focus();
}
