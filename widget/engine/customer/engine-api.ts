/** The seam between the small script, which every page loads, and the engine, which only a session loads. Types alone. */
import type { CobrowseSettings, SessionInfo, StartOptions } from '../../service/contract.js';
import type { Admission, ClientMessage, CustomerMessage } from '../protocol/control.js';
import type { Emitter } from './emitter.js';

/** What the engine needs from the script that loaded it. */
export interface EngineHost {
  /** The service's origin. */
  readonly origin: string;
  /** All that the page ever gave, the last at the end: nothing is checked yet. */
  readonly settings: () => readonly CobrowseSettings[];
  readonly emit: Emitter['emit'];
  /** The part for several tabs, on pages that ask for it. */
  readonly tabs?: () => TabsPart | undefined;
}

/** What a tab gets that joins another one's session. */
export interface TabAdmission extends Admission {
  /** What the other tabs mask; read with care. */
  readonly piiMask: unknown;
}

/** What the part for several tabs uses of a session. */
export interface TabSession {
  readonly sessionId: string;
  /** What this tab masks. */
  readonly masking: () => unknown;
  readonly control: (message: ClientMessage) => void;
}

/** One tab's part in a session. It is told in order; and nothing after `close()`. */
export interface TabLink {
  hear(message: CustomerMessage): void;
  reconnecting(): void;
  /** This tab masks more than before. */
  masksChanged(): void;
  /** The session is over. */
  close(): void;
}

/** Where a question may be put. */
export interface PanelParts {
  readonly host: HTMLElement;
  readonly section: HTMLElement;
}

/** A panel that can say meanwhile what is asked, and that the session is being joined. */
export interface AskingPanel extends PanelParts {
  show(view: { readonly state: 'asking'; readonly headline: string } | { readonly state: 'reconnecting' }): void;
}

/** Several tabs of one customer (SPEC K). */
export interface TabsPart {
  /** Whether the customer has a session in another tab of this site, and did not refuse to join it here. */
  readonly found: boolean;
  /** Whether they refused to join that session here: then this tab may start one of its own. */
  isDeclined(sessionId: string): boolean;
  /**
   * Lets this tab into it, if need be once the customer has said so in the panel. Rejects with a CobrowseError; where they say no,
   * it cancels.
   */
  admit(cancel: AbortController, panel: AskingPanel): Promise<TabAdmission>;
  link(session: TabSession): TabLink;
  /** Calls whenever the customer comes to this tab while there is such a session. */
  follow(act: () => void): void;
}

/** The exports of that part's file. */
export interface TabsModule {
  createTabs(service: string, key: unknown): TabsPart;
}

/** One customer's sessions, one after another. Calls reject with a CobrowseError. */
export interface CustomerEngine {
  readonly info: SessionInfo;
  start(options: StartOptions): Promise<void>;
  join(): Promise<void>;
  end(): Promise<void>;
}

/** The engine chunk's exports. */
export interface EngineModule {
  createEngine(host: EngineHost): CustomerEngine;
}
