/**
 * What came over the session's socket, for the desk's tools, which are loaded while it already comes: who listens late hears
 * what was said since the welcome first. Knows neither sockets nor what the messages mean.
 */
import type { AgentMessage } from '../protocol/control.js';
import type { FrameClass } from '../protocol/frame.js';
import type { InboundMessage } from '../transport/inbox.js';

/** Newest control messages that are kept; a session has a handful until its tools are there. */
const KEPT_CONTROLS = 128;

/** Newest frames that are kept while nobody listens to their class. */
const KEPT_FRAMES = 256;
const KEPT_BYTES = 1024 * 1024;

interface FrameListener {
  readonly classes: ReadonlySet<FrameClass>;
  readonly hear: (message: InboundMessage) => void;
}

export class SessionFeed {
  readonly #controlListeners = new Set<(message: AgentMessage) => void>();
  readonly #frameListeners = new Set<FrameListener>();
  #controls: AgentMessage[] = [];
  #frames: InboundMessage[] = [];

  /** Forgets what came before: another welcome says all of it again. Listeners stay. */
  clear(): void {
    this.#controls = [];
    this.#frames = [];
  }

  /**
   * Hears every control message, those since the newest welcome at once and in their order.
   * @returns stops it.
   */
  onControl(hear: (message: AgentMessage) => void): () => void {
    this.#controlListeners.add(hear);
    for (const message of this.#controls) hear(message);
    return () => this.#controlListeners.delete(hear);
  }

  /**
   * Hears the messages of these classes; the first who does gets those that came before, in their order.
   * @returns stops it.
   */
  onFrames(classes: readonly FrameClass[], hear: (message: InboundMessage) => void): () => void {
    const listener = { classes: new Set(classes), hear };
    this.#frameListeners.add(listener);
    const waiting = this.#frames.filter((message) => listener.classes.has(message.class));
    this.#frames = this.#frames.filter((message) => !listener.classes.has(message.class));
    for (const message of waiting) hear(message);
    return () => this.#frameListeners.delete(listener);
  }

  /** Passes a control message on. */
  control(message: AgentMessage): void {
    this.#controls.push(message);
    if (this.#controls.length > KEPT_CONTROLS) this.#controls.shift();
    for (const hear of Array.from(this.#controlListeners)) hear(message);
  }

  /** Passes a whole message of the other side on. */
  frame(message: InboundMessage): void {
    const listeners = Array.from(this.#frameListeners).filter(({ classes }) => classes.has(message.class));
    for (const { hear } of listeners) hear(message);
    if (listeners.length > 0) return;
    this.#frames.push(message);
    let bytes = this.#frames.reduce((sum, { body }) => sum + body.byteLength, 0);
    while (this.#frames.length > KEPT_FRAMES || bytes > KEPT_BYTES) bytes -= this.#frames.shift()?.body.byteLength ?? 0;
  }
}
