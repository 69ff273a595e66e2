/**
 * The page around the desk: answers its hello, tells it what happens, and takes a PIN, tokens and its language from it. Whom it
 * may answer is in the list that the Worker wrote; the newest port wins, since a page that reloaded says hello again.
 */
import {
  decodeToDesk,
  DESK_PORT_VERSION,
  DeskPhase,
  isHello,
  type DeskTheme,
  type FromDesk,
} from '../../service/desk-port.js';
import type { Admission } from '../protocol/control.js';
import { markOf, type TabExtra } from './desk-mark.js';
import type { DeskSession } from './desk-session.js';
import type { DeskEnding, DeskState } from './desk-state.js';
import type { PinProblem } from '../../pin/pin-problem.js';
import { matchesSource } from './embedder-origins.js';
import { ErrorCode } from '../protocol/error-codes.js';

/** An agent is waiting behind this, with the form held. */
const TOKEN_WITHIN_MS = 15_000;

/** The session may go on without this agent. */
const OUT: ReadonlySet<DeskEnding> = new Set([
  'left',
  'replaced',
  'lost',
  'refused',
  'unanswered',
  'no-customer',
  'removed',
]);

export interface EmbedderOptions {
  /** The window whose messages are heard, and its parent; a test has others. */
  readonly window?: Pick<Window, 'addEventListener' | 'parent'>;
  /** Sources as in `frame-ancestors`. */
  readonly allowed: readonly string[];
  readonly session: DeskSession;
  /** Whether the page around gave this desk its token with the address. */
  readonly hasToken: boolean;
  /** A PIN that the page knows already, as it was written. */
  readonly onPin: (text: string) => void;
  /** The language tag of the page. */
  readonly onLocale: (locale: string) => void;
  /** The look of the page. */
  readonly onTheme: (theme: DeskTheme) => void;
}

export class Embedder {
  readonly #options: EmbedderOptions;
  readonly #parent: Window;
  #port: MessagePort | undefined;
  #before: DeskState;
  #takeToken: ((token?: string) => void) | undefined;
  #ticket = '';
  #extra: TabExtra = {};
  /** Whether the page has the agent's token, and so may have what leads back into the session: framing a desk is not enough. */
  #hasToken: boolean;

