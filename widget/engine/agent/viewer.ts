/**
 * The customer's page at the desk: the mirror scaled to fit, a shield over it, the customer's pointer above both. Annotations
 * and pointer are drawn here, never inside the mirror. It knows no session: it asks by events and is fed messages.
 */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { DeskTexts } from '../../locales/locale.js';
import { MirrorHost } from '../mirror/mirror-host.js';
import type { PageStateMessage, PointerMessage } from '../mirror/port.js';
import type { InboundMessage } from '../transport/inbox.js';
import type { LiveDesk } from './desk-state.js';
import { controls } from './desk-style.js';
import './viewer-bar.js';
import type { Liveness } from './viewer-bar.js';

/** Between the picture and the edge of the desk. */
const MARGIN_PX = 16;

const SECOND_MS = 1_000;

/** The mirror lost the thread and needs a snapshot. */
export class SnapshotRequestEvent extends Event {
  static readonly type = 'snapshot-request';

  constructor() {
    super(SnapshotRequestEvent.type, { bubbles: true, composed: true });
  }
}

/** The mirror lacks the bytes of these assets. */
export class AssetRequestEvent extends Event {
  static readonly type = 'asset-request';
  readonly detail: { readonly hashes: readonly string[] };

  constructor(hashes: readonly string[]) {
    super(AssetRequestEvent.type, { bubbles: true, composed: true });
    this.detail = { hashes };
  }
}

/** The customer's page changed its title; a desk shows it in its own. */
export class PageChangeEvent extends Event {
  static readonly type = 'page-change';
  readonly detail: PageStateMessage;

  constructor(page: PageStateMessage) {
    super(PageChangeEvent.type, { bubbles: true, composed: true });
    this.detail = page;
  }
}

