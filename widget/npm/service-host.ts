/** The origin behind a bare host, as Zoom's npm package takes it (contract, section 2): https, but for this machine. */

const HOST = /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::\d{1,5})?$/i;
const LOOPBACK = /^(?:localhost|.*\.localhost|127\.0\.0\.1|\[::1\])$/i;

/** Answers `undefined` for anything that is no host: a token goes there. */
export function originOfHost(host: unknown): string | undefined {
  if (typeof host !== 'string' || !HOST.test(host) || !URL.canParse(`https://${host}`)) return undefined;
  const { hostname } = new URL(`https://${host}`);
  return new URL(`${LOOPBACK.test(hostname) ? 'http' : 'https'}://${host}`).origin;
}
