/** The bar above the customer's page: who and what is seen, how the connection is, and the ways out. It knows no session. */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DeskTexts } from '../../locales/sections/desk.js';
import type { PageStateMessage } from '../mirror/port.js';
import { controls } from './desk-style.js';

/** How the picture relates to the customer's page right now. */
export type Liveness = 'loading' | 'live' | 'elsewhere' | 'away' | 'reconnecting';

/** The agent wants to leave; the session goes on. */
export class LeaveRequestEvent extends Event {
  static readonly type = 'leave-request';

  constructor() {
    super(LeaveRequestEvent.type, { bubbles: true, composed: true });
  }
}

/** The agent wants to end the session for everybody, and has said so twice. */
export class EndRequestEvent extends Event {
  static readonly type = 'end-request';

  constructor() {
    super(EndRequestEvent.type, { bubbles: true, composed: true });
  }
}

@customElement('cobrowse-viewer-bar')
export class ViewerBarElement extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        border-block-end: 1px solid var(--line);
        background: var(--paper);
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        padding: 10px 16px;
      }
      .what {
        flex: 1 1 240px;
        min-inline-size: 0;
      }
      .line {
        display: flex;
        align-items: baseline;
        gap: 10px;
        min-inline-size: 0;
      }
      h1 {
        flex: 0 1 auto;
        min-inline-size: 0;
        overflow: hidden;
        font-size: 16px;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .page {
        overflow: hidden;
        color: var(--soft);
        font-size: 13px;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .page b {
        color: var(--ink);
        font-weight: 500;
      }
      .state {
        display: inline-flex;
        flex: none;
        align-items: center;
        gap: 6px;
        color: var(--tone);
        font-size: 13px;
        font-weight: 600;
      }
      .state::before {
        inline-size: 8px;
        block-size: 8px;
        border-radius: 50%;
        background: currentColor;
        content: '';
      }
      .live {
        --tone: var(--good);
      }
      .loading {
        --tone: var(--soft);
      }
      .elsewhere,
      .away,
      .reconnecting {
        --tone: var(--warn);
      }
      .size {
        flex: none;
        color: var(--soft);
        font-size: 13px;
        font-variant-numeric: tabular-nums;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: flex-end;
        gap: 8px;
        margin-inline-start: auto;
      }
      .standing {
        flex: none;
        font-size: 12px;
        color: var(--soft);
        border: 1px solid var(--line);
        border-radius: 999px;
        padding: 1px 8px;
      }
      .question {
        font-size: 14px;
        font-weight: 600;
      }
      @media (forced-colors: active) {
        .state::before {
          background: CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) texts!: DeskTexts;
  @property() customerName = '';
  @property({ type: Boolean }) customerVerified = false;
  @property() liveness: Liveness = 'loading';
  @property({ attribute: false }) page: PageStateMessage | undefined;

  /** Whether the agent is being asked if the session should really end. */
  @state() private asking = false;
  @query('.keep') private keep!: HTMLButtonElement | null;
  @query('.end') private endButton!: HTMLButtonElement | null;

  override updated(changed: PropertyValues): void {
    const before: unknown = changed.get('asking');
    if (before === undefined) return;
    // To the harmless answer; and back to where the question came from.
    (this.asking ? this.keep : this.endButton)?.focus();
  }

  override render(): TemplateResult {
    const { texts, liveness, page } = this;
    const connection = {
      live: texts.live,
      loading: texts.loading,
      elsewhere: texts.customerElsewhere,
      away: texts.customerAway,
      reconnecting: texts.reconnecting,
    }[liveness];
    const address = page?.url ?? '';
    return html`
      <header>
        <div class="what">
          <div class="line">
            <h1 dir="auto" title=${this.customerName}>${this.customerName}</h1>
            ${this.standing()}
            <span class="state ${liveness}" role="status">${connection}</span>
            ${page ? html`<span class="size">${texts.viewport(page.width, page.height)}</span>` : nothing}
          </div>
          ${
            page
              ? html`<p class="page" title=${`${page.title}\n${address}`}>
                  ${page.title ? html`<b dir="auto">${page.title}</b> · ` : nothing}<bdi dir="ltr">${address}</bdi>
                </p>`
              : nothing
          }
        </div>
        ${this.asking ? this.question() : this.ways()}
      </header>
    `;
  }

  /** An anonymous customer may call themselves anything. */
  private standing(): TemplateResult {
    const { texts, customerVerified } = this;
    return customerVerified
      ? html`<span class="standing" title=${texts.verifiedHint}>✓ ${texts.verified}</span>`
      : html`<span class="standing" title=${texts.unverifiedHint}>${texts.unverified}</span>`;
  }

  private ways(): TemplateResult {
    const { texts } = this;
    return html`<div class="actions">
      <button type="button" class="leave" @click=${this.leave}>${texts.leave}</button>
      <button type="button" class="end danger" ?disabled=${this.liveness === 'reconnecting'} @click=${this.ask}>
        ${texts.end}
      </button>
    </div>`;
  }

  /** The harmless answer stands last, where the button was that asked: a double click must not end the session. */
  private question(): TemplateResult {
    const { texts } = this;
    return html`<div class="actions" role="group" aria-labelledby="question" @keydown=${this.escape}>
      <span class="question" id="question">${texts.endQuestion}</span>
      <button type="button" class="confirm danger" @click=${this.confirm}>${texts.endConfirm}</button>
      <button type="button" class="keep" @click=${this.dismiss}>${texts.endCancel}</button>
    </div>`;
  }

  private leave(): void {
    const request = new LeaveRequestEvent();
    this.dispatchEvent(request);
  }

  private ask(): void {
    this.asking = true;
  }

  private dismiss(): void {
    this.asking = false;
  }

  private escape(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.asking = false;
  }

  private confirm(): void {
    this.asking = false;
    const request = new EndRequestEvent();
    this.dispatchEvent(request);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cobrowse-viewer-bar': ViewerBarElement;
  }
  interface HTMLElementEventMap {
    'leave-request': LeaveRequestEvent;
    'end-request': EndRequestEvent;
  }
}
