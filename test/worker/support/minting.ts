/** Asks a deployed Worker for a token, and reads what came back. */
import { decodeJwt } from 'jose';
import type { Env } from '../../../worker/env.js';
import { fetchWith, json } from './http.js';

export const WORKER = 'https://cobrowse.example';

export interface Asked {
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Each caller has an address of their own unless they bring one, so that one test's requests do not count for another's. */
export function ask(variables: Partial<Env>, body: unknown, { path = '/token', headers = {} }: Asked = {}) {
  const address = `2001:db8:${crypto.randomUUID().slice(0, 4)}:${crypto.randomUUID().slice(0, 4)}::1`;
  return fetchWith(variables, WORKER + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'cf-connecting-ip': address, ...headers },
    body: JSON.stringify(body),
  });
}

/** As `ask`, with a bearer. */
export function askWith(bearer: string, variables: Partial<Env>, body: unknown = { role: 2 }): Promise<Response> {
  return ask(variables, body, { headers: { authorization: `Bearer ${bearer}` } });
}

export async function claimsOf(response: Response): Promise<Record<string, unknown>> {
  const body = await json(response);
  if (response.status !== 200) throw new Error(`Status ${response.status}: ${JSON.stringify(body)}`);
  return decodeJwt(String(body['token']));
}

/** The status and the properties and reasons of a refusal. */
export async function refusalOf(response: Response): Promise<readonly [number, unknown]> {
  return [response.status, (await json(response))['errors']];
}
