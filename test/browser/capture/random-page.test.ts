/** SPEC R: whatever a page does, while a snapshot is made or later, the model is the page. */
import { expect } from '@open-wc/testing';
import { Capture } from '../../../widget/engine/capture/capture.js';
import { decodeOperations } from '../../../widget/engine/protocol/decoder.js';
import { digest } from '../../../widget/engine/protocol/digest.js';
import { EVERYBODY, FrameClass } from '../../../widget/engine/protocol/frame.js';
import { Mirror } from '../../../widget/engine/mirror/mirror.js';
import { PageModel } from '../../../widget/engine/protocol/model.js';
import { ROOT_ID } from '../../../widget/engine/protocol/operations.js';
import { task, until } from '../../support/capture-harness.js';
import { describeDom, describeModel, difference } from '../../support/page-tree.js';
import { RandomPage } from '../../support/random-page.js';
import { Random } from '../../support/random.js';

const CASES = 400;
const MASKING = { maskCssSelectors: '.mask' };
const MASKED = '.mask, input[type="password"], input[type="hidden"]';

describe('capture of random pages', () => {
  let frame: HTMLIFrameElement;

  beforeEach(() => {
    frame = document.createElement('iframe');
    document.body.append(frame);
  });

  afterEach(() => frame.remove());

  async function play(seed: number): Promise<void> {
    const random = new Random(seed);
    const view = frame.contentWindow as Window & typeof globalThis;
    const page = new RandomPage(view.document, random);
    page.fill(5 + random.below(60));

    const shown = document.createElement('iframe');
    document.body.append(shown);
    const mirror = new Mirror({
      window: shown.contentWindow as Window & typeof globalThis,
      document: ROOT_ID,
      address: () => 'about:blank',
      assetMissing: () => undefined,
      pointed: () => undefined,
      placed: () => undefined,
    });
    const agents = [mirror.model, new PageModel()];
    const synced = new Set<number>();
    const faults: unknown[] = [];
    const capture = new Capture({
      window: view,
      masking: () => MASKING,
      ignored: [],
      sliceBudgetMs: random.chance(0.7) ? 0 : 5,
      onFault: (error) => faults.push(error),
      output: {
        send(frameClass, recipient, body) {
          if (frameClass !== FrameClass.SNAPSHOT && frameClass !== FrameClass.OPERATIONS) return;
          agents.forEach((model, index) => {
            if (recipient !== EVERYBODY && recipient !== index + 1) return;
            for (const operation of decodeOperations(body)) {
              if (operation.type === 'begin') synced.add(index);
              if (!synced.has(index)) continue;
              if (index === 0) mirror.apply(operation);
              else model.apply(operation);
            }
            if (index === 0) mirror.settle();
          });
        },
      },
    });

    try {
      capture.snapshotFor(1);
      synced.add(0);
      for (let step = random.below(40); step >= 0; step--) {
        for (let burst = random.below(4); burst >= 0; burst--) page.mutate();
        if (random.chance(0.7)) await task();
        if (random.chance(0.05)) await until(() => capture.idle);
        if (step === 5) synced.delete(1);
        if (step === 5) capture.snapshotFor(2);
      }
      await until(() => capture.idle);
      // How masked elements look is a chunk of its own, which may come last.
      await capture.looks;
      await until(() => capture.idle);
      // A change that nothing tells of has had no tick of the clock yet; the digest must agree all the same.
      expect(faults).to.deep.equal([]);
      const expected = describeDom(view.document, { masked: MASKED });
      expect(difference(describeModel(capture.model), expected)).to.equal('');
      const mirrored = describeDom(view.document, { masked: MASKED, asMirrored: true });
      expect(
        difference(describeDom(shown.contentDocument as Document, { asMirrored: true }), mirrored),
        'mirror',
      ).to.equal('');
      for (const index of synced) {
        expect(digest(agents[index] as PageModel), `agent ${index + 1}`).to.equal(digest(capture.model));
      }
    } finally {
      capture.stop();
      shown.remove();
    }
  }

  const first = Number(new URLSearchParams(location.search).get('seed') ?? 1);
  for (let seed = first; seed < first + CASES; seed += 20) {
    it(`N1–N3 P4 R1–R5 equals the page, seeds ${seed} to ${seed + 19}`, async () => {
      for (let s = seed; s < seed + 20; s++) {
        try {
          await play(s);
        } catch (error) {
          throw new Error(`seed ${s}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
        }
        frame.remove();
        document.body.append(frame);
      }
    });
  }
});
