/** Settings are plain JavaScript: what cannot be understood masks more, never less. */
import { expect } from '@open-wc/testing';
import type { CobrowseSettings } from '../../../widget/service/contract.js';
import { MaskRules } from '../../../widget/engine/capture/masking/mask-rules.js';
import { PasswordMemory } from '../../../widget/engine/capture/masking/password-memory.js';
import { readMaskSettings } from '../../../widget/engine/customer/settings.js';

/** As a page without types may write it. */
function settingsOf(json: string): CobrowseSettings {
  return JSON.parse(json);
}

describe('mask settings', () => {
  it('mask what is selected, and nothing else, when the page says nothing', () => {
    const nothing = { maskType: 'custom_input', maskCssSelectors: '', maskHTMLAttributes: '' };
    expect(readMaskSettings([])).to.deep.equal(nothing);
    expect(readMaskSettings([settingsOf('{"piiMask":null}').piiMask])).to.deep.equal(nothing);
  });

  it('are taken as the contract has them', () => {
    const piiMask = { maskType: 'all_input', maskCssSelectors: '.a, #b', maskHTMLAttributes: 'data-x=1' } as const;
    expect(readMaskSettings([piiMask])).to.deep.equal(piiMask);
  });

  it('of several calls hold together: none undoes the masks of another', () => {
    const masks = [
      { maskCssSelectors: '#ssn', maskHTMLAttributes: 'data-x' },
      undefined,
      {},
      { maskType: 'all_input', maskCssSelectors: '.a, .b' },
      { maskCssSelectors: '#ssn' },
    ];
    const together = { maskType: 'all_input', maskCssSelectors: '#ssn,.a, .b', maskHTMLAttributes: 'data-x' };
    expect(readMaskSettings(masks)).to.deep.equal(together);
  });

  it('mask every input when the type is one that we do not know', () => {
    for (const type of ['"ALL"', '""', 'null', '7']) {
      const { maskType } = readMaskSettings([settingsOf(`{"piiMask":{"maskType":${type}}}`).piiMask]);
      expect(maskType, type).to.equal('all_input');
    }
  });

  it('take a list of selectors also as an array', () => {
    const { maskCssSelectors } = readMaskSettings([settingsOf('{"piiMask":{"maskCssSelectors":[".a","#b"]}}').piiMask]);
    expect(maskCssSelectors).to.equal('.a,#b');
  });

  it('of any other shape cannot be read, so that everything is masked', () => {
    for (const value of ['{"selector":".a"}', '[".a",5]', '[[".a"]]', '7', 'true']) {
      for (const name of ['maskCssSelectors', 'maskHTMLAttributes'] as const) {
        const settings = readMaskSettings([settingsOf(`{"piiMask":{"${name}":${value}}}`).piiMask]);
        expect(new MaskRules(settings, new PasswordMemory(window)).unreadable, `${name} ${value}`).not.to.equal(
          undefined,
        );
      }
    }
    for (const piiMask of ['".a"', '[".a"]', 'true']) {
      const settings = readMaskSettings([settingsOf(`{"piiMask":${piiMask}}`).piiMask]);
      expect(new MaskRules(settings, new PasswordMemory(window)).unreadable, piiMask).not.to.equal(undefined);
    }
  });
});
