/**
 * A customer SDK in the page that offers what contract.md documents and nothing else: no `off`, no promises, one session. It does
 * what the test tells it, so that a test can stop at every moment.
 */
import { expect } from '@open-wc/testing';
import { CobrowseButtonElement } from '../../widget/elements/cobrowse-button/cobrowse-button.js';
import { define } from '../../widget/elements/define.js';
import type { CobrowseButtonState } from '../../widget/service/session-board.js';

define('cobrowse-button', CobrowseButtonElement);

type Handler = (detail: unknown) => void;
type Callback = (result: unknown) => void;

/** One call that the element made, with the callback that it waits for. */
export interface ServiceCall {
  readonly name: 'init' | 'start' | 'join' | 'end';
  readonly argument: unknown;
  readonly callback: Callback | undefined;
}

export class ContractSession {
  readonly calls: ServiceCall[] = [];
  readonly handlers = new Map<string, Set<Handler>>();
  status = 'session_idle';
  #waiting: { readonly name: string; readonly resolve: (call: ServiceCall) => void }[] = [];

  start(options: unknown, callback?: Callback): void {
    this.record({ name: 'start', argument: options, callback });
  }

  join(callback?: Callback): void {
    this.record({ name: 'join', argument: undefined, callback });
  }

  end(callback?: Callback): void {
    this.record({ name: 'end', argument: undefined, callback });
  }

  on(name: string, handler: Handler): void {
    const known = this.handlers.get(name);
    if (known) known.add(handler);
    else this.handlers.set(name, new Set([handler]));
  }

  getSessionInfo(): object {
    return { sessionStatus: this.status };
  }

  emit(name: string, detail?: unknown): void {
    for (const handler of this.handlers.get(name) ?? []) handler(detail);
  }

  /** The next call of this name; also one that was made already and not asked for yet. */
  async called(name: ServiceCall['name']): Promise<ServiceCall> {
    const index = this.calls.findIndex((call) => call.name === name);
    const [found] = index < 0 ? [] : this.calls.splice(index, 1);
    return found ?? new Promise((resolve) => this.#waiting.push({ name, resolve }));
  }

  record(call: ServiceCall): void {
    const index = this.#waiting.findIndex(({ name }) => name === call.name);
    const [waiting] = index < 0 ? [] : this.#waiting.splice(index, 1);
    if (waiting) waiting.resolve(call);
    else this.calls.push(call);
  }
}

/** An SDK; `init` answers at once unless told otherwise. */
export class ContractSdk {
  readonly session = new ContractSession();
  /** What `init` answers; `undefined` is silence. */
  answer: unknown = { success: true, session: this.session };
  readonly settings: unknown[] = [];

  init(settings: unknown, callback?: Callback): void {
    this.settings.push(settings);
    const { answer } = this;
    if (answer !== undefined) void Promise.resolve().then(() => callback?.(answer));
  }
}

declare global {
  interface Window {
    contractSdk?: ContractSdk;
    contractScripts?: string[];
  }
}

/** Puts a new SDK behind the script of the key `healthy`, and takes away what earlier tests left in the document. */
export function freshService(): ContractSdk {
  window.contractSdk?.session.emit('session_ended');
  delete window.ZoomCobrowseSDK;
  delete window.ZoomCobrowseSDKInitArgs;
  for (const key of Object.getOwnPropertySymbols(document)) {
    if (key.description?.startsWith('cobrowse-elements.') && key !== Symbol.for('cobrowse-elements.policy')) {
      Reflect.deleteProperty(document, key);
    }
  }
  sessionStorage.removeItem('cobrowse.button');
  window.contractScripts = [];
  return (window.contractSdk = new ContractSdk());
}

export const TOKEN_URL = '/contract/token';

/** Waits for a state. */
export async function untilState(button: CobrowseButtonElement, state: CobrowseButtonState): Promise<void> {
  if (button.state !== state) {
    await new Promise<void>((resolve) => {
      const listener = (): void => {
        if (button.state !== state) return;
        button.removeEventListener('cobrowse-state-change', listener);
        resolve();
      };
      button.addEventListener('cobrowse-state-change', listener);
    });
  }
  await button.updateComplete;
}

/** Presses start and brings the session to where it waits for an agent. */
export async function startSession(
  button: CobrowseButtonElement,
  { session }: ContractSdk,
  pin = '123456',
): Promise<void> {
  part(button, '.button').click();
  const call = await session.called('start');
  session.emit('pincode_updated', { pinCode: pin });
  session.emit('session_started');
  call.callback?.({ success: true });
  await untilState(button, 'waiting');
}

/** An element in the button's shadow root. */
export function part(button: CobrowseButtonElement, selector: string): HTMLElement {
  const found = button.shadowRoot?.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

/** What is read in a part, without the white space of the template. */
export function textOf(button: CobrowseButtonElement, selector: string): string {
  return part(button, selector).textContent?.replace(/\s+/g, ' ').trim() ?? '';
}

/** Collects the console's warnings until it is given back. */
export function captureWarnings(): { readonly lines: readonly string[]; restore(): void } {
  const lines: string[] = [];
  /* oxlint-disable no-console -- what is written to it is under test */
  const own = console.warn;
  console.warn = (...args: unknown[]) => void lines.push(args.map(String).join(' '));
  return { lines, restore: () => (console.warn = own) };
  /* oxlint-enable no-console */
}

/** All warnings have the documented form, and none holds what it must not. */
export function expectHint(lines: readonly string[], code: number, reason: string): void {
  expect(lines.filter((line) => line.startsWith(`[cobrowse] ${code} ${reason}:`))).to.have.length(1);
  expect(lines.join('\n')).to.include(`See README#${reason}`);
  expect(lines.join('\n')).not.to.include('header.payload.signature');
}
