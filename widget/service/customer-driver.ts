/**
 * Moves a board's session: loads the SDK, resumes or starts, follows what the service says, and ends. Never ahead of the service:
 * a state is put up when it has said so. Knows no element.
 */
import { ErrorCode } from '../engine/protocol/error-codes.js';
import { serviceKind } from './capabilities.js';
import type { ServiceConfig } from './config.js';
import {
  CobrowseError,
  type CobrowseSettings,
  type CustomerEventName,
  type ErrorInfo,
  type MaskSettings,
} from './contract.js';
import { checkEnvironment, type Environment } from './environment.js';
import { failure } from './failures.js';
import { configFor, tokenFor, type OpenRequest } from './open-request.js';
import { clearMarker, NOTE_INTERVAL_MS, writeMarker } from './resume-marker.js';
import { initFromPage, initSdk, type LoadLimits } from './script-loader.js';
import { pageScriptUrl } from './sdk-global.js';
import { isRecoverable, isSdk, readError, type ServiceSdk } from './sdk-shape.js';
import type { ServiceSession, SessionBoard, SessionDriver, SessionFact, SessionSnapshot } from './session-board.js';
import { limit, makeCall, type CallOutcome, type PendingCall } from './session-calls.js';
import { runningOf, SESSION_EVENTS, stepOf } from './session-step.js';

/** A service that does not confirm an end must not hold the page. */
const END_LIMIT_MS = 10_000;

const END_UNCONFIRMED: ErrorInfo = { code: ErrorCode.UNDEFINED, errorMsg: 'The service did not confirm the end.' };

export interface DriverOptions {
  /** Names the service in the note that this tab keeps over a navigation. */
  readonly service: string;
  readonly environment?: Environment;
  readonly limits?: LoadLimits;
}

interface Initialised {
  readonly session: ServiceSession;
  readonly sdk: unknown;
  readonly settings: CobrowseSettings;
  /** Calls the same `init` again. */
  readonly again: (settings: CobrowseSettings) => Promise<ServiceSession>;
  readonly unfollow: () => void;
}

export class CustomerDriver implements SessionDriver {
  readonly #board: SessionBoard;
  readonly #options: DriverOptions;
  #initialised: Initialised | undefined;
  /** `start` or `join`, while it waits for its answer. */
  #opening: PendingCall | undefined;
  #ending: PendingCall | undefined;
  /** The attempt was cancelled after the service had been asked: whatever it may still begin is ended at once. */
  #cancelled = false;
  #cancelling: Promise<unknown> | undefined;
  #pageWatch: AbortController | undefined;

  constructor(board: SessionBoard, options: DriverOptions) {
    this.#board = board;
    this.#options = options;
  }

  async open(request: OpenRequest, cancel: AbortController): Promise<void> {
    const { signal } = cancel;
    clearMarker();
    this.#watchPage();
    try {
      await this.#open(request, signal);
    } catch (cause) {
      if (signal.aborted) return;
      const error = cause instanceof CobrowseError ? cause : failure('service', { cause });
      this.#put({ state: 'error', error }, { name: 'session_error', detail: error });
    }
  }

