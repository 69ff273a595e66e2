/**
 * What the customer's browser says of itself (SPEC Z): coarse facts that help an agent to help. Neither what the page holds nor
 * what would tell one customer from another. Both directions of the body's way.
 */
import { FACTS_MAX_BYTES, FACT_MAX_LENGTH } from './limits.js';

export const DeviceKind = { DESKTOP: 'desktop', PHONE: 'phone', TABLET: 'tablet' } as const;
export type DeviceKind = (typeof DeviceKind)[keyof typeof DeviceKind];

export interface CustomerFacts {
  readonly device: DeviceKind;
  /** Name and major version, such as "Firefox 144"; empty if it is not known. */
  readonly browser: string;
  /** Such as "Windows". */
  readonly system: string;
  /** IANA name, such as "Europe/Berlin". */
  readonly timeZone: string;
  /** Language tag of the browser. */
  readonly language: string;
}

/** The body of a FACTS frame. */
export function encodeFacts(facts: CustomerFacts): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(facts));
}

/** Reads such a body; `undefined` for anything else. Unknown keys are dropped. */
export function decodeFacts(body: Uint8Array): CustomerFacts | undefined {
  if (body.byteLength > FACTS_MAX_BYTES) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (typeof value !== 'object' || value === null) return undefined;
    const device = Object.values(DeviceKind).find((kind) => kind === Reflect.get(value, 'device'));
    const [browser, system, timeZone, language] = ['browser', 'system', 'timeZone', 'language'].map((key) =>
      textOf(Reflect.get(value, key)),
    );
    if (!device || browser === undefined || system === undefined) return undefined;
    return timeZone === undefined || language === undefined
      ? undefined
      : { device, browser, system, timeZone, language };
  } catch {
    return undefined;
  }
}

/** It stands in a line of the desk's, so it must not turn the direction of what is around it. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= FACT_MAX_LENGTH && !/[\p{Cc}\p{Cf}]/u.test(value)
    ? value
    : undefined;
}
