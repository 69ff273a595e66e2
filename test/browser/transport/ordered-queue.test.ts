/** The order of jobs that may or may not have to wait. */
import { expect } from '@open-wc/testing';
import { OrderedQueue } from '../../../widget/engine/transport/ordered-queue.js';

function deferred(): {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (e: Error) => void;
} {
  let resolve = (): void => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

describe('an ordered queue', () => {
  it('runs a job at once when nothing waits, and behind a slow one otherwise', async () => {
    const done: string[] = [];
    const queue = new OrderedQueue(() => undefined);
    const slow = deferred();
    const last = deferred();
    queue.add(() => void done.push('first'));
    expect(done).to.deep.equal(['first']);
    queue.add(() => slow.promise.then(() => void done.push('slow')));
    queue.add(() => void done.push('quick'));
    queue.add(() => last.resolve() as undefined);
    expect(done).to.deep.equal(['first']);
    slow.resolve();
    await last.promise;
    expect(done).to.deep.equal(['first', 'slow', 'quick']);
  });

  it('stops at the first error, whether it comes at once or later', async () => {
    const errors: unknown[] = [];
    const seen = deferred();
    const queue = new OrderedQueue((error) => {
      errors.push(error);
      seen.resolve();
    });
    const failure = new Error('later');
    const slow = deferred();
    let ran = false;
    queue.add(() => slow.promise);
    queue.add(() => void (ran = true));
    slow.reject(failure);
    await seen.promise;
    queue.add(() => void (ran = true));
    expect(errors).to.deep.equal([failure]);
    expect(ran).to.equal(false);

    const now = new OrderedQueue((error) => errors.push(error));
    now.add(() => {
      throw failure;
    });
    expect(errors).to.deep.equal([failure, failure]);
    expect(now.closed).to.equal(true);
  });

  it('lets a job add another, which runs after it', () => {
    const done: number[] = [];
    const queue = new OrderedQueue(() => undefined);
    queue.add(() => {
      queue.add(() => void done.push(2));
      done.push(1);
      return undefined;
    });
    expect(done).to.deep.equal([1, 2]);
  });
});
