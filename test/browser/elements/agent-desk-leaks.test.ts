/** Ten desks come and go: nothing of them stays in the page, neither of a framed desk nor with the SDK of the page. */
import { expect } from '@open-wc/testing';
import type { AgentEventMap, AgentSdk, AgentSession } from '../../../widget/service/agent-sdk.js';
import { collected, LeakWatch, until } from '../../support/leaks.js';
import { DeskEnd, inside, ScriptedWorker, tokenUntil } from './agent-desk-stage.js';

const ROUNDS = 10;
const SETTINGS = { serviceUrl: location.origin, getToken: async () => tokenUntil(Date.now() + 1e6) };

/** Keeps whatever it is given, for ever, as an SDK that documents no way to take it back may. */
class KeepingSdk implements AgentSdk, AgentSession {
  readonly kept: unknown[] = [];
  readonly #handlers: [string, (detail?: unknown) => void][] = [];
  joins = 0;
  answers = true;

  init(...[settings, callback]: Parameters<AgentSdk['init']>): void {
    // What it draws into is its own affair.
    this.kept.push(settings.appKey, callback);
    if (this.answers) queueMicrotask(() => callback({ success: true, session: this }));
  }

  join(...args: Parameters<AgentSession['join']>): void {
    this.kept.push(args);
    this.joins += 1;
  }

  on(event: keyof AgentEventMap, handler: (detail?: unknown) => void): void {
    this.#handlers.push([event, handler]);
  }

  emits(event: keyof AgentEventMap): void {
    for (const [name, handler] of this.#handlers) if (name === event) handler();
  }
}

/** Not `fixture`, which holds what it made until the test is over. */
function place(settings: object) {
  const desk = document.createElement('cobrowse-agent-desk');
  Object.assign(desk, settings);
  document.body.append(desk);
  return desk;
}

async function frameOnce(gone: WeakRef<object>[]): Promise<void> {
  const desk = place(SETTINGS);
  gone.push(new WeakRef(desk));
  const end = new DeskEnd(desk);
  await until(() => inside(desk, 'iframe'));
  await until(() => end.hellos === 1);
  end.says({ type: 'welcome', version: 1 }, { type: 'state', state: 'live' }, { type: 'session_joined' });
  await until(() => desk.state === 'live');
  desk.remove();
  await until(() => desk.state === 'idle');
}

async function drawOnce(sdk: KeepingSdk, gone: WeakRef<object>[], joinsIt: boolean): Promise<void> {
  const joins = sdk.joins;
  const desk = place({ ...SETTINGS, sdkKey: 'key', sdk, pin: '123456' });
  gone.push(new WeakRef(desk));
  await until(() => sdk.joins > joins);
  if (joinsIt) {
    sdk.emits('session_joined');
    await until(() => desk.state === 'live');
  }
  desk.remove();
  await until(() => desk.state === 'idle');
}

describe('ten agent desks', () => {
  let worker: ScriptedWorker;
  let watch: LeakWatch;
  beforeEach(() => {
    worker = new ScriptedWorker();
  });
  afterEach(() => {
    watch.restore();
    worker.restore();
  });

  it('with a session in their frames leave no element, listener, port, timer or script, and are let go of', async () => {
    // What the first one loads, stays.
    await frameOnce([]);
    watch = new LeakWatch();
    const { remains: before } = watch;
    const gone: WeakRef<object>[] = [];
    for (let round = 0; round < ROUNDS; round++) await frameOnce(gone);
    expect(watch.remains).to.deep.equal(before);
    await collected(gone);
  });

  it('with the SDK of the page leave nothing either, whatever it keeps, and in the middle of a join as well', async () => {
    const sdk = new KeepingSdk();
    await drawOnce(sdk, [], true);
    watch = new LeakWatch();
    const { remains: before } = watch;
    const gone: WeakRef<object>[] = [];
    for (let round = 0; round < ROUNDS; round++) await drawOnce(sdk, gone, round % 2 === 0);
    expect(watch.remains).to.deep.equal(before);
    await collected(gone);
    expect(sdk.joins).to.equal(ROUNDS + 1);
  });

  it('with an SDK of the page that never answers leave nothing either', async () => {
    const sdk = new KeepingSdk();
    sdk.answers = false;
    watch = new LeakWatch();
    const { remains: before } = watch;
    const gone: WeakRef<object>[] = [];
    const once = async (): Promise<void> => {
      const desk = place({ ...SETTINGS, sdkKey: 'key', sdk });
      gone.push(new WeakRef(desk));
      const asked = sdk.kept.length;
      await until(() => sdk.kept.length > asked);
      desk.remove();
      await until(() => desk.state === 'idle');
    };
    for (let round = 0; round < ROUNDS; round++) await once();
    expect(watch.remains).to.deep.equal(before);
    await collected(gone);
  });

  it('that are taken away at whatever moment leave nothing', async () => {
    await frameOnce([]);
    watch = new LeakWatch();
    const { remains: before } = watch;
    const gone: WeakRef<object>[] = [];
    const moments: readonly ((desk: ReturnType<typeof place>) => unknown)[] = [
      () => undefined,
      (desk) => desk.updateComplete,
      () => Promise.resolve(),
      (desk) => until(() => desk.state === 'loading'),
      (desk) => until(() => inside(desk, 'iframe')),
    ];
    const once = async (moment: (typeof moments)[number]): Promise<void> => {
      const desk = place(SETTINGS);
      gone.push(new WeakRef(desk));
      await moment(desk);
      desk.remove();
      await until(() => desk.state === 'idle');
    };
    for (let round = 0; round < ROUNDS; round++) for (const moment of moments) await once(moment);
    expect(watch.remains).to.deep.equal(before);
    await collected(gone);
  });
});
