/**
 * Runs in the measured page: snapshots of 10,000 elements, with 20 selectors that mask one of twenty, or with no rule of the page's; and how
 * long such a page stands still while it changes, if it has a sheet of utility classes.
 */
import { Capture } from '../../../widget/engine/capture/capture.js';
import { LookLoader } from '../../../widget/engine/capture/masking/look-loader.js';
import type { MaskSettings } from '../../../widget/service/contract.js';

/** The shapes that pages use: half of them name something, half look for what is not there. */
const SELECTORS = Array.from({ length: 20 }, (_each, at) =>
  at % 2 ? `.group-${at} .n` : `.pii-${at} > [data-k="${at}"]`,
);
const GROUPS = 40;
const ROWS = 2000;
/** As sheets of utility classes have, with properties of their own, icons and states. */
const UTILITIES = 3000;

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

/** Gives the page a sheet that has much to be judged by. Answers how many rules that are. */
export function addUtilities(): number {
  const rule = (at: number): string =>
    at % 10 === 0
      ? `.icon-${at}::before { content: "\\${(0xe000 + at).toString(16)}" }`
      : `.u-${at} { --tw-x: ${at}px; --tw-shadow: 0 1px var(--tw-x) #0000; width: var(--tw-x) }`;
  const states = Array.from({ length: GROUPS }, (_state, at) => `[data-k="${at}"] { color: rgb(${at} 0 0) }`);
  const style = document.createElement('style');
  style.textContent = [...Array.from({ length: UTILITIES }, (_rule, at) => rule(at)), ...states].join('\n');
  document.head.append(style);
  for (const [at, row] of [...document.querySelectorAll('.row')].entries()) row.classList.add(`u-${at}`, `icon-${at}`);
  return style.sheet?.cssRules.length ?? 0;
}

/** Changes the captured page for so long. Answers the longest time, in milliseconds, in which it did nothing else. */
export async function changeFor(ms: number, withRules: boolean): Promise<number> {
  const looks = new LookLoader();
  await looks.load();
  const capture = new Capture({
    window,
    masking: () => (withRules ? RULES : NOTHING),
    looks,
    ignored: [],
    output: { send: () => undefined },
  });
  capture.snapshotFor(1);
  do await new Promise((again) => setTimeout(again, 0));
  while (!capture.idle);
  const [first] = document.querySelectorAll('.row b');
  const { port1, port2 } = new MessageChannel();
  const begun = performance.now();
  let [longest, last] = [0, begun];
  await new Promise<void>((resolve) => {
    port1.addEventListener('message', () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (first) first.textContent = String(now);
      if (now - begun < ms) port2.postMessage(0);
      else resolve();
    });
    port1.start();
    port2.postMessage(0);
  });
  port1.close();
  capture.stop();
  return longest;
}
