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
import { SessionStatus, type CobrowseError, type ErrorInfo } from '../../service/contract.js';
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
  for (const name of EVENTS) {
    // There is no documented way to stop hearing.
    session.on(name, (detail) => !signal.aborted && options.onEvent(name, detail));
  }
  return new SdkDesk(session);
}

function init({ sdk, settings }: SdkDeskOptions, signal: AbortSignal): Promise<AgentSession> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(failure('init-timeout')), INIT_TIMEOUT_MS);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    try {
      sdk.init(settings, ({ success, session, error }) => {
        clearTimeout(timer);
        if (success && session) resolve(session);
        else reject(refusal('init-refused', error));
      });
    } catch (cause) {
      clearTimeout(timer);
      reject(failure('init-refused', { cause }));
    }
  });
}

export class SdkDesk {
  readonly #session: AgentSession;

  constructor(session: AgentSession) {
    this.#session = session;
  }

  /** Whether a reload interrupted a session that `resume` gets back into. */
  get recoverable(): boolean {
    return this.#session.getSessionInfo?.().sessionStatus === SessionStatus.RECOVERABLE;
  }

  resume(): void {
    this.#session.join();
  }

  /** That it worked is told by an event. `onFailure` hears what the SDK answers otherwise. */
  join(pinCode: string, sdkToken: string, onFailure: (error: CobrowseError) => void): void {
    try {
      this.#session.join({ pinCode, sdkToken }, (result?: AgentCallResult) => {
        if (result?.success === false) onFailure(refusal('service', result.error));
      });
    } catch (cause) {
      onFailure(failure('service', { cause }));
    }
  }
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
