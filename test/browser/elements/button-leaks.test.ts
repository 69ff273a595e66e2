/** Ten buttons come and go, with a session each: what stays is the document's one session, and nothing of a button. */
import { expect } from '@open-wc/testing';
import { boardOf } from '../../../widget/service/session-board.js';
import { freshService, startSession, TOKEN_URL, untilState, type ContractSdk } from '../../support/contract-service.js';
import { collected, LeakWatch, until } from '../../support/leaks.js';

const ROUNDS = 10;

let sdk: ContractSdk;
let watch: LeakWatch;
beforeEach(() => {
  sdk = freshService();
});
afterEach(() => watch.restore());

/** Not `fixture`, which holds what it made until the test is over. */
function place() {
  const button = document.createElement('cobrowse-button');
  Object.assign(button, { serviceUrl: '/', sdkKey: 'healthy', tokenUrl: TOKEN_URL, showPin: true });
  document.body.append(button);
  return button;
}

/** @param endsIt else the button is taken away from a session that goes on, and the service ends it. */
async function shareOnce(gone: WeakRef<object>[], endsIt: boolean): Promise<void> {
  const button = place();
  gone.push(new WeakRef(button));
  await button.updateComplete;
  await startSession(button, sdk);
  sdk.session.emit('agent_joined', { userId: 'a', userName: 'Ann' });
  await untilState(button, 'live');
  if (endsIt) {
    const ended = button.end();
    (await sdk.session.called('end')).callback?.({ success: true });
    await ended;
    expect(button.state).to.equal('ended');
  }
  button.remove();
  // After the microtask in which a removal is told from a move.
  await Promise.resolve();
  if (!endsIt) sdk.session.emit('session_ended');
}

describe('ten buttons', () => {
  it('with a session each leave no element, listener, port, timer or script, and are let go of', async () => {
    // What the first session loads, stays.
    await shareOnce([], true);
    await until(() => !document.querySelector('script[data-cobrowse-elements]'));
    watch = new LeakWatch();
    const { remains: before } = watch;
    const gone: WeakRef<object>[] = [];
    for (let round = 0; round < ROUNDS; round++) await shareOnce(gone, round % 2 === 0);
    expect(watch.remains).to.deep.equal(before);
    expect(boardOf(location.origin).listeners.size).to.equal(0);
    expect([...new Set(Array.from(sdk.session.handlers.values(), ({ size }) => size))]).to.deep.equal([1]);
    expect([sdk.settings.length, window.contractScripts?.length]).to.deep.equal([1, 1]);
    await collected(gone);
  });

  it('whose service refuses every time leave nothing either', async () => {
    const once = async (gone: WeakRef<object>[]): Promise<void> => {
      const button = place();
      button.sdkKey = 'refusing';
      gone.push(new WeakRef(button));
      await button.start();
      await untilState(button, 'error');
      button.remove();
      await Promise.resolve();
    };
    await once([]);
    watch = new LeakWatch();
    const { remains: before } = watch;
    const gone: WeakRef<object>[] = [];
    for (let round = 0; round < ROUNDS; round++) await once(gone);
    expect(watch.remains).to.deep.equal(before);
    expect(['ZoomCobrowseSDK', 'ZoomCobrowseSDKInitArgs'].filter((name) => name in window)).to.deep.equal([]);
    expect(window.contractScripts).to.have.length(ROUNDS + 1);
    await collected(gone);
  });
});
