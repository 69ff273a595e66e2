/**
 * Where the customer's page is drawn: the mirror in its scale, a shield over it, the tools' layers and the customer's pointer
 * above both, never inside the mirror. It knows no session: it asks by events and is fed messages.
 */
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { MirrorHost } from '../mirror/mirror-host.js';
import type { PageStateMessage, PointerMessage } from '../mirror/port.js';
import type { InboundMessage } from '../transport/inbox.js';
import { StagedPage } from './page-view.js';
import { controls } from './desk-style.js';
import { stageStyle } from './stage-style.js';
import { AssetRequestEvent, PageChangeEvent, PageShownEvent, SnapshotRequestEvent } from './viewer-events.js';
import { scaleOf, type Zoom } from './zoom.js';

/** Between the picture and the edge of the stage. */
const MARGIN_PX = 16;

@customElement('cobrowse-stage')
export class StageElement extends LitElement {
  static override styles = [controls, stageStyle];

  /** The accessible name of the customer's page. */
  @property() label = '';
  /** What a screen reader says behind it. */
  @property() endLabel = '';
  /** The picture is an old one. */
  @property({ type: Boolean }) stale = false;
  @property({ attribute: false }) zoom: Zoom = 'fit';

  /** Whether a complete snapshot was drawn; its picture stays while anybody reconnects. */
  @state() private shown = false;
  @state() private scrolls = false;
  @query('.scroller') readonly scroller!: HTMLElement;
  @query('.sheet') private sheet!: HTMLElement;
  @query('.room') private room!: HTMLElement;
  @query('.mirror') private container!: HTMLElement;
  @query('.pointer') private pointer!: HTMLElement;

  /** What tools see of all this. */
  readonly view = new StagedPage();
  private lastPointer: PointerMessage | undefined;
  private readonly sizes = new ResizeObserver(() => this.fit());

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
    this.view.mirror?.close();
    this.view.mirror = undefined;
  }

  /** Takes one message of the customer's page. */
  receive(message: InboundMessage): void {
    this.view.mirror?.receive(message.class, message.body);
  }

  override firstUpdated(): void {
    this.sheet.insertBefore(this.view.overlay, this.pointer);
    this.view.mirror = new MirrorHost(this.container, {
      title: this.label,
      onPage: (page) => this.pageChanged(page),
      onShown: () => this.pageShown(),
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
    this.sizes.observe(this);
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('zoom')) this.fit();
    if (changed.has('label') && this.view.mirror) this.view.mirror.title = this.label;
  }

  /** To the page, which arrow keys then move if it is larger than its room. */
  override focus(): void {
    this.scroller.focus();
  }

  override render(): TemplateResult {
    const classes = ['scroller', this.shown && 'shown', this.stale && 'stale', this.scrolls && 'scrolls'];
    return html`
      <div
        class=${classes.filter(Boolean).join(' ')}
        role="group"
        aria-label=${this.label}
        tabindex=${this.scrolls ? 0 : -1}
        @scroll=${this.moved}
      >
        <h2 class="spoken">${this.label}</h2>
        <div class="sheet">
          <div class="mirror"></div>
          <div class="shield"></div>
          <div class="pointer" hidden aria-hidden="true">
            <span class="ripple"></span>
            <svg viewBox="0 0 22 22"><path d="M0 0l6.2 17.5 2.9-7.1 7.4-2.6z" /></svg>
          </div>
        </div>
        <div class="room"></div>
        <p class="spoken">${this.endLabel}</p>
      </div>
    `;
  }

  private pageChanged(page: PageStateMessage): void {
    this.fit(page);
    const change = new PageChangeEvent(page);
    this.dispatchEvent(change);
  }

  private pageShown(): void {
    this.shown = true;
    // Where the customer points in this page is not known yet.
    this.lastPointer = undefined;
    this.pointer.hidden = true;
    const event = new PageShownEvent();
    this.dispatchEvent(event);
  }

  /** Through the style object: the desk's policy forbids style attributes. */
  private fit(page = this.view.page): void {
    if (!page || page.width <= 0 || page.height <= 0) return;
    const { clientWidth: width, clientHeight: height } = this;
    const scale = scaleOf(this.zoom, page, { width: width - 2 * MARGIN_PX, height: height - 2 * MARGIN_PX });
    const [drawnWidth, drawnHeight] = [page.width * scale, page.height * scale];
    const left = Math.max(MARGIN_PX, (width - drawnWidth) / 2);
    const top = Math.max(MARGIN_PX, (height - drawnHeight) / 2);
    const { style } = this.sheet;
    style.inlineSize = `${drawnWidth}px`;
    style.blockSize = `${drawnHeight}px`;
    style.left = `${left}px`;
    style.top = `${top}px`;
    // What scrolls ends where its content does, and there is to be a margin on that side too.
    this.room.style.left = `${left + drawnWidth + MARGIN_PX - 1}px`;
    this.room.style.top = `${top + drawnHeight + MARGIN_PX - 1}px`;
    this.scrolls = this.zoom !== 'fit' && (drawnWidth + 2 * MARGIN_PX > width || drawnHeight + 2 * MARGIN_PX > height);
    const mirror = this.container.style;
    mirror.inlineSize = `${page.width}px`;
    mirror.blockSize = `${page.height}px`;
    mirror.transform = `scale(${scale})`;
    this.view.show(page, scale);
    if (this.lastPointer) this.point(this.lastPointer);
  }

  private moved(): void {
    this.view.moved();
  }

  private point(pointer: PointerMessage): void {
    this.lastPointer = pointer;
    const { scale } = this.view;
    const arrow = this.pointer;
    arrow.hidden = false;
    arrow.style.transform = `translate(${pointer.x * scale}px, ${pointer.y * scale}px)`;
    arrow.classList.toggle('pressed', pointer.pressed);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cobrowse-stage': StageElement;
  }
}
