/**
 * Asks the customer whether an agent may come in (SPEC W), one after the other, inside the panel. Loaded when somebody waits. It
 * decides nothing: the relay says what became of an answer.
 */
import { quotable } from '../../locales/plain-text.js';
import { loadTexts } from '../../locales/section.js';
import { admissionTexts, type AdmissionTexts } from '../../locales/sections/admission.js';
import type { AdmissionAnswerMessage, AgentWaitingMessage, CustomerMessage } from '../protocol/control.js';
import type { Feature, FeatureHost } from './feature.js';
import { PanelSurface } from './panel-surface.js';
import { Question, type QuestionOptions } from './question.js';

export interface AdmissionQuestionOptions extends Pick<QuestionOptions, 'panel' | 'isTrusted'> {
  readonly texts: AdmissionTexts;
  readonly answer: (message: AdmissionAnswerMessage) => void;
}

export const createAdmissionQuestion = async ({
  panel,
  control,
}: Pick<FeatureHost, 'panel' | 'control'>): Promise<AdmissionQuestion> => {
  const { texts } = await loadTexts(admissionTexts, [panel.section.lang]);
  return new AdmissionQuestion({ panel: new PanelSurface(panel), texts, answer: control });
};

export class AdmissionQuestion implements Feature {
  readonly #texts: AdmissionTexts;
  readonly #waiting = new Map<number, AgentWaitingMessage>();
  readonly #question: Question;

  constructor({ texts, answer, ...options }: AdmissionQuestionOptions) {
    this.#texts = texts;
    this.#question = new Question({
      ...options,
      yes: texts.admit,
      no: texts.refuse,
      answer: (yes) => {
        const [first] = this.#waiting.values();
        if (!first) return;
        const { number, userId } = first.agent;
        answer({ type: yes ? 'admit' : 'refuse', agent: number, userId });
      },
    });
  }

  /** Whatever the relay said; most of it is no concern of the question. */
  hear(message: CustomerMessage): void {
    switch (message.type) {
      case 'agent_waiting':
        this.#waiting.set(message.agent.number, message);
        return this.#update();
      case 'agent_joined':
      case 'agent_left':
        this.#waiting.delete(message.agent.number);
        return this.#update();
      default:
        return;
    }
  }

  /** Asks about nobody any more: the questions come again after the next welcome. */
  reconnecting(): void {
    this.#waiting.clear();
    this.#update();
  }

  close(): void {
    this.#question.close();
  }

  #update(): void {
    const [first, ...others] = this.#waiting.values();
    if (!first) return this.#question.take();
    const { question, verified, unverified, others: more } = this.#texts;
    this.#question.ask({
      key: `${first.agent.number} ${first.agent.userId}`,
      title: question(quotable(first.agent.userName)),
      hints: [first.verified ? verified : unverified, ...(others.length > 0 ? [more(others.length)] : [])],
    });
  }
}
