/** A page in an iframe, its capture, and everything that left it: as bytes, as operations, as the model that an agent would have. */
import { Capture, type CaptureOptions } from '../../widget/engine/capture/capture.js';
import type { MaskSettings } from '../../widget/service/contract.js';
import { decodeOperations } from '../../widget/engine/protocol/decoder.js';
import { FrameClass } from '../../widget/engine/protocol/frame.js';
import { PageModel, type ModelNode } from '../../widget/engine/protocol/model.js';
import type { Operation } from '../../widget/engine/protocol/operations.js';

type View = Window & typeof globalThis;
type StartOptions = Partial<Omit<CaptureOptions, 'masking'>> & { readonly masking?: MaskSettings };

/** One task of the event loop: what was posted before has run. */
export function task(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(0);
  });
}

/** Lets tasks run until the condition holds. The runner's time-out is the limit. */
export async function until(condition: () => boolean): Promise<void> {
  do await task();
  while (!condition());
}

export class CapturedPage {
  readonly frame = document.createElement('iframe');
  readonly agent = new PageModel();
  readonly operations: Operation[] = [];
  readonly faults: unknown[] = [];
  /** Every message body as text. */
  sent = '';
  bodies: { frameClass: FrameClass; recipient: number; body: Uint8Array }[] = [];
  capture!: Capture;
  /** Asked for by the capture in every slice. */
  masking: MaskSettings = {};

  private constructor() {}

  /** Opens a page and waits for its load; nothing is captured yet. */
  static async open(html: string): Promise<CapturedPage> {
    const page = new CapturedPage();
    page.frame.srcdoc = `<!doctype html><html lang="en"><head></head><body>${html}</body></html>`;
    page.frame.style.cssText = 'width: 800px; height: 600px';
    const loaded = new Promise((resolve) => page.frame.addEventListener('load', resolve, { once: true }));
    document.body.append(page.frame);
    await loaded;
    return page;
  }

  /** Opens a page and captures it until it is idle. */
  static async captured(html: string, masking: MaskSettings = {}): Promise<CapturedPage> {
    const page = await CapturedPage.open(html);
    await page.start({ masking });
    return page;
  }

  /** @param options `masking` as settings, which `mask()` may replace later */
  async start({ masking = {}, ...options }: StartOptions = {}): Promise<void> {
    this.masking = masking;
    this.capture = new Capture({
      window: this.view,
      masking: () => this.masking,
      ignored: [],
      onFault: (error) => this.faults.push(error),
      output: { send: (frameClass, recipient, body) => this.#receive(frameClass, recipient, body) },
      ...options,
    });
    this.capture.snapshotFor(1);
    await this.idle();
    await this.capture.looks;
    await this.idle();
  }

  get view(): View {
    return this.frame.contentWindow as View;
  }

  get document(): Document {
    return this.view.document;
  }

  find<T extends Element = HTMLElement>(selector: string): T {
    const found = this.document.querySelector<T>(selector);
    if (!found) throw new Error(`no ${selector}`);
    return found;
  }

  /** What the agent's model has for the page's element with this id attribute. */
  node(id: string): ModelNode {
    for (const node of this.agent.nodes.values()) if (node.attribute('id') === id) return node;
    throw new Error(`the model has no #${id}`);
  }

  /** Text of a model node and all below it. */
  text(node: ModelNode): string {
    let text = node.text ?? '';
    for (let child = node.first; child; child = child.next) text += this.text(child);
    return text;
  }

  async idle(): Promise<void> {
    await until(() => this.capture.idle);
  }

  /** Forgets what was sent, not the model. */
  forget(): void {
    this.sent = '';
    this.operations.length = 0;
    this.bodies = [];
  }

  close(): void {
    this.capture?.stop();
    this.frame.remove();
  }

  #receive(frameClass: FrameClass, recipient: number, body: Uint8Array<ArrayBuffer>): void {
    this.sent += new TextDecoder().decode(body);
    this.bodies.push({ frameClass, recipient, body });
    if (frameClass === FrameClass.ASSET) return;
    for (const operation of decodeOperations(body)) {
      this.operations.push(operation);
      if (recipient <= 1) this.agent.apply(operation);
    }
  }
}
