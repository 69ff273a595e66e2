/** Pages whose policy stops the script of the service. A policy stays with its document, so this is a file of its own. */
import { expect, fixture, html } from '@open-wc/testing';
import { texts as en } from '../../../widget/locales/languages/en.js';
import type { CobrowseButtonElement } from '../../../widget/elements/cobrowse-button/cobrowse-button.js';
import {
  captureWarnings,
  expectHint,
  freshService,
  part,
  textOf,
  TOKEN_URL,
  untilState,
} from '../../support/contract-service.js';

function addPolicy(content: string): void {
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = content;
  document.head.append(meta);
}

async function failedButton(template: ReturnType<typeof html>): Promise<CobrowseButtonElement> {
  freshService();
  const button = await fixture<CobrowseButtonElement>(template);
  part(button, '.button').click();
  await untilState(button, 'error');
  return button;
}

describe('a page', () => {
  it('whose script-src does not name the service is told so', async () => {
    addPolicy("script-src 'self' 'unsafe-inline' 'unsafe-eval'");
    const warnings = captureWarnings();
    const button = await failedButton(
      html`<cobrowse-button
        service-url="http://127.0.0.1:9"
        sdk-key="healthy"
        token-url=${TOKEN_URL}
      ></cobrowse-button>`,
    );
    warnings.restore();
    expect(button.error?.reason).to.equal('script-blocked');
    expect(textOf(button, '[role="alert"]')).to.equal(en.buttonSession.failures.siteFault(1001));
    expectHint(warnings.lines, 1001, 'script-blocked');
    expect(document.querySelector('script[data-cobrowse-elements]')).to.equal(null);
  });

  it('whose trusted-types does not name our policy is told so', async () => {
    // Made for the page of the test before, which did not care.
    Reflect.deleteProperty(document, Symbol.for('cobrowse-elements.policy'));
    addPolicy("require-trusted-types-for 'script'; trusted-types lit-html");
    const warnings = captureWarnings();
    const button = await failedButton(
      html`<cobrowse-button service-url="/" sdk-key="healthy" token-url=${TOKEN_URL}></cobrowse-button>`,
    );
    warnings.restore();
    expect(button.error?.reason).to.equal('trusted-types-refused');
    expectHint(warnings.lines, 1001, 'trusted-types-refused');
  });
});
