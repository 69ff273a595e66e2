/** The address that failures are counted under. */

const IPV6_GROUPS = 8;
const IPV6_NETWORK_GROUPS = 4;

/**
 * Where Cloudflare says that a request came from; `undefined` off its network. Of IPv6 the /64, since that is what one
 * subscriber gets and may change addresses within.
 */
export function clientAddress(request: Request): string | undefined {
  const header = request.headers.get('cf-connecting-ip');
  if (header === null) return undefined;
  const address = plainAddress(header);
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.split('::');
  const before = head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, IPV6_GROUPS - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after].slice(0, IPV6_NETWORK_GROUPS).join(':');
}

/**
 * An IPv4 address as such: a socket that listens on IPv6 shows one as `::ffff:192.0.2.7`, some proxies as `::ffff:c000:207`. By the first
 * half of that, everybody would be one subscriber.
 */
export function plainAddress(address: string): string {
  const mapped = /^(?:0{0,4}:){2,6}ffff:(.+)$/i.exec(address)?.[1];
  if (mapped === undefined) return address;
  if (!mapped.includes(':')) return mapped;
  const [high = 0, low = 0] = mapped.split(':').map((group) => Number.parseInt(group, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
