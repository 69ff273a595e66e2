/**
 * npm entry `cobrowse-elements/customer`: our engine in the shape of Zoom's npm package, for pages that bundle it. The same object is
 * what a script of the service offers.
 */
import { createSdk } from '../engine/customer/create-sdk.js';
import type { CustomerSdk } from '../service/contract.js';
import { originOfHost } from './service-host.js';

export type * from '../service/contract.js';

/**
 * The customer's half of the engine. `init` needs `zoomHostName`, the bare host of your Worker: a bundle does not know where it
 * came from. The engine itself is loaded when a session starts.
 */
export const ZoomCobrowseSDK: CustomerSdk = createSdk({
  serviceOf: (settings) =>
    originOfHost(typeof settings === 'object' && settings !== null ? Reflect.get(settings, 'zoomHostName') : undefined),
  withoutService: 'init() needs zoomHostName, the bare host of your Worker, such as cobrowse.example.com.',
  load: () => import('../engine/customer/index.js'),
  loadTabs: () => import('../engine/customer/tabs/index.js'),
});
