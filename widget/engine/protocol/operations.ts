/**
 * What a customer's page tells its mirrors: operations on the page's model (SPEC O), one interface each.
 * All of them go customer → agents. Ids are the capture's; a node keeps its id for as long as the capture runs.
 */
import type { MaskedString } from './masked-string.js';

/** The root document's id, in every session. */
export const ROOT_ID = 1;

/** In place of an id: no node. */
export const NO_NODE = 0;

export const NodeKind = {
  ELEMENT: 'e',
  TEXT: 't',
  /** An open shadow root; always its host's first child in the model. */
  SHADOW_ROOT: 's',
  /** The document inside a same-origin iframe; its element's only child. */
  DOCUMENT: 'd',
} as const;
export type NodeKind = (typeof NodeKind)[keyof typeof NodeKind];

export const Namespace = { HTML: 'h', SVG: 's', MATHML: 'm' } as const;
export type Namespace = (typeof Namespace)[keyof typeof Namespace];

/** A node without its children, which follow in inserts of their own. */
export type NodeData = ElementData | TextData | ShadowRootData | DocumentData;

export interface ElementData {
  readonly kind: typeof NodeKind.ELEMENT;
  readonly id: number;
  readonly namespace: Namespace;
  readonly name: MaskedString;
  /** Name, value, name, value, … */
  readonly attributes: readonly MaskedString[];
}

export interface TextData {
  readonly kind: typeof NodeKind.TEXT;
  readonly id: number;
  readonly text: MaskedString;
}

export interface ShadowRootData {
  readonly kind: typeof NodeKind.SHADOW_ROOT;
  readonly id: number;
}

export interface DocumentData {
  readonly kind: typeof NodeKind.DOCUMENT;
  readonly id: number;
  /** Whether the document is in quirks mode, which changes its layout. */
  readonly quirks: boolean;
}

/** What a node's property holds, by name. Absent means the value that a fresh node has. */
export const PROPERTY_TYPE = {
  /** Current value of an input or textarea. */
  value: 'string',
  checked: 'number',
  indeterminate: 'number',
  /** Indices of a select's chosen options, as "0,3". */
  selection: 'string',
  /** Scroll position in CSS pixels; on a document, the window's. */
  scrollLeft: 'number',
  scrollTop: 'number',
  /** 1 while a dialog is modal. */
  modal: 'number',
  /** 1 while a popover is shown. */
  popover: 'number',
  /** Natural size of an image or video in CSS pixels. */
  boxWidth: 'number',
  boxHeight: 'number',
  /** On a document: id of the focused element. */
  focus: 'number',
  /** On the root document: width and height of the layout viewport in CSS pixels. */
  viewportWidth: 'number',
  viewportHeight: 'number',
  /** On the root document: what the customer's media features answer, as "prefers-color-scheme:dark;hover:none". */
  media: 'string',
  /** On the root document. */
  title: 'string',
  /** On the root document: origin and path, no query. */
  url: 'string',
} as const satisfies Record<string, 'string' | 'number'>;

export type PropertyName = keyof typeof PROPERTY_TYPE;
export type PropertyValue = number | MaskedString;

/** A sheet's content: one text, or a list of rules that can be spliced. */
export const SheetMode = { TEXT: 't', RULES: 'r' } as const;
export type SheetMode = (typeof SheetMode)[keyof typeof SheetMode];

/** Forget everything: a snapshot starts with the root document. */
export interface BeginOperation {
  readonly type: 'begin';
  readonly quirks: boolean;
}

/** The snapshot is complete and worth showing. */
export interface EndOperation {
  readonly type: 'end';
}

/** Put new nodes into `parent`, in order, before `before` (or at the end). */
export interface InsertOperation {
  readonly type: 'insert';
  readonly parent: number;
  readonly before: number;
  readonly nodes: readonly NodeData[];
  /**
   * For an element whose only child is a text, that text, at the element's index: most texts are alone, and travel with their element.
   * A reader gets inserts of their own in its place.
   */
  readonly texts?: readonly (TextData | undefined)[];
}

/** Put known nodes into `parent`, in order, before `before` (or at the end). Never across documents. */
export interface MoveOperation {
  readonly type: 'move';
  readonly parent: number;
  readonly before: number;
  readonly ids: readonly number[];
}

/** Take nodes out with all that is below them. */
export interface RemoveOperation {
  readonly type: 'remove';
  readonly ids: readonly number[];
}

/** Set an attribute, or take it away (`undefined`). */
export interface AttributeOperation {
  readonly type: 'attribute';
  readonly id: number;
  readonly name: MaskedString;
  readonly value: MaskedString | undefined;
}

/** Replace a text node's text. */
export interface TextOperation {
  readonly type: 'text';
  readonly id: number;
  readonly text: MaskedString;
}

/** Set a property. */
export interface PropertyOperation {
  readonly type: 'property';
  readonly id: number;
  readonly name: PropertyName;
  readonly value: PropertyValue;
}

/**
 * Splice a style sheet's content. `id` is a style or link element's, or that of a constructed sheet, which comes to be by its
 * first splice and goes with its last adopter. A change of mode replaces the whole content.
 */
export interface SheetOperation {
  readonly type: 'sheet';
  readonly id: number;
  readonly mode: SheetMode;
  readonly index: number;
  readonly removed: number;
  readonly chunks: readonly MaskedString[];
}

/** The constructed sheets that a document or shadow root adopts, in order. */
export interface AdoptOperation {
  readonly type: 'adopt';
  readonly id: number;
  readonly sheets: readonly number[];
}

/** A custom element's name is defined in this document: `:defined` matches from now on. */
export interface DefineOperation {
  readonly type: 'define';
  readonly id: number;
  readonly name: MaskedString;
}

/**
 * An asset that attributes and sheets name as `cobrowse-asset:ID` was read: agents may ask for its bytes by hash. Without a hash: nothing
 * names it any more.
 */
export interface AssetOperation {
  readonly type: 'asset';
  readonly id: number;
  readonly hash: MaskedString;
  readonly mimeType: MaskedString;
}

/** Where the customer points: a place in an element, as fractions of its box. Not part of the model. */
export interface PointerOperation {
  readonly type: 'pointer';
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly pressed: boolean;
}

/** What the model's digest must be once everything before this is applied (SPEC D). Not part of the model. */
export interface DigestOperation {
  readonly type: 'digest';
  readonly value: number;
}

export type Operation =
  | BeginOperation
  | EndOperation
  | InsertOperation
  | MoveOperation
  | RemoveOperation
  | AttributeOperation
  | TextOperation
  | PropertyOperation
  | SheetOperation
  | AdoptOperation
  | DefineOperation
  | AssetOperation
  | PointerOperation
  | DigestOperation;

/** How an attribute or a sheet names an asset: this and the asset's id. */
export const ASSET_SCHEME = 'cobrowse-asset:';
