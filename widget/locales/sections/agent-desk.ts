/** What `<cobrowse-agent-desk>` says. The desk inside speaks for itself. Sentences for a failure say what people can do about it. */
import type { PinTexts } from '../pin-texts.js';
import type { Section } from '../section.js';

export interface AgentDeskTexts extends PinTexts {
  /** Name of the frame. */
  readonly frameTitle: string;
  readonly loading: string;
  readonly failed: string;
  readonly retry: string;
  readonly failureNotConfigured: string;
  readonly failureConfig: string;
  readonly failureTokenUnreachable: string;
  readonly failureTokenRefused: string;
  readonly failureTokenThrottled: (seconds: number) => string;
  readonly failureToken: string;
  readonly failureDeskRefused: string;
  readonly failureDeskUnreachable: string;
  readonly failureInit: string;
  readonly failureOther: (code: number) => string;
  /** The desk is Zoom's, which reports nothing. */
  readonly silent: string;
  /** The same, when there was no sign of the service at all. */
  readonly silentDoubt: string;
  readonly expired: string;
  readonly changed: string;
  readonly reload: string;
  readonly hide: string;
  readonly ended: string;
  readonly endedHint: string;
  readonly anotherPin: string;
}

/** In every language; the build puts it together. */
export declare const agentDeskTexts: Section<'agentDesk'>;
