/**
 * The contract of Zoom's Cobrowse SDK as types (shared/contract.md, sections 2–7): what a page calls and hears, whichever
 * service answers. A leaf: it knows neither the elements nor the engine.
 */
import type { FailureReason } from './failures.js';

/** What a PIN is made of (section 8). */
export const PIN_PATTERN = /^[A-Za-z0-9]{1,10}$/;

/**
 * What is masked: what the selectors and attributes name, or every input as well, or everything but what is opened. Passwords always
 * are. `all` is ours, not Zoom's.
 */
export const MaskType = { CUSTOM_INPUT: 'custom_input', ALL_INPUT: 'all_input', ALL: 'all' } as const;
export type MaskType = (typeof MaskType)[keyof typeof MaskType];

/** Setting `piiMask`: what the agent must not read. */
export interface MaskSettings {
  readonly maskType?: MaskType;
  /** A CSS selector list, `".pii-mask, #ssn"`. */
  readonly maskCssSelectors?: string;
  /** Attributes as `name=value` or `name`, with commas between. */
  readonly maskHTMLAttributes?: string;
  /** A CSS selector list of what may be read inside what is masked. Ours, not Zoom's. */
  readonly unmaskCssSelectors?: string;
  /** A CSS selector list of what becomes an empty box. Ours, not Zoom's. */
  readonly blockCssSelectors?: string;
  /** Names of parameters in the query of the page's address that agents may read, with commas between. Ours, not Zoom's. */
  readonly unmaskQueryParameters?: string;
}

/** Setting `remoteAssist`. */
export interface RemoteAssistSettings {
  readonly enable?: boolean;
  /** Ask the customer first; the default. */
  readonly enableCustomerConsent?: boolean;
  readonly remoteAssistTypes?: readonly string[];
  readonly requireStopConfirmation?: boolean;
}

/** Setting `multiTabSessionPersistence`. */
export interface MultiTabSettings {
  readonly enable?: boolean;
  readonly stateCookieKey?: string;
}

/** First argument of `init`. A service ignores what it does not know. */
export interface CobrowseSettings {
  /** SDK key; only where the script's address does not name it. */
  readonly appKey?: string;
  /** A bare host. Ours, and only of the npm package, which does not know where the service is. */
  readonly zoomHostName?: string;
  readonly allowAgentAnnotation?: boolean;
  readonly allowCustomerAnnotation?: boolean;
  readonly piiMask?: MaskSettings;
  /**
   * Ours: which of the page's callers this is. Its settings take the place of those that it gave before: masks that it adds hold at once in
   * a session that is on, masks that it takes away until that is over.
   */
  readonly caller?: string;
  readonly remoteAssist?: RemoteAssistSettings;
  readonly multiTabSessionPersistence?: MultiTabSettings;
  /**
   * Ours: addresses that agents see a curtain at, as `/account/*` or `https://*.example.com/pay`, with white space or commas between;
   * `*` is any characters. What cannot be read blocks every address.
   */
  readonly blockUrls?: string | readonly string[];
}

/** An error as pages get it: these two properties and no other. */
export interface ErrorInfo {
  /** A code of the contract, section 7. */
  readonly code: number;
  /** A sentence for developers. Never a token, a PIN or page content. */
  readonly errorMsg: string;
}

/** What calls with a callback answer. `error` is there exactly when `success` is false. */
export type CallResult = { readonly success: true } | { readonly success: false; readonly error: ErrorInfo };

/** What the callback of `init` gets. */
export type InitResult =
  | { readonly success: true; readonly session: CustomerSession; readonly error?: undefined }
  | { readonly success: false; readonly session?: undefined; readonly error: ErrorInfo };

