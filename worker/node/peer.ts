/** Who a request comes from and at which address it arrived, on Node. A header is believed only of a proxy that the operator named. */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { plainAddress } from '../auth/address.js';

/** How many proxies stand in front; each of them adds one entry to X-Forwarded-For. */
export type TrustedProxies = number;

/** Reads TRUST_PROXY: absent or 0, nothing is believed. `undefined` for what is not a number of proxies. */
export function parseTrustProxy(value: string | undefined): TrustedProxies | undefined {
  if (value === undefined || value === '') return 0;
  return /^\d$/.test(value) ? Number(value) : undefined;
}

/**
 * The client's address: the socket's, or the entry that the outermost trusted proxy wrote. What stands further left, the
 * client may have made up. `undefined` only once the socket is gone.
 */
export function clientAddressOf(request: IncomingMessage, trusted: TrustedProxies): string | undefined {
  const entry = ofOutermost(request.headers['x-forwarded-for'], trusted);
  const forwarded = entry === undefined ? undefined : withoutPort(entry);
  const address = forwarded !== undefined && isIP(forwarded) !== 0 ? forwarded : request.socket.remoteAddress;
  return address === undefined ? undefined : plainAddress(address);
}

/** The address that the client asked for, or `undefined` if its Host header is none. */
export function urlOf(request: IncomingMessage, trusted: TrustedProxies): string | undefined {
  const encrypted = 'encrypted' in request.socket;
  const forwarded = ofOutermost(request.headers['x-forwarded-proto'], trusted);
  const scheme = forwarded === 'https' || (forwarded === undefined && encrypted) ? 'https' : 'http';
  const { host } = request.headers;
  // Nothing but a host and a port: `URL` would take what stands before an @ or after a slash for something else.
  if (host === undefined || !/^[a-z0-9.-]+(?::\d{1,5})?$|^\[[0-9a-f:.]+\](?::\d{1,5})?$/i.test(host)) return undefined;
  const path = request.url?.startsWith('/') ? request.url : '/';
  const url = `${scheme}://${host}${path}`;
  return URL.canParse(url) ? url : undefined;
}

/** The entry of the outermost trusted proxy: each adds its own on the right, and one that is not passed adds none. */
function ofOutermost(header: string | readonly string[] | undefined, trusted: TrustedProxies): string | undefined {
  if (trusted === 0 || header === undefined) return undefined;
  const entries = String(header).split(',');
  return entries.at(-Math.min(trusted, entries.length))?.trim();
}

/** Some proxies write the port as well. */
function withoutPort(entry: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(entry)?.[1];
  return bracketed ?? (/^[\d.]+:\d+$/.test(entry) ? entry.slice(0, entry.indexOf(':')) : entry);
}
