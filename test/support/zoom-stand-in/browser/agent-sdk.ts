/** `ZoomCobrowseAgentSDK` of the npm package (contract, sections 2–4): a viewer in the page's own element, no PIN form. */
import { call, errorFor, listen, type Manners } from './cloud-client.ts';
import { Emitter, type Handler } from './emitter.ts';

type Callback = (result: object) => void;

const TICKET_KEY = 'zcb-agent-ticket';

function rootElement(root: unknown): Element | undefined {
  if (root instanceof Element) return root;
  return (typeof root === 'string' && document.querySelector(root)) || undefined;
}

function createSession(origin: string, root: Element, recoverable: boolean, manners: Manners): object {
  const emitter = new Emitter();
  const viewer = document.createElement('div');
  viewer.dataset['zcb'] = 'viewer';
  root.replaceChildren(viewer);
  let status: 'none' | 'recoverable' | 'active' = recoverable ? 'recoverable' : 'none';

  const stop = (): void => {
    sessionStorage.removeItem(TICKET_KEY);
    status = 'none';
    viewer.textContent = '';
  };

  const join = async (body: object, callback: Callback | undefined): Promise<void> => {
    const answer = await call<{ ticket: string; customer: string }>(origin, 'agent-join', body);
    if (!answer.ok) {
      const error = errorFor(answer.error, manners);
      if (manners.failures !== 'callback') emitter.emit('session_error', error);
      if (manners.failures !== 'event') callback?.({ success: false, error });
      return;
    }
    const { ticket, customer } = answer.result;
    status = 'active';
    sessionStorage.setItem(TICKET_KEY, ticket);
    viewer.textContent = `Page of ${customer}`;
    emitter.emit('session_joined');
    if (manners.failures !== 'event') callback?.({ success: true });
    const listening = new AbortController();
    const news = (name: string, detail: unknown): void => {
      if (name === 'session_ended' || name === 'session_left') {
        listening.abort();
        stop();
      }
      emitter.emit(name, detail);
    };
    void listen(origin, ticket, { news, lost() {}, back() {} }, listening.signal);
  };

  return {
    join(...args: readonly unknown[]): void {
      const options = typeof args[0] === 'object' && args[0] !== null ? args[0] : undefined;
      const callback = args.find((arg): arg is Callback => typeof arg === 'function');
      void join(options ?? { resume: sessionStorage.getItem(TICKET_KEY) }, callback);
    },
    createAgentViewerEndpoint(_options: unknown, callback?: Callback): void {
      callback?.({ success: true, agentViewerUrl: `${origin}/agent-viewer` });
    },
    on: (event: string, handler: Handler): void => emitter.on(event, handler),
    getSessionInfo: (): object => ({
      sessionStatus: status === 'recoverable' ? 'session_recoverable' : 'not_documented',
    }),
  };
}

/** The object that pages call `init` of. */
export function createAgentSdk(origin: string): object {
  return {
    init(settings: Readonly<Record<string, unknown>>, callback?: Callback): void {
      const root = rootElement(settings['zoomAppRoot']);
      const hostName = settings['zoomHostName'];
      const ticket = sessionStorage.getItem(TICKET_KEY);
      const body = { key: settings['appKey'], npm: true, agent: true, settings: { hostName, hasRoot: !!root }, ticket };
      void call<{ recoverable: boolean; manners: Manners }>(origin, 'init', body).then((answer) => {
        const text = answer.ok ? 'There is no such root' : answer.error.text;
        if (!answer.ok || !root) {
          const code = answer.ok ? 9999 : answer.error.code;
          return callback?.({ success: false, error: { code, errorMsg: text } });
        }
        const { recoverable, manners } = answer.result;
        callback?.({ success: true, session: createSession(origin, root, recoverable, manners) });
      });
    },
  };
}
