/**
 * The agent's half of Zoom's npm package as types (shared/contract.md, sections 2–4). What is not documented is optional or
 * `unknown`, and is checked where it is used.
 */
import type { ErrorInfo } from './contract.js';

/** First argument of `init`. */
export interface AgentSdkSettings {
  readonly appKey: string;
  /** The element that the viewer is drawn into. */
  readonly zoomAppRoot: HTMLElement;
  /** A bare host, such as `us01-zcb.zoom.us`. */
  readonly zoomHostName: string;
}

/** An agent session's events by name, each with what its handlers get. */
export interface AgentEventMap {
  session_joined: undefined;
  session_left: undefined;
  session_ended: undefined;
  session_error: ErrorInfo;
  customer_focus_lost: undefined;
  customer_transferred: undefined;
}

export interface AgentJoinOptions {
  readonly pinCode: string;
  readonly sdkToken: string;
}

/** What calls with a callback answer. */
export interface AgentCallResult {
  readonly success?: boolean;
  readonly error?: unknown;
}

/** An agent's session. */
export interface AgentSession {
  /** Without options it resumes. */
  join(options?: AgentJoinOptions, callback?: (result: AgentCallResult) => void): unknown;
  on(event: keyof AgentEventMap, handler: (detail?: unknown) => void): unknown;
  /** Documented nowhere. */
  off?(event: keyof AgentEventMap, handler: (detail?: unknown) => void): unknown;
  getSessionInfo?(): { readonly sessionStatus?: string };
  /** An address of the desk that joins by itself. */
  createAgentViewerEndpoint?(
    options: AgentJoinOptions,
    callback: (result: AgentCallResult & { readonly agentViewerUrl?: string | undefined }) => void,
  ): unknown;
}

/** The object `ZoomCobrowseAgentSDK` of `@zoom/cobrowsesdk/agent`. */
export interface AgentSdk {
  init(
    settings: AgentSdkSettings,
    callback: (result: AgentCallResult & { readonly session?: AgentSession }) => void,
  ): unknown;
}
