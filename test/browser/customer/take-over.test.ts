/** The one-slot stub of Zoom's snippet, as pages have it, and the script that takes it over. */
import { expect } from '@open-wc/testing';
import type { CustomerSdk } from '../../../widget/service/contract.js';
import { takeOver, type SnippetGlobals } from '../../../widget/engine/customer/take-over.js';

/** What the snippet leaves behind: a stub that saves its arguments. */
function snippet(globals: SnippetGlobals): { init: (...args: unknown[]) => void } {
  const stub = {
    // Saved raw, as the snippet does it.
    init: function (): void {
      globals.ZoomCobrowseSDKInitArgs = arguments;
    },
  };
  globals.ZoomCobrowseSDK = stub;
  return stub;
}

interface Recorded {
  readonly calls: unknown[][];
  readonly create: () => CustomerSdk;
  created: number;
}

function recorder(): Recorded {
  const calls: unknown[][] = [];
  const recorded: Recorded = {
    calls,
    created: 0,
    create: () => {
      recorded.created++;
      return { init: (...args) => void calls.push(args) };
    },
  };
  return recorded;
}

describe('taking over the stub', () => {
  it('runs the saved call once, with its callback', () => {
    const globals: SnippetGlobals = {};
    const { calls, create } = recorder();
    const settings = { allowAgentAnnotation: true };
    const callback = (): void => undefined;
    snippet(globals).init(settings, callback);
    takeOver(globals, create);
    expect(calls).to.deep.equal([[settings, callback]]);
    expect('ZoomCobrowseSDKInitArgs' in globals).to.equal(false);
  });

  it('runs a saved call that has no callback, and none when none was saved', () => {
    const globals: SnippetGlobals = {};
    const { calls, create } = recorder();
    snippet(globals);
    takeOver(globals, create);
    expect(calls).to.deep.equal([]);
    snippet(globals).init({});
    takeOver(globals, create);
    expect(calls).to.deep.equal([[{}, undefined]]);
  });

  it('changes nothing when the script is loaded a second time', () => {
    const globals: SnippetGlobals = {};
    const recorded = recorder();
    snippet(globals).init({}, undefined);
    takeOver(globals, recorded.create);
    const sdk = globals.ZoomCobrowseSDK;
    takeOver(globals, recorded.create);
    expect(globals.ZoomCobrowseSDK).to.equal(sdk);
    expect(recorded.created).to.equal(1);
    expect(recorded.calls).to.have.lengthOf(1);
  });

  it('keeps the first SDK, and loses no callback, when a second snippet overwrites the global', () => {
    const globals: SnippetGlobals = {};
    const recorded = recorder();
    snippet(globals).init({ appKey: 'first' });
    takeOver(globals, recorded.create);
    const sdk = globals.ZoomCobrowseSDK;
    snippet(globals).init({ appKey: 'second' });
    takeOver(globals, recorded.create);
    expect(globals.ZoomCobrowseSDK).to.equal(sdk);
    expect(recorded.calls.map(([settings]) => settings)).to.deep.equal([{ appKey: 'first' }, { appKey: 'second' }]);
  });

  it('answers calls to a stub that the page has kept', () => {
    const globals: SnippetGlobals = {};
    const { calls, create } = recorder();
    const kept = snippet(globals);
    takeOver(globals, create);
    kept.init({ appKey: 'late' });
    expect(calls).to.deep.equal([[{ appKey: 'late' }]]);
  });
});
