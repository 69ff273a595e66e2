/** The page's end of the port to a desk: offers it with each load of the frame, and says when no desk took it. */
import { decodeFromDesk, DESK_HELLO, type FromDesk, type ToDesk } from './desk-port.js';

/** A desk of ours answers within milliseconds of its load event. */
const WELCOME_WITHIN_MS = 4_000;

/** What a frame of the desk is allowed (contract, section 6). */
export const DESK_FRAME_ALLOW = 'autoplay *; camera *; microphone *; display-capture *; geolocation *;';

export interface DeskLinkOptions {
  readonly onMessage: (message: FromDesk) => void;
  readonly onSilence: () => void;
}

export class DeskLink {
  readonly #options: DeskLinkOptions;
  #port: MessagePort | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: DeskLinkOptions) {
    this.#options = options;
  }

  /** Offers a port to the document that the frame has just loaded; the one before is gone with its document. */
  hello(frame: HTMLIFrameElement, origin: string, knownSilent: boolean): void {
    this.close();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const message = decodeFromDesk(data);
      if (!message) return;
      clearTimeout(this.#timer);
      this.#options.onMessage(message);
    });
    port1.start();
    frame.contentWindow?.postMessage(DESK_HELLO, origin, [port2]);
    this.#timer = setTimeout(this.#options.onSilence, knownSilent ? 0 : WELCOME_WITHIN_MS);
  }

  send(message: ToDesk): void {
    this.#port?.postMessage(message);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#port?.close();
    this.#port = undefined;
  }
}
