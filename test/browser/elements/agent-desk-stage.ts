/** A page around `<cobrowse-agent-desk>` for tests: scripted answers of a Worker, and the other end of the desk's port. */
import { fixtureSync, html, waitUntil } from '@open-wc/testing';
import { CobrowseAgentDeskElement } from '../../../widget/elements/cobrowse-agent-desk/cobrowse-agent-desk.js';
import type { CobrowseEventMap } from '../../../widget/events/event-map.js';
import { define } from '../../../widget/elements/define.js';
import type { FromDesk, ToDesk } from '../../../widget/service/desk-port.js';

define('cobrowse-agent-desk', CobrowseAgentDeskElement);

/** A token that expires then; nobody checks its signature here. */
export function tokenUntil(epochMs: number, salt = 'a'): string {
  return `header.${btoa(JSON.stringify({ exp: epochMs / 1000, salt })).replaceAll('=', '')}.signature`;
}

/** Answers requests by path instead of the network, until `restore`. */
export class ScriptedWorker {
  readonly requests: { readonly path: string; readonly body: unknown }[] = [];
  readonly answers = new Map<string, () => Response | Promise<Response>>();
  readonly #real = window.fetch;
  readonly #network = window.fetch.bind(window);

  constructor(service: 'engine' | 'zoom' = 'engine') {
    const { origin } = location;
    const config = { serviceUrl: origin, sdkKey: 'key', service, agentTokenUrl: `${origin}/agent/token` };
    this.answers.set('/config', () => Response.json(config));
    this.answers.set('/agent/token', () => Response.json({ token: tokenUntil(Date.now() + 3_600_000) }));
    window.fetch = (input, init) => {
      const { pathname, origin: asked } = new URL(input instanceof Request ? input.url : input, location.href);
      const answer = asked === origin ? this.answers.get(pathname) : undefined;
      if (!answer) return this.#network(input, init);
      const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      this.requests.push({ path: pathname, body });
      return Promise.resolve(answer());
    };
  }

  asked(path: string): number {
    return this.requests.filter((request) => request.path === path).length;
  }

  restore(): void {
    window.fetch = this.#real;
  }
}

/** What the element told its page. */
export class Ear {
  readonly heard: string[] = [];
  readonly errors: Readonly<Record<string, unknown>>[] = [];

  constructor(desk: HTMLElement) {
    const on = <Name extends keyof CobrowseEventMap>(name: Name, hear: (event: CobrowseEventMap[Name]) => void) =>
      desk.addEventListener(name, hear);
    for (const name of ['joined', 'left', 'ended'] as const) {
      on(`cobrowse-session-${name}`, ({ detail }) => this.heard.push(`${name} ${detail}`));
    }
    on('cobrowse-customer-focus-lost', () => this.heard.push('focus-lost'));
    on('cobrowse-customer-transferred', () => this.heard.push('transferred'));
    on('cobrowse-state-change', ({ detail }) => this.heard.push(detail.state));
    on('cobrowse-error', ({ detail }) => {
      this.heard.push(`error ${detail.code}`);
      this.errors.push({ ...detail });
    });
  }
}

/** The desk's half of the port, played by the test. The frame is of this origin, so its window can be listened to. */
export class DeskEnd {
  readonly heard: unknown[] = [];
  hellos = 0;
  #port: MessagePort | undefined;

  constructor(desk: HTMLElement) {
    // On its way down the event comes here before it reaches the element's own listener, which says hello.
    desk.shadowRoot?.addEventListener('load', ({ target }) => this.#listen(target), { capture: true });
  }

  #listen(frame: EventTarget | null): void {
    if (!(frame instanceof HTMLIFrameElement)) return;
    frame.contentWindow?.addEventListener('message', ({ data, ports: [port] }: MessageEvent<unknown>) => {
      if (!port || Reflect.get(Object(data), 'type') !== 'cobrowse-desk-hello') return;
      this.hellos += 1;
      this.#port = port;
      port.addEventListener('message', (event: MessageEvent<unknown>) => this.heard.push(event.data));
      port.start();
    });
  }

  says(...messages: (FromDesk | object | string)[]): void {
    for (const message of messages) this.#port?.postMessage(message);
  }

  async welcomes(state: string = 'ready'): Promise<void> {
    await waitUntil(() => this.#port, 'a hello', { timeout: 10_000 });
    this.says({ type: 'welcome', version: 1 }, { type: 'state', state });
  }

  got<Type extends ToDesk['type']>(type: Type): unknown[] {
    return this.heard.filter((message) => Reflect.get(Object(message), 'type') === type);
  }
}

/** Puts the element on the page; properties first, as a framework would. */
export async function mount(
  settings: Partial<CobrowseAgentDeskElement> = {},
): Promise<{ desk: CobrowseAgentDeskElement; ear: Ear }> {
  // Not `fixture`: it waits for a frame, and of two test pages side by side only one is painted.
  const holder = fixtureSync<HTMLElement>(html`<div style="block-size: 400px"></div>`);
  const desk = document.createElement('cobrowse-agent-desk');
  const ear = new Ear(desk);
  Object.assign(desk, settings);
  holder.append(desk);
  return { desk, ear };
}

export function inside<Found extends Element = HTMLElement>(desk: Element, selector: string): Found | null {
  return desk.shadowRoot?.querySelector<Found>(selector) ?? null;
}

export function textOf(desk: Element, selector: string): string {
  return inside(desk, selector)?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';
}

export async function becomes(desk: CobrowseAgentDeskElement, state: string): Promise<void> {
  await waitUntil(() => desk.state === state, `the state ${state}`, { timeout: 15_000 });
  await desk.updateComplete;
}

/** A desk whose frame has loaded, and the test at its other end. */
export async function framed(
  settings: Partial<CobrowseAgentDeskElement> = {},
): Promise<{ desk: CobrowseAgentDeskElement; ear: Ear; end: DeskEnd; frame: HTMLIFrameElement }> {
  const { desk, ear } = await mount(settings);
  const end = new DeskEnd(desk);
  await waitUntil(() => inside(desk, 'iframe'), 'a frame');
  const frame = inside<HTMLIFrameElement>(desk, 'iframe');
  if (!frame) throw new Error('no frame');
  return { desk, ear, end, frame };
}
