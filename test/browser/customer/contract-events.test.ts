/**
 * The events of the contract's section 4, both roles: from the real engine behind the object that pages hold, and from the real elements.
 * An event of the contract that nobody provokes here does not compile.
 */
import { expect, waitUntil } from '@open-wc/testing';
import type { CobrowseEventMap } from '../../../widget/events/event-map.js';
import type { AgentEventMap } from '../../../widget/service/agent-sdk.js';
import type { CustomerEventName } from '../../../widget/service/contract.js';
import { Agreements } from '../../../widget/engine/customer/assist/agreements.js';
import { AssistType } from '../../../widget/engine/protocol/control/permission-messages.js';
import { AgentStage } from '../../support/contract-stage/agent-stage.js';
import { CustomerStage } from '../../support/contract-stage/customer-stage.js';

const SOON = { interval: 5, timeout: 15_000 };
const TOKEN = 'aaa.bbb.ccc';
const ANN = { number: 1, userId: 'a-1', userName: 'Ann' };
const { userId, userName } = ANN;
const WELCOME = { type: 'customer_welcome', pinCode: '123456' } as const;

type ElementEvent = Exclude<keyof CobrowseEventMap, 'cobrowse-start-request' | 'cobrowse-state-change'>;

/** Of which the button makes no event. */
type Untold = Extract<CustomerEventName, `sharing_${string}`>;

/** Every event of a customer's session, with what the button makes of it. */
const CUSTOMER: { readonly [Name in Exclude<CustomerEventName, Untold>]: ElementEvent } = {
  pincode_updated: 'cobrowse-pincode-updated',
  session_started: 'cobrowse-session-started',
  session_joined: 'cobrowse-session-joined',
  agent_joined: 'cobrowse-agent-joined',
  agent_left: 'cobrowse-agent-left',
  session_reconnecting: 'cobrowse-session-reconnecting',
  session_ended: 'cobrowse-session-ended',
  session_error: 'cobrowse-error',
  remote_assist_started: 'cobrowse-remote-assist-started',
  remote_assist_stopped: 'cobrowse-remote-assist-stopped',
};

/** Every event of an agent's session, with what the desk element makes of it. */
const AGENT: { readonly [Name in keyof AgentEventMap]: ElementEvent } = {
  session_joined: 'cobrowse-session-joined',
  session_left: 'cobrowse-session-left',
  session_ended: 'cobrowse-session-ended',
  session_error: 'cobrowse-error',
  customer_focus_lost: 'cobrowse-customer-focus-lost',
  customer_transferred: 'cobrowse-customer-transferred',
};

const namesOf = <Name extends string>(map: { readonly [Each in Name]: unknown }): readonly Name[] =>
  // oxlint-disable-next-line no-unsafe-type-assertion -- the keys of a record of ours
  Object.keys(map) as Name[];

/** What an element fired, in order. */
function listen(element: EventTarget, names: readonly string[]): [string, unknown][] {
  const heard: [string, unknown][] = [];
  for (const name of names)
    element.addEventListener(name, (event) => heard.push([name, Reflect.get(event, 'detail') ?? undefined]));
  return heard;
}

