import { expect } from '@open-wc/testing';
import { ASSETS_KEPT_MAX_BYTES, AssetStore } from '../../../widget/engine/mirror/asset-store.js';
import { Assets } from '../../../widget/engine/mirror/assets.js';
import { FRAME_DEPTH_MAX, FRAMES_MAX, FrameBudget } from '../../../widget/engine/mirror/frame-budget.js';
import { MirrorQueue, WAITING_MAX_BYTES, type QueueItem } from '../../../widget/engine/mirror/mirror-queue.js';
import type { MessageForMirror } from '../../../widget/engine/mirror/port.js';
import { ASSET_MAX_BYTES } from '../../../widget/engine/protocol/limits.js';
import { PageModel } from '../../../widget/engine/protocol/model.js';
import { ROOT_ID } from '../../../widget/engine/protocol/operations.js';
import { begin, element, insert, nestedDocument } from '../../support/page-operations.js';

const MIB = 1024 * 1024;
const largest = new Blob([new Uint8Array(ASSET_MAX_BYTES)]);
const FIT = ASSETS_KEPT_MAX_BYTES / ASSET_MAX_BYTES;

describe('AssetStore', () => {
  it('takes what was asked for, once', () => {
    const store = new AssetStore();
    expect(store.take('a', new Blob(['1']))).to.equal(false);
    expect([store.ask('a'), store.ask('a')]).to.deep.equal([true, false]);
    expect(store.take('a', new Blob(['1']))).to.equal(true);
    expect(store.take('a', new Blob(['22']))).to.equal(false);
    expect(store.get('a')?.size).to.equal(1);
  });

  it('takes nothing that is larger than an asset may be', () => {
    const store = new AssetStore();
    store.ask('a');
    expect(store.take('a', new Blob([largest, 'x']))).to.equal(false);
    expect(store.take('a', largest)).to.equal(true);
  });

  it('lets go of what was not used for longest', () => {
    const store = new AssetStore();
    for (let i = 0; i < FIT; i++) {
      store.ask(`${i}`);
      store.take(`${i}`, largest);
    }
    expect(store.get('0')).to.equal(largest);
    store.ask('more');
    store.take('more', new Blob(['x']));
    expect([store.get('0'), store.get('1'), store.get('2')]).to.deep.equal([largest, undefined, largest]);
    expect(store.ask('1')).to.equal(true);
  });
});

describe('Assets', () => {
  it('let go of bytes and addresses of what was not used for longest, and ask again a few times', async () => {
    const asked: number[] = [];
    const dropped: number[] = [];
    const assets = new Assets(
      (id) => asked.push(id),
      (id) => dropped.push(id),
    );
    assets.url(0);
    assets.put(0, largest);
    const url = assets.url(0) ?? '';
    expect((await fetch(url)).ok).to.equal(true);
    for (let i = 1; i <= FIT; i++) assets.put(i, largest);
    expect(dropped).to.deep.equal([0]);
    expect(await fetch(url).catch(() => 'gone')).to.equal('gone');
    for (let i = 0; i < 20; i++) {
      if (assets.url(0) === undefined && assets.isMissed(0)) assets.put(0, largest);
      assets.drop(0);
    }
    expect(asked).to.deep.equal([0, 0, 0, 0, 0]);
  });
});

