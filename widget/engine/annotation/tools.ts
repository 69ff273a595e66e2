/** The tools of a hand: what there is, which key takes it, what it draws. Knows no elements. */
import { StrokeKind } from './stroke.js';

export const Tool = {
  PEN: 'pen',
  VANISHING: 'vanishing',
  HIGHLIGHTER: 'highlighter',
  RECTANGLE: 'rectangle',
  ARROW: 'arrow',
  ELEMENT: 'element',
  NOTE: 'note',
  LASER: 'laser',
  ERASER: 'eraser',
} as const;
export type Tool = (typeof Tool)[keyof typeof Tool];

/** In the order of the buttons. */
export const TOOLS: readonly Tool[] = Object.values(Tool);

/** By `KeyboardEvent.key`; of both sides and all languages. */
export const TOOL_KEYS: Readonly<Record<string, Tool>> = {
  p: Tool.PEN,
  v: Tool.VANISHING,
  h: Tool.HIGHLIGHTER,
  r: Tool.RECTANGLE,
  a: Tool.ARROW,
  s: Tool.ELEMENT,
  t: Tool.NOTE,
  l: Tool.LASER,
  e: Tool.ERASER,
};

export function keyOf(tool: Tool): string {
  return Object.keys(TOOL_KEYS).find((key) => TOOL_KEYS[key] === tool) ?? '';
}

/** Lines in a box of 20 × 20. */
export const TOOL_ICONS: Readonly<Record<Tool, string>> = {
  pen: 'M4 16l1-4L13.5 3.5a1.8 1.8 0 0 1 3 3L8 15zM12 5l3 3',
  vanishing: 'M4 16l1-4L13.5 3.5a1.8 1.8 0 0 1 3 3L8 15zM12 16h1M15 15.5l.5-.3M16.5 13.5l.3-.8',
  highlighter: 'M7 11l6-8 4 3-6 8zM7 11l-1.5 3 2.5 1.800 3-1.800M3 17.500h9',
  rectangle: 'M3 5h14v10H3z',
  arrow: 'M4 16L16 4M9 4h7v7',
  element: 'M3 7V4a1 1 0 0 1 1-1h3M13 3h3a1 1 0 0 1 1 1v3M17 13v3a1 1 0 0 1-1 1h-3M7 17H4a1 1 0 0 1-1-1v-3M7 8h6v4H7z',
  note: 'M4 4h12v9l-4 4H4zM12 17v-4h4M7 8h6',
  laser:
    'M10 7.500a2.500 2.500 0 1 0 .01 0M10 2v2M10 16v2M2 10h2M16 10h2M4.500 4.500l1.300 1.300M14.200 14.200l1.300 1.300',
  eraser: 'M8 16l-4.500-4.500 7-8 6.500 5.500-6 7zM6.500 8L13 13.500M8 16h9',
};

/** What a tool draws, if it draws strokes. */
export function kindOf(tool: Tool): StrokeKind | undefined {
  switch (tool) {
    case Tool.PEN:
      return StrokeKind.PEN;
    case Tool.VANISHING:
      return StrokeKind.VANISHING;
    case Tool.HIGHLIGHTER:
      return StrokeKind.HIGHLIGHTER;
    case Tool.RECTANGLE:
      return StrokeKind.RECTANGLE;
    case Tool.ARROW:
      return StrokeKind.ARROW;
    case Tool.ELEMENT:
      return StrokeKind.ELEMENT;
    case Tool.NOTE:
      return StrokeKind.NOTE;
    case Tool.LASER:
    case Tool.ERASER:
      return undefined;
  }
}
