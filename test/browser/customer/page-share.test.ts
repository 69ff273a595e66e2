/** What an `init` changes while a session is live: masks are added at once, and nothing opens before the next session. */
import { expect } from '@open-wc/testing';
import type { CobrowseSettings, MaskSettings } from '../../../widget/service/contract.js';
import { PageShare } from '../../../widget/engine/customer/page-share.js';
import { masksOf, readMaskSettings } from '../../../widget/engine/customer/settings.js';

describe('M10 masks that change during a session', () => {
  let share: PageShare;
  let settings: CobrowseSettings[];
  afterEach(() => share.stop());

  /** @param late given after the session's masks were read, and before the page is shared. */
  function live(start: MaskSettings | undefined, late: readonly CobrowseSettings[] = []): void {
    settings = start ? [{ piiMask: start }] : [];
    const masking = readMaskSettings(masksOf(settings));
    settings.push(...late);
    share = new PageShare({
      masking,
      settings: () => settings,
      socket: { bufferedAmount: 0, send: () => undefined, dropWaiting: () => undefined },
      agents: { all: [], anyConnected: false, has: () => false },
      ignored: [],
      isConnected: () => true,
      onGivenUp: () => undefined,
      onUnreadableMask: () => undefined,
    });
  }

  const later = (piiMask: MaskSettings): Required<MaskSettings> => {
    settings.push({ piiMask });
    return share.masking;
  };

  const OPENINGS = { unmaskCssSelectors: '.open, .other', unmaskQueryParameters: 'page, tab' };

  for (const start of [undefined, {}, { blockCssSelectors: '.no' }, { maskType: 'all' }] as const) {
    it(`open nothing that the session did not begin with: ${JSON.stringify(start)}`, () => {
      live(start);
      for (const maskType of ['custom_input', 'all'] as const) {
        const masking = later({ ...OPENINGS, maskType });
        expect(masking.unmaskCssSelectors).to.equal('');
        expect(masking.unmaskQueryParameters).to.equal('');
      }
      expect(share.masking.maskType).to.equal('all');
    });
  }

  it('leave open what all say, and what the session began with where nothing else is masked', () => {
    live({ maskType: 'custom_input', unmaskCssSelectors: '.open', unmaskQueryParameters: 'tab' });
    expect(later({ blockCssSelectors: '.no' })).to.include({
      unmaskCssSelectors: '.open',
      unmaskQueryParameters: 'tab',
    });
    expect(later({ ...OPENINGS, maskType: 'all' })).to.include({
      maskType: 'all',
      blockCssSelectors: '.no',
      unmaskCssSelectors: '.open',
      unmaskQueryParameters: 'tab',
    });
    expect(later({ maskCssSelectors: '.a' })).to.include({ unmaskCssSelectors: '', unmaskQueryParameters: '' });
    expect(later({ ...OPENINGS, maskType: 'all' }), 'gone for good').to.include({ unmaskCssSelectors: '' });
  });

  it('hold also where they come between the start and its welcome', () => {
    live({ maskCssSelectors: '.a' }, [{ piiMask: { ...OPENINGS, maskCssSelectors: '.b' } }]);
    expect(share.masking).to.include({ maskCssSelectors: '.a,.b', unmaskCssSelectors: '', unmaskQueryParameters: '' });
  });
});
