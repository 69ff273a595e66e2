/** The list of the desk's keys, their switch, and how a screen reader gets into the customer's page and out. Loaded on `?`. */
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { DeskToolsTexts } from '../../locales/sections/desk-tools.js';
import { controls } from './desk-style.js';
import { keysDialogStyle } from './keys-dialog-style.js';
import type { ShortcutKeys } from './shortcut-keys.js';
import type { ShortcutOptions } from './tool.js';

@customElement('cobrowse-keys-dialog')
export class KeysDialogElement extends LitElement {
  static override styles = [controls, keysDialogStyle];

  @property({ attribute: false }) texts!: DeskToolsTexts;
  @property({ attribute: false }) shortcuts: readonly ShortcutOptions[] = [];
  @property({ attribute: false }) keys!: ShortcutKeys;
  @property() customerName = '';
  @query('dialog') private dialog!: HTMLDialogElement;

  override firstUpdated(): void {
    // The browser holds the focus in it, closes it with Escape, and gives the focus back.
    this.dialog.showModal();
  }

  override render(): TemplateResult {
    const { texts } = this;
    return html`
      <dialog aria-labelledby="title" @close=${this.remove}>
        <div class="inside">
          <div class="head">
            <h2 id="title">${texts.keys}</h2>
            <button type="button" @click=${this.close}>${texts.close}</button>
          </div>
          <p class="soft">${texts.keysHint}</p>
          <dl>
            ${this.shortcuts.map(
              ({ key, label }) =>
                html`<dt><kbd>${key.length === 1 ? key.toUpperCase() : key}</kbd></dt>
                  <dd>${typeof label === 'string' ? label : label()}</dd>`,
            )}
            <dt><kbd>Esc</kbd></dt>
            <dd>${texts.keyRelease}</dd>
          </dl>
          <label><input type="checkbox" .checked=${this.keys.on} @change=${this.turn} />${texts.keysOn}</label>
          <div class="reading">
            <h3>${texts.reading}</h3>
            <p class="soft">${texts.readingHint(this.customerName)}</p>
          </div>
        </div>
      </dialog>
    `;
  }

  private turn({ target }: Event): void {
    if (target instanceof HTMLInputElement) this.keys.turn(target.checked);
  }

  private close(): void {
    this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cobrowse-keys-dialog': KeysDialogElement;
  }
}
