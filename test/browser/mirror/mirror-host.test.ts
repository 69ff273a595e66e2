import { expect } from '@open-wc/testing';
import { MirrorHost } from '../../../widget/engine/mirror/mirror-host.js';
import {
  MIRROR_PORT,
  MIRROR_READY,
  type PageStateMessage,
  type PointerMessage,
} from '../../../widget/engine/mirror/port.js';
import { digest } from '../../../widget/engine/protocol/digest.js';
import { FrameClass } from '../../../widget/engine/protocol/frame.js';
import { ASSET_MAX_BYTES } from '../../../widget/engine/protocol/limits.js';
import { PageModel } from '../../../widget/engine/protocol/model.js';
import type { Operation } from '../../../widget/engine/protocol/operations.js';
import { MIRROR_PATH, until } from '../../support/mirror-stage.js';
import { encode } from '../../support/operations.js';
import {
  asset,
  begin,
  element,
  emptyPage,
  end,
  insert,
  pointer,
  property,
  remove,
  text,
} from '../../support/page-operations.js';

const HASH = '0123456789abcdef';

/** A desk around a host, with the mirror document that the test's server serves as the Worker does. */
class Desk {
  readonly pages: PageStateMessage[] = [];
  readonly pointers: PointerMessage[] = [];
  readonly wanted: string[] = [];
  readonly host: MirrorHost;
  readonly element = document.createElement('section');
  shown = 0;
  desyncs = 0;

  constructor() {
    document.body.append(this.element);
    this.host = new MirrorHost(this.element, {
      title: 'Page of the customer',
      onPage: (page) => this.pages.push(page),
      onShown: () => this.shown++,
      onPointer: (at) => this.pointers.push(at),
      onDesync: () => this.desyncs++,
      onAssetsWanted: (hashes) => this.wanted.push(...hashes),
    });
  }

  get frames(): HTMLIFrameElement[] {
    return [...this.element.querySelectorAll('iframe')];
  }

  get frame(): HTMLIFrameElement {
    const [frame] = this.frames;
    if (!frame) throw new Error('no frame');
    return frame;
  }

  snapshot(...operations: Operation[]): void {
    this.host.receive(FrameClass.SNAPSHOT, encode(...operations));
  }

  operations(...operations: Operation[]): void {
    this.host.receive(FrameClass.OPERATIONS, encode(...operations));
  }

  asset(hash: string, bytes: Uint8Array): void {
    this.host.receive(FrameClass.ASSET, new Uint8Array([...new TextEncoder().encode(hash), ...bytes]));
  }
}

/** A page with a box at 100, 50; the pointer on it tells whether and how it was laid out. */
const page = (quirks = false, left = 100): Operation[] => [
  ...emptyPage(quirks),
  insert(4, element(5, 'p', { style: `position:absolute;left:${left}px;top:50px;width:20px;height:20px;margin:0` })),
  property(1, 'viewportWidth', 640),
  property(1, 'viewportHeight', 480),
];

async function digestOf(...operations: Operation[]): Promise<number> {
  const model = new PageModel();
  for (const operation of operations) model.apply(operation);
  return digest(model);
}

