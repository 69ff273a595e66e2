/** The tool bar: the buttons that tools have registered, as one stop of the Tab key. It knows no tool. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import type { DeskToolsTexts } from '../../locales/sections/desk-tools.js';
import { controls } from './desk-style.js';
import { keepOneTabStop, moveFocus } from './roving.js';
import { ScrollEdges, scrollEdgesStyle } from './scroll-edges.js';
import type { BoxedButton } from './tool-box.js';
import { toolBarStyle } from './tool-bar-style.js';

/** From here on a button belongs to the view, at the other end of the bar. */
export const VIEW_ORDER = 1000;

@customElement('cobrowse-tool-bar')
export class ToolBarElement extends LitElement {
  static override styles = [controls, toolBarStyle, scrollEdgesStyle];

  @property({ attribute: false }) texts!: DeskToolsTexts;
  @property({ attribute: false }) buttons: readonly BoxedButton[] = [];

  /** Whether only the button that unfolds it is seen. */
  @state() private collapsed = false;

  @query('.bar') private bar!: HTMLElement;
  private readonly edges = new ScrollEdges();

  override updated(): void {
    keepOneTabStop(this.stops());
    this.edges.watch(this.bar);
    this.edges.look();
  }

  override render(): TemplateResult {
    const { texts, collapsed } = this;
    const shown = collapsed ? [] : this.buttons.filter(({ hidden }) => !hidden);
    const tools = shown.filter(({ order }) => order < VIEW_ORDER);
    const view = shown.filter(({ order }) => order >= VIEW_ORDER);
    const fold = collapsed ? texts.showTools : texts.hideTools;
    return html`
      <div class=${collapsed ? 'fill collapsed' : 'fill'}>
        <div
          class="bar"
          role="toolbar"
          aria-label=${texts.tools}
          aria-orientation="vertical"
          @keydown=${this.keyPressed}
          @focusin=${this.focused}
        >
          ${repeat(
            tools,
            ({ id }) => id,
            (button, i) => this.button(button, tools[i - 1]),
          )}
          <span class="space"></span>
          ${repeat(
            view,
            ({ id }) => id,
            (button) => this.button(button, button),
          )}
          <button type="button" class="fold" aria-label=${fold} title=${fold} @click=${this.toggle}>
            <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M12 5l-5 5 5 5" /></svg>
          </button>
        </div>
      </div>
    `;
  }

  /** @param before the button before; a line stands between those of different tools. */
  private button(button: BoxedButton, before: BoxedButton | undefined): TemplateResult {
    const { label, icon, pressed, disabled, badge = 0, panel, order } = button;
    const name = badge > 0 ? `${label} (${badge})` : label;
    return html`
      ${before && before.order !== order ? html`<hr />` : nothing}
      <button
        type="button"
        title=${name}
        aria-label=${name}
        aria-pressed=${pressed === undefined ? nothing : String(pressed)}
        aria-expanded=${panel ? String(panel.isOpen) : nothing}
        aria-disabled=${disabled ? 'true' : nothing}
        data-badge=${badge > 0 ? (badge > 99 ? '99+' : badge) : nothing}
        ${ref((element) => (button.element = element instanceof HTMLElement ? element : undefined))}
        @click=${() => disabled || button.press()}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">${icon}</svg>
      </button>
    `;
  }

  private stops(): HTMLElement[] {
    return Array.from(this.shadowRoot?.querySelectorAll('button') ?? []);
  }

  private keyPressed(event: KeyboardEvent): void {
    moveFocus(event, this.stops());
  }

  /** A click leaves the tab stop where it was made. */
  private focused({ target }: FocusEvent): void {
    for (const stop of this.stops()) stop.tabIndex = stop === target ? 0 : -1;
  }

  private toggle(): void {
    this.collapsed = !this.collapsed;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cobrowse-tool-bar': ToolBarElement;
  }
}