describe('the contract’s events of a customer', () => {
  let stage: CustomerStage;
  afterEach(() => stage.close());

  it('come in their order, with what the contract gives them, from the session and from the button', async () => {
    stage = await CustomerStage.open(TOKEN, { remoteAssist: { enable: true, remoteAssistTypes: ['scroll_page'] } });
    stage.button.remoteAssist = true;
    const heard: [string, unknown][] = [];
    for (const name of namesOf(CUSTOMER)) stage.session.on(name, (detail: unknown) => heard.push([name, detail]));
    const fired = listen(stage.button, Object.values(CUSTOMER));
    const { relay } = stage;
    const heardOf = (name: string) => waitUntil(() => heard.some(([each]) => each === name), name, SOON);

    // What the customer agreed to on the page before; to be asked takes a person's time.
    new Agreements('id').add(ANN, AssistType.SCROLL_PAGE);
    await stage.nextSocket(() => stage.button.click());
    stage.welcomes();
    await waitUntil(() => stage.button.state === 'waiting', 'a session', SOON);
    relay.socket.says({ type: 'agent_joined', agent: ANN });
    relay.socket.says({ type: 'assist_state', agent: 1, types: ['scroll_page'], paused: false });
    await heardOf('remote_assist_started');
    relay.socket.says({ type: 'assist_state', agent: 0, types: [], paused: false });
    await heardOf('remote_assist_stopped');
    relay.socket.says({ type: 'agent_left', agent: ANN });
    await heardOf('agent_left');
    await stage.nextSocket(() => stage.closes({ close: 1006 }));
    relay.socket.says({ ...WELCOME, agents: [] });
    stage.closes({ close: 4002 });

    const pins = { pinCode: '123456', pincode: '123456' };
    const error = { code: 1011, errorMsg: 'The session is over.' };
    expect(heard).to.deep.equal([
      ['pincode_updated', pins],
      ['session_started', undefined],
      ['agent_joined', { userId, userName }],
      ['remote_assist_started', undefined],
      ['remote_assist_stopped', undefined],
      ['agent_left', { userId, userName }],
      ['session_reconnecting', undefined],
      ['session_joined', undefined],
      ['session_error', error],
      ['session_ended', undefined],
    ]);
    await waitUntil(() => fired.length === heard.length, 'the events of the button', SOON);
    expect(fired.map(([name]) => name)).to.deep.equal(
      heard.map(([name]) => Object.entries(CUSTOMER).find(([each]) => each === name)?.[1]),
    );
    const details = new Map(fired);
    expect(details.get('cobrowse-pincode-updated')).to.include({ pinCode: '123456' });
    expect(details.get('cobrowse-agent-joined')).to.deep.equal({ userId, userName });
    expect(details.get('cobrowse-agent-left')).to.deep.equal({ userId, userName });
    expect(details.get('cobrowse-error')).to.include(error);
  });
});

describe('the contract’s events of an agent', () => {
  let stage: AgentStage;
  beforeEach(() => {
    stage = new AgentStage();
  });
  afterEach(() => stage.close());

  /** A session with everything that an agent hears of, from the join to an end in each way. */
  async function story(join: () => unknown, until: (name: keyof AgentEventMap, count?: number) => Promise<void>) {
    const { relay } = stage;
    await stage.nextSocket(join);
    stage.welcomes();
    await until('session_joined');
    relay.socket.says({ type: 'customer_focus', focused: false });
    await until('customer_focus_lost');
    relay.socket.says({ type: 'customer_transferred' });
    await until('customer_transferred');
    relay.socket.says({ type: 'session_ended', reason: 'customer_ended' });
    await until('session_ended');
    await stage.nextSocket(join);
    stage.welcomes();
    await until('session_joined', 2);
    // Lost for good.
    stage.closes({ close: 4002 });
    await until('session_left');
  }

  const STORY: readonly (keyof AgentEventMap)[] = [
    'session_joined',
    'customer_focus_lost',
    'customer_transferred',
    'session_ended',
    'session_joined',
    'session_error',
    'session_left',
  ];

  it('come in their order from the session of the npm shape', async () => {
    const session = await stage.session();
    const heard: string[] = [];
    for (const name of namesOf(AGENT)) {
      session.on(name, (detail) => {
        heard.push(name);
        if (name === 'session_error') expect(Object.keys(Object(detail)).sort()).to.deep.equal(['code', 'errorMsg']);
        else expect(detail).to.equal(undefined);
      });
    }
    await story(
      () => session.join({ pinCode: 'ZZ', sdkToken: stage.token }),
      (name, count = 1) => waitUntil(() => heard.filter((each) => each === name).length >= count, name, SOON),
    );
    expect(heard).to.deep.equal(STORY);
  });

  for (const withSdk of [true, false]) {
    it(`come in their order from the desk element ${withSdk ? 'with an SDK' : 'around a frame'}`, async () => {
      const { desk } = await stage.element('en', withSdk);
      const fired = listen(desk, Object.values(AGENT));
      let pin = 0;
      await story(
        () => (desk.pin = `ZZ${++pin}`),
        (name, count = 1) =>
          waitUntil(() => fired.filter(([each]) => each === AGENT[name]).length >= count, name, SOON),
      );
      expect(fired.map(([name]) => name)).to.deep.equal(STORY.map((name) => AGENT[name]));
    });
  }
});
