/** npm entry `cobrowse-elements/agent`: our desk in the shape of the agent's half of Zoom's npm package. */
import { ErrorCode } from '../engine/protocol/error-codes.js';
import type { AgentSdk } from '../service/agent-sdk.js';
import { FramedAgentSession } from './agent-session.js';
import { originOfHost } from './service-host.js';

export type * from '../service/agent-sdk.js';

/**
 * The agent's half. `init` takes the element (or its selector) that the viewer is drawn into, which gives it its size, and the bare
 * host of your Worker, which must name the page's origin in `ALLOWED_ORIGINS`.
 */
export const ZoomCobrowseAgentSDK: AgentSdk = {
  init(settings, callback) {
    const given: unknown = settings;
    const of = (name: string): unknown =>
      typeof given === 'object' && given !== null ? Reflect.get(given, name) : undefined;
    const origin = originOfHost(of('zoomHostName'));
    const root = elementOf(of('zoomAppRoot'));
    const result =
      origin === undefined
        ? refusal('init() needs zoomHostName, the bare host of your Worker, such as cobrowse.example.com.')
        : root === undefined
          ? refusal('init() needs zoomAppRoot, the element that the viewer is drawn into, or its selector.')
          : { success: true, session: new FramedAgentSession(origin, root) };
    if (typeof callback === 'function') void Promise.resolve().then(() => callback(result));
  },
};

function elementOf(root: unknown): Element | undefined {
  if (root instanceof Element) return root;
  if (typeof root !== 'string') return undefined;
  try {
    return document.querySelector(root) ?? undefined;
  } catch {
    // No selector.
    return undefined;
  }
}

function refusal(errorMsg: string) {
  return { success: false, error: { code: ErrorCode.SESSION_JOIN_FAILED, errorMsg } };
}
