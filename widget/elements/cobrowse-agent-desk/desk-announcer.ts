/** Tells the page what happens: the element's events, and what a developer should know once in the console. */
import { CobrowseCustomerFocusLostEvent } from '../../events/customer-focus-lost-event.js';
import { CobrowseCustomerTransferredEvent } from '../../events/customer-transferred-event.js';
import { CobrowseErrorEvent } from '../../events/error-event.js';
import { CobrowseSessionEndedEvent } from '../../events/session-ended-event.js';
import { CobrowseSessionJoinedEvent } from '../../events/session-joined-event.js';
import { CobrowseSessionLeftEvent } from '../../events/session-left-event.js';
import { CobrowseStateChangeEvent } from '../../events/state-change-event.js';
import type { CobrowseError } from '../../service/contract.js';
import type { AgentDeskStateName } from './agent-desk-state.js';

export class DeskAnnouncer {
  readonly #target: EventTarget;
  readonly #sentenceOf: (error: CobrowseError) => string;
  readonly #warned = new Set<string>();

  constructor(target: EventTarget, sentenceOf: (error: CobrowseError) => string) {
    this.#target = target;
    this.#sentenceOf = sentenceOf;
  }

  state(state: AgentDeskStateName): void {
    const event = new CobrowseStateChangeEvent<AgentDeskStateName>({ state });
    this.#target.dispatchEvent(event);
  }

  joined(): void {
    const event = new CobrowseSessionJoinedEvent();
    this.#target.dispatchEvent(event);
  }

  left(): void {
    const event = new CobrowseSessionLeftEvent();
    this.#target.dispatchEvent(event);
  }

  ended(): void {
    const event = new CobrowseSessionEndedEvent();
    this.#target.dispatchEvent(event);
  }

  focusLost(): void {
    const event = new CobrowseCustomerFocusLostEvent();
    this.#target.dispatchEvent(event);
  }

  transferred(): void {
    const event = new CobrowseCustomerTransferredEvent();
    this.#target.dispatchEvent(event);
  }

  error(error: CobrowseError): void {
    // What the desk or the SDK reports of a session is for the agent, not for the page's developer.
    if (error.reason !== undefined && error.reason !== 'service') {
      this.warn(error.reason, `${error.code} ${error.reason}: ${error.message} See README#${error.reason}`);
    }
    const { code, message: errorMsg, retryable } = error;
    const event = new CobrowseErrorEvent({ code, errorMsg, retryable, message: this.#sentenceOf(error) });
    this.#target.dispatchEvent(event);
  }

  /** Says it once. */
  warn(about: string, text: string): void {
    if (this.#warned.has(about)) return;
    this.#warned.add(about);
    // oxlint-disable-next-line no-console -- the one way to reach the page's developer
    console.warn(`[cobrowse] ${text}`);
  }
}
