/**
 * A desk drawn by the SDK object that the page handed in (contract, sections 2–4). It says "live" only when the SDK did, and
 * keeps the element that the viewer is drawn into; it knows no templates.
 */
import type {
  AgentCallResult,
  AgentEventMap,
  AgentSdk,
  AgentSdkSettings,
  AgentSession,
} from '../../service/agent-sdk.js';
import { CobrowseError, SessionStatus, type ErrorInfo } from '../../service/contract.js';
import { failure } from '../../service/failures.js';

const INIT_TIMEOUT_MS = 20_000;

export interface SdkDeskOptions {
  readonly sdk: AgentSdk;
  readonly settings: AgentSdkSettings;
  /** Every event of the session, in its order. */
  readonly onEvent: (name: keyof AgentEventMap, detail: unknown) => void;
}

const EVENTS: readonly (keyof AgentEventMap)[] = [
  'session_joined',
  'session_left',
  'session_ended',
  'session_error',
  'customer_focus_lost',
  'customer_transferred',
];

/**
 * Initialises the SDK.
 * @throws CobrowseError `init-refused` or `init-timeout`; the signal's reason once it is aborted.
 */
export async function openSdkDesk(options: SdkDeskOptions, signal: AbortSignal): Promise<SdkDesk> {
  const session = await init(options, signal);
  signal.throwIfAborted();
  const desk = new SdkDesk(session, options.onEvent);
  signal.addEventListener('abort', () => desk.close());
  return desk;
}

async function init({ sdk, settings }: SdkDeskOptions, signal: AbortSignal): Promise<AgentSession> {
  const { promise, resolve, reject } = Promise.withResolvers<AgentSession>();
  const timer = setTimeout(() => reject(failure('init-timeout')), INIT_TIMEOUT_MS);
  // An SDK may keep its callback for ever. So that it keeps nothing else, the wait ends, and without the signal's reason: an
  // error holds what is on its stack.
  const onAbort = (): void => reject();
  signal.addEventListener('abort', onAbort);
  try {
    sdk.init(settings, ({ success, session, error }) => {
      if (success && session) resolve(session);
      else reject(refusal('init-refused', error));
    });
    return await promise;
  } catch (cause) {
    signal.throwIfAborted();
    throw cause instanceof CobrowseError ? cause : failure('init-refused', { cause });
  } finally {
    signal.removeEventListener('abort', onAbort);
    clearTimeout(timer);
  }
}

/** A join, which an SDK may answer by its callback, by an event, or by both. */
interface JoinAttempt {
  /** Until it is answered. */
  onFailure: ((error: CobrowseError) => void) | undefined;
  /** The callback told its failure: an event with this code is the same one. */
  failedWith?: number;
}

export class SdkDesk {
  readonly #session: AgentSession;
  readonly #stopHearing: () => void;
  /** Let go of in the end: an SDK keeps its handlers and callbacks for as long as it likes. */
  #onEvent: SdkDeskOptions['onEvent'] | undefined;
  #attempt: JoinAttempt | undefined;

  constructor(session: AgentSession, onEvent: SdkDeskOptions['onEvent']) {
    this.#session = session;
    this.#onEvent = onEvent;
    const handlers = EVENTS.map((name) => ({ name, handler: (detail?: unknown) => this.#hear(name, detail) }));
    for (const { name, handler } of handlers) session.on(name, handler);
    this.#stopHearing = () => {
      for (const { name, handler } of handlers) session.off?.(name, handler);
    };
  }

  /** Whether a reload interrupted a session that `resume` gets back into. */
  get recoverable(): boolean {
    return this.#session.getSessionInfo?.().sessionStatus === SessionStatus.RECOVERABLE;
  }

  /** That it worked is told by an event; `onFailure` hears that it did not. */
  resume(onFailure: (error: CobrowseError) => void): void {
    this.#attempt = { onFailure };
    this.#session.join();
  }

  /** That it worked is told by an event; `onFailure` hears once that it did not, in whatever way the SDK tells it. */
  join(pinCode: string, sdkToken: string, onFailure: (error: CobrowseError) => void): void {
    const attempt: JoinAttempt = { onFailure };
    this.#attempt = attempt;
    try {
      this.#session.join({ pinCode, sdkToken }, (result?: AgentCallResult) => {
        if (result?.success === false) fail(attempt, refusal('service', result.error));
      });
    } catch (cause) {
      fail(attempt, failure('service', { cause }));
    }
  }

  /** Nothing is told any more. */
  close(): void {
    this.#onEvent = undefined;
    this.#settle();
    this.#stopHearing();
  }

  #hear(name: keyof AgentEventMap, detail: unknown): void {
    if (name === 'session_joined') this.#settle();
    if (name !== 'session_error') return this.#onEvent?.(name, detail);
    const attempt = this.#attempt;
    // Both the callback and the event have had their say.
    this.#attempt = undefined;
    const error = refusal('service', detail);
    if (attempt?.onFailure) fail(attempt, error);
    else if (attempt?.failedWith !== error.code) this.#onEvent?.(name, detail);
  }

  #settle(): void {
    if (this.#attempt) this.#attempt.onFailure = undefined;
    this.#attempt = undefined;
  }
}

function fail(attempt: JoinAttempt, error: CobrowseError): void {
  const { onFailure } = attempt;
  attempt.onFailure = undefined;
  attempt.failedWith = error.code;
  onFailure?.(error);
}

/** What the SDK says in an error, whatever shape it has. */
export function readErrorInfo(error: unknown): Partial<ErrorInfo> {
  if (typeof error !== 'object' || error === null) return {};
  const code: unknown = Reflect.get(error, 'code');
  const errorMsg: unknown = Reflect.get(error, 'errorMsg') ?? Reflect.get(error, 'message');
  return {
    ...(typeof code === 'number' && Number.isInteger(code) && { code }),
    ...(typeof errorMsg === 'string' && { errorMsg }),
  };
}

export function refusal(reason: 'init-refused' | 'service', error: unknown): CobrowseError {
  const { code, errorMsg } = readErrorInfo(error);
  return failure(reason, {
    ...(code !== undefined && { code }),
    ...(errorMsg !== undefined && { message: errorMsg }),
  });
}
