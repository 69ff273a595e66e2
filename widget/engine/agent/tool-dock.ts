/**
 * Where the tools of a live session stand: the bar, the trays over the page, the panel beside it. Loaded while the first picture
 * of the page comes. It owns the box of tools; the viewer draws its parts and hands it keys.
 */
import { html, nothing, type TemplateResult } from 'lit';
import type { DeskTexts } from '../../locales/sections/desk.js';
import { ToolBox, type BoxedPanel, type ToolBoxOptions } from './tool-box.js';
import './tool-bar.js';
import { TOOLS } from './tools.js';

export interface ToolDockOptions extends ToolBoxOptions {
  /** Something has to be drawn again. */
  readonly changed: () => void;
}

export class ToolDock {
  readonly box: ToolBox;

  constructor(options: ToolDockOptions) {
    this.box = new ToolBox(options);
    this.box.onChange(options.changed);
  }

  /** The page is in sight: now the tools make sense. */
  load(): void {
    void this.box.load(TOOLS);
  }

  close(): void {
    this.box.close();
  }

  bar(texts: DeskTexts): TemplateResult {
    return html`<cobrowse-tool-bar
      role="region"
      aria-label=${texts.tools}
      .texts=${texts}
      .buttons=${this.box.buttons}
    ></cobrowse-tool-bar>`;
  }

  tray(): TemplateResult | typeof nothing {
    const panel = this.box.openIn('tray');
    return panel ? html`<section class="tray" aria-label=${panel.label}>${panel.content}</section>` : nothing;
  }

  side(texts: DeskTexts): TemplateResult | typeof nothing {
    const panel = this.box.openIn('side');
    if (!panel) return nothing;
    return html`<aside class="side" aria-label=${panel.label}>
      <header>
        <h2>${panel.label}</h2>
        <button type="button" aria-label=${texts.close} title=${texts.close} @click=${() => panel.close()}>✕</button>
      </header>
      <div class="content">${panel.content}</div>
    </aside>`;
  }

  /** After each drawing: the focus follows a panel that was opened, and goes back where it came from. */
  drawn(): void {
    const wish = this.box.takeWish();
    if (!wish) return;
    if ('back' in wish) this.box.buttonOf(wish.back)?.element?.focus();
    else focusInto(wish.into);
  }

  /** Escape closes the panel that has the focus, else the tray. Answers whether there was something to close. */
  escape(event: KeyboardEvent): boolean {
    const side = this.box.openIn('side');
    const inSide = side !== undefined && event.composedPath().includes(side.content);
    return this.box.hide(inSide ? 'side' : 'tray');
  }
}

/** To the content if it takes the focus, else to the first thing in it that does. */
function focusInto({ content }: BoxedPanel): void {
  content.focus();
  if (content.matches(':focus-within')) return;
  const found = [content, content.shadowRoot].map((root) =>
    root?.querySelector<HTMLElement>('button, input, textarea, select, [tabindex]'),
  );
  found.find((element) => element)?.focus();
}
