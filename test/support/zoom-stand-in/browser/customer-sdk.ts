/**
 * `ZoomCobrowseSDK` as the contract documents it (sections 2–4) and no more: callbacks, no promises, no `off`, one name for
 * the PIN, agents without a payload, and no status but `session_recoverable` that a page could know.
 */
import { call, errorFor, listen, type CloudError, type Manners } from './cloud-client.ts';
import { Emitter, type Handler } from './emitter.ts';
import { Panel } from './panel.ts';

type Callback = (result: object) => void;

interface Admission {
  readonly ticket: string;
  readonly pinCode: string;
}

export interface SdkOptions {
  readonly origin: string;
  /** In the script's address; the npm package gets it as `appKey`. */
  readonly key: string | undefined;
}

const TICKET_KEY = 'zcb-ticket';
const BROWSER_KEY = 'zcb-browser';

function browserId(): string {
  const id = localStorage.getItem(BROWSER_KEY) ?? `${Math.random()}`;
  localStorage.setItem(BROWSER_KEY, id);
  return id;
}

function createSession(origin: string, npm: boolean, recoverable: boolean, manners: Manners): object {
  const emitter = new Emitter();
  let status: 'none' | 'recoverable' | 'connecting' | 'active' = recoverable ? 'recoverable' : 'none';
  let admission: Admission | undefined;
  let listening = new AbortController();
  let connecting = new AbortController();
  const panel = new Panel(() => end());

  const fail = (error: CloudError, callback: Callback | undefined): void => {
    const shown = errorFor(error, manners);
    if (manners.failures !== 'callback') emitter.emit('session_error', shown);
    if (manners.failures !== 'event') callback?.({ success: false, error: shown });
  };

  const stop = (): void => {
    listening.abort();
    panel.hide();
    sessionStorage.removeItem(TICKET_KEY);
    status = 'none';
    admission = undefined;
  };

  const enter = (entered: Admission, event: string, callback: Callback | undefined): void => {
    admission = entered;
    status = 'active';
    sessionStorage.setItem(TICKET_KEY, entered.ticket);
    panel.show(entered.pinCode);
    emitter.emit('pincode_updated', { pinCode: entered.pinCode });
    emitter.emit(event);
    if (manners.failures !== 'event') callback?.({ success: true });
    listening = new AbortController();
    const handlers = {
      news: (name: string, detail: unknown) => {
        if (name === 'session_ended') stop();
        emitter.emit(name, detail);
      },
      lost: () => emitter.emit('session_reconnecting'),
      back: () => emitter.emit('session_joined'),
    };
    void listen(origin, entered.ticket, handlers, listening.signal);
  };

  const connect = async (name: 'start' | 'join', body: object, callback: Callback | undefined): Promise<void> => {
    if (status === 'connecting' || status === 'active') return fail({ code: 1002, text: 'In progress' }, callback);
    status = 'connecting';
    const attempt = new AbortController();
    connecting = attempt;
    const answer = await call<Admission>(origin, name, body, attempt.signal);
    if (attempt.signal.aborted) return undefined;
    if (answer.ok) return enter(answer.result, name === 'start' ? 'session_started' : 'session_joined', callback);
    status = 'none';
    return fail(answer.error, callback);
  };

  const end = (callback?: Callback): void => {
    if (!admission) {
      // A start that is under way is cancelled.
      connecting.abort();
      status = 'none';
      callback?.({ success: true });
      return;
    }
    void call(origin, 'close', { ticket: admission.ticket }).then((answer) => {
      if (!answer.ok) fail(answer.error, callback);
    });
  };

  return {
    start(options: { sdkToken?: unknown; customPinCode?: unknown }, callback?: Callback): void {
      const { sdkToken, customPinCode } = options;
      void connect('start', { sdkToken, customPinCode, npm, browserId: browserId() }, callback);
    },
    join(callback?: Callback): void {
      void connect('join', { ticket: sessionStorage.getItem(TICKET_KEY) }, callback);
    },
    end,
    on: (event: string, handler: Handler): void => emitter.on(event, handler),
    getSessionInfo: (): object => ({
      sessionStatus: status === 'recoverable' ? 'session_recoverable' : 'not_documented',
      ...(admission && { pinCode: admission.pinCode }),
    }),
  };
}

/** The object that pages call `init` of. */
export function createCustomerSdk({ origin, key }: SdkOptions): object {
  return {
    init(settings: Readonly<Record<string, unknown>>, callback?: Callback): void {
      const ticket = sessionStorage.getItem(TICKET_KEY);
      const body = { key: key ?? settings['appKey'], npm: key === undefined, settings, ticket };
      void call<{ recoverable: boolean; manners: Manners }>(origin, 'init', body).then((answer) => {
        if (!answer.ok) {
          const { code, text } = answer.error;
          // It has no manners yet, so it gets both names.
          return callback?.({ success: false, error: { code, errorMsg: text, message: text } });
        }
        const { recoverable, manners } = answer.result;
        callback?.({ success: true, session: createSession(origin, key === undefined, recoverable, manners) });
      });
    },
  };
}
