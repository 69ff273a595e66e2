/** What a Node program imports to mint tokens: a handler of web requests, and a listener for `node:http` and frameworks on it. */
import type { RequestListener } from 'node:http';
import { REQUEST_BODY_MAX_BYTES } from '../../widget/engine/protocol/limits.js';
import type { RawVariables } from '../configuration/variables.js';
import { nodeListener } from './listener.js';
import type { TrustedProxies } from './peer.js';
import { createTokenHandler } from './token-app.js';

export type { RawVariables } from '../configuration/variables.js';
export type { WebHandler } from './listener.js';
export { createTokenHandler, findNodeFaults } from './token-app.js';

/**
 * The token endpoint as a listener: `http.createServer(tokenListener(process.env))`.
 * @param trustProxy how many proxies stand in front whose X-Forwarded-For and X-Forwarded-Proto are believed; none by default.
 */
export function tokenListener(variables: RawVariables, trustProxy: TrustedProxies = 0): RequestListener {
  return nodeListener(createTokenHandler(variables), { trustProxy, bodyMaxBytes: REQUEST_BODY_MAX_BYTES });
}
