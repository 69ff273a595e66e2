import { expect } from '@open-wc/testing';
import { MirrorHost } from '../../../widget/engine/mirror/mirror-host.js';
import { MIRROR_READY } from '../../../widget/engine/mirror/port.js';
import { FrameClass } from '../../../widget/engine/protocol/frame.js';
import type { Operation } from '../../../widget/engine/protocol/operations.js';
import { MIRROR_PATH, MirrorStage, mirrorAddress, until } from '../../support/mirror-stage.js';
import { FRAMES_MAX } from '../../../widget/engine/mirror/frame-budget.js';
import { encode } from '../../support/operations.js';
import {
  adopt,
  attribute,
  define,
  element,
  emptyPage,
  end,
  insert,
  move,
  nestedDocument,
  pointer,
  property,
  remove,
  sheetRules,
  sheetText,
  text,
} from '../../support/page-operations.js';

const FRAME = { style: 'position:absolute;left:40px;top:30px;width:200px;height:100px;border:5px solid;padding:2px' };
const BOX = 'position:absolute;left:10px;top:20px;width:30px;height:30px;margin:0';

/** A frame, element `id`, with a document `id + 1` that holds a box, element `id + 5`. */
function framed(id: number, parent: number, box = BOX): Operation[] {
  return [
    insert(parent, element(id, 'iframe', FRAME)),
    insert(id, nestedDocument(id + 1)),
    insert(id + 1, element(id + 2, 'html')),
    insert(id + 2, element(id + 3, 'head'), element(id + 4, 'body')),
    insert(id + 4, element(id + 5, 'p', { style: box })),
  ];
}

