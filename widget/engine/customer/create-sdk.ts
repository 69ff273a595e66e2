/**
 * The object `ZoomCobrowseSDK`, whether a script or the npm package offers it. Plain closures, and nothing newer than the check
 * below: an older browser must get this far to be told.
 */
import type { CobrowseSettings, CustomerSdk, CustomerSession, InitResult } from '../../service/contract.js';
import { ErrorCode } from '../protocol/error-codes.js';
import { callPage } from './emitter.js';
import type { EngineModule, TabsModule, TabsPart } from './engine-api.js';
import { dropCopiedMarker } from './resume-marker.js';
import { createSession } from './session-facade.js';

export interface SdkOptions {
  /** The origin of the service that `init` is to be answered for; `undefined` if there is none to be found. */
  readonly serviceOf: (settings: unknown) => string | undefined;
  /** What to do about that, for developers. */
  readonly withoutService: string;
  readonly load: (service: string) => Promise<EngineModule>;
  /** The part for several tabs, for pages that ask for it. */
  readonly loadTabs: (service: string) => Promise<TabsModule>;
}

export function createSdk({ serviceOf, withoutService, load, loadTabs }: SdkOptions): CustomerSdk {
  // All that the page ever gave: a button, a snippet and a second button each call `init`, and none may undo another's masks.
  let settings: readonly CobrowseSettings[] = [];
  let session: CustomerSession | undefined;
  let known: string | undefined;
  let tabs: TabsPart | undefined;
  let tabsLoaded: Promise<void> | undefined;

  function initialise(given: unknown): InitResult {
    const service = serviceOf(given);
    if (service === undefined) return failure(withoutService);
    if (!isSupported()) return failure('This browser is too old for co-browsing.');
    // One session a document, whoever calls `init`: two buttons on a page share it.
    session ??= createSession({
      origin: (known = service),
      settings: () => settings,
      load: () => load(service),
      tabs: () => tabs,
    });
    return service === known ? { success: true, session } : failure('This page has its sessions with another service.');
  }

  /** Until then nobody knows whether a session can be resumed. */
  async function settled(): Promise<void> {
    if (known === undefined) return;
    await dropCopiedMarker(known);
    await severalTabs(known);
  }

  /** The first setting that asks for them counts. */
  function severalTabs(service: string): Promise<void> | undefined {
    const setting = settings.map((each) => each.multiTabSessionPersistence).find((each) => each?.enable === true);
    if (!setting) return undefined;
    return (tabsLoaded ??= loadTabs(service).then(
      ({ createTabs }) => {
        tabs = createTabs(service, setting.stateCookieKey);
        tabs.follow(() => {
          if (session?.getSessionInfo().sessionStatus === 'session_recoverable') void session.join();
        });
      },
      // The session then has this tab alone.
      (error: unknown) => reportError(error),
    ));
  }

  return {
    init(given, callback) {
      if (typeof given === 'object' && given !== null) settings = withSettings(settings, given);
      const result = initialise(given);
      if (typeof callback === 'function') void settled().then(() => callPage(() => callback(result)));
    },
  };
}

/** What a caller with a name gave before is out of date. */
function withSettings(known: readonly CobrowseSettings[], given: CobrowseSettings): readonly CobrowseSettings[] {
  const { caller } = given;
  return [...(caller ? known.filter((each) => each.caller !== caller) : known), given];
}

function failure(errorMsg: string): InitResult {
  return { success: false, error: { code: ErrorCode.SESSION_START_FAILED, errorMsg } };
}

/** The newest things that the engine cannot do without. */
function isSupported(): boolean {
  return typeof CompressionStream === 'function' && 'any' in AbortSignal && 'adoptedStyleSheets' in document;
}
