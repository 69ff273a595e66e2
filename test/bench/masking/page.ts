/** Runs in the measured page: what each recorder lets out of the canary page, and what masking costs a snapshot. */
import { record } from 'rrweb';
import { Capture } from '../../../widget/engine/capture/capture.js';
import type { MaskSettings } from '../../../widget/service/contract.js';
import {
  CANARY_SETTINGS,
  canaryHtml,
  canaryTasks,
  CHANNELS,
  prepareCanaries,
} from '../../fixtures/masking/canary-page.ts';
import { traceOf } from '../../support/canaries.ts';

const NOTHING = {};
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

/** Plays the canary page while a recorder of this window runs. Answers the channels that leaked. */
async function leaks(start: (said: (text: string) => void) => () => void): Promise<string[]> {
  document.body.innerHTML = canaryHtml();
  prepareCanaries(document);
  let sent = '';
  const stop = start((text) => (sent += text));
  await pause();
  for (const acts of canaryTasks()) {
    for (const act of acts) act(document);
    await pause();
  }
  stop();
  return CHANNELS.filter(({ canary }) => traceOf(canary, sent) !== undefined).map(({ name }) => name);
}

function startOurs(said: (text: string) => void, settings: MaskSettings): () => void {
  const decoder = new TextDecoder();
  const output = { send: (_class: unknown, _to: number, body: Uint8Array): void => said(decoder.decode(body)) };
  const capture = new Capture({ window, masking: () => settings, ignored: [], output });
  capture.snapshotFor(1);
  return () => capture.stop();
}

function startRrweb(said: (text: string) => void): () => void {
  const stop = record({
    emit: (event) => said(JSON.stringify(event)),
    maskAllInputs: true,
    maskInputOptions: { password: true },
    maskTextSelector: '*',
    blockSelector: `${CANARY_SETTINGS.maskCssSelectors}, [data-sensitive=true], [data-cobrowse]`,
    inlineStylesheet: false,
    slimDOMOptions: 'all',
  });
  return () => stop?.();
}

/** Milliseconds of work until the first snapshot is out, with or without rules. */
async function snapshotMs(settings: MaskSettings): Promise<number> {
  const capture = new Capture({ window, masking: () => settings, ignored: [], output: { send: () => undefined } });
  const started = performance.now();
  capture.snapshotFor(1);
  await new Promise<void>((resolve) => {
    const look = (): void => (capture.idle ? resolve() : void setTimeout(look, 0));
    look();
  });
  const ms = performance.now() - started;
  capture.stop();
  return ms;
}

const bench = {
  channels: CHANNELS.length,
  ours: () => leaks((said) => startOurs(said, CANARY_SETTINGS)),
  rrweb: () => leaks(startRrweb),

  /** Medians of a page of 10,000 elements, by turns. */
  async cost(repeats: number): Promise<{ readonly without: number; readonly with: number }> {
    const row = (at: number): string =>
      `<div class="row r${at}"><b class="n">name</b><i title="t">text</i><span data-k="${at}">more<em>x</em></span></div>`;
    document.body.innerHTML = Array.from({ length: 2000 }, (_row, at) => row(at)).join('');
    const selectors = Array.from({ length: 20 }, (_each, at) =>
      at % 2 ? `.r${at * 50} b` : `.pii-${at} > [data-k="${at}"]`,
    );
    const rules = { maskCssSelectors: selectors.join() };
    const times: { without: number[]; with: number[] } = { without: [], with: [] };
    for (let round = 0; round < repeats; round++) {
      times.without.push(await snapshotMs(NOTHING));
      times.with.push(await snapshotMs(rules));
    }
    const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
    return { without: median(times.without), with: median(times.with) };
  },
};

Object.assign(window, { bench });
