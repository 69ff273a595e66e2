/**
 * npm entry `cobrowse-elements/zoom`, imported for its effect in place of the package itself: both elements, and each uses Zoom's npm
 * package, which the page has installed, unless it gets an `sdk` of its own.
 */
import { ZoomCobrowseAgentSDK } from '@zoom/cobrowsesdk/agent';
import { ZoomCobrowseSDK } from '@zoom/cobrowsesdk/customer';
import type { ReactiveElement } from 'lit';
import { CobrowseAgentDeskElement } from '../elements/cobrowse-agent-desk/cobrowse-agent-desk.js';
import { CobrowseButtonElement } from '../elements/cobrowse-button/cobrowse-button.js';
import { define } from '../elements/define.js';

/** Sets the property when an element is connected, and before it acts: then the page has had its turn. */
function provide(element: typeof ReactiveElement, sdk: unknown): void {
  // An import that found something else would fail only at the press, far from its cause.
  if (typeof sdk !== 'object' || sdk === null || typeof Reflect.get(sdk, 'init') !== 'function') {
    throw new TypeError('cobrowse-elements/zoom: @zoom/cobrowsesdk does not have the documented objects.');
  }
  element.addInitializer((instance) =>
    instance.addController({
      hostConnected: () => {
        if (Reflect.get(instance, 'sdk') === undefined) Reflect.set(instance, 'sdk', sdk);
      },
    }),
  );
}

provide(CobrowseButtonElement, ZoomCobrowseSDK);
provide(CobrowseAgentDeskElement, ZoomCobrowseAgentSDK);
define('cobrowse-button', CobrowseButtonElement);
define('cobrowse-agent-desk', CobrowseAgentDeskElement);
