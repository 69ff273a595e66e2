/** What tools that were loaded late hear of a session. */
import { describe, expect, it } from 'vitest';
import { SessionFeed } from '../../../widget/engine/agent/session-feed.js';
import { FrameClass } from '../../../widget/engine/protocol/frame.js';
import type { InboundMessage } from '../../../widget/engine/transport/inbox.js';

const frame = (sender: number, bytes = 1): InboundMessage => ({
  class: FrameClass.ASSET,
  sender,
  body: new Uint8Array(bytes),
});

describe('the feed for tools', () => {
  it('tells who listens late what was said since the welcome, in its order', () => {
    const feed = new SessionFeed();
    feed.control({ type: 'customer_back' });
    feed.clear();
    feed.control({ type: 'customer_away', remainingMs: 1 });
    feed.control({ type: 'customer_back' });
    const heard: string[] = [];
    const stop = feed.onControl(({ type }) => heard.push(type));
    feed.control({ type: 'customer_away', remainingMs: 2 });
    stop();
    feed.control({ type: 'customer_back' });
    expect(heard).toEqual(['customer_away', 'customer_back', 'customer_away']);
  });

  it('keeps only the newest of what was said', () => {
    const feed = new SessionFeed();
    for (let i = 0; i < 500; i++) feed.control({ type: 'customer_away', remainingMs: i });
    const heard: number[] = [];
    feed.onControl((message) => message.type === 'customer_away' && heard.push(message.remainingMs));
    expect(heard).toHaveLength(128);
    expect(heard.at(-1)).toBe(499);
  });

  it('keeps frames until the first who hears their class, and for nobody else', () => {
    const feed = new SessionFeed();
    feed.frame(frame(1));
    const others: number[] = [];
    feed.onFrames([FrameClass.POINTER], ({ sender }) => others.push(sender));
    const first: number[] = [];
    const stop = feed.onFrames([FrameClass.ASSET], ({ sender }) => first.push(sender));
    feed.frame(frame(2));
    const second: number[] = [];
    feed.onFrames([FrameClass.ASSET], ({ sender }) => second.push(sender));
    feed.frame(frame(3));
    stop();
    feed.frame(frame(4));
    expect([first, second, others]).toEqual([[1, 2, 3], [3, 4], []]);
  });

  it('keeps no more frames than it has room for, and none over the next welcome', () => {
    const feed = new SessionFeed();
    for (let i = 1; i <= 5; i++) feed.frame(frame(i, 400 * 1024));
    const heard: number[] = [];
    feed.onFrames([FrameClass.ASSET], ({ sender }) => heard.push(sender))();
    expect(heard).toEqual([4, 5]);
    feed.frame(frame(6));
    feed.clear();
    feed.onFrames([FrameClass.ASSET], ({ sender }) => heard.push(sender));
    expect(heard).toEqual([4, 5]);
  });
});
