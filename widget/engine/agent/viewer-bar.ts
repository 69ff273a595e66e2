/** The bar above the customer's page: who and what is seen, how the connection is, and the ways out. It knows no session. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DeskTexts } from '../../locales/sections/desk.js';
import type { PageStateMessage } from '../mirror/port.js';
import { SLOW_LINE_MS } from '../protocol/limits.js';
import { clockTime } from './clock-time.js';
import { controls } from './desk-style.js';
import { viewerBarStyle } from './viewer-bar-style.js';

/** How the picture relates to the customer's page right now. */
export type Liveness = 'loading' | 'live' | 'paused' | 'barred' | 'elsewhere' | 'away' | 'reconnecting';

const SECOND_MS = 1_000;

/** The agent wants to leave, and has said so twice; the session goes on. */
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

/** What the agent is asked to confirm. */
type Question = 'leave' | 'end';

@customElement('cobrowse-viewer-bar')
export class ViewerBarElement extends LitElement {
  static override styles = [controls, viewerBarStyle];

  @property({ attribute: false }) texts!: DeskTexts;
  @property() customerName = '';
  @property({ type: Boolean }) customerVerified = false;
  @property() liveness: Liveness = 'loading';
  @property({ attribute: false }) page: PageStateMessage | undefined;
  /** The same that the tab has. */
  @property() icon: string | undefined;
  /** Names of the other agents. */
  @property({ attribute: false }) others: readonly string[] = [];
  /** Of the way to the relay and back, once it is known; asked every second. */
  @property({ attribute: false }) roundTrip: () => number | undefined = () => undefined;
  /** When this agent joined (epoch milliseconds). */
  @property({ type: Number }) joinedAt: number | undefined;

  @state() private asking: Question | undefined;
  @state() private now = Date.now();
  @query('.keep') private keep!: HTMLButtonElement | null;
  @query('.leave') private leaveButton!: HTMLButtonElement | null;
  @query('.end') private endButton!: HTMLButtonElement | null;
  private clock: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.clock = setInterval(() => (this.now = Date.now()), SECOND_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.clock);
  }

  override updated(changed: PropertyValues): void {
    if (!changed.has('asking')) return;
    const before: unknown = changed.get('asking');
    // To the harmless answer; and back to where the question came from.
    if (this.asking) this.keep?.focus();
    else if (before === 'leave') this.leaveButton?.focus();
    else if (before === 'end') this.endButton?.focus();
  }

  override render(): TemplateResult {
    const { texts, customerName } = this;
    return html`
      <header>
        <div class="who">
          ${this.icon ? html`<img class="mark" alt="" src=${this.icon} />` : nothing}
          <div class="what">
            <div class="line">
              <h1 dir="auto" title=${customerName}>${customerName}</h1>
              ${this.standing()}
            </div>
            ${this.pageLine()}
          </div>
        </div>
        <div class="facts">
          <span class="state ${this.liveness}" role="status">${this.connection()}</span>
          ${this.latency()} ${this.time()}
          ${
            this.others.length > 0
              ? html`<span class="others" dir="auto" title=${texts.alsoHere(this.others)}
                  >${texts.alsoHere(this.others)}</span
                >`
              : nothing
          }
        </div>
        ${this.asking ? this.question(this.asking) : this.ways()}
      </header>
    `;
  }

  private connection(): string {
    const { texts } = this;
    return {
      live: texts.live,
      loading: texts.loading,
      paused: texts.paused,
      barred: texts.barred,
      elsewhere: texts.customerElsewhere,
      away: texts.customerAway,
      reconnecting: texts.reconnecting,
    }[this.liveness];
  }

  private pageLine(): TemplateResult | typeof nothing {
    const { page } = this;
    if (!page) return nothing;
    // In the direction of the title: what is cut off is its end.
    return html`<p class="page" dir="auto" title=${`${page.title}\n${page.url}`}>
      ${page.title ? html`<b>${page.title}</b> · ` : nothing}<bdi dir="ltr">${page.url}</bdi>
    </p>`;
  }

  private latency(): TemplateResult | typeof nothing {
    const { texts, liveness } = this;
    const roundTripMs = this.roundTrip();
    if (roundTripMs === undefined || liveness === 'reconnecting') return nothing;
    const shown = texts.roundTrip(Math.round(roundTripMs));
    return html`<span class=${roundTripMs > SLOW_LINE_MS ? 'slow' : ''} title=${texts.roundTripHint}>${shown}</span>`;
  }

  private time(): TemplateResult | typeof nothing {
    const { texts, joinedAt } = this;
    if (joinedAt === undefined) return nothing;
    return html`<span class="time" title=${texts.sessionTime}>${clockTime(this.now - joinedAt)}</span>`;
  }

  /** An anonymous customer may call themselves anything. */
  private standing(): TemplateResult {
    const { texts, customerVerified } = this;
    return customerVerified
      ? html`<span class="standing yes" title=${texts.verifiedHint}>✓ ${texts.verified}</span>`
      : html`<span class="standing" title=${texts.unverifiedHint}>${texts.unverified}</span>`;
  }

  private ways(): TemplateResult {
    const { texts } = this;
    return html`<div class="actions">
      <button type="button" class="leave" @click=${() => this.ask('leave')}>${texts.leave}</button>
      <button
        type="button"
        class="end danger"
        aria-disabled=${this.liveness === 'reconnecting'}
        @click=${() => this.liveness !== 'reconnecting' && this.ask('end')}
      >
        ${texts.end}
      </button>
    </div>`;
  }

  /** The harmless answer stands last, where the button was that asked: a double click must not end the session. */
  private question(question: Question): TemplateResult {
    const { texts } = this;
    const [asked, yes] =
      question === 'end' ? [texts.endQuestion, texts.endConfirm] : [texts.leaveQuestion, texts.leaveConfirm];
    return html`<div class="actions" role="group" aria-labelledby="question" @keydown=${this.escape}>
      <span class="question" id="question">${asked}</span>
      <button type="button" class="confirm ${question === 'end' ? 'danger' : ''}" @click=${this.confirm}>${yes}</button>
      <button type="button" class="keep" @click=${this.dismiss}>${texts.endCancel}</button>
    </div>`;
  }

  private ask(question: Question): void {
    this.asking = question;
  }

  private dismiss(): void {
    this.asking = undefined;
  }

  private escape(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.asking = undefined;
  }

  private confirm(): void {
    const request = this.asking === 'end' ? new EndRequestEvent() : new LeaveRequestEvent();
    this.asking = undefined;
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
