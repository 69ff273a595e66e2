/** What is said where people draw on the customer’s page, on both sides. Apart from the others, as it is loaded by itself. */
import type { Section } from '../section.js';

export interface DrawingTexts {
  /** Name of the bar of tools. */
  readonly label: string;
  /** On the button that opens it. */
  readonly open: string;
  /** The same where it cannot be opened now. */
  readonly closed: (why: string) => string;
  /** Where there is little room: the beginning of it, or a part. */
  readonly openShort: string;
  readonly close: string;
  readonly tools: Readonly<
    Record<
      'pen' | 'vanishing' | 'highlighter' | 'rectangle' | 'arrow' | 'element' | 'note' | 'laser' | 'eraser',
      string
    >
  >;
  /** Group of the colours. */
  readonly colour: string;
  readonly colours: Readonly<
    Record<'red' | 'blue' | 'green' | 'orange' | 'purple' | 'teal' | 'pink' | 'black', string>
  >;
  /** Group of the widths. */
  readonly width: string;
  readonly widths: readonly [thin: string, medium: string, thick: string];
  readonly undo: string;
  readonly redo: string;
  /** Takes away what one drew oneself. */
  readonly clear: string;
  /** Takes away what anybody drew. */
  readonly clearAll: string;
  /** Name of the area that is drawn on, with what its keys do. */
  readonly area: string;
  readonly note: string;
  readonly noteAdd: string;
  readonly cancel: string;
  readonly you: string;
  /** An author whose name is not known. */
  readonly somebody: string;
  /** A tool was chosen. */
  readonly chosen: (tool: string) => string;
  /** What the cross of the keyboard is over. */
  readonly over: (label: string) => string;
  /** A stroke was begun by a key. */
  readonly begun: string;
  readonly cancelled: string;
  /** Somebody drew something. `label` is what its element is called, or empty. */
  readonly drew: Readonly<Record<'ink' | 'rectangle' | 'arrow' | 'element', (name: string, label: string) => string>>;
  readonly wrote: (name: string, note: string) => string;
  readonly cleared: (name: string) => string;
}

/** In every language; the build puts it together. */
export declare const drawingTexts: Section<'drawing'>;
