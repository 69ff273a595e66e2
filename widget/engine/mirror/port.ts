/**
 * What passes between the desk and a mirror's sandboxed frame, and between a mirror and the mirrors nested in it.
 * The desk must take everything that comes out of a mirror as untrusted: it is checked by `decodeMirrorMessage`.
 */
import type { Operation } from '../protocol/operations.js';

/** Mirror's frame → its parent window, by `window.postMessage`, once it listens: give me a port. */
export const MIRROR_READY = 'cobrowse-mirror-ready';

/** Parent window → mirror's frame, by `window.postMessage` with one transferred MessagePort. */
export const MIRROR_PORT = 'cobrowse-mirror-port';

/** Desk → mirror: one inflated message of class SNAPSHOT, OPERATIONS or POINTER. */
export interface MessageForMirror {
  readonly type: 'message';
  readonly body: ArrayBuffer;
}

/** Desk → mirror: the bytes of an asset that the mirror asked for. */
export interface AssetForMirror {
  readonly type: 'asset';
  readonly hash: string;
  readonly bytes: ArrayBuffer;
}

/** Desk → mirror: answer with a DigestMessage. For tests, and for the check at idle. */
export interface DigestRequestForMirror {
  readonly type: 'digest';
}

export type ForMirror = MessageForMirror | AssetForMirror | DigestRequestForMirror;

/** Mirror → nested mirror: what concerns its document. Operations were checked against the model already. */
export type ForNestedMirror =
  | { readonly type: 'operations'; readonly operations: readonly Operation[] }
  | { readonly type: 'asset'; readonly id: number; readonly mimeType: string; readonly bytes: ArrayBuffer };

/** Mirror → desk: the snapshot is complete and drawn, or its page changed in one of these. */
export interface PageStateMessage {
  readonly type: 'page';
  readonly width: number;
  readonly height: number;
  readonly scrollLeft: number;
  readonly scrollTop: number;
  readonly title: string;
  readonly url: string;
  readonly dark: boolean;
}

/** Mirror → desk: the snapshot is complete. */
export interface ShownMessage {
  readonly type: 'shown';
}

/** Mirror → desk: where the customer points, in CSS pixels of the mirror's viewport. */
export interface PointerMessage {
  readonly type: 'pointer';
  readonly x: number;
  readonly y: number;
  readonly pressed: boolean;
}

/** Mirror → desk: an operation did not fit the model; only a snapshot helps. */
export interface DesyncMessage {
  readonly type: 'desync';
}

/** Mirror → desk: assets whose bytes are missing. */
export interface AssetsWantedMessage {
  readonly type: 'assets_wanted';
  readonly hashes: readonly string[];
}

/** Mirror → desk: digest of the model, and how many operations it took. */
export interface DigestMessage {
  readonly type: 'digest';
  readonly digest: number;
}

export type FromMirror =
  | PageStateMessage
  | ShownMessage
  | PointerMessage
  | DesyncMessage
  | AssetsWantedMessage
  | DigestMessage;
