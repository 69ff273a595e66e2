/** One session driven at random beside its model: real sockets, a clock of its own, and every arrival expected before it is read. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { expect, vi } from 'vitest';
import { FrameClass } from '../../../widget/engine/protocol/frame.js';
import { ADMISSION_PAUSE_MS, PING, SILENCE_LIMIT_MS } from '../../../widget/engine/protocol/limits.js';
import type { Random } from '../../support/random.js';
import { admission, agentToken, json, requestJoin } from '../support/http.js';
import { Participant, sessionStub, startSession } from '../support/participant.js';
import { SessionModel } from './session-model.js';

const USERS = ['a-1', 'a-2', 'a-3', 'a-4', 'a-5', 'a-6'] as const;
const CODES = { duplicate: 1015, full: 1013, gone: 30308 } as const;

export class SessionRun {
  readonly #random: Random;
  readonly #model: SessionModel;
  readonly #pinCode: string;
  readonly #agents = new Map<string, Participant>();
  readonly #numbers = new Map<string, number>();
  readonly #removedAt = new Map<string, number>();
  #customer: Participant;
  #frames = 0;
  /** When the customer's socket opened, and when they said something last, as far as the relay remembers. */
  #customerCameAt = Date.now();
  #customerSpokeAt = Date.now();
  /** What was done, for the message of a failure. */
  readonly log: string[] = [];

  private constructor(random: Random, customer: Participant, pinCode: string, pinLifetimeMs: number) {
    this.#random = random;
    this.#customer = customer;
    this.#pinCode = pinCode;
    this.#model = new SessionModel(Date.now(), pinLifetimeMs);
  }

  static async start(random: Random, pinLifetimeMs: number): Promise<SessionRun> {
    const { customer, pinCode } = await startSession('c-1');
    return new SessionRun(random, customer, pinCode, pinLifetimeMs);
  }

  get over(): boolean {
    return this.#model.over;
  }

  async step(): Promise<void> {
    const { here, away, customerIsHere } = this.#model;
    const acts: [string, () => Promise<void>][] = [
      ['join', () => this.#join(this.#random.pick(USERS))],
      ['join', () => this.#join(this.#random.pick(USERS))],
      ['sleep', () => this.#sleep()],
      ['time', () => this.#elapse(this.#random.pick([3000, 11_000, 61_000, 130_000]))],
    ];
    const [one] = [this.#random.pick(here.length > 0 ? here : ['nobody'])];
    if (here.length > 0) {
      acts.push(
        ['leave', () => this.#leave(one)],
        ['drop', () => this.#drop(one)],
        ['take over', () => this.#resume(one)],
      );
      if (customerIsHere) acts.push(['remove', () => this.#remove(one)]);
      if (this.#random.chance(0.1)) acts.push(['end', () => this.#end(one)]);
    }
    if (away.length > 0) acts.push(['resume', () => this.#resume(this.#random.pick(away))]);
    acts.push(['customer', () => (customerIsHere ? this.#customerDrops() : this.#customerComes())]);
    if (customerIsHere) {
      acts.push(
        ['speak', () => this.#customerSpeaks()],
        ['customer again', () => this.#customerComes()],
        ['intruder', () => this.#intruder()],
      );
      if (this.#random.chance(0.1)) acts.push(['end', () => this.#end(undefined)]);
    }
    if (this.#random.chance(0.1)) acts.push(['deploy', () => this.#deploy()]);
    const [name, act] = this.#random.pick(acts);
    this.log.push(name);
    await act();
  }

  /** After the end nothing opens it again. */
  async checkOver(): Promise<void> {
    expect((await json(await requestJoin(await agentToken('a-9'), this.#pinCode)))['code']).toBe(CODES.gone);
    expect(await (await this.#customer.reconnect()).nextClose()).toBe(4002);
    for (const agent of this.#agents.values()) expect(await (await agent.reconnect()).nextClose()).toBe(4002);
  }

  get #stub(): ReturnType<typeof sessionStub> {
    return sessionStub(this.#customer);
  }

  async #join(user: string): Promise<void> {
    const removedAt = this.#removedAt.get(user) ?? Infinity;
    // After this a join would be a question to the customer; that is told elsewhere.
    if (Date.now() >= removedAt + ADMISSION_PAUSE_MS) return;
    const outcome = this.#model.join(user);
    const response = await requestJoin(await agentToken(user), this.#pinCode);
    if (outcome === 'duplicate' || outcome === 'full' || outcome === 'gone') {
      expect((await json(response))['code']).toBe(CODES[outcome]);
      return;
    }
    const agent = await Participant.connect(await admission(response));
    if (outcome === 'removed') expect(await agent.nextClose()).toBe(4007);
    else await this.#welcomed(user, agent);
  }

  async #resume(user: string): Promise<void> {
    const old = this.#agents.get(user);
    if (!old) throw new Error(`${user} has no secret`);
    const wasHere = this.#model.seats.get(user) === 'here';
    const mayCome = this.#model.resume(user);
    const agent = await old.reconnect();
    if (!mayCome) return void expect(await agent.nextClose()).toBe(4002);
    if (wasHere) expect(await old.nextClose()).toBe(4003);
    await this.#welcomed(user, agent);
  }

  async #welcomed(user: string, agent: Participant): Promise<void> {
    const { customerIsHere } = this.#model;
    const welcome = await agent.nextMessage();
    expect(welcome).toMatchObject({ type: 'agent_welcome', agent: { userId: user }, customerPresent: customerIsHere });
    if (welcome.type === 'agent_welcome') this.#numbers.set(user, welcome.agent.number);
    this.#agents.set(user, agent);
    if (customerIsHere) await this.#customerHears('agent_joined', user);
    else await this.#hearsAway(agent);
  }

  async #leave(user: string): Promise<void> {
    const agent = this.#agent(user);
    this.#model.leave(user, Date.now());
    agent.send('{"type":"leave"}');
    expect(await agent.nextClose()).toBe(4001);
    if (this.#model.customerIsHere) await this.#customerHears('agent_left', user);
  }

  async #drop(user: string): Promise<void> {
    const agent = this.#agent(user);
    this.#model.drop(user, Date.now());
    agent.close(1001);
    expect((await agent.next()).kind).toBe('close');
    if (this.#model.customerIsHere) await this.#customerHears('agent_left', user);
  }

  async #remove(user: string): Promise<void> {
    const agent = this.#agent(user);
    this.#model.remove(user, Date.now());
    this.#model.customerSpoke();
    this.#removedAt.set(user, Date.now());
    this.#customer.send(JSON.stringify({ type: 'remove', agent: this.#numbers.get(user), userId: user }));
    expect(await agent.nextClose()).toBe(4007);
    await this.#customerHears('agent_left', user);
  }

  async #customerDrops(): Promise<void> {
    this.#model.customerWent(Date.now());
    this.#customer.close(1001);
    expect((await this.#customer.next()).kind).toBe('close');
    for (const agent of this.#here()) await this.#hearsAway(agent);
  }

  async #customerComes(): Promise<void> {
    const old = this.#customer;
    const wasHere = this.#model.customerIsHere;
    this.#model.customerCame(Date.now());
    this.#customer = await old.reconnect();
    this.#customerCameAt = this.#customerSpokeAt = Date.now();
    if (wasHere) expect(await old.nextClose()).toBe(4003);
    const welcome = await this.#customer.nextMessage();
    if (welcome.type !== 'customer_welcome') throw new Error(`Expected a welcome, got ${welcome.type}`);
    expect(welcome.agents.map(({ userId }) => userId).sort()).toEqual(this.#model.here.sort());
    for (const agent of this.#here()) expect(await agent.nextMessage()).toEqual({ type: 'customer_back' });
  }

  /** H5: another page shows the customer's secret while theirs is alive. */
  async #intruder(): Promise<void> {
    const intruder = await this.#customer.elsewhere();
    this.#model.customerSpoke();
    expect(await intruder.nextClose()).toBe(4016);
  }

  /** Also shows that no frame is lost on the way, and that agents know who watches. */
  async #customerSpeaks(): Promise<void> {
    this.#model.customerSpoke();
    const text = `frame ${++this.#frames}`;
    this.#customer.sendFrame(text);
    for (const agent of this.#here()) {
      expect(await agent.next()).toMatchObject({ kind: 'frame', frame: { text } });
      expect(agent.watchers.map(({ userId }) => userId).sort()).toEqual(this.#model.here.sort());
    }
    this.#customerSpokeAt = Date.now();
    if (this.#model.here.length === 0) await this.#taken(this.#customer);
  }

  /** Until the relay has taken in what nobody hears. A socket keeps its order, and so does an object what comes to it. */
  async #taken(speaker: Participant): Promise<void> {
    speaker.send(PING);
    expect(await speaker.next()).toEqual({ kind: 'pong' });
    await this.#wake();
  }

  async #agentSpeaks(agent: Participant): Promise<void> {
    const text = `asked ${++this.#frames}`;
    agent.sendFrame(text, { class: FrameClass.ASSET_REQUEST });
    if (this.#model.customerIsHere) expect((await this.#customer.nextFrame()).text).toBe(text);
    else await this.#taken(agent);
  }

  async #elapse(ms: number): Promise<void> {
    // Nobody falls silent for too long, and the session is not idle.
    const fallsSilent = Date.now() + ms - this.#customerSpokeAt >= SILENCE_LIMIT_MS;
    if (this.#model.customerIsHere && (this.#random.chance(0.7) || fallsSilent)) await this.#customerSpeaks();
    for (const agent of this.#here()) await this.#agentSpeaks(agent);
    vi.setSystemTime(Date.now() + ms);
    const ending = this.#model.endingAt(Date.now());
    expect(await runDurableObjectAlarm(this.#stub)).toBe(true);
    if (ending) await this.#ends(ending);
    // Else it would not be heard of within the time after which a socket is dead.
    else if (this.#model.customerIsHere && ms > 100_000) await this.#customerSpeaks();
  }

  async #sleep(): Promise<void> {
    await this.#wake();
    await evictDurableObject(this.#stub);
    // A real client's pings would be remembered, by the runtime; they have the time of a real clock.
    this.#customerSpokeAt = this.#customerCameAt;
  }

  /** What sleeps already cannot be put to sleep. */
  async #wake(): Promise<void> {
    await runInDurableObject(this.#stub, () => undefined);
  }

  async #deploy(): Promise<void> {
    this.#model.deploy(Date.now());
    await this.#wake();
    await evictDurableObject(this.#stub, { webSockets: 'close' });
    // Whoever lost a socket knocks at once; only then does the relay learn that they are gone.
    await this.#wake();
  }

  async #end(by: string | undefined): Promise<void> {
    (by === undefined ? this.#customer : this.#agent(by)).send('{"type":"end"}');
    await this.#ends(by === undefined ? 'customer_ended' : 'agent_ended');
  }

  async #ends(reason: string): Promise<void> {
    const sockets = [...(this.#model.customerIsHere ? [this.#customer] : []), ...this.#here()];
    for (const socket of sockets) {
      expect(await socket.nextMessage()).toEqual({ type: 'session_ended', reason });
      expect(await socket.nextClose()).toBe(4000);
    }
    this.#model.over = true;
  }

  async #customerHears(type: 'agent_joined' | 'agent_left', userId: string): Promise<void> {
    expect(await this.#customer.nextMessage()).toMatchObject({ type, agent: { userId } });
  }

  async #hearsAway(agent: Participant): Promise<void> {
    const remainingMs = this.#model.remainingMs(Date.now());
    expect(await agent.nextMessage()).toEqual({ type: 'customer_away', remainingMs });
  }

  #here(): Participant[] {
    return this.#model.here.map((user) => this.#agent(user));
  }

  #agent(user: string): Participant {
    const agent = this.#agents.get(user);
    if (!agent) throw new Error(`${user} has no socket`);
    return agent;
  }
}
