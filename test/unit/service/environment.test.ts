/** Where a session is possible at all, which service an address is of, and that Node may import the element. */
import { describe, expect, it } from 'vitest';
import { serviceKind } from '../../../widget/service/capabilities.js';
import { checkEnvironment, type Environment } from '../../../widget/service/environment.js';

const CURRENT: Environment = {
  isSecureContext: true,
  location: { hostname: 'shop.example' },
  AbortSignal: { any: true },
  Promise: { withResolvers: true },
  CompressionStream: () => undefined,
  document: { adoptedStyleSheets: [] },
};

describe('a session', () => {
  it('is possible on a secure page, and on a loopback address', () => {
    expect(() => checkEnvironment(CURRENT)).not.toThrow();
    for (const hostname of ['localhost', 'a.shop.localhost', '127.0.0.1', '[::1]']) {
      expect(() => checkEnvironment({ ...CURRENT, isSecureContext: false, location: { hostname } })).not.toThrow();
    }
  });

  it.each(['shop.example', '192.168.1.4', 'localhost.example', '127.example'])(
    'is refused by http on %s',
    (hostname) => {
      expect(() => checkEnvironment({ ...CURRENT, isSecureContext: false, location: { hostname } })).toThrow(
        expect.objectContaining({ code: 1001, reason: 'insecure-context' }),
      );
    },
  );

  it.each(['AbortSignal', 'Promise', 'document'])('is refused by a browser whose %s is too old', (name) => {
    expect(() => checkEnvironment({ ...CURRENT, [name]: {} })).toThrow(
      expect.objectContaining({ code: 1001, reason: 'browser-too-old' }),
    );
  });
});

describe('a service', () => {
  it.each(['https://us01-zcb.zoom.us', 'https://zoom.us/', 'https://us01-zcb.zoom.us:443/path'])(
    'at %s is Zoom',
    (url) => {
      expect(serviceKind(url)).toBe('zoom');
    },
  );

  it.each(['https://notzoom.us', 'https://zoom.us.example', 'https://shop.example/zoom.us', '/', ''])(
    'at %s is an engine of ours',
    (url) => {
      expect(serviceKind(url)).toBe('engine');
    },
  );
});

describe('Node', () => {
  it('imports the element and touches nothing of a browser', async () => {
    const { CobrowseButtonElement } = await import('../../../widget/elements/cobrowse-button/cobrowse-button.js');
    const { define } = await import('../../../widget/elements/define.js');
    const { setDefaultOrigin } = await import('../../../widget/service/default-origin.js');
    await import('../../../widget/elements/cobrowse-button/button-session.js');
    expect('document' in globalThis).toBe(false);
    expect(() => define('cobrowse-button', CobrowseButtonElement)).not.toThrow();
    expect(() => setDefaultOrigin('https://worker.example')).not.toThrow();
  });
});
