/**
 * SPEC M, as a property: whatever the page, its script and its rules, no piece of what is masked is in a byte that leaves, in a log, in
 * storage or in an error. `npm run fuzz:masking` runs it for longer.
 */
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { Capture } from '../../../widget/engine/capture/capture.js';
import { PasswordMemory } from '../../../widget/engine/capture/masking/password-memory.js';
import type { MaskSettings } from '../../../widget/service/contract.js';
import { traceOf } from '../../support/canaries.js';
import { task, until } from '../../support/capture-harness.js';
import { MaskScript, RULE_SETS, type Step } from '../../support/mask-script.js';

/** Letters that no markup has in a row, and some that addresses, HTML and JSON write in other ways. */
const SECRET = 'kqxé/zjw+q7xkßzvqj';

interface Case {
  readonly rules: number;
  readonly before: readonly Step[];
  readonly bursts: readonly { readonly steps: readonly Step[]; readonly rules: number }[];
  readonly sliced: boolean;
}

const number = fc.nat({ max: 997 });
const steps = (maxLength: number): fc.Arbitrary<Step[]> =>
  fc.array(fc.tuple(number, number, number), { maxLength, minLength: 1 });
const cases: fc.Arbitrary<Case> = fc.record({
  rules: fc.nat({ max: RULE_SETS.length - 1 }),
  before: steps(8),
  bursts: fc.array(fc.record({ steps: steps(5), rules: fc.nat({ max: 30 }) }), { maxLength: 4 }),
  sliced: fc.boolean(),
});

async function options(): Promise<{ seed: number; runs: number; timeout: number }> {
  const given = await (await fetch('/fuzz-options.json')).json();
  const runs = Number(given.cases ?? 2000);
  return { seed: Number(given.seed ?? Date.now() % 1_000_000), runs, timeout: 20_000 + runs * 200 };
}

describe('masking of random pages', () => {
  let frame: HTMLIFrameElement;

  function newFrame(): void {
    frame?.remove();
    frame = document.createElement('iframe');
    document.body.append(frame);
  }

  async function play({ rules, before, bursts, sliced }: Case): Promise<string> {
    newFrame();
    const view = frame.contentWindow as Window & typeof globalThis;
    const script = new MaskScript(view.document, SECRET);
    let masking: MaskSettings = RULE_SETS[rules] ?? {};
    let heard = '';
    const decoder = new TextDecoder();
    // As a session does, from its start on.
    const passwords = new PasswordMemory(view);
    passwords.watch();
    const capture = new Capture({
      window: view,
      passwords,
      masking: () => masking,
      ignored: [],
      ...(sliced && { sliceBudgetMs: 0 }),
      onFault: (error) => (heard += `fault: ${error instanceof Error ? error.stack : String(error)}`),
      output: { send: (_class, _recipient, body) => (heard += decoder.decode(body)) },
    });
    try {
      for (const step of before) script.play(step);
      script.tidy();
      capture.snapshotFor(1);
      if (sliced) await task();
      for (const burst of bursts) {
        for (const step of burst.steps) script.play(step);
        script.tidy();
        masking = RULE_SETS[burst.rules] ?? masking;
        await task();
        if (burst.rules % 3 === 0) capture.snapshotFor(2);
      }
      await until(() => capture.idle);
      const hashes = [...capture.model.assets.values()].map(({ hash }) => hash);
      for (const asset of capture.answers(new TextEncoder().encode(JSON.stringify(hashes))))
        heard += decoder.decode(asset);
      return heard;
    } finally {
      capture.stop();
      passwords.stop();
    }
  }

  it('M1 to M8 lets no piece of a secret out, in thousands of pages', async function () {
    const { seed, runs, timeout } = await options();
    this.timeout(timeout);
    const logged: string[] = [];
    const failed = (event: ErrorEvent | PromiseRejectionEvent): unknown =>
      logged.push(
        'reason' in event ? String(event.reason?.stack ?? event.reason) : `${event.message} ${event.error?.stack}`,
      );
    addEventListener('error', failed);
    addEventListener('unhandledrejection', failed);
    const { dispatchEvent } = EventTarget.prototype;
    EventTarget.prototype.dispatchEvent = function told(event) {
      if (event.type.startsWith('cobrowse')) logged.push(JSON.stringify(Reflect.get(event, 'detail')));
      return dispatchEvent.call(this, event);
    };
    const { log, warn, error } = console;
    Object.assign(
      console,
      Object.fromEntries(
        ['log', 'warn', 'error'].map((name) => [name, (...said: unknown[]) => logged.push(said.join(' '))]),
      ),
    );
    try {
      await fc.assert(
        fc.asyncProperty(cases, async (each) => {
          const heard = await play(each);
          const stored = JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state]);
          expect(heard).not.to.contain('fault:');
          expect(heard.length).to.be.greaterThan(0);
          const all = heard + stored + logged.join('\n');
          const trace = traceOf(SECRET, all) ?? '';
          const at = all.toLowerCase().indexOf(trace);
          // Where it stands is half of the way to why.
          expect(trace, trace && all.slice(Math.max(0, at - 120), at + 60)).to.equal('');
        }),
        { seed, numRuns: runs, endOnFailure: false, includeErrorInReport: true },
      );
    } finally {
      Object.assign(console, { log, warn, error });
      EventTarget.prototype.dispatchEvent = dispatchEvent;
      removeEventListener('error', failed);
      removeEventListener('unhandledrejection', failed);
      frame.remove();
    }
    // oxlint-disable-next-line no-console -- the seed of a random test is said
    console.info(`masking of random pages: ${runs} cases, seed ${seed}`);
  });
});
