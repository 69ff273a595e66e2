/** What the panel can show, and the words for each. Knows no elements, so that every state can be read at one place. */
import type { PanelTexts } from '../../locales/sections/panel.js';
import { EndReason } from '../protocol/control/session-messages.js';
import { ErrorCode } from '../protocol/error-codes.js';

/** How a session ended for this page: a reason of the relay's, or one that only concerns this tab. */
export type PanelEnding = EndReason | 'elsewhere';

export type PanelView =
  | { readonly state: 'connecting' }
  /** The customer is asked whether this page is to be shared; a part of the session says what about. */
  | { readonly state: 'asking'; readonly headline: string }
  | { readonly state: 'waiting'; readonly pinCode: string }
  | { readonly state: 'watched'; readonly pinCode: string; readonly names: readonly string[] }
  /** `barred` by the address of the page. */
  | { readonly state: 'paused'; readonly names: readonly string[]; readonly barred: boolean }
  | { readonly state: 'reconnecting' }
  /** Another tab of the customer's is seen. */
  | { readonly state: 'standby' }
  | { readonly state: 'ended'; readonly ending: PanelEnding }
  /** `service` is the origin of the one that failed. */
  | { readonly state: 'failed'; readonly code: number; readonly service: string };

/** A view in words. */
export interface PanelWording {
  readonly headline: string;
  readonly hint: string;
  /** Said to those who do not see the panel. */
  readonly announcement: string;
}

export function wordingOf(view: PanelView, texts: PanelTexts): PanelWording {
  const said = (headline: string, hint: string): PanelWording => ({
    headline,
    hint,
    announcement: texts.said(headline, hint),
  });
  switch (view.state) {
    case 'connecting':
      return said(texts.connecting, texts.connectingHint);
    case 'asking':
      return said(view.headline, '');
    case 'waiting':
      return {
        headline: texts.pinTitle,
        hint: texts.pinHint,
        announcement: texts.said(texts.pinAnnouncement(spell(view.pinCode)), texts.pinHint),
      };
    case 'watched':
      return said(texts.watching(view.names), texts.watchingHint);
    case 'paused':
      return view.barred ? said(texts.barred, texts.barredHint) : said(texts.paused, texts.pausedHint);
    case 'reconnecting':
      return said(texts.reconnecting, texts.reconnectingHint);
    case 'standby':
      return said(texts.elsewhere, texts.elsewhereHint);
    case 'ended':
      if (view.ending === 'elsewhere') return said(texts.elsewhere, texts.elsewhereHint);
      return said(texts.ended, endingText(view.ending, texts));
    case 'failed':
      return said(texts.failed, failureText(view, texts));
  }
}

/** Digit by digit, as a PIN must be read out. */
export function spell(pinCode: string): string {
  return [...pinCode].join(' ');
}

/** A six-digit PIN in two groups, any other in one. */
export function groups(pinCode: string): readonly string[] {
  return pinCode.length === 6 ? [pinCode.slice(0, 3), pinCode.slice(3)] : [pinCode];
}

function endingText(ending: EndReason, texts: PanelTexts): string {
  switch (ending) {
    case EndReason.CUSTOMER_ENDED:
      return texts.endedByCustomer;
    case EndReason.AGENT_ENDED:
      return texts.endedByAgent;
    case EndReason.OPERATOR_ENDED:
      return texts.endedByOperator;
    case EndReason.CUSTOMER_LOST:
      return texts.endedByLoss;
    case EndReason.IDLE:
      return texts.endedByIdleness;
    case EndReason.TOO_LONG:
      return texts.endedByLength;
    case EndReason.EXPIRED:
      return texts.endedByExpiry;
  }
}

function failureText({ code, service }: Extract<PanelView, { state: 'failed' }>, texts: PanelTexts): string {
  switch (code) {
    case ErrorCode.NETWORK_ERROR:
      return texts.failedNetwork;
    case ErrorCode.SESSION_START_FAILED:
      return texts.failedConnection(new URL(service).host);
    case ErrorCode.TOKEN_INVALID:
      return texts.failedToken;
    default:
      return texts.failedOther(code);
  }
}