  async end(): Promise<void> {
    const snapshot = runningOf(this.#board.snapshot);
    if (!snapshot) return;
    if (snapshot.ending) return void (await this.#ending?.promise);
    const { session } = snapshot;
    this.#put({ ...snapshot, ending: true });
    const error = await this.#callEnd(session);
    const now = runningOf(this.#board.snapshot);
    // Mostly over already, by the service's own event.
    if (now?.session !== session) return;
    if (!error) return this.#put({ state: 'ended' }, { name: 'session_ended', detail: undefined });
    const detail = failure('service', { code: error.code, message: error.errorMsg });
    this.#put({ ...now, ending: false }, { name: 'session_error', detail });
  }

  remask(piiMask: MaskSettings | undefined, caller: string): void {
    const known = this.#initialised;
    // What a second `init` does to a session of Zoom's is not documented.
    if (!known || this.#board.kind !== 'engine' || !runningOf(this.#board.snapshot)) return;
    const { piiMask: _before, ...others } = known.settings;
    const settings: CobrowseSettings = { ...others, ...(piiMask && { piiMask }), caller };
    this.#initialised = { ...known, settings };
    known.again(settings).catch(reportError);
  }

  async #open(request: OpenRequest, signal: AbortSignal): Promise<void> {
    checkEnvironment(this.#options.environment ?? window);
    const sdk = request.sdk === undefined ? undefined : readSdk(request.sdk);
    const config = await configFor(request, signal);
    signal.throwIfAborted();
    this.#board.kind = config?.kind ?? (sdk ? 'zoom' : serviceKind(pageScriptUrl() ?? ''));
    const { settings, customPin, metadata } = request.plan(this.#board.kind);
    // Side by side with the script, which takes longer.
    const token = request.resuming ? undefined : tokenFor(request, config, customPin !== undefined, signal);
    token?.catch(() => undefined);

    const session = await this.#initialise(sdk, config, settings, signal);
    signal.throwIfAborted();
    if (isRecoverable(session)) {
      const error = await this.#ask(session, signal, (callback) => session.join(callback));
      if (!error) return;
      // Nobody pressed anything. Somebody who did wants a session, if not that one.
      if (request.resuming) throw failure('service', { code: error.code, message: error.errorMsg });
    } else if (request.resuming) {
      return this.#put({ state: 'idle' });
    }
    const sdkToken = (await token) ?? '';
    await this.#cancelling;
    signal.throwIfAborted();
    const options = {
      sdkToken,
      ...(customPin !== undefined && { customPinCode: customPin }),
      ...(metadata && { metadata }),
    };
    const error = await this.#ask(session, signal, (callback) => session.start(options, callback));
    if (error) throw failure('service', { code: error.code, message: error.errorMsg });
  }

  async #initialise(
    sdk: ServiceSdk | undefined,
    config: ServiceConfig | undefined,
    settings: CobrowseSettings,
    signal: AbortSignal,
  ): Promise<ServiceSession> {
    const known = this.#initialised;
    if (known && known.sdk === sdk && asksForTheSame(known.settings, settings)) return known.session;
    const { limits } = this.#options;
    const init = (wanted: CobrowseSettings, until: AbortSignal): Promise<ServiceSession> => {
      const request = { settings: wanted, signal: until, config, ...(limits && { limits }) };
      return sdk ? initSdk(sdk, request) : initFromPage(request);
    };
    const session = await init(settings, signal);
    // The signal is that of the attempt, which is over by then.
    const again = (wanted: CobrowseSettings): Promise<ServiceSession> => init(wanted, new AbortController().signal);
    if (session === known?.session) {
      this.#initialised = { ...known, sdk, settings, again };
    } else {
      known?.unfollow();
      this.#initialised = { session, sdk, settings, again, unfollow: this.#follow(session) };
    }
    return session;
  }

  #follow(session: ServiceSession): () => void {
    const handlers = SESSION_EVENTS.map((name) => {
      const handler = (detail: unknown): void => {
        // Zoom documents no `off`, so a former session may still talk.
        if (this.#initialised?.session === session) this.#heard(session, name, detail);
      };
      session.on(name, handler);
      return { name, handler };
    });
    return () => {
      for (const { name, handler } of handlers) session.off?.(name, handler);
    };
  }

  #heard(session: ServiceSession, name: CustomerEventName, detail: unknown): void {
    const { snapshot } = this.#board;
    if (this.#cancelled) {
      if (name !== 'session_ended' && name !== 'session_error') this.#abandon(session);
      return;
    }
    // It is the answer to a call, and reported as such.
    if (name === 'session_error' && snapshot.state === 'loading' && this.#opening) {
      return this.#opening.resolve(readError(detail));
    }
    const step = stepOf(snapshot, session, name, detail);
    if (!step) return;
    this.#put(step.snapshot, step.fact);
    if (name !== 'session_error') this.#opening?.resolve(undefined);
    if (name === 'session_ended') this.#ending?.resolve(undefined);
  }

  /** `start` or `join`. Rejects once the attempt is cancelled; what the service may begin even so is ended. */
  async #ask(
    session: ServiceSession,
    signal: AbortSignal,
    call: (callback: (result: unknown) => void) => unknown,
  ): Promise<CallOutcome> {
    this.#cancelled = false;
    const pending = makeCall(call);
    this.#opening = pending;
    const onAbort = (): void => {
      this.#cancelled = true;
      this.#abandon(session);
      pending.reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort);
    try {
      return await pending.promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
      if (this.#opening === pending) this.#opening = undefined;
    }
  }

  #abandon(session: ServiceSession): void {
    this.#cancelling = this.#callEnd(session);
  }

  async #callEnd(session: ServiceSession): Promise<CallOutcome> {
    const pending = makeCall((callback) => session.end(callback));
    this.#ending = pending;
    try {
      return await limit(pending, END_LIMIT_MS, END_UNCONFIRMED);
    } finally {
      if (this.#ending === pending) this.#ending = undefined;
    }
  }

  #put(snapshot: SessionSnapshot, fact?: SessionFact): void {
    this.#board.publish(snapshot, fact);
    this.#watchPage();
  }

  /** While there is something to resume, this tab has a note of it. */
  #watchPage(): void {
    const { snapshot } = this.#board;
    const isWorthIt = runningOf(snapshot) || (snapshot.state === 'loading' && snapshot.resuming);
    if (!isWorthIt) {
      if (this.#pageWatch) clearMarker();
      this.#pageWatch?.abort();
      this.#pageWatch = undefined;
      return;
    }
    if (this.#pageWatch) return;
    this.#pageWatch = new AbortController();
    const { signal } = this.#pageWatch;
    const write = (): void => writeMarker(this.#options.service);
    write();
    const writing = setInterval(write, NOTE_INTERVAL_MS);
    signal.addEventListener('abort', () => clearInterval(writing));
    addEventListener('pagehide', write, { signal });
  }
}

function readSdk(given: unknown): ServiceSdk {
  if (isSdk(given)) return given;
  throw failure('not-configured', { message: 'The sdk property holds no SDK: it has no init().' });
}

/** Whoever asks: of buttons that come and go each is a caller of its own. */
function asksForTheSame(one: CobrowseSettings, other: CobrowseSettings): boolean {
  const [first, second] = [one, other].map((settings) => JSON.stringify({ ...settings, caller: undefined }));
  return first === second;
}
