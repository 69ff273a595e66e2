/** What an agent reads when a session is over for them: how it ended, with whom it was, how long. */
import { html, nothing, type TemplateResult } from 'lit';
import { loadTexts } from '../../locales/section.js';
import { deskEndingTexts, type DeskEndingTexts } from '../../locales/sections/desk-ending.js';
import { EndReason } from '../protocol/control.js';
import { clockTime } from './clock-time.js';
import type { DeskEnding, SessionSummary } from './desk-state.js';

export interface EndingText {
  readonly title: string;
  readonly hint: string;
}

export class EndingView {
  readonly #texts: DeskEndingTexts;

  static async load(language: string): Promise<EndingView> {
    const { texts } = await loadTexts(deskEndingTexts, [language]);
    return new EndingView(texts);
  }

  private constructor(texts: DeskEndingTexts) {
    this.#texts = texts;
  }

  text(ending: DeskEnding): EndingText {
    return endingText(this.#texts, ending);
  }

  summary(summary: SessionSummary | undefined): TemplateResult | typeof nothing {
    if (!summary) return nothing;
    const texts = this.#texts;
    const { customerName, durationMs, others } = summary;
    return html`<dl class="summary">
      <dt>${texts.summaryCustomer}</dt>
      <dd dir="auto">${customerName}</dd>
      <dt>${texts.summaryTime}</dt>
      <dd>${clockTime(durationMs)}</dd>
      ${
        others.length > 0
          ? html`<dt>${texts.summaryAgents}</dt>
              <dd dir="auto">${texts.names(others)}</dd>`
          : nothing
      }
    </dl>`;
  }
}

function endingText(texts: DeskEndingTexts, ending: DeskEnding): EndingText {
  switch (ending) {
    case EndReason.CUSTOMER_ENDED:
      return { title: texts.ended, hint: texts.endedByCustomer };
    case EndReason.AGENT_ENDED:
      return { title: texts.ended, hint: texts.endedByAgent };
    case EndReason.OPERATOR_ENDED:
      return { title: texts.ended, hint: texts.endedByOperator };
    case EndReason.CUSTOMER_LOST:
      return { title: texts.ended, hint: texts.endedByLoss };
    case EndReason.EXPIRED:
      return { title: texts.ended, hint: texts.endedByExpiry };
    case EndReason.IDLE:
      return { title: texts.ended, hint: texts.endedByIdleness };
    case EndReason.TOO_LONG:
      return { title: texts.ended, hint: texts.endedByLength };
    case 'left':
      return { title: texts.left, hint: texts.leftHint };
    case 'replaced':
      return { title: texts.left, hint: texts.replaced };
    case 'refused':
      return { title: texts.refused, hint: texts.refusedHint };
    case 'unanswered':
      return { title: texts.unanswered, hint: texts.unansweredHint };
    case 'no-customer':
      return { title: texts.noCustomer, hint: texts.noCustomerHint };
    case 'removed':
      return { title: texts.removed, hint: texts.removedHint };
    case 'lost':
      return { title: texts.ended, hint: texts.connectionLost };
  }
}
