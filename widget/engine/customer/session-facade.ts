/**
 * The `session` object that pages hold. It loads the engine when a session starts or resumes, and passes calls on. Part of
 * the small script: what is not needed before a session belongs into the engine.
 */
import {
  CobrowseError,
  SessionStatus,
  type CallResult,
  type CobrowseSettings,
  type CustomerSession,
  type ErrorInfo,
} from '../../service/contract.js';
import { ErrorCode } from '../protocol/error-codes.js';
import { callPage, createEmitter } from './emitter.js';
import type { CustomerEngine, EngineModule, TabsPart } from './engine-api.js';
import { readMarker } from './resume-marker.js';

export interface FacadeOptions {
  readonly origin: string;
  /** Asked at each start, so that every `init` before it counts. */
  readonly settings: () => readonly CobrowseSettings[];
  readonly load: () => Promise<EngineModule>;
  readonly tabs?: () => TabsPart | undefined;
}

type Callback = ((result: CallResult) => void) | undefined;

export function createSession({ origin, settings, load, tabs }: FacadeOptions): CustomerSession {
  const { on, off, emit } = createEmitter();
  let engine: CustomerEngine | undefined;
  let loading: Promise<CustomerEngine> | undefined;

  const getEngine = (): Promise<CustomerEngine> =>
    (loading ??= load().then(
      (module) => (engine = module.createEngine({ origin, settings, emit, ...(tabs && { tabs }) })),
      (cause: unknown) => {
        loading = undefined;
        const error = new CobrowseError(
          ErrorCode.SESSION_START_FAILED,
          'The co-browsing engine did not load. Check the network and that the script-src of the page allows the service.',
          { retryable: true, cause },
        );
        emit('session_error', error.info);
        throw error;
      },
    ));

  async function answer(callback: Callback, call: () => Promise<void>): Promise<CallResult> {
    let result: CallResult;
    try {
      await call();
      result = { success: true };
    } catch (error) {
      if (!isCobrowseError(error)) reportError(error);
      result = { success: false, error: toInfo(error) };
    }
    if (typeof callback === 'function') callPage(() => callback(result));
    return result;
  }

  function open(callback: Callback, call: (engine: CustomerEngine) => Promise<void>): Promise<CallResult> {
    // The engine says so itself once it is there; this is for while it loads.
    const busy = loading !== undefined && engine === undefined;
    return answer(callback, async () => {
      if (busy) throw new CobrowseError(ErrorCode.SESSION_CONNECTING_IN_PROGRESS, 'A session is being connected.');
      await call(await getEngine());
    });
  }

  return {
    on,
    off,
    start: (options, callback) => open(callback, (loaded) => loaded.start(options)),
    join: (callback) => open(callback, (loaded) => loaded.join()),
    end: (callback) => answer(callback, async () => (await loading)?.end()),
    getSessionInfo() {
      if (loading && !engine) return { sessionStatus: SessionStatus.CONNECTING };
      const info = engine?.info ?? { sessionStatus: SessionStatus.IDLE };
      const { sessionStatus } = info;
      if (sessionStatus !== SessionStatus.IDLE && sessionStatus !== SessionStatus.ENDED) return info;
      const marker = readMarker(origin);
      if (marker) return { sessionStatus: SessionStatus.RECOVERABLE, pinCode: marker.pinCode };
      return tabs?.()?.found ? { sessionStatus: SessionStatus.RECOVERABLE } : info;
    },
  };
}

/** By its shape: the engine is a bundle of its own, so its CobrowseError is another class than this one. */
function isCobrowseError(error: unknown): error is CobrowseError {
  return error instanceof Error && 'retryable' in error && 'code' in error && typeof error.code === 'number';
}

function toInfo(error: unknown): ErrorInfo {
  if (isCobrowseError(error)) return { code: error.code, errorMsg: error.message };
  return { code: ErrorCode.UNDEFINED, errorMsg: 'Something unexpected went wrong.' };
}
