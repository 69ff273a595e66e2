/** What the desk's controller needs of its element: the settings that a page made, and a way to draw. */
import type { AgentSdk } from '../../service/agent-sdk.js';
import type { GetToken } from '../../service/token-client.js';

/** What a page sets, by attribute or property. */
export interface AgentDeskSettings {
  tokenUrl: string | undefined;
  serviceUrl: string | undefined;
  sdkKey: string | undefined;
  userId: string | undefined;
  userName: string | undefined;
  pin: string | undefined;
  byop: boolean;
  locale: string | undefined;
  getToken: GetToken | undefined;
  sdk: AgentSdk | undefined;
  markTab: boolean;
}

export interface AgentDeskHost extends HTMLElement, AgentDeskSettings {
  requestUpdate(): void;
}

/** Settings that a desk has to be loaded again for. */
export const LOAD_SETTINGS: readonly (keyof AgentDeskSettings)[] = [
  'tokenUrl',
  'serviceUrl',
  'sdkKey',
  'userId',
  'userName',
  'byop',
  'sdk',
];
