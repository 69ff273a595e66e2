/**
 * Drawing at the desk (SPEC I): above the mirror, never inside it, for as long as the customer's page allows agents to draw; what
 * others draw is shown whether or not this agent may. A tool of the desk: it knows neither session machine nor viewer.
 */
import { svg } from 'lit';
import { SpokenTexts } from '../../locales/spoken-texts.js';
import { drawingTexts } from '../../locales/sections/drawing.js';
import { Drawing } from '../annotation/drawing.js';
import type { Surface } from '../annotation/surface.js';
import { keyOf, TOOLS } from '../annotation/tools.js';
import { CUSTOMER_NUMBER, EVERYBODY, FrameClass } from '../protocol/frame.js';
import type { AgentMessage } from '../protocol/control.js';
import type { Permissions } from '../protocol/control/permission-messages.js';
import { NO_PERMISSIONS } from '../protocol/control/permission-messages.js';
import { DRAWING_TOOL_CSS } from './drawing-tool-style.js';
import type { ToolHost } from './tool.js';

const ICON = svg`<path d="M3 17l1.500-5L14 2.500a2.100 2.100 0 0 1 3 3L7.500 15.500zM12 4.500l3 3" />`;

/** Attaches drawing to a desk, once it is known who this agent is. */
export function attachDrawing(host: ToolHost): void {
  let tool: DrawingTool | undefined;
  let heardAll = false;
  const stop = host.session.onControl((message) => {
    if (message.type === 'agent_welcome') tool ??= new DrawingTool(host, message.agent.number);
    tool?.hear(message);
    if (heardAll) tool?.listen();
  });
  // What was drawn already is looked at only now that it is known who may draw.
  heardAll = true;
  tool?.listen();
  host.signal.addEventListener('abort', stop);
}

class DrawingTool {
  readonly #host: ToolHost;
  readonly #drawing: Drawing;
  readonly #spoken = new SpokenTexts(drawingTexts);
  readonly #names = new Map<number, string>();
  #permissions: Permissions = NO_PERMISSIONS;
  readonly #layer;
  readonly #panel;
  readonly #button;
  #shortcuts: (() => void)[] = [];
  #listens = false;

