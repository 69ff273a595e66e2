/**
 * What passes between the desk and a mirror's sandboxed frame, and between a mirror and the mirrors nested in it.
 * The desk must take everything that comes out of a mirror as untrusted: it is checked by `decodeMirrorMessage`.
 */
import type { Area, Place } from '../geometry/place.js';
import { ASSET_HASH_LENGTH } from '../protocol/limits.js';
import type { Operation } from '../protocol/operations.js';

/** Mirror's frame → its parent window, by `window.postMessage`, once it listens: give me a port. */
export const MIRROR_READY = 'cobrowse-mirror-ready';

/** Parent window → mirror's frame, by `window.postMessage` with one transferred MessagePort. */
export const MIRROR_PORT = 'cobrowse-mirror-port';

export interface MirrorPortMessage {
  readonly type: typeof MIRROR_PORT;
  /** Present for a nested mirror: the id of the document that it shows. */
  readonly document?: number;
}

/** Desk → mirror: one inflated message of class SNAPSHOT, OPERATIONS or POINTER. */
export interface MessageForMirror {
  readonly type: 'message';
  readonly body: ArrayBuffer;
  /** Of class SNAPSHOT: it may begin a new page, so it may be answered with `restart` instead of `taken`. */
  readonly snapshot: boolean;
}

/** Desk → mirror: the bytes of an asset that the mirror asked for. */
export interface AssetForMirror {
  readonly type: 'asset';
  readonly hash: string;
  readonly bytes: Blob;
}

/** Desk → mirror: answer with a DigestMessage. For tests, and for the check at idle. */
export interface DigestRequestForMirror {
  readonly type: 'digest';
}

/** Desk → mirror: tell where these elements are, now and on every change; and of no others. */
export interface WatchForMirror {
  readonly type: 'watch';
  readonly ids: readonly number[];
}

/** Desk → mirror: answer which element is meant by an area of the viewport, which may be a point. */
export interface AimForMirror extends Area {
  readonly type: 'aim';
  /** Comes back with the answer. */
  readonly key: number;
}

export type ForMirror = MessageForMirror | AssetForMirror | DigestRequestForMirror | WatchForMirror | AimForMirror;

/** Mirror → nested mirror: what concerns its document. Operations were checked against the model already. */
export type ForNestedMirror =
  | WatchForMirror
  | AimForMirror
  | { readonly type: 'operations'; readonly operations: readonly Operation[] }
  | { readonly type: 'asset'; readonly id: number; readonly blob: Blob }
  /** An asset's bytes had to make room outside, and must not stay inside either. */
  | { readonly type: 'asset_dropped'; readonly id: number }
  /** Documents that are about to be inserted are too many: their frames stay grey boxes. */
  | { readonly type: 'frames_refused'; readonly ids: readonly number[] }
  /** The pointer left the document. */
  | { readonly type: 'leave' };

/** Nested mirror → the mirror around it. */
export type FromNestedMirror =
  PointerMessage | PlacesMessage | AimedMessage | { readonly type: 'wanted'; readonly ids: readonly number[] };

/** Mirror → desk: the customer's page changed in one of these. */
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

/** Mirror → desk: where watched elements are that were elsewhere before; without a place what is not laid out. */
export interface PlacesMessage {
  readonly type: 'places';
  readonly places: readonly (readonly [id: number, place: Place | undefined])[];
}

