/** Short messages from an agent, in the customer's panel. Loaded when one arrives. */
import type { Section } from '../section.js';

export interface NotesTexts {
  /** Who wrote it. */
  readonly from: (name: string) => string;
  /** A link's button: the host that it leads to. */
  readonly open: (host: string) => string;
  readonly opensElsewhere: string;
  readonly dismiss: string;
}

/** In every language; the build puts it together. */
export declare const notesTexts: Section<'notes'>;