  constructor(options: EmbedderOptions) {
    this.#options = options;
    this.#before = options.session.state;
    this.#hasToken = options.hasToken;
    const own = options.window ?? window;
    this.#parent = own.parent;
    options.session.subscribe((state) => this.#tell(state));
    // A desk in a window of its own is its own parent, and nobody is to talk to it.
    if (own.parent !== own) own.addEventListener('message', (event) => this.#hear(event));
  }

  /** What leads back into the session has changed. */
  tellAdmission(admission: Admission | undefined): void {
    this.#ticket = admission ? `${admission.sessionId}.${admission.secret}` : '';
    this.#postTicket();
  }

  /** The desk's tab says something else beside the state. */
  tellExtra(extra: TabExtra): void {
    this.#extra = extra;
    this.#tellMark(this.#before);
  }

  /** Another token from the page, or `undefined` from a page that gives none, or none in time. */
  renewToken(signal: AbortSignal): Promise<string | undefined> {
    if (!this.#port) return Promise.resolve(undefined);
    this.#takeToken?.();
    return new Promise((resolve) => {
      const done = (token?: string) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
        this.#takeToken = undefined;
        resolve(token);
      };
      const cancel = () => done();
      const timer = setTimeout(cancel, TOKEN_WITHIN_MS);
      signal.addEventListener('abort', cancel, { once: true });
      this.#takeToken = done;
      this.#post({ type: 'token_wanted' });
    });
  }

  #hear({ data, origin, source, ports: [port] }: MessageEvent<unknown>): void {
    if (source !== this.#parent || !port || !isHello(data)) return;
    if (!this.#options.allowed.some((allowed) => matchesSource(allowed, origin))) return;
    this.#port?.close();
    this.#port = port;
    port.addEventListener('message', (event: MessageEvent<unknown>) => this.#take(event.data));
    port.start();
    this.#post({ type: 'welcome', version: DESK_PORT_VERSION });
    const { state } = this.#options.session;
    this.#post({ type: 'state', state: phaseOf(state) });
    this.#tellMark(state);
    if (state.state === 'no-token') this.#post({ type: 'token_wanted' });
    // A session that a reload interrupted may be back before the page has offered its port.
    if (this.#ticket !== '') this.#postTicket();
    if (state.state === 'live') this.#post({ type: 'session_joined' });
  }

  #take(data: unknown): void {
    const message = decodeToDesk(data);
    switch (message?.type) {
      case 'pin':
        return this.#options.onPin(message.pinCode);
      case 'token':
        this.#options.session.takeToken(message.token);
        this.#hasToken = true;
        if (this.#ticket !== '') this.#postTicket();
        return this.#takeToken?.(message.token);
      case 'resume': {
        const [sessionId = '', secret = ''] = message.ticket.split('.');
        this.#hasToken = true;
        return this.#options.session.resume({ sessionId, secret });
      }
      case 'leave':
        this.#options.session.cancel();
        return this.#options.session.leave();
      case 'locale':
        return this.#options.onLocale(message.locale);
      case 'theme':
        return this.#options.onTheme(message);
      case undefined:
        return;
    }
  }

  #tell(state: DeskState): void {
    const before = this.#before;
    this.#before = state;
    const phase = phaseOf(state);
    if (phase !== phaseOf(before)) this.#post({ type: 'state', state: phase });
    const [mark, old] = [markOf(state), markOf(before)];
    if (mark?.state !== old?.state || mark?.customerName !== old?.customerName) this.#tellMark(state);
    switch (state.state) {
      case 'live':
        if (before.state !== 'live') return this.#post({ type: 'session_joined' });
        if (state.transfers !== before.transfers) this.#post({ type: 'customer_transferred' });
        if (state.elsewhere && !before.elsewhere) this.#post({ type: 'customer_focus_lost' });
        return;
      case 'idle':
        if (state.problem) this.#post({ type: 'session_error', ...describe(state.problem) });
        return;
      case 'ended':
        return this.#tellEnding(state.ending);
      case 'no-token':
      case 'joining':
      case 'awaiting':
      case 'waiting':
        return;
    }
  }

  #tellMark(state: DeskState): void {
    const mark = markOf(state);
    this.#post({ type: 'mark', ...(mark && { mark: { ...mark, ...this.#extra } }) });
  }

  #tellEnding(ending: DeskEnding): void {
    if (ending === 'lost') {
      this.#post({
        type: 'session_error',
        code: ErrorCode.SESSION_JOIN_FAILED,
        errorMsg: 'The connection was lost and could not be restored.',
      });
    }
    this.#post({ type: OUT.has(ending) ? 'session_left' : 'session_ended' });
  }

  #postTicket(): void {
    if (this.#hasToken) this.#post({ type: 'ticket', ticket: this.#ticket });
  }

  #post(message: FromDesk): void {
    this.#port?.postMessage(message);
  }
}

function phaseOf({ state }: DeskState): DeskPhase {
  switch (state) {
    case 'no-token':
    case 'idle':
      return DeskPhase.READY;
    case 'joining':
    case 'awaiting':
    case 'waiting':
      return DeskPhase.JOINING;
    case 'live':
      return DeskPhase.LIVE;
    case 'ended':
      return DeskPhase.ENDED;
  }
}

/** The desk says 30308 where the SDK says 1006, but a refused token has the SDK's name: 124 is for HTTP answers alone. */
function describe({ code, retryAfterSeconds }: PinProblem): { readonly code: number; readonly errorMsg: string } {
  const shown = code === ErrorCode.SERVER_INVALID_TOKEN ? ErrorCode.TOKEN_INVALID : code;
  const failed = code === ErrorCode.DESK_PIN_NOT_FOUND || retryAfterSeconds === undefined;
  const what = failed ? `Joining failed with code ${shown}.` : 'Too many attempts.';
  return {
    code: shown,
    errorMsg: retryAfterSeconds === undefined ? what : `${what} Try again in ${retryAfterSeconds} seconds.`,
  };
}
