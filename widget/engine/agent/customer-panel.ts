/** What an agent may know of the customer's side: page, device, clock, connection, who else is here. It asks nobody. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { plainText } from '../../locales/plain-text.js';
import type { DeskToolsTexts } from '../../locales/sections/desk-tools.js';
import type { PageStateMessage } from '../mirror/port.js';
import type { CustomerFacts } from '../protocol/facts.js';
import { customerPanelStyle } from './customer-panel-style.js';
import type { LiveDesk } from './desk-state.js';
import { controls } from './desk-style.js';

/** The customer's clock shows minutes. */
const CLOCK_MS = 10_000;

/** The service takes no more than these; a desk shows no more whatever it is sent. */
const METADATA_SHOWN = 10;
const METADATA_NAME_LENGTH = 40;
const METADATA_VALUE_LENGTH = 200;

@customElement('cobrowse-customer-panel')
export class CustomerPanelElement extends LitElement {
  static override styles = [controls, customerPanelStyle];

  @property({ attribute: false }) texts!: DeskToolsTexts;
  /** Language tag, for names and numbers. */
  @property() language = 'en';
  @property({ attribute: false }) session: LiveDesk | undefined;
  @property({ attribute: false }) page: PageStateMessage | undefined;
  @property({ attribute: false }) facts: CustomerFacts | undefined;
  /** What the customer's page said of the session, by names. */
  @property({ attribute: false }) metadata: Readonly<Record<string, string>> = {};

  @state() private now = Date.now();
  private clock: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.now = Date.now();
    this.clock = setInterval(() => (this.now = Date.now()), CLOCK_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.clock);
  }

  override render(): TemplateResult {
    const { texts, page, facts, session } = this;
    return html`
      <dl>
        ${this.row(texts.customer, session?.customerName)}
        ${this.row(
          texts.page,
          page &&
            html`${page.title ? html`<span dir="auto">${page.title}</span><br />` : nothing}<bdi dir="ltr"
                >${page.url}</bdi
              >`,
        )}
        ${this.row(texts.device, facts && [this.deviceName(facts), facts.system].filter(Boolean).join(' · '))}
        ${this.row(texts.browser, facts?.browser)}
        ${this.row(texts.viewport, page && html`<bdi dir="ltr">${page.width} × ${page.height}</bdi>`)}
        ${this.row(texts.timeZone, facts && this.zone(facts.timeZone))}
        ${this.row(texts.language, facts && this.languageName(facts.language))} ${this.given()}
        ${this.row(texts.here, session && this.people(session))}
      </dl>
    `;
  }

  private row(name: string, value: unknown): TemplateResult {
    return html`<div>
      <dt>${name}</dt>
      <dd dir="auto">${value || this.texts.unknown}</dd>
    </div>`;
  }

  /** Nothing where the page said nothing, as most pages do. */
  private given(): TemplateResult | typeof nothing {
    const entries = Object.entries(this.metadata).slice(0, METADATA_SHOWN);
    if (entries.length === 0) return nothing;
    const { texts } = this;
    return html`<div class="given">
      <dt>${texts.metadata}</dt>
      <dd>
        <dl>
          ${entries.map(
            ([name, value]) =>
              html`<div>
                <dt><bdi>${plainText(name).slice(0, METADATA_NAME_LENGTH)}</bdi></dt>
                <dd dir="auto">${plainText(value).slice(0, METADATA_VALUE_LENGTH) || texts.unknown}</dd>
              </div>`,
          )}
        </dl>
        <p>${texts.metadataHint}</p>
      </dd>
    </div>`;
  }

  private deviceName({ device }: CustomerFacts): string {
    return this.texts[device];
  }

  /** With the customer's clock, which says whether it is a good time to ask them for anything. */
  private zone(timeZone: string): string {
    try {
      const format = new Intl.DateTimeFormat(this.language, { timeZone, hour: '2-digit', minute: '2-digit' });
      return this.texts.localTime(format.format(this.now), timeZone);
    } catch {
      // Whatever the customer's browser calls its zone.
      return timeZone;
    }
  }

  private languageName(tag: string): string {
    try {
      return new Intl.DisplayNames(this.language, { type: 'language' }).of(tag) ?? tag;
    } catch {
      return tag;
    }
  }

  private people({ watchers, agent }: LiveDesk): TemplateResult {
    const known = watchers.length > 0 ? watchers : [agent];
    return html`<ul>
      ${known.map(
        ({ number, userName }) =>
          html`<li dir="auto">${number === agent.number ? this.texts.you(userName) : userName}</li>`,
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cobrowse-customer-panel': CustomerPanelElement;
  }
}
