/**
 * Remote assist on the customer's side (SPEC G): asks for consent, shows that it is on, stops it, and hands acts to the actor. It believes the
 * relay that a grant is over, and takes none that the customer or the page's settings did not give.
 */
import { quotable } from '../../../locales/plain-text.js';
import { loadTexts } from '../../../locales/section.js';
import { assistTexts, type AssistTexts } from '../../../locales/sections/assist.js';
import { decodeAct } from '../../protocol/acts.js';
import type { AgentInfo, CustomerMessage } from '../../protocol/control.js';
import {
  NO_GRANT,
  readAssistAsked,
  readAssistState,
  type AssistAskedMessage,
  type AssistGrant,
} from '../../protocol/control/assist-messages.js';
import { Allowance } from '../../protocol/allowance.js';
import { ACT_BURST, ACTS_PER_SECOND, ASSIST_REST_MS } from '../../protocol/limits.js';
import { AssistType } from '../../protocol/control/permission-messages.js';
import type { InboundMessage } from '../../transport/inbox.js';
import { element } from '../dom.js';
import type { CreateFeature, Feature, FeatureHost } from '../feature.js';
import { PanelSurface } from '../panel-surface.js';
import { Question } from '../question.js';
import { Actor } from './actor.js';
import { Agreements, agreementOf } from './agreements.js';
import { ASSIST_CSS } from './assist-style.js';
import { AssistLog } from './log.js';
import { AssistMarks } from './marks.js';
import { OwnInput } from './own-input.js';
import { consentNeeded, stopConfirmed } from './settings.js';

export interface AssistOptions {
  readonly host: FeatureHost;
  readonly texts: AssistTexts;
  /** Whether a person did this; a page's scripts can make events too. Tests, which are such scripts, say yes. */
  readonly isTrusted?: (event: Event) => boolean;
  /** How long the customer rests before an agent may go on; a test has less time. */
  readonly restMs?: number;
}

export const createAssist: CreateFeature = async (host) => {
  const { texts } = await loadTexts(assistTexts, [host.panel.section.lang]);
  return new Assist({ host, texts });
};

export class Assist implements Feature {
  readonly #host: FeatureHost;
  readonly #panel: PanelSurface;
  readonly #texts: AssistTexts;
  readonly #consent: Question;
  readonly #stopping: Question;
  readonly #actor: Actor;
  readonly #marks: AssistMarks;
  readonly #log: AssistLog;
  readonly #own: OwnInput;
  readonly #line = element('p', { class: 'on' });
  readonly #stop: HTMLButtonElement;
  readonly #row: HTMLElement;
  /** Questions that are open, by agent and kind. */
  readonly #asked = new Map<string, AssistAskedMessage>();
  readonly #refusedAt = new Map<string, number>();
  readonly #acts = new Allowance(ACTS_PER_SECOND, ACT_BURST);
  readonly #agreed: Agreements;
  #grant: AssistGrant = NO_GRANT;

