/**
 * What a tool of the desk (drawing, assist, messages) gets and gives: the seam between them and the desk. A tool is loaded
 * when a customer's page is in sight, and ends with the viewer. It needs no change of session, viewer or bar.
 */
import type { SVGTemplateResult } from 'lit';
import type { MirrorHost } from '../mirror/mirror-host.js';
import type { PageStateMessage } from '../mirror/port.js';
import type { AgentMessage, ClientMessage } from '../protocol/control.js';
import type { FrameClass } from '../protocol/frame.js';
import type { InboundMessage } from '../transport/inbox.js';
import type { DeskState } from './desk-state.js';

/** Attaches a tool to a desk. What it opens goes when `host.signal` is aborted. */
export type AttachTool = (host: ToolHost) => void;

/** Loads a tool's code. */
export type LoadTool = () => Promise<AttachTool>;

/** What a tool may do with the session. */
export interface ToolSession {
  readonly state: DeskState;
  /** Milliseconds to the relay and back, the newest; `undefined` until it is known. */
  readonly roundTripMs: number | undefined;
  /** Hears of every state from now on. Answers how to stop. */
  subscribe(listener: (state: DeskState) => void): () => void;
  /** Sends a control message to the relay. Without an open socket it is lost. */
  control(message: ClientMessage): void;
  /** Sends a message to the other side. Without an open socket it is lost. */
  send(frameClass: FrameClass, recipient: number, body: Uint8Array<ArrayBuffer>): void;
  /** Hears every control message, those since the newest welcome (which is one of them) at once. Answers how to stop. */
  onControl(listener: (message: AgentMessage) => void): () => void;
  /** Hears the messages of these classes, those that nobody has heard yet at once. Answers how to stop. */
  onFrames(classes: readonly FrameClass[], listener: (message: InboundMessage) => void): () => void;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The customer's page at the desk, and the way from its pixels to those of the screen and back. */
export interface PageView {
  /** `undefined` until the mirror told of one. */
  readonly page: PageStateMessage | undefined;
  /** Pixels of the screen for one of the customer's. */
  readonly scale: number;
  /** To ask about elements; a page that begins gets another frame in it, but it stays the same. */
  readonly mirror: MirrorHost | undefined;
  /** CSS pixels of the customer's viewport → of the desk's window, as in `clientX` and `clientY`. */
  toScreen(point: Point): Point;
  toPage(point: Point): Point;
  /** Hears that page, scale or place on the screen are others. Answers how to stop. */
  onChange(listener: () => void): () => void;
  /** A layer above the mirror and its shield, as large as the customer's viewport and in its CSS pixels, whatever the scale. */
  addLayer(options?: LayerOptions): Layer;
}

export interface LayerOptions {
  /** Another tool took the pointer, or the desk did (Escape). */
  readonly onDeactivate?: () => void;
  /** While it is active, keys are meant for the customer's page, and the desk's single keys do nothing. */
  readonly takesKeys?: boolean;
}

export interface Layer {
  /** The tool draws in it. Takes no pointer but while active. */
  readonly element: HTMLElement;
  readonly active: boolean;
  /** Takes the pointer, and takes it away from the layer that had it. */
  activate(): void;
  /** Gives the pointer back. Says nothing to `onDeactivate`. */
  deactivate(): void;
  remove(): void;
}

/** What may be said of a button; all of it may change. */
export interface ToolButtonState {
  /** Name, as the tooltip and for assistive technology. */
  readonly label: string;
  /** Shapes in a box of 20 × 20, drawn as lines in the colour of the text. */
  readonly icon: SVGTemplateResult;
  /** Set for one that is on or off. */
  readonly pressed?: boolean;
  /** It stays in sight and says why in its name. */
  readonly disabled?: boolean;
  /** A small number on it, such as of unread messages; none if it is 0. Said after the name. */
  readonly badge?: number;
  /** Nothing of it is seen: the customer does not allow what it does. */
  readonly hidden?: boolean;
  /** The panel that it opens and closes: it says by itself whether that is open. */
  readonly panel?: Panel;
}

export interface ToolButtonOptions extends ToolButtonState {
  readonly press: () => void;
}

export interface ToolButton {
  update(changes: Partial<ToolButtonState>): void;
  focus(): void;
  remove(): void;
}

/**
 * A tray lies beside the tool bar, over the edge of the page; a side panel takes its room beside the page. A hold is a
 * line above the page while a tool has hold of it, for a finger to let go: it is seen where there are touch screens.
 */
export type PanelPlace = 'tray' | 'side' | 'hold';

export interface PanelOptions {
  readonly label: string;
  readonly place: PanelPlace;
  /** The tool's own element, which stays the same. */
  readonly content: HTMLElement;
  /** A low tray: the page makes room for it, so that nothing lies under it. */
  readonly ribbon?: boolean;
  /** The agent or another panel of the place closed it; also after `close()`. */
  readonly onClose?: () => void;
}

export interface Panel {
  readonly isOpen: boolean;
  /** Opens it; one of the same place closes. The focus goes into it if `focus` is set. */
  open(focus?: boolean): void;
  /** Closes it. The focus goes back to its button if it was in it. */
  close(): void;
  rename(label: string): void;
  remove(): void;
}

/** A key of the desk's, listed on `?`. It does nothing while the agent types. */
export interface ShortcutOptions {
  /** As `KeyboardEvent.key` without Ctrl, Alt or Meta, in lower case: `p`, `?`. The first who wants a key has it. */
  readonly key: string;
  /** A function where the language may change. */
  readonly label: string | (() => string);
  readonly press: () => void;
}

export interface ToolHost {
  readonly session: ToolSession;
  readonly view: PageView;
  /** Aborted once the viewer goes. */
  readonly signal: AbortSignal;
  /** Language tag in lower case, as `chooseTexts` takes it. */
  readonly language: string;
  /** Hears of another language. Ends with the signal. */
  onLanguage(listener: (language: string) => void): void;
  /** Why nothing can be done on the page now: there is a curtain in front of it. `undefined` if there is none. */
  readonly curtain: string | undefined;
  /** Hears that there is a curtain, or none any more. Ends with the signal. */
  onCurtain(listener: () => void): void;
  /** Puts a button into the tool bar, after those that are there. */
  addButton(options: ToolButtonOptions): ToolButton;
  addPanel(options: PanelOptions): Panel;
  /** Answers how to take it away. */
  addShortcut(options: ShortcutOptions): () => void;
  /** The focus goes to the page on its stage. For whoever was typing for the customer: single keys do nothing until they pause. */
  stopTyping(): void;
  /** Has assistive technology say something that changed. */
  announce(text: string): void;
}
