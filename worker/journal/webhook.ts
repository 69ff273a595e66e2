/**
 * What a webhook says and how it is signed: Zoom's four events in Zoom's shape (contract, section 12), with the header and the
 * formula that receivers of Zoom's webhooks check already. Knows neither when it is sent nor how often.
 */
import type { SessionMetadata, SessionUser } from './records.js';

export const WebhookEvent = {
  STARTED: 'cobrowse.session_started',
  ENDED: 'cobrowse.session_ended',
  USER_JOINED: 'cobrowse.session_user_joined',
  USER_LEFT: 'cobrowse.session_user_left',
} as const;
export type WebhookEvent = (typeof WebhookEvent)[keyof typeof WebhookEvent];

export interface WebhookFacts {
  readonly event: WebhookEvent;
  readonly sessionId: string;
  readonly startedAt: number;
  /** Whom it is about; of an end, the customer. */
  readonly user: SessionUser;
  readonly metadata: SessionMetadata;
}

export const SIGNATURE_HEADER = 'x-zm-signature';
export const TIMESTAMP_HEADER = 'x-zm-request-timestamp';

/** The same for every attempt, so that a receiver can tell a repetition. */
export const DELIVERY_HEADER = 'x-cobrowse-delivery';

/** @param accountId the SDK key: what stands for an account here. */
export function webhookBody(accountId: string, facts: WebhookFacts, now: number): string {
  const { event, sessionId, startedAt, user, metadata } = facts;
  return JSON.stringify({
    event,
    event_ts: now,
    payload: {
      account_id: accountId,
      object: {
        session_id: sessionId,
        start_time: new Date(startedAt).toISOString(),
        user_id: user.userId,
        user_name: user.userName,
        role_type: user.role,
        ...(Object.keys(metadata).length > 0 && { metadata }),
      },
    },
  });
}

/** The headers of one attempt. The time is signed too, so that a receiver can refuse what somebody recorded. */
export async function webhookHeaders(
  body: string,
  delivery: number,
  secret: string,
  now: number,
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1000));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey('raw', bytes.encode(secret), algorithm, false, ['sign']);
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes.encode(`v0:${timestamp}:${body}`)));
  const hex = Array.from(signature, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return {
    'content-type': 'application/json',
    [TIMESTAMP_HEADER]: timestamp,
    [SIGNATURE_HEADER]: `v0=${hex}`,
    [DELIVERY_HEADER]: String(delivery),
  };
}
