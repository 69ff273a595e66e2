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

const LISTS = {
  maskCssSelectors: '',
  maskHTMLAttributes: '',
  unmaskCssSelectors: '',
  blockCssSelectors: '',
  unmaskQueryParameters: '',
};

describe('mask settings', () => {
  it('mask what is selected, and nothing else, when the page says nothing', () => {
    const nothing = { ...LISTS, maskType: 'custom_input' };
    expect(readMaskSettings([])).to.deep.equal(nothing);
    expect(readMaskSettings([settingsOf('{"piiMask":null}').piiMask])).to.deep.equal(nothing);
  });

  it('are taken as the contract has them', () => {
    const piiMask = {
      maskType: 'all',
      maskCssSelectors: '.a, #b',
      maskHTMLAttributes: 'data-x=1',
      unmaskCssSelectors: '.c',
      blockCssSelectors: '.d',
      unmaskQueryParameters: 'page,tab',
    } as const;
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
    const together = {
      ...LISTS,
      maskType: 'all_input',
      maskCssSelectors: '#ssn,.a, .b',
      maskHTMLAttributes: 'data-x',
    };
    expect(readMaskSettings(masks)).to.deep.equal(together);
  });

  it('do not grow with each reload', () => {
    const own = [
      { maskCssSelectors: '.a', maskHTMLAttributes: 'x=1' },
      { maskCssSelectors: '.b, .c', maskHTMLAttributes: 'y' },
    ];
    const once = readMaskSettings(own);
    expect(once).to.include({ maskCssSelectors: '.a,.b, .c', maskHTMLAttributes: 'x=1,y' });
    expect(readMaskSettings(own, [once])).to.deep.equal(once);
  });

  it('allow parameters of the address as they open selectors', () => {
    const told = (...masks: readonly object[]): string => readMaskSettings(masks).unmaskQueryParameters;
    const one = { maskCssSelectors: '.a', unmaskQueryParameters: 'page, tab' };
    expect(told(one)).to.equal('page,tab');
    expect(told(one, {})).to.equal('page,tab');
    expect(told(one, { maskCssSelectors: '.b', unmaskQueryParameters: 'tab' })).to.equal('tab');
    expect(told(one, { maskType: 'all' })).to.equal('');
    expect(readMaskSettings([], [one]).unmaskQueryParameters).to.equal('');
    expect(told({ unmaskQueryParameters: 5 })).not.to.contain('page');
  });

  it('of several calls open only what all of them open who mask anything', () => {
    const opened = (...masks: readonly object[]): string => readMaskSettings(masks).unmaskCssSelectors;
    const one = { maskType: 'all', unmaskCssSelectors: '.open' };
    expect(opened(one, {})).to.equal('.open');
    expect(opened(one, { blockCssSelectors: '.x' })).to.equal('.open');
    expect(opened(one, { ...one, maskCssSelectors: '.a' })).to.equal('.open');
    expect(opened(one, { maskCssSelectors: '.a' })).to.equal('');
    expect(opened(one, { ...one, unmaskCssSelectors: '.other' })).to.equal('');
    expect(opened({ ...one, unmaskCssSelectors: '.x, :is(.a, .b), .open' }, one)).to.equal('.open');
    // What a session that is resumed has opened holds for the same page.
    expect(readMaskSettings([one], [readMaskSettings([one])]).unmaskCssSelectors).to.equal('.open');
  });

  it('K8 that another tab or page lends mask more, and open nothing by themselves', () => {
    const one = { maskType: 'all', unmaskCssSelectors: '.open' };
    const opened = (own: readonly unknown[], lent: unknown): string => readMaskSettings(own, [lent]).unmaskCssSelectors;
    expect(opened([], one)).to.equal('');
    expect(opened([undefined], one)).to.equal('');
    expect(opened([], { unmaskCssSelectors: 'body' })).to.equal('');
    expect(opened([{ maskType: 'all_input' }], one)).to.equal('');
    expect(opened([one], { ...one, unmaskCssSelectors: 'body' })).to.equal('');
    expect(opened([one], { maskCssSelectors: '.a' })).to.equal('');
    expect(opened([one], undefined)).to.equal('.open');
    expect(readMaskSettings([], [one]).maskType).to.equal('all');
  });

  it('of several calls mask by the strictest type', () => {
    const typeOf = (...types: readonly string[]): string =>
      readMaskSettings(types.map((maskType) => ({ maskType }))).maskType;
    expect(typeOf('custom_input', 'all', 'all_input')).to.equal('all');
    expect(typeOf('all_input', 'custom_input')).to.equal('all_input');
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

  describe('M7 that are open at their end', () => {
    const unreadable = (own: readonly unknown[], lent: readonly unknown[] = []): unknown =>
      new MaskRules(readMaskSettings(own, lent), new PasswordMemory(window)).unreadable;

    it('swallow nothing that another call gives', () => {
      expect(unreadable([{ maskCssSelectors: '.a\\' }, { maskCssSelectors: '.b' }])).to.equal('.a\\');
      expect(unreadable([{ blockCssSelectors: '.a\\' }, { blockCssSelectors: '.b' }])).to.equal('.a\\');
      expect(unreadable([{ maskCssSelectors: '.a:is(' }, { maskCssSelectors: '.b)' }])).to.equal('.a:is(');
      expect(unreadable([{ maskCssSelectors: '.a/*' }, { maskCssSelectors: '*/.b' }])).to.equal('.a/*');
      expect(unreadable([{ maskHTMLAttributes: 'x/*' }, { maskHTMLAttributes: 'data-pii,y*/' }])).to.equal('[x/*]');
    });

    it('swallow nothing of their own list', () => {
      expect(unreadable([{ maskCssSelectors: ['.a\\', '.b'] }])).to.equal('.a\\');
      expect(unreadable([{ unmaskCssSelectors: ['.a\\', '.b'] }])).to.equal('.a\\');
    });

    it('K8 mask everything where another tab lends them', () => {
      const own = { maskCssSelectors: '.a', maskHTMLAttributes: 'data-pii' };
      expect(unreadable([own], [{ maskCssSelectors: 'x\\' }])).to.equal('x\\');
      expect(unreadable([own], [{ maskHTMLAttributes: 'x/*' }])).to.equal('[x/*]');
      expect(unreadable([own], ['{"maskCss'])).not.to.equal(undefined);
      expect(unreadable([own], [own])).to.equal(undefined);
    });
  });

  it('of any other shape cannot be read, so that everything is masked', () => {
    for (const value of ['{"selector":".a"}', '[".a",5]', '[[".a"]]', '7', 'true']) {
      // Names of parameters that cannot be read open none.
      for (const name of Object.keys(LISTS).filter((each) => each !== 'unmaskQueryParameters')) {
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
