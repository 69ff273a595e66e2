import { env, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AgentInfo } from '../../../widget/engine/protocol/control.js';
import {
  ADMISSION_PAUSE_MS,
  AGENT_WAIT_MS,
  SOCKET_BURST,
  SOCKET_INTERVAL_MS,
} from '../../../widget/engine/protocol/limits.js';
import { waitingRoom } from '../../../worker/relay/waiting.js';
import {
  admission,
  agentToken,
  byopAgentToken,
  byopToken,
  json,
  post,
  requestJoin,
  requestStart,
  SDK_KEY,
} from '../support/http.js';
import { openSocket, Participant, refusalCode } from '../support/participant.js';

let count = 0;
const freshPin = () => `AGREED${String(++count).padStart(3, '0')}`;
const somewhere = () => ({ 'cf-connecting-ip': `2001:db8:1:${++count}::1` });
const roomOf = (pin: string) => waitingRoom(env, SDK_KEY, pin);

async function requestWait(pin: string, userId: string, token?: string): Promise<Response> {
  return requestJoin(token ?? (await byopAgentToken(userId)), pin, somewhere(), { wait: true });
}

/** An agent who waits before the customer has started. */
async function waitFor(pin: string, userId = `a-${++count}`): Promise<Participant> {
  const agent = await Participant.connect(await admission(await requestWait(pin, userId)));
  expect(await agent.nextMessage()).toMatchObject({ type: 'customer_awaited' });
  return agent;
}

async function startWith(pin: string, userId = `c-${++count}`): Promise<Participant> {
  const response = await requestStart(await byopToken(userId), somewhere(), { customPinCode: pin });
  expect(response.status).toBe(201);
  const customer = await Participant.connect(await admission(response));
  expect(await customer.nextMessage()).toEqual({ type: 'customer_welcome', pinCode: pin, agents: [] });
  return customer;
}

/** Goes on in the session that the customer started, as the desk does. */
async function follow(agent: Participant): Promise<Participant> {
  const started = await agent.nextMessage();
  if (started.type !== 'customer_started') throw new Error(`Expected the start, got ${started.type}`);
  expect(await agent.nextClose()).toBe(4020);
  return Participant.connect({ sessionId: started.sessionId, secret: agent.admission.secret });
}

async function question(customer: Participant): Promise<AgentInfo> {
  const asked = await customer.nextMessage();
  if (asked.type !== 'agent_waiting') throw new Error(`Expected a question, got ${asked.type}`);
  return asked.agent;
}

const answer = (customer: Participant, type: 'admit' | 'refuse', { number: agent, userId }: AgentInfo) =>
  customer.send(JSON.stringify({ type, agent, userId }));

async function codeOf(response: Response): Promise<readonly [number, unknown]> {
  return [response.status, (await json(response))['code']];
}

