/**
 * The half of the button that is loaded with its first session: asks the driver for one, and turns what happens into lines,
 * sentences, events and hints.
 */
import { buttonSessionTexts } from '../../locales/sections/button-session.js';
import { SpokenTexts } from '../../locales/spoken-texts.js';
import { capabilitiesOf, type ServiceKind } from '../../service/capabilities.js';
import { CustomerDriver } from '../../service/customer-driver.js';
import type { SessionPlan } from '../../service/open-request.js';
import type { SessionBoard, SessionFact, SessionSnapshot } from '../../service/session-board.js';
import { runningOf } from '../../service/session-step.js';
import type { ButtonHost } from './button-attributes.js';
import { maskOf, planOf } from './button-plan.js';
import type { ButtonLines } from './button-view.js';
import { eventOf } from './fact-event.js';
import { hintOf, sentenceOf } from './failure-advice.js';
import { sessionStyle } from './session-style.js';
import { sessionLines } from './session-view.js';

/** Of an engine of ours, what these mask more holds at once. */
const MASKS: readonly PropertyKey[] = [
  'maskType',
  'maskSelectors',
  'maskAttributes',
  'unmaskSelectors',
  'blockSelectors',
  'unmaskQueryParameters',
];

/** How long the copy button says what came of it. */
const COPY_NOTE_MS = 2_000;

export class ButtonSession {
  readonly #host: ButtonHost;
  /** What the developer was told. */
  readonly #told = new Set<string>();
  /** So that what this button asks for takes the place of what it asked for before, and of nobody else's. */
  readonly #caller = `button-${Math.random().toString(36).slice(2)}`;
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
    const plan = (kind: ServiceKind): SessionPlan => {
      const { settings, ...others } = planOf(this.#host, kind, this.#advise);
      return { settings: { ...settings, ...(kind === 'engine' && { caller: this.#caller }) }, ...others };
    };
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

  /** Properties were changed while a session is on. What masks more holds at once, the rest with the next session. */
  settingsChanged(names: readonly PropertyKey[], { kind, driver }: SessionBoard): void {
    const masks = kind === 'engine' && names.some((name) => MASKS.includes(name));
    if (masks) driver?.remask(maskOf(this.#host, capabilitiesOf(kind), this.#advise), this.#caller);
    this.#advise(
      'changed-while-live',
      masks
        ? 'What mask attributes mask more holds at once; what they mask less holds with the next session'
        : 'Attributes that were changed during a session take effect with the next one',
    );
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
    this.#tell(`${topic} ${advice}`, `[cobrowse] ${topic}: ${advice}. See README#${topic}`);
  };

  #tell(what: string, line: string): void {
    if (this.#told.has(what)) return;
    this.#told.add(what);
    // oxlint-disable-next-line no-console -- a developer's affair is said once, and nowhere else
    console.warn(line);
  }
}