/** Mirror → desk: the element that was meant; 0 for none. */
export interface AimedMessage {
  readonly type: 'aimed';
  readonly key: number;
  readonly id: number;
  readonly place: Place | undefined;
  /** What it is called, as far as agents may know. */
  readonly label: string;
  /** Name of the field that a press there would go to, which may be empty; absent if it goes to none. */
  readonly field?: string;
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

/** Mirror → desk: digest of the model. */
export interface DigestMessage {
  readonly type: 'digest';
  readonly digest: number;
}

/** Mirror → desk: the customer's page said what the digest must be at this place, and it is, or it is not. */
export interface CheckedMessage {
  readonly type: 'checked';
  readonly exact: boolean;
}

/** Mirror → desk: a message or an asset was taken; the desk counts what waits here. */
export interface TakenMessage {
  readonly type: 'taken';
}

/**
 * Mirror → desk: this message begins another page and this document is used up, since names of custom elements cannot be
 * undefined and a document's mode cannot change. Here is the message back, for a new frame; this one is silent from now on.
 */
export interface RestartMessage {
  readonly type: 'restart';
  readonly quirks: boolean;
  readonly body: ArrayBuffer;
}

export type FromMirror =
  | PageStateMessage
  | ShownMessage
  | PointerMessage
  | DesyncMessage
  | AssetsWantedMessage
  | DigestMessage
  | CheckedMessage
  | TakenMessage
  | RestartMessage
  | PlacesMessage
  | AimedMessage;

/** No screen is larger, and a larger frame could make the agent's browser give up. */
const SIZE_MAX = 32_767;

/** More than any title or address that is worth reading. */
const TEXT_MAX_LENGTH = 4096;

const ASSETS_MAX = 10_000;
const HASH_PATTERN = new RegExp(`^[\\x21-\\x7e]{${ASSET_HASH_LENGTH}}$`);

/** What came out of a mirror's port as a message with known fields only, or `undefined`. */
export function decodeMirrorMessage(data: unknown): FromMirror | undefined {
  if (!isRecord(data)) return undefined;
  const { type } = data;
  switch (type) {
    case 'page': {
      const { width, height, scrollLeft, scrollTop, title, url, dark } = data;
      const fits = isSize(width) && isSize(height) && isNumber(scrollLeft) && isNumber(scrollTop);
      if (!fits || !isText(title) || !isText(url) || typeof dark !== 'boolean') return undefined;
      return { type, width, height, scrollLeft, scrollTop, title, url, dark };
    }
    case 'pointer':
      return decodePointer(data);
    case 'assets_wanted': {
      const { hashes } = data;
      return isListOf(hashes, isHash) ? { type, hashes } : undefined;
    }
    case 'digest':
      return isNumber(data['digest']) ? { type, digest: data['digest'] } : undefined;
    case 'checked':
      return typeof data['exact'] === 'boolean' ? { type, exact: data['exact'] } : undefined;
    case 'restart': {
      const { quirks, body } = data;
      return typeof quirks === 'boolean' && body instanceof ArrayBuffer ? { type, quirks, body } : undefined;
    }
    case 'shown':
    case 'desync':
    case 'taken':
      return { type };
    default:
      return decodeGeometry(data);
  }
}

/** The same for what comes out of a nested mirror. */
export function decodeNestedMessage(data: unknown): FromNestedMirror | undefined {
  if (!isRecord(data)) return undefined;
  if (data['type'] === 'pointer') return decodePointer(data);
  const { type, ids } = data;
  return type === 'wanted' && isListOf(ids, isNumber) ? { type, ids } : decodeGeometry(data);
}

/** The handshake's answer, or `undefined`. */
export function decodePortMessage(data: unknown): MirrorPortMessage | undefined {
  if (!isRecord(data) || data['type'] !== MIRROR_PORT) return undefined;
  const { document } = data;
  return isNumber(document) ? { type: MIRROR_PORT, document } : { type: MIRROR_PORT };
}

function decodePointer({ x, y, pressed }: Readonly<Record<string, unknown>>): PointerMessage | undefined {
  const fits = isNumber(x) && isNumber(y) && typeof pressed === 'boolean';
  return fits ? { type: 'pointer', x, y, pressed } : undefined;
}

function decodeGeometry(data: Readonly<Record<string, unknown>>): PlacesMessage | AimedMessage | undefined {
  const { type, places, key, id, place, label, field } = data;
  if (type === 'places') return isListOf(places, isIdAndPlace) ? { type, places } : undefined;
  const fits = isNumber(key) && isNumber(id) && isPlaceOrNone(place) && isText(label);
  if (type !== 'aimed' || !fits) return undefined;
  if (field === undefined) return { type, key, id, place, label };
  return isText(field) ? { type, key, id, place, label, field } : undefined;
}

function isIdAndPlace(value: unknown): value is readonly [number, Place | undefined] {
  return Array.isArray(value) && value.length === 2 && isNumber(value[0]) && isPlaceOrNone(value[1]);
}

function isPlaceOrNone(value: unknown): value is Place | undefined {
  return value === undefined || (Array.isArray(value) && value.length === 8 && value.every(isNumber));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isSize(value: unknown): value is number {
  return isNumber(value) && value >= 0 && value <= SIZE_MAX;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= TEXT_MAX_LENGTH;
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && HASH_PATTERN.test(value);
}

function isListOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.length <= ASSETS_MAX && value.every(isItem);
}
