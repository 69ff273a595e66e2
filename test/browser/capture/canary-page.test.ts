/** SPEC M, every channel and every time: one page, a secret in each, none of it in a single byte that leaves. */
import { expect } from '@open-wc/testing';
import type { MaskSettings } from '../../../widget/service/contract.js';
import {
  canaryHtml,
  CANARY_SETTINGS,
  canaryTasks,
  CHANNELS,
  prepareCanaries,
} from '../../fixtures/masking/canary-page.js';
import { traceOf } from '../../support/canaries.js';
import { CapturedPage, task } from '../../support/capture-harness.js';

describe('the canary page', () => {
  let page: CapturedPage;

  async function record(masking: MaskSettings): Promise<string> {
    page = await CapturedPage.open(canaryHtml());
    prepareCanaries(page.document);
    await page.start({ masking });
    for (const acts of canaryTasks()) {
      for (const act of acts) {
        act(page.document);
        await task();
      }
      await page.idle();
    }
    // What a late agent gets, and what is to be had by hash.
    page.capture.snapshotFor(2);
    await page.idle();
    const hashes = [...page.agent.assets.values()].map(({ hash }) => hash);
    for (const asset of page.capture.answers(new TextEncoder().encode(JSON.stringify(hashes)))) {
      page.sent += new TextDecoder().decode(asset);
    }
    expect(page.faults).to.deep.equal([]);
    return page.sent;
  }

  const pages: [string, MaskSettings][] = [
    ['with rules', CANARY_SETTINGS],
    ['private by default', { ...CANARY_SETTINGS, maskType: 'all' }],
    ['with settings that cannot be read', { maskCssSelectors: '.pii, (' }],
  ];
  for (const [title, settings] of pages) {
    describe(title, () => {
      let sent = '';
      before(async () => {
        sent = await record(settings);
      });
      after(() => page.close());

      for (const { name, canary } of CHANNELS) {
        it(`sends nothing of ${name}`, () => {
          expect(traceOf(canary, sent) ?? '').to.equal('');
        });
      }
    });
  }
});