  constructor({ host, texts, isTrusted = (event) => event.isTrusted, restMs }: AssistOptions) {
    this.#host = host;
    this.#texts = texts;
    this.#agreed = new Agreements(host.sessionId);
    const { page } = host;
    const panel = new PanelSurface(host.panel);
    this.#panel = panel;
    panel.adopt(ASSIST_CSS);
    this.#consent = new Question({
      panel,
      isTrusted,
      yes: texts.allow,
      no: texts.refuse,
      answer: (yes) => this.#answered(yes),
    });
    this.#stopping = new Question({
      panel,
      isTrusted,
      yes: texts.stopYes,
      no: texts.stopNo,
      answer: (yes) => {
        this.#stopping.take();
        if (yes) this.#stopNow();
      },
    });
    const nod = new Question({
      panel,
      isTrusted,
      yes: texts.nodYes,
      no: texts.nodNo,
      answer: (yes) => this.#actor.answered(yes),
    });
    this.#marks = new AssistMarks(panel);
    this.#log = new AssistLog(texts);
    this.#actor = new Actor({
      page,
      texts,
      nod,
      done: (verb, target, label) => {
        const name = this.#name;
        this.#marks.show(target, name, verb === 'scrolled' ? 'scroll' : 'act');
        this.#log.add(verb, quotable(name), label);
      },
      outcome: (outcome) => host.control({ type: 'assist_outcome', outcome }),
    });
    this.#own = new OwnInput({
      host: panel.host,
      isTrusted,
      changed: (inUse) => this.#usedByCustomer(inUse),
      ...(restMs !== undefined && { restMs }),
    });
    this.#stop = element('button', { type: 'button', class: 'stop' }, texts.stop);
    this.#stop.addEventListener('click', () => this.#stopPressed());
    this.#row = element('div', { class: 'row' }, this.#line, this.#stop);
    this.#row.hidden = true;
    panel.slot('assist').append(this.#row, this.#log.element);
  }

  hear(message: CustomerMessage): void {
    switch (message.type) {
      case 'assist_asked': {
        const asked = readAssistAsked(message.json);
        return asked && this.#ask(asked);
      }
      case 'assist_state': {
        const state = readAssistState(message.json);
        return state && this.#hearState(state);
      }
      case 'agent_joined':
      case 'agent_left':
        return this.#forget(message.agent);
      case 'customer_welcome':
        // A grant that still holds follows at once.
        this.#agreed.recall();
        return this.#become(NO_GRANT);
      case 'tab_standby':
        // A stop would be said in the other tab now, where this one does not hear of it.
        this.#agreed.clear();
        this.#askNothing();
        return this.#become(NO_GRANT);
      default:
        return;
    }
  }

  receive({ sender, body }: InboundMessage): void {
    const { agent, types } = this.#grant;
    if (sender !== agent || types.length === 0 || this.#own.inUse || this.#host.paused) return;
    if (!this.#acts.take(performance.now())) return;
    const act = decodeAct(body);
    if (act) this.#actor.do(act);
  }

  /** Behind a curtain nothing is done, and what would have been is not what the customer sees any more. */
  curtain(): void {
    this.#grantActor();
    this.#render();
  }

  reconnecting(): void {
    this.#askNothing();
    this.#become(NO_GRANT);
  }

  close(): void {
    this.#agreed.clear();
    this.#become(NO_GRANT);
    this.#own.close();
    this.#actor.close();
    this.#consent.close();
    this.#stopping.close();
    this.#marks.close();
    this.#panel.drop(this.#row);
    this.#panel.drop(this.#log.element);
  }

  get #name(): string {
    return this.#host.agents.get(this.#grant.agent)?.userName ?? '';
  }

  #ask(asked: AssistAskedMessage): void {
    const { agent, assist } = asked;
    const { permissions, settings, agents } = this.#host;
    const key = keyOf(asked);
    if (!agents.has(agent.number) || !permissions.assist.includes(assist)) return this.#reply(asked, false);
    if (this.#rests(agent, assist)) return this.#reply(asked, false);
    if (!consentNeeded(settings, assist)) return this.#reply(asked, true);
    this.#asked.set(key, asked);
    this.#showQuestion();
  }

  /** Who waits for an answer asks again: nobody would hear this one. */
  #askNothing(): void {
    this.#asked.clear();
    this.#showQuestion();
  }

  #showQuestion(): void {
    const [first] = this.#asked.values();
    if (!first) return this.#consent.take();
    const { asks, means, verified, unverified, instead } = this.#texts;
    const loser = this.#grant.agent !== 0 && this.#grant.agent !== first.agent.number ? this.#name : undefined;
    this.#consent.ask({
      key: keyOf(first),
      title: asks[first.assist](quotable(first.agent.userName)),
      hints: [
        means[first.assist],
        ...(loser === undefined ? [] : [instead(quotable(loser))]),
        first.verified ? verified : unverified,
      ],
    });
  }

  #answered(yes: boolean): void {
    const [first] = this.#asked.values();
    if (!first) return;
    this.#asked.delete(keyOf(first));
    if (!yes) this.#rest(first.agent, [first.assist]);
    this.#reply(first, yes);
    this.#showQuestion();
  }

  #reply({ agent, assist }: AssistAskedMessage, granted: boolean): void {
    const { number, userId } = agent;
    if (granted) this.#agreed.add(agent, assist);
    this.#host.control({ type: 'assist_answer', agent: number, userId, assist, granted });
  }

  /** The relay keeps the grant; that it was given is for this tab to know. */
  #hearState(state: AssistGrant): void {
    const agent = this.#host.agents.get(state.agent);
    // Who had it and lost it asks again.
    const before = this.#host.agents.get(this.#grant.agent);
    if (before && before !== agent) this.#revoke(before);
    const types = agent ? state.types.filter((type) => this.#agreed.has(agent, type)) : [];
    // The customer's stop was lost, or never was there a yes: the relay must not go on with it.
    if (state.agent !== 0 && types.length === 0) this.#tellStop(agent);
    if (state.agent === 0) this.#agreed.stopsHeard();
    this.#become({ ...state, types });
  }

  /** An agent whose socket is gone or new: their questions are, and so is what they may do. */
  #forget(gone: AgentInfo): void {
    const { number } = gone;
    for (const [key, { agent }] of this.#asked) if (agent.number === number) this.#asked.delete(key);
    this.#showQuestion();
    if (this.#grant.agent !== number) return;
    this.#revoke(gone);
    this.#become(NO_GRANT);
  }

  #rest(agent: AgentInfo, types: readonly AssistType[]): void {
    for (const type of types) this.#refusedAt.set(agreementOf(agent, type), performance.now());
  }

  #rests(agent: AgentInfo, type: AssistType): boolean {
    return performance.now() - (this.#refusedAt.get(agreementOf(agent, type)) ?? -Infinity) < ASSIST_REST_MS;
  }

  /** That the customer pressed it, the relay keeps for their next page (SPEC G2), also where it hears of it late, or from that page. */
  #tellStop(agent: AgentInfo | undefined): void {
    const refuses = agent && this.#agreed.hasStopped(agent);
    this.#host.control({ type: 'assist_stop', ...(refuses && { refuses }) });
  }

  #revoke(agent: AgentInfo): void {
    this.#agreed.delete(agent, Object.values(AssistType));
  }

  /** What the relay says counts, as far as this page allows it. */
  #become({ agent, types, paused }: AssistGrant): void {
    const { permissions, agents, emit } = this.#host;
    const panel = this.#panel;
    const allowed = agents.get(agent) ? types.filter((type) => permissions.assist.includes(type)) : [];
    const before = this.#grant;
    this.#grant = allowed.length > 0 ? { agent, types: allowed, paused } : NO_GRANT;
    const isOn = this.#grant.agent !== 0;
    this.#grantActor();
    if (before.agent !== this.#grant.agent) this.#actor.forget();
    this.#render();
    if (isOn && before.agent === 0) emit('remote_assist_started', undefined);
    if (isOn && (before.agent !== agent || before.types.length !== allowed.length)) {
      panel.announce(this.#line.textContent ?? '');
    }
    if (!isOn && before.agent !== 0) {
      this.#stopping.take();
      panel.announce(this.#texts.stopped);
      emit('remote_assist_stopped', undefined);
    }
  }

  #grantActor(): void {
    this.#actor.grant(quotable(this.#name), this.#host.paused ? [] : this.#grant.types);
  }

  #render(): void {
    const { agent, types } = this.#grant;
    const { paused } = this.#host;
    const isOn = agent !== 0;
    const name = quotable(this.#name);
    const { on, kinds, waits, rests } = this.#texts;
    const waiting = isOn && this.#own.inUse;
    this.#marks.on(isOn && !paused, waiting);
    const hadFocus = this.#panel.focused === this.#stop;
    this.#row.hidden = !isOn;
    if (hadFocus && !isOn) this.#panel.keepFocus();
    if (isOn)
      this.#line.textContent = paused
        ? rests(name)
        : waiting
          ? waits(name)
          : on(
              name,
              types.map((type) => kinds[type]),
            );
  }

  #usedByCustomer(inUse: boolean): void {
    if (this.#grant.agent === 0) return;
    this.#host.control({ type: 'assist_pause', paused: inUse });
    this.#render();
  }

  #stopPressed(): void {
    if (!stopConfirmed(this.#host.settings)) return this.#stopNow();
    const { stopQuestion, stopHint } = this.#texts;
    this.#stopping.ask({ key: 'stop', title: stopQuestion(quotable(this.#name)), hints: [stopHint] });
  }

  /** On this page at once, whatever the relay says when. */
  #stopNow(): void {
    const stopped = this.#host.agents.get(this.#grant.agent);
    // Who may not go on does not ask their way back in at once, for whatever else.
    if (stopped) {
      this.#rest(stopped, Object.values(AssistType));
      for (const [key, asked] of this.#asked) {
        if (asked.agent.number !== stopped.number) continue;
        this.#asked.delete(key);
        this.#reply(asked, false);
      }
      this.#showQuestion();
    }
    // What the relay says until it knows of the stop is out of date, and it may never hear of this one.
    if (stopped) this.#agreed.stop(stopped);
    else this.#agreed.clear();
    this.#tellStop(stopped);
    this.#become(NO_GRANT);
  }
}

function keyOf({ agent: { number, userId }, assist }: AssistAskedMessage): string {
  return `${number} ${userId} ${assist}`;
}
