/** RATE_LIMITS: how many requests a minute one identity and one address have. */

export interface Rates {
  readonly identity: number;
  readonly address: number;
}

/** What the bindings of wrangler.jsonc allow a key in a minute. A binding's limit is fixed; so a higher one is several keys. */
export const SHARE = 60;

/** The address's is ten people's: a call centre may sit behind one. */
export const DEFAULT_RATES: Rates = { identity: 60, address: 600 };

export const RATES_OFF = 'off';

/** More would cost a refusal too many calls of the binding (limits.ts). */
const HIGHEST = 6000;

/** Reads `identity=60,address=600`, either part or both, or answers `undefined` for what is not that. */
export function parseRates(text: string): Rates | undefined {
  const rates = new Map<string, number>();
  for (const part of text.split(',')) {
    const [, name = '', digits = ''] = /^ *(identity|address)=(\d{1,5}) *$/.exec(part) ?? [];
    const count = Number(digits);
    if (rates.has(name) || count < 1 || count > HIGHEST) return undefined;
    rates.set(name, count);
  }
  const { identity, address } = DEFAULT_RATES;
  return { identity: rates.get('identity') ?? identity, address: rates.get('address') ?? address };
}
