import { describe, expect, it } from 'vitest';
import { failingScript } from '../../../worker/routes/sdk-failure.js';
import { fetchWith, get, ORIGIN } from '../support/http.js';

describe('the SDK script', () => {
  it.each(['', '/2.13.2', '/2.13.x', '/3.10.0', '/10.0.12'])('is served to any page (js%s)', async (version) => {
    const response = await get(`/static/resource/sdk/test-key/js${version}`);
    expect(await response.text()).toBe('// sdk\n');
    expect(response.status).toBe(200);
    const { headers } = response;
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('cache-control')).toBe('public, max-age=300');
    expect(headers.get('x-frame-options')).toBeNull();
  });

  it('is not sent again to a browser that has it', async () => {
    const etag = (await get('/static/resource/sdk/test-key/js')).headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    expect((await get('/static/resource/sdk/test-key/js', { 'if-none-match': etag })).status).toBe(304);
  });

  it.each([
    ['another key', 'other/js', 'key'],
    ['a wrong version', 'test-key/js/latest', 'version'],
    ['half a version', 'test-key/js/2.13', 'version'],
    ['a hostile version', `test-key/js/${encodeURIComponent('"</script>')}`, 'version'],
  ])('of %s is one that runs and says why it fails', async (_name, path, word) => {
    const response = await get(`/static/resource/sdk/${path}`);
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const script = await response.text();
    expect(script).toContain(`${word} in the address`);
    expect(script).not.toContain('</script>');
  });

  it('that is not built is an error that says so', async () => {
    const ASSETS = { fetch: () => Promise.resolve(new Response(null, { status: 404 })), connect: unused };
    const response = await fetchWith({ ASSETS }, `${ORIGIN}/static/resource/sdk/test-key/js`);
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('not been built')]);
  });
});

describe('the failing script', () => {
  it('takes the stub over and calls back the saved call and every later one', async () => {
    const answers: unknown[] = [];
    const callback = (answer: unknown) => answers.push(answer);
    const window: Record<string, unknown> = { ZoomCobrowseSDKInitArgs: [{}, callback] };
    const warnings: unknown[] = [];
    new Function('window', 'console', failingScript('Because.'))(window, {
      warn: (text: unknown) => warnings.push(text),
    });
    await Promise.resolve();
    expect(answers).toEqual([{ success: false, error: { code: 1001, errorMsg: 'Because.' } }]);
    new Function('window', 'callback', 'window.ZoomCobrowseSDK.init({}, callback)')(window, callback);
    await Promise.resolve();
    expect(answers).toHaveLength(2);
    expect(warnings).toEqual(['[cobrowse] 1001: Because.']);
  });

  it('quotes its reason so that it cannot end a string', () => {
    expect(failingScript('"); alert(1); ("')).toContain(String.raw`"errorMsg":"\"); alert(1); (\""`);
  });
});

function unused(): never {
  throw new Error('Not used');
}