describe('MirrorHost', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
  });
  afterEach(() => {
    desk.host.close();
    desk.element.remove();
  });

  const pointAt = async (id: number): Promise<PointerMessage> => {
    const { length } = desk.pointers;
    desk.host.receive(FrameClass.POINTER, encode(pointer(id, 0, 0)));
    await until('the pointer is told', () => desk.pointers.length > length);
    const last = desk.pointers.at(-1);
    if (!last) throw new Error('no pointer');
    return last;
  };

  it('gives its frame a script and nothing else', () => {
    const { frame } = desk;
    expect(frame.getAttribute('sandbox')).to.equal('allow-scripts');
    expect(frame.getAttribute('src')).to.equal(MIRROR_PATH);
    expect(frame.getAttribute('referrerpolicy')).to.equal('no-referrer');
    expect([frame.tabIndex, frame.title, frame.style.pointerEvents]).to.deep.equal([
      -1,
      'Page of the customer',
      'none',
    ]);
    expect(frame.contentDocument).to.equal(null);
  });

  it('shows a page that was sent before the frame was there', async () => {
    const operations = [...page(), end()];
    desk.snapshot(...operations);
    expect(await desk.host.digest()).to.equal(await digestOf(...operations));
    await until('it is shown', () => desk.shown === 1);
    expect(desk.pages).to.have.lengthOf(1);
    expect([desk.frame.style.width, desk.frame.style.height]).to.deep.equal(['640px', '480px']);
    expect(desk.element.firstElementChild?.clientWidth).to.equal(640);
    expect(await pointAt(5)).to.deep.equal({ type: 'pointer', x: 100, y: 50, pressed: false });
  });

  it('takes a body that is a part of a larger buffer', async () => {
    const body = encode(...page(), end());
    const framed = new Uint8Array(body.byteLength + 8);
    framed.set(body, 8);
    desk.host.receive(FrameClass.SNAPSHOT, framed.subarray(8));
    await until('it is shown', () => desk.shown === 1);
    expect(framed.byteLength).to.equal(body.byteLength + 8);
  });

  it('gives the next page a frame of its own, and keeps the old one in sight until that is complete', async () => {
    desk.snapshot(...page(), end());
    await until('the first page is shown', () => desk.shown === 1);
    const first = desk.frame;
    const next = [...page(false, 200), property(1, 'viewportWidth', 700)];
    desk.snapshot(...next);
    desk.operations(insert(4, text(6, 'more')));
    desk.host.receive(FrameClass.POINTER, encode(pointer(5, 0, 0)));
    expect(await desk.host.digest()).to.equal(await digestOf(...next, insert(4, text(6, 'more'))));
    const [old, fresh] = desk.frames;
    expect([old === first, old?.style.visibility, fresh?.style.visibility]).to.deep.equal([true, '', 'hidden']);
    expect([desk.pages.at(-1)?.width, desk.pointers.length]).to.deep.equal([640, 0]);
    desk.operations(end());
    await until('the next page is shown', () => desk.shown === 2);
    expect(desk.frames).to.have.lengthOf(1);
    expect(desk.frame === fresh).to.equal(true);
    expect(desk.frame.style.visibility).to.equal('');
    expect(desk.pages.at(-1)?.width).to.equal(700);
    expect((await pointAt(5)).x).to.equal(200);
  });

  it('gives a page without a doctype a document without one', async () => {
    // Only in quirks mode a number without a unit is a length.
    const quirky = [...page(true), insert(4, element(6, 'i', { style: 'position:absolute;left:33;top:0' }))];
    desk.snapshot(...quirky, end());
    await until('it is shown', () => desk.shown === 1);
    expect(desk.frames.map((frame) => frame.getAttribute('src'))).to.deep.equal([`${MIRROR_PATH}/quirks`]);
    expect((await pointAt(6)).x).to.equal(33);
    desk.snapshot(...page(), insert(4, element(6, 'i', { style: 'position:absolute;left:33;top:0' })), end());
    await until('the next page is shown', () => desk.shown === 2);
    expect((await pointAt(6)).x).to.not.equal(33);
  });

  it('keeps the last complete page in sight through faults and pages that never come to an end', async () => {
    desk.snapshot(...page(), end());
    await until('the first page is shown', () => desk.shown === 1);
    const first = desk.frame;
    desk.snapshot(...page(), remove(99));
    await until('the fault is told', () => desk.desyncs === 1);
    desk.operations(insert(4, text(6, 'ignored')));
    desk.snapshot(...page(true, 150));
    await desk.host.digest();
    expect(desk.frames).to.have.lengthOf(2);
    expect(desk.frame === first).to.equal(true);
    desk.snapshot(...page(false, 300), end());
    await until('a page is complete', () => desk.shown === 2);
    expect(desk.frames).to.have.lengthOf(1);
    expect((await pointAt(5)).x).to.equal(300);
    expect(desk.desyncs).to.equal(1);
  });

  it('asks the customer for bytes once, however many frames need them', async () => {
    const withImage = [...page(), asset(1, HASH), insert(4, element(6, 'img', { src: 'cobrowse-asset:1' }))];
    desk.snapshot(...withImage, end());
    await until('the asset is wanted', () => desk.wanted.length > 0);
    desk.asset(HASH, new Uint8Array([1, 2, 3]));
    desk.snapshot(...withImage, end());
    await until('the second page is shown', () => desk.shown === 2);
    await desk.host.digest();
    expect(desk.wanted).to.deep.equal([HASH]);
  });

  it('keeps no bytes that nobody asked for', async () => {
    desk.asset(HASH, new Uint8Array([1, 2, 3]));
    desk.snapshot(
      ...page(),
      asset(1, HASH),
      insert(4, element(6, 'img', { src: 'cobrowse-asset:1' }), element(7, 'img', { src: 'cobrowse-asset:2' })),
    );
    await until('the asset is wanted', () => desk.wanted.length === 1);
    // Asked for, but larger than an asset may be.
    desk.asset(HASH, new Uint8Array(ASSET_MAX_BYTES + 1));
    desk.snapshot(...page(), asset(1, HASH), insert(4, element(6, 'img', { src: 'cobrowse-asset:1' })));
    await until('the asset is wanted again', () => desk.wanted.length === 2);
  });

  it('drops what waits for a mirror that is not there once it is too much, and goes on with the next snapshot', async () => {
    desk.snapshot(...page());
    const answer = desk.host.digest();
    const frame = desk.frame;
    const huge = (): Uint8Array<ArrayBuffer> => new Uint8Array(16 * 1024 * 1024);
    for (let i = 0; i < 3; i++) desk.host.receive(FrameClass.OPERATIONS, huge());
    expect(desk.desyncs).to.equal(0);
    desk.host.receive(FrameClass.OPERATIONS, huge());
    expect(desk.desyncs).to.equal(1);
    expect([desk.frames.length, desk.frame === frame]).to.deep.equal([1, false]);
    for (let i = 0; i < 9; i++) desk.host.receive(FrameClass.OPERATIONS, huge());
    expect(desk.desyncs, 'ignored').to.equal(1);
    // The question survives; of the dropped page nothing does.
    expect(await answer).to.equal(0);
    desk.snapshot(...page(false, 300), end());
    await until('the page is shown', () => desk.shown === 1);
    expect((await pointAt(5)).x).to.equal(300);
    expect(desk.desyncs).to.equal(1);
  });

  it('draws pictures from bytes inside the sandbox', async () => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 30, height: 10 });
    const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
    const bytes = new Uint8Array(await (picture ?? new Blob()).arrayBuffer());
    desk.snapshot(
      ...page(),
      asset(1, HASH),
      insert(4, element(6, 'img', { src: 'cobrowse-asset:1', style: 'position:absolute;left:0;top:0' })),
      end(),
    );
    await until('the asset is wanted', () => desk.wanted.length > 0);
    desk.asset(HASH, bytes);
    // Its lower right corner tells its size.
    const corner = async (): Promise<PointerMessage> => {
      desk.host.receive(FrameClass.POINTER, encode(pointer(6, 1, 1)));
      const { length } = desk.pointers;
      await until('the pointer is told', () => desk.pointers.length > length);
      return desk.pointers[length] ?? { type: 'pointer', x: 0, y: 0, pressed: false };
    };
    let at = await corner();
    while (at.x !== 30 || at.y !== 10) at = await corner();
  });

  it('wants a snapshot when its frame was loaded anew', async () => {
    desk.snapshot(...page(), end());
    await until('the page is shown', () => desk.shown === 1);
    const moved = document.createElement('div');
    document.body.append(moved);
    const { firstElementChild } = desk.element;
    if (firstElementChild) moved.append(firstElementChild);
    await until('the loss is told', () => desk.desyncs === 1);
    desk.snapshot(...page(), end());
    await until('the page is shown again', () => desk.shown === 2);
    moved.remove();
  });

  it('follows the customer’s colour scheme', async () => {
    desk.snapshot(...page(), property(1, 'media', 'prefers-color-scheme:dark'), end());
    await until('the page is shown', () => desk.shown === 1);
    expect(desk.frame.style.colorScheme).to.equal('dark');
  });

  it('listens to nobody but its frame', async () => {
    const stranger = document.createElement('iframe');
    stranger.setAttribute('sandbox', 'allow-scripts');
    stranger.srcdoc = `<script>
      onmessage = ({ data, ports }) => parent.postMessage({ type: 'got', ports: ports.length }, '*');
      parent.postMessage('${MIRROR_READY}', '*');
    </script>`;
    const heard: unknown[] = [];
    const listen = ({ source, data }: MessageEvent<unknown>): void => {
      if (source === stranger.contentWindow) heard.push(data);
    };
    window.addEventListener('message', listen);
    document.body.append(stranger);
    await until('the stranger has asked', () => heard.length > 0);
    window.postMessage(MIRROR_READY, '*');
    desk.snapshot(...page(), end());
    await until('the page is shown', () => desk.shown === 1);
    window.removeEventListener('message', listen);
    stranger.remove();
    expect(heard).to.deep.equal([MIRROR_READY]);
    expect(desk.desyncs).to.equal(0);
  });

  it('has a mirror that takes one port, and only from the window around it', async () => {
    desk.snapshot(...page(), end());
    await until('the page is shown', () => desk.shown === 1);
    const { port1, port2 } = new MessageChannel();
    const heard: unknown[] = [];
    port1.addEventListener('message', ({ data }: MessageEvent<unknown>) => heard.push(data));
    port1.start();
    desk.frame.contentWindow?.postMessage({ type: MIRROR_PORT }, '*', [port2]);
    port1.postMessage({ type: 'digest' });
    await pointAt(5);
    await desk.host.digest();
    expect(heard).to.deep.equal([]);
  });

  it('runs nothing and asks for nothing, whatever the page holds', async () => {
    const trap = `${location.origin}/sdkapi/zcb/trap`;
    const run = `parent.postMessage('owned','*');top.location='${trap}'`;
    const heard: unknown[] = [];
    const listen = ({ data }: MessageEvent<unknown>): void => void heard.push(data);
    window.addEventListener('message', listen);
    desk.snapshot(
      ...page(),
      insert(4, element(6, 'script', { src: trap }), element(7, 'img', { src: trap, onerror: run })),
      insert(6, text(8, run)),
      insert(4, element(9, 'iframe', { src: `javascript:${run}`, srcdoc: `<script>${run}</script>` })),
      insert(
        3,
        element(10, 'meta', { 'http-equiv': 'refresh', content: `0;url=${trap}` }),
        element(11, 'base', { href: trap }),
      ),
      end(),
    );
    await until('the page is shown', () => desk.shown === 1);
    await pointAt(5);
    window.removeEventListener('message', listen);
    expect(heard.filter((data) => data !== MIRROR_READY)).to.deep.equal([]);
  });

  it('D4 asks for a snapshot when its mirror is not exact, and not again at once', async () => {
    const value = await digestOf(...page(), end());
    const check = (wanted: number): Operation => ({ type: 'digest', value: wanted });
    desk.snapshot(...page(), end());
    desk.operations(check(value));
    await desk.host.digest();
    expect(desk.desyncs).to.equal(0);
    // An operation that got lost on its way.
    desk.operations(check((value + 1) >>> 0));
    await desk.host.digest();
    expect(desk.desyncs).to.equal(1);
    desk.operations(check((value + 1) >>> 0));
    desk.snapshot(...page(), end());
    desk.operations(check((value + 1) >>> 0));
    await desk.host.digest();
    expect(desk.desyncs).to.equal(1);
  });

  it('begins nothing for a snapshot message that begins nothing', async () => {
    desk.snapshot(insert(1, element(2, 'html')), end());
    desk.snapshot(begin(), insert(1, element(2, 'html')));
    expect(await desk.host.digest()).to.equal(await digestOf(begin(), insert(1, element(2, 'html'))));
    expect([desk.shown, desk.desyncs, desk.frames.length]).to.deep.equal([0, 0, 1]);
  });
});
