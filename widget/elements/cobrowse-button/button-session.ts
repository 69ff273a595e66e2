/**
 * The half of the button that is loaded with its first session: asks the driver for one, and turns what happens into lines,
 * sentences, events and hints.
 */
import { buttonSessionTexts } from '../../locales/sections/button-session.js';
import { SpokenTexts } from '../../locales/spoken-texts.js';
import type { ServiceKind } from '../../service/capabilities.js';
import { CustomerDriver } from '../../service/customer-driver.js';
import type { SessionBoard, SessionFact, SessionSnapshot } from '../../service/session-board.js';
import { runningOf } from '../../service/session-step.js';
import type { ButtonHost } from './button-attributes.js';
import { planOf } from './button-plan.js';
import type { ButtonLines } from './button-view.js';
import { eventOf } from './fact-event.js';
import { hintOf, sentenceOf } from './failure-advice.js';
import { sessionStyle } from './session-style.js';
import { sessionLines } from './session-view.js';

/** How long the copy button says what came of it. */
const COPY_NOTE_MS = 2_000;

export class ButtonSession {
  readonly #host: ButtonHost;
  /** Topics that the developer was told about. */
  readonly #told = new Set<string>();
  readonly #spoken = new SpokenTexts(buttonSessionTexts);
  #copyNote = '';
  #copyTimer: ReturnType<typeof setTimeout> | undefined;
  #pin: string | undefined;

  constructor(host: ButtonHost) {
    this.#host = host;
    const { shadowRoot: root } = host;
    const sheet = sessionStyle.styleSheet;
    if (root && sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  }

  /** Loads the texts of the element's language, unless they are there. */
  async useLanguage(): Promise<void> {
    const loading = this.#spoken.speak(this.#host.languages);
    if (!loading) return;
    await loading;
    this.#host.requestUpdate();
  }

  /** Resumes or starts, and settles when that is decided. */
  open(board: SessionBoard, service: string, cancel: AbortController, resuming: boolean): Promise<void> {
    board.driver ??= new CustomerDriver(board, { service });
    const { tokenUrl, serviceUrl, sdkKey, sdkVersion, userId, userName, getToken, sdk } = this.#host;
    const plan = (kind: ServiceKind) => planOf(this.#host, kind, this.#advise);
    const request = { tokenUrl, serviceUrl, sdkKey, sdkVersion, userId, userName, getToken, sdk, resuming, plan };
    return board.driver.open(request, cancel);
  }

  /** What stands below the button. */
  lines(snapshot: SessionSnapshot, connecting: string): ButtonLines {
    void this.useLanguage();
    this.#pin = runningOf(snapshot)?.pin;
    return sessionLines({
      snapshot,
      connecting,
      texts: this.#spoken.texts,
      showPin: this.#host.showPin,
      copyNote: this.#pin === undefined ? '' : this.#copyNote,
      sentence: snapshot.state === 'error' ? sentenceOf(snapshot.error, this.#spoken.texts.failures) : '',
      onCopy: this.#copy,
    });
  }

  eventOf(fact: SessionFact): Event {
    if (fact.name !== 'session_error') return eventOf(fact, '');
    const error = fact.detail;
    this.#tell(`${error.code} ${error.reason}`, hintOf(error));
    return eventOf(fact, sentenceOf(error, this.#spoken.texts.failures));
  }

  /** Attributes were changed that a running session cannot take over any more. */
  settingsChanged(): void {
    this.#advise('changed-while-live', 'Attributes that were changed during a session take effect with the next one');
  }

  /** The element is gone. */
  stop(): void {
    clearTimeout(this.#copyTimer);
    this.#copyNote = '';
  }

  readonly #copy = async (): Promise<void> => {
    const { copied, copyFailed } = this.#spoken.texts;
    // Absent on pages without TLS, and a page's policy may forbid it.
    const writing = navigator.clipboard?.writeText(this.#pin ?? '').then(() => true);
    const done = await Promise.resolve(writing).catch(() => false);
    this.#note(done ? copied : copyFailed);
    clearTimeout(this.#copyTimer);
    this.#copyTimer = setTimeout(() => this.#note(''), COPY_NOTE_MS);
  };

  #note(text: string): void {
    this.#copyNote = text;
    this.#host.requestUpdate();
  }

  readonly #advise = (topic: string, advice: string): void => {
    this.#tell(topic, `[cobrowse] ${topic}: ${advice}. See README#${topic}`);
  };

  #tell(topic: string, line: string): void {
    if (this.#told.has(topic)) return;
    this.#told.add(topic);
    // oxlint-disable-next-line no-console -- a developer's affair is said once, and nowhere else
    console.warn(line);
  }
}
