/** A PIN as people write and paste it. */
import { describe, expect, it } from 'vitest';
import { findPin, isPin, normalisePin, pinFault } from '../../../widget/pin/pin.js';

describe('a PIN', () => {
  it.each(['123456', '123 456', ' 123-456 ', '12 34 56', '123\u00a0456', '123–456\n', '1.2.3_4·5—6'])(
    'is meant by %j',
    (text) => {
      expect(normalisePin(text)).toBe('123456');
      expect(findPin(text)).toBe('123456');
    },
  );

  it.each([
    ['Your PIN is 123 456. Read it to your agent.', '123456'],
    ['PIN: 123-456', '123456'],
    ['您的 PIN 码是：123456。', '123456'],
    ['(123456)', '123456'],
  ])('is found in %j', (text, pin) => {
    expect(findPin(text)).toBe(pin);
  });

  it.each(['call 030 1234567 now', 'either 123456 or 654321', 'order 1234567, please', 'no PIN at all, sorry'])(
    'is not guessed from %j',
    (text) => {
      expect(isPin(findPin(text))).toBe(false);
    },
  );

  it('may be one to ten letters or digits of a page’s own', () => {
    for (const pin of ['7', 'TICKET42', 'abcdefghij']) expect(pinFault(pin)).toBeUndefined();
    expect(pinFault('')).toBe('errorEmpty');
    for (const pin of ['12345678901', '12?4', 'ﬁ12', '１２３']) expect(pinFault(pin)).toBe('errorFormat');
  });
});