describe('a nested mirror', () => {
  let stage: MirrorStage;
  let loads: number;
  const countLoad = ({ data }: MessageEvent<unknown>): void => {
    if (data === MIRROR_READY) loads++;
  };

  beforeEach(async () => {
    stage = await MirrorStage.openWithOwnCode();
    loads = 0;
    stage.window.addEventListener('message', countLoad);
    stage.apply(...emptyPage());
  });
  afterEach(() => stage[Symbol.dispose]());

  const loaded = (times: number): Promise<void> => until(`loaded ${times} times`, () => loads === times);

  /** Where the pointer is said to be. */
  async function pointAt(id: number, x = 0, y = 0): Promise<string> {
    const { length } = stage.points;
    stage.apply(pointer(id, x, y));
    await until(`the pointer is told on ${id}`, () => stage.points.length > length);
    const point = stage.points.at(-1);
    return `${point?.x},${point?.y}`;
  }

  it('runs in a frame that may run our script and nothing else', async () => {
    stage.apply(...framed(10, 4));
    const frame = stage.query<HTMLIFrameElement>('iframe');
    expect(frame.getAttribute('sandbox')).to.equal('allow-scripts');
    expect(frame.src).to.equal(`${mirrorAddress(false)}?11`);
    await loaded(1);
    expect(frame.contentDocument).to.equal(null);
  });

  it('shows what was there before it was loaded, and what comes afterwards', async () => {
    stage.apply(...framed(10, 4));
    await loaded(1);
    expect(await pointAt(15)).to.equal('57,57');
    stage.apply(
      attribute(15, 'style', BOX.replace('left:10px', 'left:60px')),
      insert(14, element(16, 'i', { style: BOX })),
    );
    expect(await pointAt(15)).to.equal('107,57');
    expect(await pointAt(16, 1, 1)).to.equal('87,87');
    stage.apply(remove(15), move(13, 0, 16));
    expect(await pointAt(16)).to.equal('47,37');
  });

  it('shows the texts that were alone in their elements before it was loaded', async () => {
    const style = 'position:absolute;left:0;top:0;font:20px monospace';
    stage.apply(...framed(10, 4), insert(14, element(16, 'b', { style })), insert(16, text(17, 'wide')));
    await loaded(1);
    const left = parseFloat(await pointAt(16, 0));
    expect(parseFloat(await pointAt(16, 1))).to.be.greaterThan(left + 20);
  });

  it('scrolls, and has sheets and media features', async () => {
    stage.apply(
      ...framed(10, 4, ''),
      insert(13, element(16, 'style')),
      sheetText(
        16,
        'p{width:9px;height:3000px;margin:0;position:absolute;left:10px;top:0} @media (hover:none){p{left:20px}} :not(:defined){display:none}',
      ),
      property(1, 'media', 'hover:hover'),
      property(11, 'scrollTop', 100),
    );
    await loaded(1);
    expect(await pointAt(15)).to.equal('57,-63');
    stage.apply(property(1, 'media', 'hover:none'), property(11, 'scrollTop', 200));
    expect(await pointAt(15)).to.equal('67,-163');
    stage.apply(insert(14, element(17, 'x-a', { style: 'position:absolute;left:90px' })));
    expect(await pointAt(17), 'not drawn').to.equal('47,37');
    stage.apply(define(11, 'x-a'));
    expect((await pointAt(17)).split(',')[0]).to.equal('137');
  });

  it('adopts constructed sheets that were there before, came later, or came back', async () => {
    const left = (px: number): string => `p{position:absolute;left:${px}px;top:0;margin:0}`;
    stage.apply(...framed(10, 4, ''), sheetRules(90, 0, 0, left(1)), adopt(11, 90));
    await loaded(1);
    expect(await pointAt(15)).to.equal('48,37');
    stage.apply(sheetRules(90, 0, 1, left(2)), sheetRules(91, 0, 0, left(3)), adopt(11, 90, 91));
    expect(await pointAt(15)).to.equal('50,37');
    stage.apply(adopt(1, 91), adopt(11), adopt(1), sheetRules(91, 0, 0, left(4)), adopt(11, 91));
    expect(await pointAt(15)).to.equal('51,37');
    // One that only the outer document adopted goes there, and comes back here under the same id.
    stage.apply(sheetRules(92, 0, 0, left(9)), adopt(1, 92), adopt(1));
    stage.apply(sheetRules(92, 0, 0, left(6)), adopt(11, 91, 92));
    expect(await pointAt(15)).to.equal('53,37');
    stage.apply(adopt(11, 91));
    stage.apply(sheetRules(91, 0, 1, left(5)));
    expect(await pointAt(15)).to.equal('52,37');
  });

  it('nests in nested mirrors', async () => {
    stage.apply(...framed(10, 4), ...framed(20, 14), ...framed(30, 24));
    // Asked again and again, since nobody answers while it loads; answers to earlier questions may still be on their way.
    const lastPoint = (): string => `${stage.points.at(-1)?.x},${stage.points.at(-1)?.y}`;
    const pointsAt = (id: number, wanted: string): Promise<void> =>
      until(`${id} is at ${wanted}`, () => {
        stage.apply(pointer(id, 0, 0));
        return lastPoint() === wanted;
      });
    await pointsAt(35, '151,131');
    stage.apply(attribute(35, 'style', BOX.replace('top:20px', 'top:25px')));
    await pointsAt(35, '151,136');
    stage.apply(remove(25));
    await pointsAt(15, '57,57');
    stage.apply(pointer(15, 7, 0));
    await until('all of them were answered', () => lastPoint() === '267,57');
    stage.apply(remove(20));
    expect(() => stage.mirror.apply(attribute(35, 'style', ''))).to.throw();
    stage.apply(pointer(35, 3, 4));
    await pointsAt(15, '57,57');
    expect(stage.points.map(({ x, y }) => `${x},${y}`)).to.not.include('154,140');
  });

  it('starts again from the whole when its frame was loaded again by a move', async () => {
    const { prototype } = stage.window.Element;
    const { moveBefore } = prototype;
    Reflect.deleteProperty(prototype, 'moveBefore');
    try {
      stage.apply(...framed(10, 4), insert(4, element(6, 'div')));
      await loaded(1);
      stage.apply(attribute(15, 'style', BOX.replace('left:10px', 'left:60px')), property(11, 'scrollTop', 0));
      stage.apply(move(6, 0, 10));
      await loaded(2);
      expect(await pointAt(15)).to.equal('107,57');
      stage.apply(remove(15), insert(14, element(16, 'b', { style: BOX })));
      expect(await pointAt(16)).to.equal('57,57');
    } finally {
      prototype.moveBefore = moveBefore;
    }
  });

  it('survives a move where the browser can, and is loaded again where it cannot', async () => {
    stage.apply(...framed(10, 4), insert(4, element(6, 'div')));
    await loaded(1);
    expect(await pointAt(15)).to.equal('57,57');
    stage.apply(move(6, 0, 10));
    const loadsWanted = 'moveBefore' in Element.prototype ? 1 : 2;
    await loaded(loadsWanted);
    expect(await pointAt(15)).to.equal('57,57');
    expect(loads).to.equal(loadsWanted);
  });

  it('gives way to the frame’s next document, or to a grey box', async () => {
    stage.apply(...framed(10, 4));
    await loaded(1);
    stage.apply(remove(11), insert(10, nestedDocument(50, true)));
    stage.apply(insert(50, element(51, 'html')), insert(51, element(52, 'body')));
    stage.apply(insert(52, element(53, 'i', { style: 'position:absolute;left:33;top:0' })));
    const frame = stage.query<HTMLIFrameElement>('iframe');
    expect(new URL(frame.src).pathname).to.equal(`${MIRROR_PATH}/quirks`);
    await loaded(2);
    expect(await pointAt(53)).to.equal('80,37');
    stage.apply(remove(50));
    expect(frame.hasAttribute('src')).to.equal(false);
    expect(stage.style('iframe').backgroundColor).to.not.equal('rgba(0, 0, 0, 0)');
  });

  it('has nothing to do with a document in anything but an iframe', () => {
    stage.apply(insert(4, element(10, 'div')), insert(10, nestedDocument(11)), insert(11, element(12, 'html')));
    stage.apply(attribute(12, 'class', 'x'), pointer(12, 0, 0), remove(12), remove(10));
    expect(stage.body.innerHTML).to.equal('');
  });

  it('asks the mirror around it for the assets it misses', async () => {
    stage.apply(
      ...framed(10, 4, 'background:url("cobrowse-asset:7")'),
      insert(14, element(16, 'img', { src: 'cobrowse-asset:8' })),
    );
    await until('both are missing', () => stage.missing.length === 2);
    expect(stage.missing.toSorted()).to.deep.equal([7, 8]);
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 31, height: 17 });
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
    stage.mirror.assetArrived(8, blob ?? new Blob());
    stage.apply(attribute(16, 'style', 'position:absolute;left:0;top:0'));
    let corner = await pointAt(16, 1, 1);
    while (corner !== '78,54') corner = await pointAt(16, 1, 1);
    stage.apply(insert(14, element(17, 'img', { src: 'cobrowse-asset:8' })));
    await pointAt(17);
    expect(stage.missing).to.have.lengthOf(2);
  });

  it('is one of so many, and the others stay grey boxes', async () => {
    stage.apply(...framed(10, 4));
    await loaded(1);
    const ids = Array.from({ length: FRAMES_MAX + 5 }, (_, i) => 1000 + 2 * i);
    stage.apply(
      insert(4, ...ids.map((id) => element(id, 'iframe', { style: 'display:none' }))),
      ...ids.map((id) => insert(id, nestedDocument(id + 1))),
    );
    expect(stage.document.querySelectorAll('iframe[src]')).to.have.lengthOf(FRAMES_MAX);
    // Nor does a frame in a frame come in by the side, or by an id that was used before.
    stage.apply(...framed(20, 14), remove(20), ...framed(20, 14));
    // One goes, one may come.
    stage.apply(remove(1000), ...framed(30, 14));
    await until('the new one says something', () => {
      stage.apply(pointer(35, 0, 0));
      return stage.points.length > 0;
    });
    // Others of the pointers sent above may still be on their way: this one comes after them all.
    const first = stage.points[0]?.x ?? NaN;
    stage.apply(pointer(35, 1, 0));
    await until('the last of them is told', () => stage.points.at(-1)?.x === first + 30);
    const { length } = stage.points;
    stage.apply(pointer(25, 0, 0));
    await pointAt(15);
    await pointAt(35);
    expect(stage.points).to.have.lengthOf(length + 2);
  });

  it('takes the hover from the mirror around it and gives it back', async () => {
    stage.apply(
      ...framed(10, 4, ''),
      insert(13, element(16, 'style')),
      sheetText(16, 'p{position:absolute;left:0;top:0;margin:0} body:hover p{left:50px}'),
      insert(4, element(6, 'b')),
    );
    await loaded(1);
    expect(await pointAt(14)).to.match(/^\d/);
    expect(stage.query('iframe').hasAttribute('cobrowse-hover')).to.equal(true);
    expect(stage.body.hasAttribute('cobrowse-hover')).to.equal(true);
    await pointAt(6);
    expect(stage.query('iframe').hasAttribute('cobrowse-hover')).to.equal(false);
    expect(await pointAt(15)).to.equal('97,37');
  });

  it('works in the sandbox, at every depth', async () => {
    const section = document.createElement('section');
    document.body.append(section);
    const points: string[] = [];
    const host = new MirrorHost(section, {
      onPage: () => undefined,
      onShown: () => undefined,
      onPointer: ({ x, y }) => points.push(`${x},${y}`),
      onDesync: () => undefined,
      onAssetsWanted: () => undefined,
    });
    const operations = [...emptyPage(), property(1, 'viewportWidth', 500), property(1, 'viewportHeight', 400)];
    host.receive(FrameClass.SNAPSHOT, encode(...operations, ...framed(10, 4), ...framed(20, 14), end()));
    await until('the innermost says something', () => {
      host.receive(FrameClass.POINTER, encode(pointer(25, 0, 0)));
      return points.length > 0;
    });
    expect(points[0]).to.equal('104,94');
    host.close();
    section.remove();
  });
});
