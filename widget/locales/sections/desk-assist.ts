/** The desk's tools for helping: asking for control, notes to the customer, the curtain of a pause. Loaded with them. */
import type { Section } from '../section.js';

export interface DeskAssistTexts {
  /** Name of the tool and of its panel. */
  readonly assist: string;
  readonly kinds: Readonly<Record<'scroll_page' | 'click' | 'fill_form', string>>;
  readonly ask: string;
  /** The button's full name, for assistive technology. */
  readonly askFor: (kind: string) => string;
  readonly asking: string;
  readonly allowed: string;
  readonly refused: string;
  /** Of kinds, that they were allowed or not. */
  readonly said: (kinds: readonly string[], outcome: string) => string;
  /** How long the customer is left alone after a no. */
  readonly rest: string;
  readonly stop: string;
  readonly take: string;
  readonly letGo: string;
  /** While this agent has control, where there is a touch screen: in few words. */
  readonly holding: string;
  /** While this agent has control: how to use it. */
  readonly inControl: (scrolls: boolean, presses: boolean) => string;
  /** Into a field of this name, if it has one. */
  readonly typing: (field: string) => string;
  readonly handsOff: string;
  /** The keyboard's cross is over something. */
  readonly over: (label: string) => string;
  /** The cross came into sight, over something that may have no name; the next key presses. */
  readonly aimed: (label: string) => string;
  readonly customerActs: string;
  /** Another agent has control; to ask takes it over. */
  readonly otherInControl: (name: string) => string;
  readonly stopped: string;
  readonly outcomes: Readonly<Record<'asked' | 'agreed' | 'declined' | 'rests' | 'refused' | 'missed', string>>;
  /** Name of the place that takes the keyboard. */
  readonly keyboard: string;
  readonly note: string;
  readonly noteText: string;
  readonly noteLink: string;
  readonly noteLinkHint: string;
  readonly send: string;
  readonly noteEmpty: string;
  readonly noteLinkWrong: string;
  readonly noteTooMany: string;
  readonly sent: string;
  readonly shown: string;
  readonly opened: string;
  readonly sentNotes: string;
}

/** In every language; the build puts it together. */
export declare const deskAssistTexts: Section<'deskAssist'>;
