/** The address that failures are counted under. */

const IPV6_GROUPS = 8;
const IPV6_NETWORK_GROUPS = 4;

/**
 * Where Cloudflare says that a request came from; `undefined` off its network. Of IPv6 the /64, since that is what one
 * subscriber gets and may change addresses within.
 */
export function clientAddress(request: Request): string | undefined {
  const address = request.headers.get('cf-connecting-ip');
  if (address === null) return undefined;
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.split('::');
  const before = head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, IPV6_GROUPS - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after].slice(0, IPV6_NETWORK_GROUPS).join(':');
}
