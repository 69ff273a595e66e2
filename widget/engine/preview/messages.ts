/** What a customer's page and the preview in its frame say to each other, over a port that the page offers with a hello. */
import { FrameClass } from '../protocol/frame.js';

/** Page → preview, with the port; the only message that goes through `window.postMessage`. */
export const PREVIEW_HELLO = 'cobrowse-preview-hello';

/** Where the Worker serves the preview's document. */
export const PREVIEW_PATH = '/sdkapi/zcb/preview';

/** Page → preview: a message of the capture, as it was sent to agents. */
export interface ForPreview {
  readonly class: FrameClass;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Preview → page. */
export type FromPreview =
  /** The port was taken. */
  | { readonly type: 'ready' }
  /** The mirror needs a snapshot. */
  | { readonly type: 'snapshot' }
  /** The mirror lacks the bytes of these assets. */
  | { readonly type: 'assets'; readonly hashes: readonly string[] };

export function decodeForPreview(value: unknown): ForPreview | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const frameClass = Object.values(FrameClass).find((each) => each === Reflect.get(value, 'class'));
  const body: unknown = Reflect.get(value, 'body');
  if (!frameClass || !(body instanceof Uint8Array) || !(body.buffer instanceof ArrayBuffer)) return undefined;
  return { class: frameClass, body: new Uint8Array(body.buffer, body.byteOffset, body.byteLength) };
}

export function decodeFromPreview(value: unknown): FromPreview | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const type: unknown = Reflect.get(value, 'type');
  if (type === 'ready' || type === 'snapshot') return { type };
  const hashes: unknown = Reflect.get(value, 'hashes');
  if (type !== 'assets' || !Array.isArray(hashes)) return undefined;
  return { type, hashes: hashes.filter((hash) => typeof hash === 'string') };
}
