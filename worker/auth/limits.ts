/**
 * The first filter against too many requests: the rate-limit bindings, by identity first and by address second, so that one
 * agent of a call centre cannot use up what is there for all of it. It counts roughly, at each of Cloudflare's locations;
 * wrong PINs are counted exactly, in the directory.
 */
import type { Configuration } from '../configuration.js';
import { SHARE, type Rates } from '../configuration/rates.js';
import type { Limiter } from '../env.js';
import { tooMany } from '../problem.js';
import { clientAddress } from './address.js';

const PERIOD_MS = 60_000;

/** Off Cloudflare's network, where nobody says where a request came from, all of them share one address. */
const NO_ADDRESS = 'unknown';

/** What a request counts as. What strangers do must not use up what verified users have behind the same address. */
export type Counted = 'token' | 'claimed-token' | 'refused-token' | 'pin' | 'custom-pin';

/** @param identity a verified one, or `undefined` for a stranger. Throws a 429 problem once there were too many. */
export async function countRequest(
  limiter: Limiter | undefined,
  { rates, development }: Configuration,
  counted: Counted,
  request: Request,
  identity?: string,
): Promise<void> {
  if (!limiter || !rates) return;
  if (await isWithin(limiter, rates, counted, identity, addressOf(request, development))) return;
  throw tooMany('Too many requests. Please wait a little.', PERIOD_MS);
}

/** Whether one more failure of this address is worth noting. Who fails needs no credentials, and what notes it is one object for all. */
export async function mayNoteFailure(
  limiter: Limiter | undefined,
  { rates, development }: Configuration,
  request: Request,
): Promise<boolean> {
  const address = addressOf(request, development);
  return !limiter || !rates || address === undefined || take(limiter, `failure address ${address}`, rates.identity);
}

/** On a laptop there is no address, and nobody else. */
function addressOf(request: Request, development: boolean): string | undefined {
  return clientAddress(request) ?? (development ? undefined : NO_ADDRESS);
}

async function isWithin(
  limiter: Limiter,
  rates: Rates,
  counted: Counted,
  identity: string | undefined,
  address: string | undefined,
): Promise<boolean> {
  if (identity !== undefined && !(await take(limiter, `${counted} identity ${identity}`, rates.identity))) return false;
  return address === undefined || take(limiter, `${counted} address ${address}`, rates.address);
}

/** Takes one of a key's requests of this minute, from any of its shares that has one left. */
async function take(limiter: Limiter, key: string, perMinute: number): Promise<boolean> {
  const shares = Math.ceil(perMinute / SHARE);
  // Starting anywhere finds a free one at once for as long as there are many.
  const first = Math.floor(Math.random() * shares);
  for (let i = 0; i < shares; i++) {
    const { success } = await limiter.limit({ key: `${key} ${(first + i) % shares}` });
    if (success) return true;
  }
  return false;
}