describe('MirrorQueue', () => {
  const message = (bytes: number, snapshot = false): MessageForMirror => ({
    type: 'message',
    body: new ArrayBuffer(bytes),
    snapshot,
  });
  let sent: QueueItem[];
  let overflows: number;
  let queue: MirrorQueue;
  beforeEach(() => {
    sent = [];
    overflows = 0;
    queue = new MirrorQueue({
      send: (item) => {
        sent.push(item);
        // As a transfer does it.
        if (item.type === 'message') structuredClone(null, { transfer: [item.body] });
        return item.type !== 'asset';
      },
      overflow: () => {
        overflows++;
        queue.startOver();
      },
    });
  });

  it('counts what waits for a mirror that listens and does not answer', () => {
    queue.open();
    for (let i = 0; i < WAITING_MAX_BYTES / MIB; i++) queue.push(message(MIB));
    expect([sent.length, overflows]).to.deep.equal([4, 0]);
    queue.push(message(1));
    expect(overflows).to.equal(1);
  });

  it('counts small messages for what they cost', () => {
    for (let i = 0; i < WAITING_MAX_BYTES / 1024; i++) queue.push(message(1));
    expect(overflows).to.equal(0);
    queue.push(message(1));
    expect(overflows).to.equal(1);
  });

  it('takes one message as large as there are any', () => {
    queue.push(message(WAITING_MAX_BYTES));
    queue.open();
    expect([sent.length, overflows]).to.deep.equal([1, 0]);
  });

  it('has room again for what was answered', () => {
    queue.open();
    for (let i = 0; i < 3 * (WAITING_MAX_BYTES / MIB); i++) {
      queue.push(message(MIB));
      queue.push({ type: 'asset', hash: 'not there any more' });
      queue.answered();
    }
    expect([sent.length, overflows]).to.deep.equal([6 * (WAITING_MAX_BYTES / MIB), 0]);
  });

  it('holds all back behind a snapshot message, and gives it to another mirror with what follows', () => {
    queue.open();
    const [first, snapshot, next] = [message(1), message(2, true), message(3)];
    for (const item of [first, snapshot, next]) queue.push(item);
    queue.answered();
    expect(sent).to.deep.equal([first, snapshot]);
    const again = message(2, true);
    queue.restart(again);
    queue.open();
    expect(sent.slice(2)).to.deep.equal([again]);
    queue.answered();
    expect(sent.slice(3)).to.deep.equal([next]);
  });

  it('keeps questions, and nothing else, when it starts over', () => {
    queue.open();
    queue.push({ type: 'digest' });
    queue.push(message(1, true));
    queue.push(message(1));
    queue.push({ type: 'digest' });
    queue.startOver();
    sent = [];
    queue.open();
    expect(sent).to.deep.equal([{ type: 'digest' }, { type: 'digest' }]);
  });
});

describe('FrameBudget', () => {
  let model: PageModel;
  let budget: FrameBudget;
  beforeEach(() => {
    model = new PageModel();
    model.apply(begin());
    budget = new FrameBudget();
  });

  /** A frame, element `id`, with a document `id + 1`. */
  const granted = (parent: number, id: number, name = 'iframe'): boolean => {
    model.apply(insert(parent, element(id, name)));
    model.apply(insert(id, nestedDocument(id + 1)));
    return budget.grant(model.node(id + 1));
  };

  it('grants so many frames in all, and another one when one goes', () => {
    const answers = Array.from({ length: FRAMES_MAX + 2 }, (_, i) => granted(i % 2 ? 11 : ROOT_ID, 10 + 2 * i));
    expect(answers.indexOf(false)).to.equal(FRAMES_MAX);
    budget.release(13);
    expect([granted(ROOT_ID, 500), granted(ROOT_ID, 502)]).to.deep.equal([true, false]);
    budget.clear();
    expect(granted(ROOT_ID, 504)).to.equal(true);
  });

  it('grants so many levels, and nothing in what was not granted', () => {
    const answers = Array.from({ length: FRAME_DEPTH_MAX + 3 }, (_, i) =>
      granted(i === 0 ? ROOT_ID : 9 + 2 * i, 10 + 2 * i),
    );
    expect(answers.indexOf(false)).to.equal(FRAME_DEPTH_MAX);
    expect(answers.lastIndexOf(true)).to.equal(FRAME_DEPTH_MAX - 1);
  });

  it('counts nothing but frames', () => {
    expect([granted(ROOT_ID, 10, 'div'), granted(11, 20)]).to.deep.equal([false, false]);
  });
});