@customElement('cobrowse-viewer')
export class ViewerElement extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-block-size: 0;
        block-size: 100%;
      }
      .stage {
        position: relative;
        flex: 1;
        min-block-size: 0;
        overflow: hidden;
        direction: ltr;
      }
      .sheet {
        position: absolute;
        overflow: hidden;
        border-radius: 6px;
        background: #fff;
        box-shadow: var(--shadow);
        visibility: hidden;
      }
      .shown .sheet {
        visibility: visible;
      }
      .mirror {
        transform-origin: 0 0;
      }
      /* Faded towards the desk's own colour: white would glare in the dark. */
      .stale .sheet {
        background: var(--paper);
      }
      .stale .mirror {
        filter: grayscale(0.7) opacity(0.55);
      }
      .shield {
        position: absolute;
        inset: 0;
        touch-action: none;
      }
      .pointer {
        position: absolute;
        inset-block-start: 0;
        inset-inline-start: 0;
        inline-size: 22px;
        block-size: 22px;
        pointer-events: none;
        will-change: transform;
      }
      .pointer svg {
        position: absolute;
        inset: 0;
        overflow: visible;
        fill: #1f4fd8;
        stroke: #fff;
        stroke-width: 1.5;
        filter: drop-shadow(0 1px 2px rgb(0 0 0 / 35%));
      }
      .ripple {
        position: absolute;
        inset-block-start: -18px;
        inset-inline-start: -18px;
        inline-size: 36px;
        block-size: 36px;
        border: 3px solid #1f4fd8;
        border-radius: 50%;
        opacity: 0;
      }
      .pressed .ripple {
        animation: ripple 0.45s ease-out forwards;
      }
      @keyframes ripple {
        from {
          opacity: 0.9;
          transform: scale(0.3);
        }
        to {
          opacity: 0.35;
          transform: scale(1);
        }
      }
      .notice {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
        padding: 16px;
        direction: inherit;
      }
      .notice .card {
        gap: 6px;
        inline-size: fit-content;
        max-inline-size: min(400px, 100%);
        padding: 20px 24px;
        text-align: center;
      }
      h2 {
        font-size: 17px;
      }
      @media (prefers-reduced-motion: reduce) {
        .pressed .ripple {
          animation: none;
          opacity: 0.6;
        }
      }
    `,
  ];

  @property({ attribute: false }) texts!: DeskTexts;
  @property({ attribute: false }) session!: LiveDesk;

  @state() private page: PageStateMessage | undefined;
  /** Whether a complete snapshot was drawn; its picture stays while anybody reconnects. */
  @state() private shown = false;
  @state() private now = Date.now();
  @query('.stage') private stage!: HTMLElement;
  @query('.sheet') private sheet!: HTMLElement;
  @query('.mirror') private container!: HTMLElement;
  @query('.pointer') private pointer!: HTMLElement;

  private mirror: MirrorHost | undefined;
  private scale = 1;
  private lastPointer: PointerMessage | undefined;
  private clock: ReturnType<typeof setInterval> | undefined;
  private readonly sizes = new ResizeObserver(() => this.fit());

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
    clearInterval(this.clock);
    this.clock = undefined;
    this.mirror?.close();
    this.mirror = undefined;
  }

  /** Takes one message of the customer's page. */
  receive(message: InboundMessage): void {
    this.mirror?.receive(message.class, message.body);
  }

  override firstUpdated(): void {
    this.mirror = new MirrorHost(this.container, {
      title: this.texts.mirrorLabel(this.session.customerName),
      onPage: (page) => this.pageChanged(page),
      onShown: () => (this.shown = true),
      onPointer: (pointer) => this.point(pointer),
      onDesync: () => {
        const request = new SnapshotRequestEvent();
        this.dispatchEvent(request);
      },
      onAssetsWanted: (hashes) => {
        const request = new AssetRequestEvent(hashes);
        this.dispatchEvent(request);
      },
    });
    this.sizes.observe(this.stage);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('session')) return;
    // Counts down only while there is something to count.
    const waits = this.until !== undefined;
    if (waits === (this.clock !== undefined)) return;
    clearInterval(this.clock);
    this.now = Date.now();
    this.clock = waits ? setInterval(() => (this.now = Date.now()), SECOND_MS) : undefined;
  }

  override render(): TemplateResult {
    const { texts, session, liveness } = this;
    const { customerName } = session;
    const classes = `stage ${this.shown ? 'shown' : ''} ${this.until === undefined ? '' : 'stale'}`;
    return html`
      <cobrowse-viewer-bar
        .texts=${texts}
        .page=${this.page}
        customerName=${customerName}
        ?customerVerified=${session.customerVerified}
        liveness=${liveness}
      ></cobrowse-viewer-bar>
      <main class=${classes}>
        <div class="sheet">
          <div class="mirror"></div>
          <div class="shield"></div>
          <div class="pointer" hidden aria-hidden="true">
            <span class="ripple"></span>
            <svg viewBox="0 0 22 22"><path d="M0 0l6.2 17.5 2.9-7.1 7.4-2.6z" /></svg>
          </div>
        </div>
        ${this.notice()}
      </main>
    `;
  }

  private get until(): number | undefined {
    return this.session.reconnectingUntil ?? this.session.awayUntil;
  }

  private get liveness(): Liveness {
    if (this.session.reconnectingUntil !== undefined) return 'reconnecting';
    if (this.session.awayUntil !== undefined) return 'away';
    return this.shown ? 'live' : 'loading';
  }

  private notice(): TemplateResult | typeof nothing {
    const { texts, session, liveness } = this;
    const { customerName } = session;
    const time = timeLeft((this.until ?? 0) - this.now);
    switch (liveness) {
      case 'live':
        return nothing;
      case 'loading':
        return this.card(texts.waitingTitle(customerName), texts.waitingHint);
      case 'away':
        return this.card(texts.awayTitle(customerName), (this.shown ? texts.awayHint : texts.awayEmptyHint)(time));
      case 'reconnecting':
        return this.card(texts.reconnectingTitle, texts.reconnectingHint(time));
    }
  }

  private card(title: string, hint: string): TemplateResult {
    return html`<div class="notice">
      <div class="card">
        <h2>${title}</h2>
        <p class="soft">${hint}</p>
      </div>
    </div>`;
  }

  private pageChanged(page: PageStateMessage): void {
    this.page = page;
    this.fit();
    const change = new PageChangeEvent(page);
    this.dispatchEvent(change);
  }

  /** Through the style object: the desk's policy forbids style attributes. */
  private fit(): void {
    const { page } = this;
    if (!page || page.width <= 0 || page.height <= 0) return;
    const width = this.stage.clientWidth;
    const height = this.stage.clientHeight;
    const fitting = Math.min((width - 2 * MARGIN_PX) / page.width, (height - 2 * MARGIN_PX) / page.height);
    // Never larger than the customer sees it.
    this.scale = Math.max(0.05, Math.min(1, fitting));
    const { style } = this.sheet;
    const [drawnWidth, drawnHeight] = [page.width * this.scale, page.height * this.scale];
    style.inlineSize = `${drawnWidth}px`;
    style.blockSize = `${drawnHeight}px`;
    style.left = `${Math.max(0, (width - drawnWidth) / 2)}px`;
    style.top = `${Math.max(0, (height - drawnHeight) / 2)}px`;
    const mirror = this.container.style;
    mirror.inlineSize = `${page.width}px`;
    mirror.blockSize = `${page.height}px`;
    mirror.transform = `scale(${this.scale})`;
    if (this.lastPointer) this.point(this.lastPointer);
  }

  private point(pointer: PointerMessage): void {
    this.lastPointer = pointer;
    const { pointer: arrow, scale } = this;
    arrow.hidden = false;
    arrow.style.transform = `translate(${pointer.x * scale}px, ${pointer.y * scale}px)`;
    arrow.classList.toggle('pressed', pointer.pressed);
  }
}

/** As "1:05". */
function timeLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND_MS));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'cobrowse-viewer': ViewerElement;
  }
  interface HTMLElementEventMap {
    'snapshot-request': SnapshotRequestEvent;
    'asset-request': AssetRequestEvent;
    'page-change': PageChangeEvent;
  }
}
