/** A mirror in a frame of the test's own origin, so that a test can look into it. What the sandbox adds is tested elsewhere. */
import { Mirror, type MirrorOptions } from '../../widget/engine/mirror/mirror.js';
import { ROOT_ID, type Operation } from '../../widget/engine/protocol/operations.js';

export const MIRROR_PATH = '/sdkapi/zcb/mirror';

/** Addresses that the test's server knows, for frames in the mirrored page. */
export const mirrorAddress = (quirks: boolean): string =>
  new URL(MIRROR_PATH + (quirks ? '/quirks' : ''), location.href).href;

/** An empty frame in standards mode, 400 × 300, at the top left corner. */
export async function openFrame(): Promise<Window & typeof globalThis> {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'position:absolute;left:0;top:0;width:400px;height:300px;border:0';
  frame.srcdoc = '<!doctype html><body></body>';
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  document.body.append(frame);
  await loaded;
  const { contentWindow } = frame;
  if (!contentWindow) throw new Error('the frame has no window');
  return contentWindow as Window & typeof globalThis;
}

export class MirrorStage implements Disposable {
  readonly window: Window & typeof globalThis;
  readonly mirror: Mirror;
  readonly missing: number[] = [];
  readonly points: { readonly x: number; readonly y: number; readonly pressed: boolean }[] = [];
  #pointed: (() => void)[] = [];

  private constructor(window: Window & typeof globalThis, MirrorClass: typeof Mirror) {
    this.window = window;
    const options: MirrorOptions = {
      window,
      document: ROOT_ID,
      address: mirrorAddress,
      assetMissing: (id) => this.missing.push(id),
      pointed: ({ x, y }, pressed) => {
        this.points.push({ x, y, pressed });
        for (const heard of this.#pointed.splice(0)) heard();
      },
      placed: () => undefined,
    };
    this.mirror = new MirrorClass(options);
  }

  static async open(): Promise<MirrorStage> {
    return new MirrorStage(await openFrame(), Mirror);
  }

  /** With the mirror's code running in the frame itself: only then is the frame the one that nested mirrors hear from. */
  static async openWithOwnCode(): Promise<MirrorStage> {
    const window: Window & typeof globalThis & { Mirror?: typeof Mirror } = await openFrame();
    const script = window.document.createElement('script');
    script.type = 'module';
    script.textContent = "import { Mirror } from '/widget/engine/mirror/mirror.js'; window.Mirror = Mirror;";
    window.document.body.append(script);
    await until('the mirror’s code is loaded', () => window.Mirror !== undefined);
    return new MirrorStage(window, window.Mirror ?? Mirror);
  }

  get document(): Document {
    return this.window.document;
  }

  get body(): HTMLElement {
    return this.document.body;
  }

  /** Applies operations as one message would. */
  apply(...operations: readonly Operation[]): void {
    for (const operation of operations) this.mirror.apply(operation);
    this.mirror.settle();
  }

  query<E extends Element = HTMLElement>(selector: string): E {
    const found = this.document.querySelector<E>(selector);
    if (!found) throw new Error(`no ${selector} in ${this.document.documentElement.outerHTML.slice(0, 2000)}`);
    return found;
  }

  style(selector: string): CSSStyleDeclaration {
    return this.window.getComputedStyle(this.query(selector));
  }

  /** Settles when the next pointer comes. */
  nextPoint(): Promise<void> {
    return new Promise((resolve) => this.#pointed.push(resolve));
  }

  [Symbol.dispose](): void {
    this.window.frameElement?.remove();
  }
}

/** Waits until something is so, looking every few milliseconds, and fails with the title when it never is. */
export async function until(title: string, holds: () => boolean, limitMs = 5000): Promise<void> {
  const give = performance.now() + limitMs;
  while (!holds()) {
    if (performance.now() > give) throw new Error(`never: ${title}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
