/** Where an element looks for its service, and where it must not. */
import { expect } from '@open-wc/testing';
import { resolveConfig, setDefaultOrigin, type ConfigRequest } from '../../../widget/service/config.js';
import { CobrowseError } from '../../../widget/service/contract.js';

/** Enough to ask nobody. */
const WHOLE: ConfigRequest = { sdkKey: 'key', tokenUrl: '/token', hasTokenSource: false, needsSdkKey: true };

async function outcomeOf(serviceUrl: string, more: Partial<ConfigRequest> = {}): Promise<string> {
  try {
    return (await resolveConfig({ ...WHOLE, serviceUrl, ...more }, AbortSignal.timeout(5000))).serviceUrl;
  } catch (error) {
    return error instanceof CobrowseError ? String(error.reason) : String(error);
  }
}

describe('the service that attributes name', () => {
  it('is an https origin, or one of this machine', async () => {
    expect(await outcomeOf('https://worker.example/some/path?x')).to.equal('https://worker.example');
    expect(await outcomeOf('http://localhost:8787')).to.equal('http://localhost:8787');
    for (const wrong of [
      'http://worker.example',
      'http://us01-zcb.zoom.us',
      'javascript:alert(1)',
      'data:,x',
      'ws://x',
    ]) {
      expect(await outcomeOf(wrong), wrong).to.equal('not-configured');
    }
  });

  it('gets a token from http and https addresses alone', async () => {
    for (const tokenUrl of ['javascript:alert(1)', 'data:,x', 'blob:x']) {
      expect(await outcomeOf('https://worker.example', { tokenUrl }), tokenUrl).to.equal('not-configured');
    }
  });

  it('is the Worker that the script tag came from, or Zoom’s cloud, and no other that a tag in a text may name', async () => {
    setDefaultOrigin(location.origin);
    const asked: string[] = [];
    const { fetch } = globalThis;
    globalThis.fetch = (input, init) => {
      asked.push(String(input instanceof Request ? input.url : input));
      return String(input).endsWith('/config')
        ? Promise.resolve(Response.json({ serviceUrl: 'https://named.example', sdkKey: 'key' }))
        : fetch(input, init);
    };
    try {
      expect(await outcomeOf(location.origin)).to.equal(location.origin);
      expect(await outcomeOf('https://us01-zcb.zoom.us')).to.equal('https://us01-zcb.zoom.us');
      expect(asked).to.deep.equal([]);
      expect(await outcomeOf('https://named.example')).to.equal('https://named.example');
      expect(await outcomeOf('https://evil.example')).to.equal('not-configured');
      expect(await outcomeOf('https://us01-zcb.zoom.us.evil.example')).to.equal('not-configured');
      expect(new Set(asked)).to.deep.equal(new Set([`${location.origin}/config`]));
      // Asked whether it may be trusted, that Worker has told the rest as well.
      asked.length = 0;
      expect(await outcomeOf('https://named.example', { sdkKey: undefined })).to.equal('https://named.example');
      expect(asked).to.deep.equal([`${location.origin}/config`]);
    } finally {
      globalThis.fetch = fetch;
    }
  });
});
