/** Runs in the measured page: snapshots of 10,000 elements, with 20 selectors that mask one of twenty, or with no rule of the page's. */
import { Capture } from '../../../widget/engine/capture/capture.js';
import { LookLoader } from '../../../widget/engine/capture/masking/look-loader.js';
import type { MaskSettings } from '../../../widget/service/contract.js';

/** The shapes that pages use: half of them name something, half look for what is not there. */
const SELECTORS = Array.from({ length: 20 }, (_each, at) =>
  at % 2 ? `.group-${at} .n` : `.pii-${at} > [data-k="${at}"]`,
);
const GROUPS = 40;
const ROWS = 2000;

const RULES: MaskSettings = { maskCssSelectors: SELECTORS.join() };
const NOTHING: MaskSettings = {};

/** Fills the page. Answers how many elements it has, and how many the rules name. */
export function prepareCost(): { readonly elements: number; readonly masked: number } {
  const row = (at: number): string =>
    `<div class="row group-${at % GROUPS}"><b class="n">name</b><i title="t">text</i><span data-k="${at}">more<em>x</em></span></div>`;
  document.body.innerHTML = Array.from({ length: ROWS }, (_row, at) => row(at)).join('');
  return {
    elements: document.body.querySelectorAll('*').length,
    masked: document.querySelectorAll(SELECTORS.join()).length,
  };
}

/** Makes so many snapshots, each until its last byte is out and all that it masks looks as it will. */
export async function makeSnapshots(count: number, withRules: boolean): Promise<void> {
  const settings = withRules ? RULES : NOTHING;
  // As a session does before its first agent comes.
  const looks = new LookLoader();
  await looks.load();
  for (let made = 0; made < count; made++) {
    await new Promise<void>((resolve) => {
      const capture = new Capture({
        window,
        masking: () => settings,
        looks,
        ignored: [],
        output: { send: () => undefined, snapshotSent: () => void settle() },
      });
      const settle = async (): Promise<void> => {
        while (!capture.idle) await new Promise((again) => setTimeout(again, 0));
        capture.stop();
        resolve();
      };
      capture.snapshotFor(1);
    });
  }
}