async function isEmpty(pin: string): Promise<void> {
  await runInDurableObject(roomOf(pin), async (_room, { storage }) => {
    expect(storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'waiting'").toArray()).toEqual([]);
    expect(await storage.getAlarm()).toBeNull();
  });
}

afterEach(() => {
  vi.useRealTimers();
});

describe('L11: the sockets of an agent who waits', () => {
  it('may be opened so often at once, then one in a while; the newest stays', async () => {
    vi.setSystemTime(Date.now());
    let agent = await waitFor(freshPin());
    for (let i = 1; i < SOCKET_BURST; i++) agent = await agent.reconnect();
    expect(await (await agent.reconnect()).nextClose()).toBe(4015);
    expect((await agent.nextMessage()).type).toBe('customer_awaited');
    vi.setSystemTime(Date.now() + SOCKET_INTERVAL_MS);
    expect((await (await agent.reconnect()).nextMessage()).type).toBe('customer_awaited');
  });
});

describe('an agent with an agreed PIN, before the customer has started', () => {
  it('J3 waits by an explicit act alone; without it the PIN is not known', async () => {
    const token = await byopAgentToken('a-explicit');
    const pin = freshPin();
    for (const more of [{}, { wait: false }, { wait: null }]) {
      expect(await codeOf(await requestJoin(token, pin, somewhere(), more))).toEqual([404, 30308]);
    }
    await isEmpty(pin);
    expect((await requestWait(pin, '', token)).status).toBe(200);
  });

  it('J3 needs a token for agreed PINs', async () => {
    const refused = await requestWait(freshPin(), '', await agentToken('a-plain'));
    expect(await codeOf(refused)).toEqual([403, 124]);
  });

  it.each(['true', 1, {}, []])('J3 is not read from an odd wish (%j)', async (wait) => {
    const response = await requestJoin(await byopAgentToken('a-odd'), freshPin(), somewhere(), { wait });
    expect([response.status, (await json(response))['errors']]).toEqual([
      400,
      [{ property: 'wait', reason: 'Value must be a boolean' }],
    ]);
  });

  it('J3 is told how long, and nothing else', async () => {
    vi.setSystemTime(Date.now());
    const agent = await Participant.connect(await admission(await requestWait(freshPin(), 'a-told')));
    expect(await agent.nextMessage()).toEqual({ type: 'customer_awaited', remainingMs: AGENT_WAIT_MS });
  });

  it('J3 reserves nothing: the customer starts as if nobody waited, and a drawn PIN stays a drawn one', async () => {
    const pin = freshPin();
    await waitFor(pin);
    const directory = env.DIRECTORY.getByName(SDK_KEY);
    expect(await directory.peek(pin)).toBeUndefined();
    await startWith(pin);
    expect(await directory.peek(pin)).toBeDefined();
  });

  it('J4 goes on in the session, where the customer sees the name and lets them in', async () => {
    const pin = freshPin();
    const waiting = await waitFor(pin, 'a-let-in');
    const customer = await startWith(pin);
    const agent = await follow(waiting);
    const info = { number: 1, userId: 'a-let-in', userName: 'Alex Agent' };
    expect(await agent.nextMessage()).toEqual({ type: 'waiting_welcome', agent: info });
    expect(await question(customer)).toEqual(info);
    answer(customer, 'admit', info);
    expect(await customer.nextMessage()).toEqual({ type: 'agent_joined', agent: info });
    expect(await agent.nextMessage()).toMatchObject({ type: 'agent_welcome', customerPresent: true });
    customer.sendFrame('the page');
    expect((await agent.nextFrame()).text).toBe('the page');
  });

  it('J4 is not let in by the PIN instead, neither before the question nor after a no', async () => {
    vi.setSystemTime(Date.now());
    const pin = freshPin();
    const waiting = await waitFor(pin, 'a-sly');
    const customer = await startWith(pin);
    expect((await waiting.nextMessage()).type).toBe('customer_started');
    const join = async () => Participant.connect(await admission(await requestJoin(await agentToken('a-sly'), pin)));
    const agent = await join();
    expect((await agent.nextMessage()).type).toBe('waiting_welcome');
    answer(customer, 'refuse', await question(customer));
    expect(await agent.nextClose()).toBe(4005);
    vi.setSystemTime(Date.now() + ADMISSION_PAUSE_MS + 1);
    expect((await (await join()).nextMessage()).type).toBe('waiting_welcome');
  });

  it('J4 keeps others who know the PIN out of nothing', async () => {
    const pin = freshPin();
    await waitFor(pin);
    await startWith(pin);
    const other = await Participant.connect(await admission(await requestJoin(await agentToken('a-other'), pin)));
    expect((await other.nextMessage()).type).toBe('agent_welcome');
  });

  it('J4 is found by a lost socket too: whoever connects again is told where the session is', async () => {
    const pin = freshPin();
    const waiting = await waitFor(pin, 'a-lost');
    waiting.close(1001);
    const customer = await startWith(pin);
    const agent = await follow(await waiting.reconnect());
    expect((await agent.nextMessage()).type).toBe('waiting_welcome');
    expect((await question(customer)).userId).toBe('a-lost');
  });

  it('J5 waits for three minutes, asleep or not, and leaves nothing behind', async () => {
    vi.setSystemTime(Date.now());
    const pin = freshPin();
    const agent = await waitFor(pin);
    await evictDurableObject(roomOf(pin));
    vi.setSystemTime(Date.now() + AGENT_WAIT_MS);
    expect(await runDurableObjectAlarm(roomOf(pin))).toBe(true);
    expect(await agent.nextClose()).toBe(4021);
    await isEmpty(pin);
    expect(await refusalCode(await openSocket(agent.admission.sessionId, protocolsOf(agent)))).toBe(4002);
  });

  it('J5 has no more time by connecting again, and goes on waiting', async () => {
    vi.setSystemTime(Date.now());
    const pin = freshPin();
    const agent = await waitFor(pin);
    vi.setSystemTime(Date.now() + 60_000);
    const again = await agent.reconnect();
    expect(await agent.nextClose()).toBe(4003);
    expect(await again.nextMessage()).toEqual({ type: 'customer_awaited', remainingMs: AGENT_WAIT_MS - 60_000 });
  });

  it('J5 may leave, and the customer is asked about nobody', async () => {
    const pin = freshPin();
    const agent = await waitFor(pin);
    agent.send('{"type":"leave"}');
    expect(await agent.nextClose()).toBe(4001);
    await isEmpty(pin);
    const customer = await startWith(pin);
    customer.send('ping');
    expect(await customer.next()).toEqual({ kind: 'pong' });
  });

  const FORBIDDEN: readonly (readonly [string, (agent: Participant) => void])[] = [
    ['a frame', (agent) => agent.sendFrame('forged')],
    ['a frame without a header', (agent) => agent.send(new ArrayBuffer(3))],
    ['the end for everybody', (agent) => agent.send('{"type":"end"}')],
    ['a word of the customer’s', (agent) => agent.send('{"type":"admit","agent":1,"userId":"a-1"}')],
    ['what is no message', (agent) => agent.send('{')],
    ['a very long text', (agent) => agent.send('x'.repeat(100_000))],
  ];

  it.each(FORBIDDEN)('J5 is out with %s', async (_what, send) => {
    const pin = freshPin();
    const agent = await waitFor(pin);
    send(agent);
    expect(await agent.nextClose()).toBe(4014);
    await isEmpty(pin);
  });

  it('J5 is one of five, each once', async () => {
    const pin = freshPin();
    for (let i = 1; i <= 5; i++) await waitFor(pin, `five-${i}`);
    expect(await codeOf(await requestWait(pin, 'five-1'))).toEqual([409, 1015]);
    expect(await codeOf(await requestWait(pin, 'five-6'))).toEqual([409, 1013]);
  });

  it('J5 with a secret that is made up opens no room', async () => {
    const agent = await waitFor(freshPin());
    const made = 'x'.repeat(43);
    expect(await refusalCode(await openSocket(agent.admission.sessionId, `cobrowse.v1, secret.${made}`))).toBe(4002);
    expect(await refusalCode(await openSocket(agent.admission.sessionId, 'cobrowse.v1'))).toBe(4002);
  });

  it('J6 counts as a wrong PIN, so that nobody searches by waiting', async () => {
    vi.setSystemTime(Date.now());
    const token = await byopAgentToken('a-searcher');
    for (let i = 0; i < 11; i++) expect((await requestWait(freshPin(), '', token)).status).toBe(200);
    expect((await requestWait(freshPin(), '', token)).status).toBe(429);
  });

  it('J6 is forgiven once the customer came, by person and by address', async () => {
    const pin = freshPin();
    const from = somewhere();
    const asked = await requestJoin(await byopAgentToken('a-busy'), pin, from, { wait: true });
    expect(asked.status).toBe(200);
    const counted = () =>
      runInDurableObject(env.DIRECTORY.getByName(SDK_KEY), (_directory, { storage }) =>
        storage.sql
          .exec(
            "SELECT count FROM wrong_pins WHERE key LIKE 'agent a-busy' OR key LIKE 'agent at ' || ?",
            `${network(from)}%`,
          )
          .toArray()
          .map(({ count: counts }) => counts),
      );
    expect(await counted()).toEqual([1, 1]);
    await startWith(pin);
    expect(await counted()).toEqual([0, 0]);
  });

  it('is in no answer that repeats the PIN', async () => {
    const pin = freshPin();
    for (const response of [await requestWait(pin, 'a-echo'), await requestWait(pin, 'a-echo-2')]) {
      expect(await response.text()).not.toContain(pin);
    }
  });
});

describe('a customer who starts while an agent asks', () => {
  it('J3 finds the agent, or the agent finds the session: none waits for a session that is there', async () => {
    const pin = freshPin();
    const [started, asked] = await Promise.all([
      requestStart(await byopToken('c-race'), somewhere(), { customPinCode: pin }),
      requestWait(pin, 'a-race'),
    ]);
    expect([started.status, asked.status]).toEqual([201, 200]);
    const first = await Participant.connect(await admission(asked));
    const message = await first.nextMessage();
    // By the PIN, as any agent, or as one who waits and was handed over.
    expect(['agent_welcome', 'waiting_welcome', 'customer_started']).toContain(message.type);
  });

  it('J3 goes by the rules of the join: an agent who asks later joins as any', async () => {
    const pin = freshPin();
    await startWith(pin);
    const agent = await Participant.connect(await admission(await requestWait(pin, 'a-later')));
    expect((await agent.nextMessage()).type).toBe('agent_welcome');
    await isEmpty(pin);
  });
});

describe('the body of a wait', () => {
  it.each(['{"pinCode":"AGREED1","wait":true', '[]', '""'])('is refused if it is no object (%j)', async (body) => {
    const headers = { authorization: `Bearer ${await byopAgentToken()}` };
    expect((await post('/sdkapi/zcb/sessions/join', body, headers)).status).toBe(400);
  });
});

function protocolsOf({ admission: { secret } }: Participant): string {
  return `cobrowse.v1, secret.${secret}`;
}

/** What an address is counted as. */
function network({ 'cf-connecting-ip': address }: { readonly 'cf-connecting-ip': string }): string {
  return address.replace(/::1$/, '');
}