  constructor(host: ToolHost, number: number) {
    this.#host = host;
    const { view, session, signal } = host;
    this.#layer = view.addLayer({ onDeactivate: () => this.#drawing.author.choose(undefined) });
    this.#drawing = new Drawing({
      number,
      surface: mirrorSurface(host),
      texts: this.#spoken.texts,
      toPage: (point) => view.toPage(point),
      sight: () => {
        const { width = 0, height = 0 } = view.page ?? {};
        return { x: 0, y: 0, width, height, scale: view.scale };
      },
      nameOf: (author) => {
        const { state } = session;
        if (author !== CUSTOMER_NUMBER) return this.#names.get(author);
        return state.state === 'live' ? state.customerName : undefined;
      },
      send: (body) => session.send(FrameClass.ANNOTATION, EVERYBODY, body),
      announce: (text) => host.announce(text),
      toolChanged: (active) => (active ? this.#layer.activate() : this.#layer.deactivate()),
      close: () => this.#close(),
      signal,
    });
    const { layer, area, toolbar, texts } = this.#drawing;
    housed(this.#layer.element, layer.element, area);
    const content = document.createElement('div');
    housed(content, toolbar.element);
    // Whoever opens the tools by a key goes on in them.
    Object.assign(content, { focus: () => toolbar.focus() });
    this.#panel = host.addPanel({
      label: texts.label,
      place: 'tray',
      ribbon: true,
      content,
      onClose: () => this.#drawing.author.choose(undefined),
    });
    this.#button = host.addButton({
      label: texts.open,
      icon: ICON,
      hidden: true,
      panel: this.#panel,
      press: () => this.#toggle(),
    });
    signal.addEventListener('abort', () => this.#layer.remove());
    host.onLanguage(() => void this.#speak());
    host.onCurtain(() => {
      if (host.curtain !== undefined) this.#close();
      this.#name();
    });
    void this.#speak();
  }

  /** Begins to show what others draw. */
  listen(): void {
    if (this.#listens) return;
    this.#listens = true;
    const stop = this.#host.session.onFrames([FrameClass.ANNOTATION], ({ sender, body }) => {
      if (this.#mayDraw(sender)) this.#drawing.receive(sender, body);
    });
    this.#host.signal.addEventListener('abort', stop);
  }

  hear(message: AgentMessage): void {
    switch (message.type) {
      case 'agent_welcome':
      case 'permissions': {
        const { agentAnnotation, customerAnnotation, assist } =
          message.type === 'permissions' ? message : message.permissions;
        this.#permissions = { agentAnnotation, customerAnnotation, assist };
        return this.#permitted();
      }
      case 'watchers':
        for (const { number, userName } of message.agents) this.#names.set(number, userName);
        for (const author of this.#drawing.board.lasers.keys()) {
          if (author !== CUSTOMER_NUMBER && !message.agents.some(({ number }) => number === author)) {
            this.#drawing.board.settle(author);
          }
        }
        return;
      case 'customer_away':
        return this.#drawing.board.settle(CUSTOMER_NUMBER);
    }
  }

  async #speak(): Promise<void> {
    await this.#spoken.speak([this.#host.language]);
    const { texts } = this.#spoken;
    this.#drawing.speak(texts);
    this.#panel.rename(texts.label);
    this.#name();
  }

  /** The button says why it cannot be pressed. */
  #name(): void {
    const { curtain } = this.#host;
    const { open, closed } = this.#drawing.texts;
    this.#button.update({
      label: curtain === undefined ? open : closed(curtain),
      disabled: curtain !== undefined,
    });
  }

  #mayDraw(author: number): boolean {
    const { agentAnnotation, customerAnnotation } = this.#permissions;
    // The customer's page tells of everybody's strokes.
    return author === CUSTOMER_NUMBER ? agentAnnotation || customerAnnotation : agentAnnotation;
  }

  #permitted(): void {
    const { agentAnnotation, customerAnnotation } = this.#permissions;
    this.#drawing.allow((author) => (author === CUSTOMER_NUMBER ? customerAnnotation : agentAnnotation));
    this.#button.update({ hidden: !agentAnnotation });
    if (!agentAnnotation) this.#close();
    this.#listKeys();
  }

  /** A key takes a tool at once, whether or not the tools are in sight. */
  #listKeys(): void {
    for (const remove of this.#shortcuts) remove();
    const { agentAnnotation } = this.#permissions;
    this.#shortcuts = (agentAnnotation ? TOOLS : []).map((tool) =>
      this.#host.addShortcut({
        key: keyOf(tool),
        label: () => this.#drawing.texts.tools[tool],
        press: () => {
          const { curtain } = this.#host;
          if (curtain !== undefined) return this.#host.announce(curtain);
          this.#panel.open();
          this.#drawing.author.choose(tool);
          this.#drawing.area.focus({ preventScroll: true });
          const { texts } = this.#drawing;
          this.#host.announce(texts.chosen(texts.tools[tool]));
        },
      }),
    );
  }

  #toggle(): void {
    if (this.#panel.isOpen) return this.#close();
    this.#drawing.author.choose('pen');
    this.#panel.open(true);
  }

  #close(): void {
    const { area, author } = this.#drawing;
    const hadFocus = area.matches(':focus');
    author.choose(undefined);
    this.#panel.close();
    if (hadFocus) this.#button.focus();
  }
}

/** The mirror as what is drawn upon. */
function mirrorSurface({ view }: ToolHost): Surface {
  return {
    watch: (nodes, onPlace) => view.mirror?.watch(nodes, onPlace),
    async aim(area) {
      const aimed = await view.mirror?.aim(area);
      if (!aimed || aimed.id === 0 || !aimed.place) return undefined;
      // Masked, or in part.
      const label = aimed.label.includes('*') ? '' : aimed.label;
      return { node: aimed.id, place: aimed.place, label };
    },
    labelOf: () => '',
  };
}

/** Styles of its own, and none of what is around. */
function housed(parent: HTMLElement, ...children: readonly Node[]): void {
  const house = document.createElement('div');
  house.className = 'house';
  const root = house.attachShadow({ mode: 'open' });
  const own = new CSSStyleSheet();
  own.replaceSync(DRAWING_TOOL_CSS);
  root.adoptedStyleSheets = [...Drawing.sheets(), own];
  root.append(...children);
  parent.append(house);
}
