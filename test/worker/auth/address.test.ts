import { expect, it } from 'vitest';
import { clientAddress } from '../../../worker/auth/address.js';

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2:ffff::1', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['2001:db8::', '2001:db8:0:0'],
  ['2001:db8:1::5:6:7:8', '2001:db8:1:0'],
])('%s is counted under %s', (address, key) => {
  expect(clientAddress(new Request('https://x.example', { headers: { 'cf-connecting-ip': address } }))).toBe(key);
});

it('is unknown off the network of Cloudflare', () => {
  expect(clientAddress(new Request('https://x.example'))).toBeUndefined();
});

it.each([
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:192.0.2.7', '192.0.2.7'],
  ['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
  ['::ffff:c000:207', '192.0.2.7'],
  ['0000:0000:0000:0000:0000:ffff:c000:0207', '192.0.2.7'],
  ['2001:db8:ffff:1::1', '2001:db8:ffff:1'],
])('%s is counted under %s: behind a proxy that speaks IPv6, not everybody is one', (address, key) => {
  expect(clientAddress(new Request('https://x.example', { headers: { 'cf-connecting-ip': address } }))).toBe(key);
});