export interface StartOptions {
  readonly sdkToken: string;
  /** 1–10 letters or digits. */
  readonly customPinCode?: string;
  /** Ours: what the page says of the session, such as a ticket. Up to ten names (40 of `\w.-`) with texts of up to 200 characters. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * `sessionStatus` of `getSessionInfo()`. Zoom documents `session_recoverable` alone; the other names are ours, after the
 * events that lead to them.
 */
export const SessionStatus = {
  /** No session yet. */
  IDLE: 'session_idle',
  /** A reload or a navigation interrupted a session of this tab, and `join()` can resume it. */
  RECOVERABLE: 'session_recoverable',
  CONNECTING: 'session_connecting',
  STARTED: 'session_started',
  RECONNECTING: 'session_reconnecting',
  ENDED: 'session_ended',
} as const;
export type SessionStatus = (typeof SessionStatus)[keyof typeof SessionStatus];

export interface SessionInfo {
  readonly sessionStatus: SessionStatus;
  /** While there is a session. */
  readonly pinCode?: string;
}

/** The PIN under both names that are in use. */
export interface PinDetail {
  readonly pinCode: string;
  readonly pincode: string;
}

/** An agent as the customer's page may know them. */
export interface AgentDetail {
  readonly userId: string;
  readonly userName: string;
}

/** A customer session's events by name, each with what its handlers get. */
export interface CustomerEventMap {
  /** The PIN to show to the customer; the only one. */
  pincode_updated: PinDetail;
  session_started: undefined;
  /** A session was resumed by `join()`. */
  session_joined: undefined;
  agent_joined: AgentDetail;
  agent_left: AgentDetail;
  /** The connection was lost and is being restored. */
  session_reconnecting: undefined;
  session_ended: undefined;
  session_error: ErrorInfo;
  /** The customer allowed an agent to scroll the page. */
  remote_assist_started: undefined;
  remote_assist_stopped: undefined;
  /** Ours, not Zoom's: agents see a curtain in place of the page, as the customer has paused or its address is not shared. */
  sharing_paused: undefined;
  /** Ours, not Zoom's: agents see the page again. */
  sharing_resumed: undefined;
  /** Ours, not Zoom's: agents see another tab of the customer's. */
  sharing_elsewhere: undefined;
  /** Ours, not Zoom's: agents see this tab again. */
  sharing_here: undefined;
}

export type CustomerEventName = keyof CustomerEventMap;
export type CustomerEventHandler<Name extends CustomerEventName> = (detail: CustomerEventMap[Name]) => void;

/**
 * A customer's session. Calls take a callback as Zoom's do, and answer a promise of the same result that never rejects, so
 * that a page that ignores it gets no unhandled rejection.
 */
export interface CustomerSession {
  start(options: StartOptions, callback?: (result: CallResult) => void): Promise<CallResult>;
  /** Resumes the session of this tab that a reload or a navigation interrupted. */
  join(callback?: (result: CallResult) => void): Promise<CallResult>;
  end(callback?: (result: CallResult) => void): Promise<CallResult>;
  on<Name extends CustomerEventName>(event: Name, handler: CustomerEventHandler<Name>): void;
  off<Name extends CustomerEventName>(event: Name, handler: CustomerEventHandler<Name>): void;
  getSessionInfo(): SessionInfo;
}

/** The global `ZoomCobrowseSDK`. */
export interface CustomerSdk {
  init(settings: CobrowseSettings, callback?: (result: InitResult) => void): void;
}

export interface CobrowseErrorOptions {
  readonly retryable?: boolean;
  readonly cause?: unknown;
  readonly reason?: FailureReason;
  readonly retryAfterSeconds?: number;
}

/** The one error type. `message` is a sentence for developers, under the same rule as `errorMsg`. */
export class CobrowseError extends Error {
  override name = 'CobrowseError';
  /** A code of the contract, section 7. */
  readonly code: number;
  /** Whether the same call may succeed if it is made again. */
  readonly retryable: boolean;
  /** What went wrong where the code leaves it open: a name of `failures.ts`. */
  readonly reason: FailureReason | undefined;
  /** How long to wait before the next attempt, where the service said so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(code: number, message: string, options: CobrowseErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.reason = options.reason;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  /** The form that pages get. */
  get info(): ErrorInfo {
    return { code: this.code, errorMsg: this.message };
  }
}
