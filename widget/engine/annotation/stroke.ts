/** What can be drawn: kinds, colours, widths, and a stroke as both sides hold it (SPEC I). Knows no elements and no screen. */

export const StrokeKind = {
  PEN: 'pen',
  /** A pen whose stroke goes by itself after VANISHING_STROKE_MS. */
  VANISHING: 'vanishing',
  HIGHLIGHTER: 'highlighter',
  RECTANGLE: 'rectangle',
  ARROW: 'arrow',
  NOTE: 'note',
  /** Marks a whole element; has no points of its own. */
  ELEMENT: 'element',
} as const;
export type StrokeKind = (typeof StrokeKind)[keyof typeof StrokeKind];

/** By number, so that no peer can say a colour that is CSS. Each is readable on white and on black, with its halo. */
export const COLOURS = [
  '#e03131',
  '#1c6fe0',
  '#2b8a3e',
  '#c2410c',
  '#7c3aed',
  '#0b7285',
  '#d6336c',
  '#212529',
] as const;

/** The colour's name in the texts, in the order of COLOURS. */
export const COLOUR_NAMES = ['red', 'blue', 'green', 'orange', 'purple', 'teal', 'pink', 'black'] as const;

/** How many widths there are: thin, medium, thick. What they are in pixels is the ink's affair. */
export const WIDTH_COUNT = 3;

export interface Stroke {
  /** Unique among its author's; of the one who draws. */
  readonly id: number;
  readonly kind: StrokeKind;
  /** A place in COLOURS. */
  readonly colour: number;
  /** 0 thin, 1 medium, 2 thick. */
  readonly width: number;
  /** Protocol id of the element that it is anchored to. */
  readonly node: number;
  /** Pairs of x and y, each a fraction of the element's box: 0 is its left or upper edge, 1 the other. */
  readonly points: readonly number[];
  /** Of a note. */
  readonly text: string;
  /** Whether it is complete; until then points may be added. */
  readonly done: boolean;
}

/** How many pairs of numbers a stroke of a kind has. */
export function pointCountOf(kind: StrokeKind): { readonly least: number; readonly most: number } {
  switch (kind) {
    case StrokeKind.PEN:
    case StrokeKind.VANISHING:
    case StrokeKind.HIGHLIGHTER:
      return { least: 1, most: Infinity };
    case StrokeKind.RECTANGLE:
    case StrokeKind.ARROW:
      return { least: 2, most: 2 };
    case StrokeKind.NOTE:
      return { least: 1, most: 1 };
    case StrokeKind.ELEMENT:
      return { least: 0, most: 0 };
  }
}

/** Whether a stroke of this kind follows the hand, so that its points add up. The others have two ends. */
export function isInk(kind: StrokeKind): boolean {
  return pointCountOf(kind).most === Infinity;
}
