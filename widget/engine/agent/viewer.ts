/**
 * A live session at the desk: the bar, the tools, the customer's page, and what is to be said over it. It owns the box of
 * tools. It knows no socket: it asks by events and is fed messages.
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DeskTexts } from '../../locales/sections/desk.js';
import type { PageStateMessage } from '../mirror/port.js';
import type { InboundMessage } from '../transport/inbox.js';
import { clockTime } from './clock-time.js';
import { othersOf, type LiveDesk } from './desk-state.js';
import { controls } from './desk-style.js';
import './stage.js';
import type { StageElement } from './stage.js';
import type { ToolDock } from './tool-dock.js';
import type { ToolSession } from './tool.js';
import type { Liveness } from './viewer-bar.js';
import type { PageChangeEvent } from './viewer-events.js';
import { viewerStyle } from './viewer-style.js';

const SECOND_MS = 1_000;

/** Long enough to read a sentence. */
const MOVE_SHOWN_MS = 8_000;

@customElement('cobrowse-viewer')
export class ViewerElement extends LitElement {
  static override styles = [controls, viewerStyle];

  @property({ attribute: false }) texts!: DeskTexts;
  @property({ attribute: false }) session!: LiveDesk;
  /** The customer's, a `data:` URL. */
  @property() icon: string | undefined;
  /** What tools may do with it. */
  @property({ attribute: false }) tools!: ToolSession;
  /** Tag of the language that the texts are in. */
  @property() language = 'en';

  @state() private page: PageStateMessage | undefined;
  /** Whether a complete snapshot was drawn; its picture stays while anybody reconnects. */
  @state() private shown = false;
  @state() private now = Date.now();
  @state() private announcement = '';
  /** Whether the customer went to another tab just now. */
  @state() private moved = false;
  @query('cobrowse-stage') private stage!: StageElement;

  private dock: ToolDock | undefined;
  private clock: ReturnType<typeof setInterval> | undefined;
  private moving: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.clock);
    this.clock = undefined;
    clearTimeout(this.moving);
    this.dock?.close();
    this.dock = undefined;
  }

  /** Takes one message of the customer's page. */
  receive(message: InboundMessage): void {
    this.stage.receive(message);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.escape);
  }

  /** To the customer's page. */
  override focus(): void {
    // The stage is there with the first drawing, and draws itself then.
    void this.updateComplete.then(() => this.stage.updateComplete).then(() => this.stage.focus());
  }

  override firstUpdated(): void {
    // The desk has asked for it already, while the PIN was typed.
    void import('./viewer-bar.js').catch(reportError);
    void this.openDock();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('language')) void this.dock?.speak(this.language);
    if (!changed.has('session')) return;
    this.noteMove(changed.get('session'));
    // Counts down only while there is something to count.
    const waits = this.until !== undefined;
    if (waits === (this.clock !== undefined)) return;
    clearInterval(this.clock);
    this.now = Date.now();
    this.clock = waits ? setInterval(() => (this.now = Date.now()), SECOND_MS) : undefined;
  }

  override updated(): void {
    this.dock?.drawn();
  }

  override render(): TemplateResult {
    const { texts, session, liveness, dock } = this;
    const { customerName } = session;
    return html`
      <cobrowse-viewer-bar
        .texts=${texts}
        .page=${this.page}
        .icon=${this.icon}
        customerName=${customerName}
        ?customerVerified=${session.customerVerified}
        liveness=${liveness}
        joinedAt=${session.joinedAt}
        .others=${othersOf(session)}
        .roundTrip=${() => this.tools.roundTripMs}
      ></cobrowse-viewer-bar>
      ${dock?.bar()}
      <main @page-change=${this.pageChanged} @page-shown=${this.pageShown}>
        <cobrowse-stage
          label=${texts.mirrorLabel(customerName)}
          endLabel=${texts.mirrorEnd(customerName)}
          ?stale=${this.until !== undefined}
        ></cobrowse-stage>
        ${this.notice()} ${dock?.trays()}
      </main>
      ${dock?.side()}
      <p class="spoken" role="status">${this.announcement}</p>
    `;
  }

  private noteMove(before: LiveDesk | undefined): void {
    if (!before || before.transfers === this.session.transfers) return;
    clearTimeout(this.moving);
    this.moved = true;
    this.moving = setTimeout(() => (this.moved = false), MOVE_SHOWN_MS);
  }

  private get until(): number | undefined {
    return this.session.reconnectingUntil ?? this.session.awayUntil;
  }

  private get liveness(): Liveness {
    if (this.session.reconnectingUntil !== undefined) return 'reconnecting';
    if (this.session.awayUntil !== undefined) return 'away';
    if (!this.shown) return 'loading';
    if (this.session.paused) return this.session.barred ? 'barred' : 'paused';
    return this.session.elsewhere ? 'elsewhere' : 'live';
  }

  private notice(): TemplateResult | typeof nothing {
    const { texts, session, liveness, dock } = this;
    const { customerName } = session;
    const time = clockTime((this.until ?? 0) - this.now + SECOND_MS - 1);
    switch (liveness) {
      case 'live':
        return this.moved ? this.strip(texts.transferred(customerName)) : nothing;
      case 'paused':
      case 'barred':
        return nothing;
      case 'elsewhere':
        return this.strip(texts.elsewhereHint(customerName));
      case 'loading':
        return this.card(...(dock?.curtain ?? [texts.waitingTitle(customerName), texts.waitingHint]));
      case 'away':
        return this.card(texts.awayTitle(customerName), (this.shown ? texts.awayHint : texts.awayEmptyHint)(time));
      case 'reconnecting':
        return this.card(texts.reconnectingTitle, texts.reconnectingHint(time));
    }
  }

  /** Over the page's edge: it is worth looking at. */
  private strip(text: string): TemplateResult {
    return html`<p class="strip" role="status">${text}</p>`;
  }

  private card(title: string, hint: string): TemplateResult {
    return html`<div class="notice">
      <div class="card">
        <h2>${title}</h2>
        <p class="soft">${hint}</p>
      </div>
    </div>`;
  }

  private readonly escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    if (this.dock?.escape(event)) event.preventDefault();
  };

  /** The same words again are another text for assistive technology, which is to say them again. */
  private announce(text: string): void {
    this.announcement = this.announcement === text ? `${text}\u00a0` : text;
  }

  private pageChanged({ detail }: PageChangeEvent): void {
    this.page = detail;
  }

  private pageShown(): void {
    if (this.shown) return;
    this.shown = true;
    this.dock?.load();
  }

  private async openDock(): Promise<void> {
    const { ToolDock: Dock } = await import('./tool-dock.js');
    const dock = await Dock.open({
      session: this.tools,
      stage: this.stage,
      language: this.language,
      root: this.renderRoot,
      customerName: () => this.session.customerName,
      announce: (text) => this.announce(text),
      changed: () => this.requestUpdate(),
    });
    if (!this.isConnected || this.dock) return dock.close();
    this.dock = dock;
    if (this.shown) this.dock.load();
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cobrowse-viewer': ViewerElement;
  }
}
