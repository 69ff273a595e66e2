/**
 * Brings an SDK to answer `init`: the one that the page has or hands in, else the service's script. Every way in which that can
 * fail is told apart, and after each of them the next call really tries again. Knows no session.
 */
import type { ServiceConfig } from './config.js';
import { CobrowseError, type CobrowseSettings } from './contract.js';
import { failure } from './failures.js';
import { forgetScript, forgetSdk, requestScript, scriptService } from './script-tag.js';
import { callPageSdk, pageScriptUrl, pageSdk, saveCall } from './sdk-global.js';
import { failureOf, fieldOf, isSession, type ServiceSdk } from './sdk-shape.js';
import type { ServiceSession } from './session-board.js';

export interface LoadLimits {
  /** For the script to arrive. Zoom's has 3.4 MB. */
  readonly arrivalMs: number;
  /** From then on, for `init` to be answered. */
  readonly answerMs: number;
  /** A violation of the page's policy may be reported after the script's error. */
  readonly violationMs: number;
}

export const LOAD_LIMITS: LoadLimits = { arrivalMs: 45_000, answerMs: 15_000, violationMs: 100 };

export interface LoadRequest {
  readonly settings: CobrowseSettings;
  readonly signal: AbortSignal;
  /** Absent if the page brings the SDK and nothing has to be loaded. */
  readonly config?: ServiceConfig | undefined;
  readonly limits?: LoadLimits;
}

/**
 * The session of an SDK object that the page handed in.
 * @throws CobrowseError `init-refused` or `init-timeout`; the signal's reason once it is aborted.
 */
export function initSdk(sdk: ServiceSdk, request: LoadRequest): Promise<ServiceSession> {
  return new InitAttempt(request).run((attempt) => {
    attempt.expectAnswer(sdk);
    sdk.init(request.settings, attempt.callback);
  });
}

/**
 * The session of the page's SDK, else of the service's script.
 * @throws CobrowseError with a `script-…` or `init-…` reason, `other-service`, `not-configured`, `trusted-types-refused`; the
 * signal's reason once it is aborted.
 */
export function initFromPage(request: LoadRequest): Promise<ServiceSession> {
  return new InitAttempt(request, forgetSdk).run((attempt) => {
    const { config, settings } = request;
    const loadedFrom = scriptService();
    if (config && loadedFrom !== undefined && loadedFrom !== config.serviceUrl) throw failure('other-service');
    const call = { settings, callback: attempt.callback };
    const found = pageSdk();
    if (!found) {
      attempt.onSettled(saveCall(call));
      return attempt.loadScript();
    }
    attempt.expectAnswer(found);
    const isStub = callPageSdk(found, call);
    // A snippet without its script.
    if (isStub && pageScriptUrl() === undefined) attempt.loadScript();
  });
}

/** One wait for one answer of `init`. Whatever it listens to, it lets go of in the end. */
class InitAttempt {
  readonly #request: LoadRequest;
  readonly #limits: LoadLimits;
  readonly #onRefused: (() => void) | undefined;
  readonly #outcome = Promise.withResolvers<ServiceSession>();
  readonly #settled: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly callback = (result: unknown): void => {
    const session = fieldOf(result, 'session');
    if (fieldOf(result, 'success') === true && isSession(session)) return this.#outcome.resolve(session);
    const { code, errorMsg } = failureOf(result) ?? {};
    this.#fail(failure('init-refused', { ...(code && { code }), ...(errorMsg && { message: errorMsg }) }));
  };

  constructor(request: LoadRequest, onRefused?: () => void) {
    this.#request = request;
    this.#onRefused = onRefused;
    this.#limits = request.limits ?? LOAD_LIMITS;
  }

  async run(begin: (attempt: this) => void): Promise<ServiceSession> {
    const { signal } = this.#request;
    signal.throwIfAborted();
    const onAbort = (): void => this.#fail(signal.reason);
    signal.addEventListener('abort', onAbort);
    try {
      begin(this);
      return await this.#outcome.promise;
    } catch (error) {
      if (signal.aborted) throw error;
      // What an SDK throws out of `init` is a refusal as well.
      const told = error instanceof CobrowseError ? error : failure('init-refused', { cause: error });
      if (told.reason === 'init-refused') this.#onRefused?.();
      throw told;
    } finally {
      signal.removeEventListener('abort', onAbort);
      clearTimeout(this.#timer);
      for (const act of this.#settled) act();
    }
  }

  /** Called once it is over, either way. */
  onSettled(act: () => void): void {
    this.#settled.push(act);
  }

  /** @param sdk the one that was asked, if it is there already. */
  expectAnswer(sdk?: ServiceSdk): void {
    this.#failAfter(this.#limits.answerMs, () => {
      if (sdk ?? pageSdk()) return failure('init-timeout');
      forgetScript();
      return failure('script-timeout');
    });
  }

  loadScript(): void {
    const { config } = this.#request;
    if (!config) throw failure('not-configured');
    const script = requestScript(config);
    this.#failAfter(this.#limits.arrivalMs, () => {
      forgetScript();
      return failure('script-timeout');
    });
    this.#listen(script, 'load', () => this.expectAnswer());
    this.#listen(script, 'error', () => this.#failAfter(this.#limits.violationMs, () => failure('script-failed')));
    this.#listen(document, 'securitypolicyviolation', (event) => {
      if (!(event instanceof SecurityPolicyViolationEvent) || event.disposition === 'report') return;
      if (!event.effectiveDirective.startsWith('script-src') || !event.blockedURI) return;
      if (!script.src.startsWith(event.blockedURI)) return;
      forgetScript();
      this.#fail(failure('script-blocked'));
    });
  }

  #listen(target: EventTarget, type: string, listener: (event: Event) => void): void {
    target.addEventListener(type, listener);
    this.onSettled(() => target.removeEventListener(type, listener));
  }

  /** In place of any limit before. */
  #failAfter(ms: number, late: () => Error): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fail(late()), ms);
  }

  #fail(error: unknown): void {
    this.#outcome.reject(error);
  }
}
