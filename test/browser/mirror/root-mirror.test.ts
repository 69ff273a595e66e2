import { expect } from '@open-wc/testing';
import { RootMirror } from '../../../widget/engine/mirror/root-mirror.js';
import type { ForMirror, FromMirror } from '../../../widget/engine/mirror/port.js';
import { digest } from '../../../widget/engine/protocol/digest.js';
import { ASSET_MAX_BYTES, ASSET_REQUEST_MAX_HASHES } from '../../../widget/engine/protocol/limits.js';
import { PageModel } from '../../../widget/engine/protocol/model.js';
import type { Operation } from '../../../widget/engine/protocol/operations.js';
import { mirrorAddress, openFrame, until } from '../../support/mirror-stage.js';
import { encode } from '../../support/operations.js';
import {
  asset,
  attribute,
  begin,
  element,
  emptyPage,
  end,
  insert,
  pointer,
  property,
  remove,
  sheetText,
} from '../../support/page-operations.js';

const HASH = '0123456789abcdef';

/** The desk's end of the port of a mirror that can be looked into. */
class Desk {
  readonly heard: FromMirror[] = [];
  readonly #port: MessagePort;
  #heardSomething: (() => void)[] = [];

  constructor(port: MessagePort) {
    this.#port = port;
    port.addEventListener('message', ({ data }: MessageEvent<FromMirror>) => {
      this.heard.push(data);
      for (const wake of this.#heardSomething.splice(0)) wake();
    });
    port.start();
  }

  post(message: ForMirror): void {
    this.#port.postMessage(message, []);
  }

  send(...operations: Operation[]): void {
    this.post({ type: 'message', body: encode(...operations).buffer, snapshot: false });
  }

  sendSnapshot(...operations: Operation[]): void {
    this.post({ type: 'message', body: encode(...operations).buffer, snapshot: true });
  }

  of<T extends FromMirror['type']>(type: T): Extract<FromMirror, { type: T }>[] {
    return this.heard.filter((message): message is Extract<FromMirror, { type: T }> => message.type === type);
  }

  /** Settles once everything that was posted so far is applied, and answers the digest. */
  async digest(): Promise<number> {
    const before = this.of('digest').length;
    this.post({ type: 'digest' });
    for (;;) {
      const answer = this.of('digest')[before];
      if (answer) return answer.digest;
      await new Promise<void>((resolve) => this.#heardSomething.push(resolve));
    }
  }
}

describe('RootMirror', () => {
  let window: Window & typeof globalThis;
  let desk: Desk;

  beforeEach(async () => {
    window = await openFrame();
    const { port1, port2 } = new MessageChannel();
    desk = new Desk(port1);
    new RootMirror(port2, { window, address: mirrorAddress, quirks: false }).start();
  });
  afterEach(() => window.frameElement?.remove());

  const page = (): Operation[] => [
    ...emptyPage(),
    insert(4, element(5, 'p')),
    property(1, 'viewportWidth', 800),
    property(1, 'viewportHeight', 600),
  ];

  it('ignores what comes before the first page', async () => {
    desk.send(remove(77), insert(4, element(5, 'p')), pointer(5, 0, 0));
    expect(await desk.digest()).to.equal(0);
    expect(desk.heard.map(({ type }) => type)).to.deep.equal(['taken', 'digest']);
    expect(window.document.body).to.not.equal(null);
  });

  it('shows a page that comes in parts, and says when it is complete', async () => {
    desk.sendSnapshot(...page());
    desk.send(
      property(1, 'title', 'Shop'),
      property(1, 'url', 'https://shop.test/a'),
      property(1, 'scrollTop', 3),
      end(),
    );
    await desk.digest();
    expect(desk.heard.map(({ type }) => type)).to.deep.equal(['page', 'taken', 'page', 'shown', 'taken', 'digest']);
    expect(desk.of('page')[1]).to.deep.equal({
      type: 'page',
      width: 800,
      height: 600,
      scrollLeft: 0,
      scrollTop: 3,
      title: 'Shop',
      url: 'https://shop.test/a',
      dark: false,
    });
  });

  it('tells the page’s state only when it changed', async () => {
    desk.sendSnapshot(...page());
    desk.send(attribute(5, 'class', 'a'), property(1, 'title', ''));
    desk.send(property(1, 'media', 'hover:none;prefers-color-scheme:dark'));
    await desk.digest();
    expect(desk.of('page').map(({ dark }) => dark)).to.deep.equal([false, true]);
  });

  it('answers with the digest of the model', async () => {
    const model = new PageModel();
    const operations = [...page(), sheetText(50, 'p{}'), asset(1, HASH), property(5, 'scrollTop', 4)];
    for (const operation of operations) model.apply(operation);
    desk.sendSnapshot(...operations);
    expect(await desk.digest()).to.equal(digest(model));
  });

  it('says once that it lost the thread, and ignores all until another page begins', async () => {
    desk.sendSnapshot(...page());
    const shown = await desk.digest();
    desk.send(attribute(77, 'class', 'a'), attribute(5, 'class', 'b'));
    desk.send(remove(78), end());
    desk.post({ type: 'message', body: new Uint8Array([1, 2, 3]).buffer, snapshot: false });
    expect(await desk.digest()).to.equal(shown);
    expect(desk.of('desync')).to.have.lengthOf(1);
    expect(desk.of('shown')).to.have.lengthOf(0);
    expect(window.document.querySelector('p')?.className).to.equal('');
  });

  it('says so for a message that cannot be read, and takes the next page', async () => {
    desk.post({ type: 'message', body: new Uint8Array([1, 2, 3]).buffer, snapshot: true });
    desk.sendSnapshot(...page(), end());
    await desk.digest();
    expect(desk.heard.map(({ type }) => type)).to.deep.equal(['desync', 'taken', 'page', 'shown', 'taken', 'digest']);
  });

  it('does not lose the thread over a pointer that came too early or too late', async () => {
    desk.sendSnapshot(...page());
    desk.send(pointer(77, 0, 0), pointer(5, 0, 0));
    await desk.digest();
    expect(desk.of('desync')).to.have.lengthOf(0);
    expect(desk.of('pointer')).to.have.lengthOf(1);
  });

  it('gives a second page back, and is silent from then on', async () => {
    desk.sendSnapshot(...page());
    const again = [begin(true), insert(1, element(2, 'html'))];
    await desk.digest();
    desk.sendSnapshot(...again);
    await until('the page is given back', () => desk.of('restart').length > 0);
    const [restart] = desk.of('restart');
    expect(restart?.quirks).to.equal(true);
    expect(new Uint8Array(restart?.body ?? new ArrayBuffer())).to.deep.equal(encode(...again));
    const { length } = desk.heard;
    desk.post({ type: 'digest' });
    desk.send(remove(5));
    // As long as an answer takes on another port.
    const other = new MessageChannel();
    await new Promise((resolve) => {
      other.port1.addEventListener('message', resolve);
      other.port1.start();
      other.port2.postMessage('', []);
    });
    expect(desk.heard).to.have.lengthOf(length);
    expect(window.document.querySelector('p')).to.not.equal(null);
  });

  it('gives the first page back when the document has the wrong mode', async () => {
    desk.sendSnapshot(begin(true));
    await until('the mirror answers', () => desk.heard.length > 0);
    expect(desk.heard.map(({ type }) => type)).to.deep.equal(['restart']);
  });

  it('takes a page that begins in no snapshot message for a fault', async () => {
    desk.sendSnapshot(...page());
    desk.send(begin(), insert(1, element(2, 'html')));
    await desk.digest();
    expect(desk.of('desync')).to.have.lengthOf(1);
  });

  it('asks once for an asset that is looked at and announced, and shows it everywhere', async () => {
    desk.sendSnapshot(...page(), asset(1, HASH), asset(2, 'fedcba9876543210'));
    desk.send(
      insert(5, element(6, 'img', { src: 'cobrowse-asset:1' }), element(7, 'img', { src: 'cobrowse-asset:3' })),
    );
    desk.send(asset(3, HASH), asset(4, HASH, 'image/svg+xml'));
    await desk.digest();
    expect(desk.of('assets_wanted').map(({ hashes }) => hashes)).to.deep.equal([[HASH]]);
    desk.post({ type: 'asset', hash: HASH, bytes: new Blob(['bytes']) });
    desk.send(insert(5, element(8, 'img', { src: 'cobrowse-asset:4' })));
    await desk.digest();
    await desk.digest();
    const images = Array.from(window.document.querySelectorAll('img'), ({ src }) => src);
    expect(images).to.have.lengthOf(3);
    for (const src of images) expect(src).to.match(/^blob:/);
    const svg = await fetch(images[2] ?? '');
    expect([await svg.text(), svg.headers.get('content-type')]).to.deep.equal(['bytes', 'image/svg+xml']);
    expect(desk.of('assets_wanted')).to.have.lengthOf(1);
  });

  it('keeps no bytes that it did not ask for, or that are too many', async () => {
    desk.sendSnapshot(...page(), asset(1, HASH));
    desk.post({ type: 'asset', hash: HASH, bytes: new Blob(['unasked']) });
    desk.send(insert(5, element(6, 'img', { src: 'cobrowse-asset:1' })));
    await desk.digest();
    expect(desk.of('assets_wanted').map(({ hashes }) => hashes)).to.deep.equal([[HASH]]);
    const image = window.document.querySelector('img');
    desk.post({ type: 'asset', hash: HASH, bytes: new Blob([new Uint8Array(ASSET_MAX_BYTES + 1)]) });
    await desk.digest();
    expect(image?.src).to.equal('data:,');
    desk.post({ type: 'asset', hash: HASH, bytes: new Blob(['asked']) });
    await desk.digest();
    expect(await (await fetch(image?.src ?? '')).text()).to.equal('asked');
  });

  it('asks for many assets in messages that a desk takes', async () => {
    const ids = Array.from({ length: 10_050 }, (_, i) => i + 10);
    desk.sendSnapshot(...page(), ...ids.map((id) => asset(id, String(id).padStart(16, '0'))));
    desk.send(attribute(5, 'style', ids.map((id) => `--a${id}:url("cobrowse-asset:${id}")`).join(';')));
    await desk.digest();
    const asked = desk.of('assets_wanted').map(({ hashes }) => hashes.length);
    expect(Math.max(...asked)).to.equal(ASSET_REQUEST_MAX_HASHES);
    expect(asked.reduce((sum, length) => sum + length)).to.equal(ids.length);
  });

  it('never lets an asset be anything but an image or bytes', async () => {
    desk.sendSnapshot(
      ...page(),
      asset(1, HASH, 'text/html'),
      insert(4, element(6, 'p', { style: 'background:url("cobrowse-asset:1")' })),
    );
    desk.post({ type: 'asset', hash: HASH, bytes: new Blob(['<script>1</script>'], { type: 'text/html' }) });
    await desk.digest();
    const style = window.document.querySelector('[style]')?.getAttribute('style') ?? '';
    const blob = await (await fetch(/blob:[^"]+/.exec(style)?.[0] ?? '')).blob();
    expect(blob.type).to.equal('');
  });
});
