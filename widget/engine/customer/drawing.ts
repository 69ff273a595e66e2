/**
 * Drawing on the customer's page (SPEC I): a closed overlay above it, which takes the pointer only while the customer draws. Loaded
 * when the customer may draw and somebody watches, or when somebody draws. What agents may do is checked here again.
 */
import { loadTexts } from '../../locales/section.js';
import { drawingTexts, type DrawingTexts } from '../../locales/sections/drawing.js';
import { Drawing } from '../annotation/drawing.js';
import { PageSurface } from '../annotation/page-surface.js';
import { CUSTOMER_NUMBER, EVERYBODY, FrameClass } from '../protocol/frame.js';
import type { CustomerMessage } from '../protocol/control.js';
import type { InboundMessage } from '../transport/inbox.js';
import { DRAWING_CSS, DRAWING_PANEL_CSS } from './drawing-style.js';
import type { Feature, FeatureHost, SharedPage } from './feature.js';
import { keepInSight, sightOf } from './in-sight.js';
import { PanelSurface } from './panel-surface.js';
import { TopLayer } from './top-layer.js';

/** In the language of the panel, which is chosen by then. */
export async function createDrawing(host: FeatureHost): Promise<Feature> {
  const { texts } = await loadTexts(drawingTexts, [host.panel.section.lang]);
  return new CustomerDrawing(host, texts);
}

/** What drawing uses of a session. */
export type DrawingHost = Pick<FeatureHost, 'panel' | 'agents' | 'permissions' | 'paused' | 'send'> & {
  readonly page: Pick<SharedPage, 'nodeOf' | 'idOf' | 'isMasked' | 'ignore'>;
};

export class CustomerDrawing implements Feature {
  readonly #host: DrawingHost;
  /** The overlay's one node on the page; never mirrored. */
  readonly element = document.createElement('cobrowse-ink');
  readonly #root: ShadowRoot;
  readonly #panel: PanelSurface;
  readonly #top: TopLayer;
  readonly #end = new AbortController();
  readonly #surface: PageSurface;
  readonly #drawing: Drawing;
  readonly #bar = document.createElement('div');
  /** What the customer sees of the page, in which the bar stands. */
  readonly #sight = document.createElement('div');
  readonly #status = document.createElement('p');
  readonly #open = document.createElement('button');
  #isOpen = false;
  /** Whose strokes are there by number: a number may be given to somebody else. */
  readonly #authors = new Map<number, string>();

  /** @param mode tests look inside with `open` */
  constructor(host: DrawingHost, texts: DrawingTexts, mode: ShadowRootMode = 'closed') {
    this.#host = host;
    const { panel, page } = host;
    this.#panel = new PanelSurface(panel);
    this.#panel.adopt(DRAWING_PANEL_CSS);
    const { section } = panel;
    const { signal } = this.#end;
    const { element } = this;
    page.ignore(element);
    this.#root = element.attachShadow({ mode });
    this.#surface = new PageSurface({ window, page, ignored: [element, panel.host], signal });
    this.#drawing = new Drawing({
      number: CUSTOMER_NUMBER,
      surface: this.#surface,
      texts,
      toPage: (point) => point,
      sight: () => sightOf(),
      nameOf: (author) => host.agents.get(author)?.userName,
      send: (body) => host.send(FrameClass.ANNOTATION, EVERYBODY, body),
      noteShown: (note) => this.#panel.keepClear(note),
      announce: (text) => (this.#status.textContent = text),
      toolChanged: () => undefined,
      close: () => this.#show(false),
      signal,
    });
    this.#build(section.lang, section.dir);
    this.#top = new TopLayer(element, this.#root, () => panel.raise());
    this.#top.open();
    keepInSight({ box: this.#sight, signal });
    // What is under the pointer now is something else.
    const moved = (): void => this.#drawing.author.leave();
    for (const type of ['scroll', 'resize']) addEventListener(type, moved, { capture: true, passive: true, signal });
    this.#check();
  }

  hear(message: CustomerMessage): void {
    if (message.type === 'agent_joined') this.#meet(message.agent.number, message.agent.userId);
    if (message.type === 'agent_left') this.#drawing.board.settle(message.agent.number);
    if (message.type === 'customer_welcome') {
      for (const { number, userId } of message.agents) this.#meet(number, userId);
    }
    this.#check();
  }

  receive({ sender, body }: InboundMessage): void {
    this.#check();
    const agent = this.#host.agents.get(sender);
    if (!agent || !this.#host.permissions.agentAnnotation) return;
    this.#meet(sender, agent.userId);
    this.#drawing.receive(sender, body);
  }

  curtain(): void {
    this.#check();
  }

  snapshotSent(recipient: number): void {
    // Another capture, perhaps: its ids are others.
    if (recipient === EVERYBODY) {
      const renamed = this.#surface.renamed();
      this.#drawing.board.rename(({ stroke }) => renamed.get(stroke.node));
    }
    for (const body of this.#drawing.everything()) this.#host.send(FrameClass.ANNOTATION, recipient, body);
  }

  close(): void {
    this.#end.abort();
    this.#panel.drop(this.#open);
    this.#top.close();
  }

  /** Somebody else may have the number of one who left: what that one drew is not theirs. */
  #meet(number: number, userId: string): void {
    if ((this.#authors.get(number) ?? userId) !== userId) this.#drawing.board.forget(number);
    this.#authors.set(number, userId);
  }

  /** What the page allows may have changed with every `init`. */
  #check(): void {
    const { permissions, agents, paused } = this.#host;
    const { agentAnnotation, customerAnnotation } = permissions;
    this.#drawing.allow((author) => (author === CUSTOMER_NUMBER ? customerAnnotation : agentAnnotation));
    const mayDraw = customerAnnotation && agents.all.length > 0 && !paused;
    if (!mayDraw) this.#show(false);
    this.#panel.toggle(this.#open, mayDraw);
  }

  #build(language: string, direction: string): void {
    const { texts, layer, area, toolbar } = this.#drawing;
    const box = document.createElement('div');
    box.lang = language;
    box.dir = direction;
    box.className = 'all';
    this.#bar.className = 'bar';
    this.#bar.hidden = true;
    this.#bar.append(toolbar.element);
    this.#status.className = 'spoken';
    this.#status.setAttribute('role', 'status');
    this.#sight.className = 'seen';
    this.#sight.append(this.#bar);
    box.append(layer.element, area, this.#sight, this.#status);
    const own = new CSSStyleSheet();
    own.replaceSync(DRAWING_CSS);
    this.#root.adoptedStyleSheets = [...Drawing.sheets(), own];
    this.#root.append(box);
    this.#open.type = 'button';
    this.#open.className = 'draw';
    this.#name(texts.openShort, texts.open);
    this.#open.addEventListener('click', () => this.#show(!this.#isOpen));
    // Behind the pause, wherever that is by now.
    this.#panel.footer.querySelector('.end')?.before(this.#open);
  }

  /** @param label what it is called in full */
  #name(text: string, label: string): void {
    this.#open.textContent = text;
    this.#open.setAttribute('aria-label', label);
  }

  #show(open: boolean): void {
    if (open === this.#isOpen) return;
    this.#isOpen = open;
    const hadFocus = this.#root.activeElement !== null;
    this.#bar.hidden = !open;
    this.#open.classList.toggle('on', open);
    const { open: start, openShort, close } = this.#drawing.texts;
    this.#name(open ? close : openShort, open ? close : start);
    const { author, toolbar } = this.#drawing;
    author.choose(open ? 'pen' : undefined);
    if (open) toolbar.focus();
    else if (hadFocus) this.#open.focus();
  }
}
