/** A page that demands Trusted Types and names our policy. A policy stays with its document, so this is a file of its own. */
import { expect, fixture, html } from '@open-wc/testing';
import type { CobrowseButtonElement } from '../../../widget/elements/cobrowse-button/cobrowse-button.js';
import { setScriptUrl } from '../../../widget/service/trusted-script-url.js';
import { freshService, startSession, TOKEN_URL } from '../../support/contract-service.js';

it('a page with Trusted Types loads the script by our policy', async () => {
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = "require-trusted-types-for 'script'; trusted-types lit-html cobrowse-elements";
  document.head.append(meta);
  const sdk = freshService();
  const button = await fixture<CobrowseButtonElement>(
    html`<cobrowse-button service-url="/" sdk-key="healthy" token-url=${TOKEN_URL}></cobrowse-button>`,
  );
  await startSession(button, sdk);
  expect(window.contractScripts).to.have.length(1);

  // The policy hangs on the document, where whatever else runs in the page finds it.
  const path = '/static/resource/sdk/key/js';
  const load = (url: string): unknown => {
    const script = document.createElement('script');
    setScriptUrl(script, url);
    return script.src;
  };
  expect(load(`${location.origin}${path}`)).to.equal(`${location.origin}${path}`);
  expect(load(`https://us01-zcb.zoom.us${path}/3.10.0`)).to.contain('zoom.us');
  for (const url of [
    `https://evil.example${path}`,
    `${location.origin}/evil.js`,
    `https://zoom.us.evil.example${path}`,
  ]) {
    expect(() => load(url), url)
      .to.throw()
      .with.property('reason', 'trusted-types-refused');
  }
});
