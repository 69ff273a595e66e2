/** The desk: owns the agent's session and shows the element that fits its state. Everything inside asks it by events. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DeskTexts } from '../../locales/sections/desk.js';
import { isPin, normalisePin } from '../../pin/pin.js';
import { ErrorCode } from '../protocol/error-codes.js';
import { deskElementStyle } from './desk-element-style.js';
import type { TabExtra } from './desk-mark.js';
import type { DeskSession } from './desk-session.js';
import type { DeskEnding, DeskState } from './desk-state.js';
import { controls, deskTokens } from './desk-style.js';
import type { DeskTab } from './desk-tab.js';
import type { EndingText, EndingView } from './ending-view.js';
import './pin-form.js';
import type { PinRequestEvent } from './pin-form.js';
import './viewer.js';
import type { ViewerElement } from './viewer.js';
import type { AssetRequestEvent, PageChangeEvent } from './viewer-events.js';

@customElement('cobrowse-desk')
export class DeskElement extends LitElement {
  static override styles = [deskTokens, controls, deskElementStyle];

  @property({ attribute: false }) texts!: DeskTexts;
  @property({ attribute: false }) session!: DeskSession;
  /** Tag of the language that the texts are in. */
  @property() language = 'en';
  /** Hears what the tab says beside the state. */
  @property({ attribute: false }) onTabExtra: (extra: TabExtra) => void = () => undefined;

  @state() private shown: DeskState = { state: 'idle' };
  /** A PIN that the page around knew; the form shows it, so that it can be corrected. */
  @state() private given = '';
  @state() private ending: EndingView | undefined;
  @state() private tab: DeskTab | undefined;
  @query('cobrowse-viewer') private viewer!: ViewerElement | null;
  @query('.card > button') private button!: HTMLButtonElement | null;
  private hadFocus: Element | null | undefined;
  private pageTitle = '';
  /** What the ending is loaded in, or was asked for in. */
  private endingLanguage: string | undefined;
  private unsubscribe: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.take(this.session.state);
    this.unsubscribe = this.session.subscribe((next) => this.take(next));
    void this.loadTab();
    // The way out of a session is to be there before there is one; without it now, the viewer asks again.
    void import('./viewer-bar.js').catch(() => undefined);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unsubscribe?.();
    this.tab?.close();
    this.tab = undefined;
  }

  /** What the session hands on; part of its options, as it comes before any state that this element shows. */
  get mirror(): ViewerElement | undefined {
    return this.viewer ?? undefined;
  }

  /** Joins the session behind a PIN that the page around knew, or asks the agent to correct it. */
  takePin(text: string): void {
    if (!this.session.isFree) return;
    const pinCode = normalisePin(text);
    this.given = pinCode;
    if (isPin(pinCode)) void this.session.join(pinCode);
    else this.session.refuse(ErrorCode.SESSION_PIN_INVALID_FORMAT);
  }

  override render(): TemplateResult {
    const { texts, shown } = this;
    switch (shown.state) {
      case 'no-token':
        return this.message(texts.noToken, texts.noTokenHint);
      case 'idle':
      case 'joining':
        return html`<main class="centre" @pin-request=${this.join} @pin-cancel=${this.cancel}>
          <cobrowse-pin-form
            .texts=${texts}
            .problem=${shown.state === 'idle' ? shown.problem : undefined}
            .given=${this.given}
            ?joining=${shown.state === 'joining'}
          ></cobrowse-pin-form>
        </main>`;
      case 'awaiting':
        return this.message(
          texts.awaitingTitle,
          texts.awaitingHint(Math.ceil(shown.remainingMs / 60_000)),
          this.cancelButton(),
        );
      case 'waiting':
        return this.message(texts.admissionTitle, texts.admissionHint(shown.agent.userName), this.cancelButton());
      case 'live':
        return html`<cobrowse-viewer
          .texts=${texts}
          .session=${shown}
          .icon=${this.tab?.icon(shown)}
          .tools=${this.session}
          language=${this.language}
          @leave-request=${this.leave}
          @end-request=${this.end}
          @snapshot-request=${this.requestSnapshot}
          @asset-request=${this.requestAssets}
          @page-change=${this.pageChanged}
        ></cobrowse-viewer>`;
      case 'ended': {
        const { title, hint } = this.endingText(shown.ending);
        return this.message(
          title,
          hint,
          html`${this.ending?.summary(shown.summary) ?? nothing}
            <button type="button" class="primary" @click=${this.again}>${texts.anotherPin}</button>`,
        );
      }
    }
  }

  override willUpdate(): void {
    // Not that of the page around, which would lose it.
    this.hadFocus = document.hasFocus() ? this.shadowRoot?.activeElement : undefined;
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('language') && this.endingLanguage !== undefined) void this.loadEnding();
    this.showTab();
    // What had the focus may be gone; the form takes it by itself.
    if (this.hadFocus?.isConnected === false) (this.viewer ?? this.button)?.focus();
  }

  private cancelButton(): TemplateResult {
    return html`<button type="button" @click=${this.cancel}>${this.texts.cancel}</button>`;
  }

  private message(title: string, hint: string, action?: TemplateResult): TemplateResult {
    return html`<main class="centre">
      <div class="card">
        <div class="text" role="status">
          <h1>${title}</h1>
          <p class="soft">${hint}</p>
        </div>
        ${action}
      </div>
    </main>`;
  }

  private take(next: DeskState): void {
    if (next.state !== 'live') this.pageTitle = '';
    this.shown = next;
    // Before it is needed: an end may be that of the network.
    if (next.state === 'awaiting' || next.state === 'waiting' || next.state === 'live' || next.state === 'ended')
      void this.loadEnding();
  }

  /** Without it the desk is the same, in a tab with another title. */
  private async loadTab(): Promise<void> {
    const { DeskTab: Tab } = await import('./desk-tab.js').catch(() => ({ DeskTab: undefined }));
    if (Tab && this.isConnected) this.tab ??= new Tab({ desk: this, onExtra: (extra) => this.onTabExtra(extra) });
  }

  private async loadEnding(): Promise<void> {
    const { language } = this;
    if (this.endingLanguage === language) return;
    this.endingLanguage = language;
    try {
      const { EndingView: View } = await import('./ending-view.js');
      const view = await View.load(language);
      if (this.endingLanguage === language) this.ending = view;
    } catch {
      this.endingLanguage = undefined;
    }
  }

  private endingText(ending: DeskEnding): EndingText {
    return this.ending?.text(ending) ?? { title: this.texts.ended, hint: '' };
  }

  /** Of several tabs each says which customer it shows, and how that is going. */
  private showTab(): void {
    const { tab, shown, texts, pageTitle } = this;
    const endingTitle = shown.state === 'ended' ? this.endingText(shown.ending).title : '';
    tab?.show({ state: shown, texts, pageTitle, endingTitle });
  }

  private join({ detail }: PinRequestEvent): void {
    void this.session.join(detail.pinCode, detail.wait);
  }

  private cancel(): void {
    this.session.cancel();
  }

  private leave(): void {
    this.session.leave();
  }

  private end(): void {
    this.session.end();
  }

  private again(): void {
    this.given = '';
    this.session.reset();
  }

  private requestSnapshot(): void {
    this.session.requestSnapshot();
  }

  private requestAssets({ detail }: AssetRequestEvent): void {
    this.session.requestAssets(detail.hashes);
  }

  private pageChanged({ detail }: PageChangeEvent): void {
    this.pageTitle = detail.title;
    this.showTab();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cobrowse-desk': DeskElement;
  }
}
