/** A session's event handlers. */
import { expect } from '@open-wc/testing';
import { createEmitter } from '../../../widget/engine/customer/emitter.js';

/** What is reported while `act` runs. Mocha would take a real report for a failure of the test. */
function reportedBy(act: () => void): unknown[] {
  const reported: unknown[] = [];
  const original = window.reportError;
  window.reportError = (error) => void reported.push(error);
  try {
    act();
  } finally {
    window.reportError = original;
  }
  return reported;
}

describe('event handlers of a session', () => {
  it('get the detail, each once, in the order they came', () => {
    const { on, emit } = createEmitter();
    const heard: string[] = [];
    const first = ({ pinCode }: { pinCode: string }): void => void heard.push(`first ${pinCode}`);
    on('pincode_updated', first);
    on('pincode_updated', first);
    on('pincode_updated', ({ pincode }) => void heard.push(`second ${pincode}`));
    emit('pincode_updated', { pinCode: '1', pincode: '1' });
    expect(heard).to.deep.equal(['first 1', 'second 1']);
  });

  it('hear nothing after off, also when they take themselves off', () => {
    const { on, off, emit } = createEmitter();
    let calls = 0;
    const once = (): void => {
      calls++;
      off('session_started', once);
    };
    on('session_started', once);
    emit('session_started', undefined);
    emit('session_started', undefined);
    expect(calls).to.equal(1);
  });

  it('that throw are reported and stop nobody else', () => {
    const { on, emit } = createEmitter();
    const failure = new Error('the page is wrong');
    let reached = false;
    on('session_ended', () => {
      throw failure;
    });
    on('session_ended', () => (reached = true));
    const reported = reportedBy(() => emit('session_ended', undefined));
    expect(reached).to.equal(true);
    expect(reported).to.deep.equal([failure]);
  });
});
