/** A customer's page on a slow line (SPEC B): what it sends, and what it leaves out. The line is played by the test. */
import { expect, waitUntil } from '@open-wc/testing';
import { PageShare } from '../../../widget/engine/customer/page-share.js';
import { readMaskSettings } from '../../../widget/engine/customer/settings.js';
import { decodeOperations } from '../../../widget/engine/protocol/decoder.js';
import { FrameClass } from '../../../widget/engine/protocol/frame.js';
import { COALESCE_FROM_BYTES, CUSTOMER_QUEUE_MAX_BYTES } from '../../../widget/engine/protocol/limits.js';

const SOON = { interval: 1 };

interface Sent {
  readonly frameClass: FrameClass;
  readonly recipient: number;
  readonly body: Uint8Array<ArrayBuffer>;
}

class Line {
  readonly sent: Sent[] = [];
  bufferedAmount = 0;
  drops = 0;
  /** Bytes that each message seems to have. */
  weight = 0;

  send(frameClass: FrameClass, recipient: number, body: Uint8Array<ArrayBuffer>): void {
    this.sent.push({ frameClass, recipient, body });
    this.bufferedAmount += this.weight;
  }

  dropWaiting(): void {
    this.drops += 1;
  }

  /** Texts of the changes that were sent, and where snapshots begin. */
  get story(): string[] {
    return this.sent
      .filter(({ frameClass }) => frameClass === FrameClass.OPERATIONS || frameClass === FrameClass.SNAPSHOT)
      .flatMap(({ body }) => decodeOperations(body))
      .flatMap((operation) => {
        if (operation.type === 'begin') return ['begin'];
        return operation.type === 'text' ? [operation.text] : [];
      });
  }
}

describe('a page on a slow line', () => {
  let line: Line;
  let share: PageShare;
  let text: Text;

  beforeEach(async () => {
    text = document.createTextNode('start');
    const paragraph = document.createElement('p');
    paragraph.append(text);
    document.body.append(paragraph);
    line = new Line();
    share = new PageShare({
      masking: readMaskSettings([]),
      settings: () => [],
      socket: line,
      agents: { all: [{ number: 1, userId: 'a', userName: 'A' }], anyConnected: true, has: () => true },
      ignored: [],
      isConnected: () => true,
      onGivenUp: () => undefined,
      onUnreadableMask: () => undefined,
    });
    share.show([1]);
    await waitUntil(() => line.story.includes('begin'), 'the first snapshot', SOON);
  });

  afterEach(() => {
    share.stop();
    text.parentElement?.remove();
  });

  const until = (story: string): Promise<void> =>
    waitUntil(() => line.story.includes(story), `the text ${story}`, { interval: 1, timeout: 10_000 });

  it('B7: is not read meanwhile, and sends what happened as one difference', async () => {
    line.bufferedAmount = COALESCE_FROM_BYTES;
    for (let i = 0; i < 200; i++) {
      text.data = `step ${i}`;
      // Each would be a message of its own on a line that takes it.
      if (i % 20 === 0) await new Promise((resolve) => setTimeout(resolve));
    }
    expect(line.story.filter((word) => word.startsWith('step'))).to.deep.equal([]);
    line.bufferedAmount = 0;
    await until('step 199');
    expect(line.story.filter((word) => word.startsWith('step'))).to.deep.equal(['step 199']);
    expect(line.drops).to.equal(0);
  });

  it('B4: drops what waits once it is too much, and begins anew when the line takes something again', async () => {
    line.weight = CUSTOMER_QUEUE_MAX_BYTES + 1;
    text.data = 'too much';
    await waitUntil(() => line.drops === 1, 'the drop', SOON);
    line.weight = 0;
    const { length } = line.sent;
    text.data = 'meanwhile';
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(line.sent).to.have.lengthOf(length);
    line.bufferedAmount = 0;
    await waitUntil(() => line.story.filter((word) => word === 'begin').length === 2, 'a snapshot', SOON);
    // The snapshot has it already.
    expect(line.story).not.to.include('meanwhile');
    text.data = 'afterwards';
    await until('afterwards');
    expect(line.drops).to.equal(1);
  });
});
