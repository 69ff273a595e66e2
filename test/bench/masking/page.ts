/** Runs in the measured page: what each recorder lets out of the canary page, and what its snapshots cost. */
import { canaryHtml, canaryTasks, CHANNELS, prepareCanaries } from '../../fixtures/masking/canary-page.ts';
import { traceOf } from '../../support/canaries.ts';
import { addUtilities, changeFor, makeSnapshots, prepareCost } from './cost.ts';
import { openReplay, ours, rrweb, type Recorder } from './recorders.ts';

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

/** Elements at the beginning and after the last act: a recorder that does not tell of both has missed something. */
const CONTROLS = ['the-first', 'the-last'];

/** Plays the canary page while a recorder of this window runs. Answers the channels that leaked. */
async function leaks(start: Recorder): Promise<string[]> {
  document.body.innerHTML = `<${CONTROLS[0]}></${CONTROLS[0]}>${canaryHtml()}`;
  prepareCanaries(document);
  let sent = '';
  const stop = await start((text) => (sent += text));
  await pause();
  for (const acts of canaryTasks()) {
    for (const act of acts) act(document);
    await pause();
  }
  document.body.append(document.createElement(CONTROLS[1] ?? ''));
  await pause();
  await stop();
  const missed = CONTROLS.filter((name) => !sent.toLowerCase().includes(name));
  if (missed.length > 0) throw new Error(`The recorder has missed ${missed.join()}`);
  return CHANNELS.filter(({ canary }) => traceOf(canary, sent) !== undefined).map(({ name }) => name);
}

Object.assign(window, {
  bench: {
    channels: CHANNELS.length,
    ours: () => leaks(ours),
    rrweb: () => leaks(rrweb),
    openReplay: () => leaks(openReplay),
    makeSnapshots,
    prepareCost,
    addUtilities,
    changeFor,
  },
});
