/** The desk: owns the agent's session and shows the element that fits its state. Everything inside asks it by events. */
import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DeskTexts } from '../../locales/sections/desk.js';
import { EndReason } from '../protocol/control/session-messages.js';
import type { DeskSession } from './desk-session.js';
import type { DeskEnding, DeskState } from './desk-state.js';
import { controls, deskTokens } from './desk-style.js';
import { ErrorCode } from '../protocol/error-codes.js';
import { PIN_PATTERN } from '../protocol/limits.js';
import './pin-form.js';
import { normalisePin, type PinRequestEvent } from './pin-form.js';
import './viewer.js';
import type { ViewerElement } from './viewer.js';
import type { AssetRequestEvent, PageChangeEvent } from './viewer-events.js';

@customElement('cobrowse-desk')
export class DeskElement extends LitElement {
  static override styles = [
    deskTokens,
    controls,
    css`
      :host {
        display: block;
        block-size: 100dvh;
        overflow: auto;
      }
      .centre {
        display: grid;
        place-items: center;
        min-block-size: 100%;
        padding: 16px;
      }
      .text {
        display: grid;
        gap: 6px;
      }
    `,
  ];

  @property({ attribute: false }) texts!: DeskTexts;
  @property({ attribute: false }) session!: DeskSession;
  /** Tag of the language that the texts are in. */
  @property() language = 'en';

  @state() private shown: DeskState = { state: 'idle' };
  /** A PIN that the page around knew; the form shows it, so that it can be corrected. */
  @state() private given = '';
  @query('cobrowse-viewer') private viewer!: ViewerElement | null;
  @query('button.primary') private button!: HTMLButtonElement | null;
  private pageTitle = '';
  private unsubscribe: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.take(this.session.state);
    this.unsubscribe = this.session.subscribe((next) => this.take(next));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unsubscribe?.();
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
    if (PIN_PATTERN.test(pinCode)) void this.session.join(pinCode);
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
        return this.message(texts.awaitingTitle, texts.awaitingHint, this.cancelButton());
      case 'waiting':
        return this.message(texts.admissionTitle, texts.admissionHint(shown.agent.userName), this.cancelButton());
      case 'live':
        return html`<cobrowse-viewer
          .texts=${texts}
          .session=${shown}
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
          html`<button type="button" class="primary" @click=${this.again}>${texts.anotherPin}</button>`,
        );
      }
    }
  }

  override updated(changed: PropertyValues): void {
    document.title = this.documentTitle();
    // What had the focus is gone with the viewer.
    if (changed.has('shown') && this.shown.state === 'ended') this.button?.focus();
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
  }

  private documentTitle(): string {
    const { texts, shown } = this;
    switch (shown.state) {
      case 'no-token':
      case 'idle':
        return texts.title;
      case 'joining':
        return `${texts.joining} · ${texts.title}`;
      case 'awaiting':
        return `${texts.awaitingTitle} · ${texts.title}`;
      case 'waiting':
        return `${texts.admissionTitle} · ${texts.title}`;
      case 'live':
        return [shown.customerName, this.pageTitle, texts.title].filter(Boolean).join(' · ');
      case 'ended':
        return `${this.endingText(shown.ending).title} · ${texts.title}`;
    }
  }

  private endingText(ending: DeskEnding): { readonly title: string; readonly hint: string } {
    const { texts } = this;
    switch (ending) {
      case EndReason.CUSTOMER_ENDED:
        return { title: texts.ended, hint: texts.endedByCustomer };
      case EndReason.AGENT_ENDED:
        return { title: texts.ended, hint: texts.endedByAgent };
      case EndReason.OPERATOR_ENDED:
        return { title: texts.ended, hint: texts.endedByOperator };
      case EndReason.CUSTOMER_LOST:
        return { title: texts.ended, hint: texts.endedByLoss };
      case EndReason.EXPIRED:
      case EndReason.IDLE:
      case EndReason.TOO_LONG:
        return { title: texts.ended, hint: texts.endedByExpiry };
      case 'left':
        return { title: texts.left, hint: texts.leftHint };
      case 'replaced':
        return { title: texts.left, hint: texts.replaced };
      case 'refused':
        return { title: texts.refused, hint: texts.refusedHint };
      case 'unanswered':
        return { title: texts.unanswered, hint: texts.unansweredHint };
      case 'no-customer':
        return { title: texts.noCustomer, hint: texts.noCustomerHint };
      case 'lost':
        return { title: texts.ended, hint: texts.connectionLost };
    }
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
    document.title = this.documentTitle();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cobrowse-desk': DeskElement;
  }
}
