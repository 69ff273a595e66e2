import { expect } from '@open-wc/testing';
import { MirrorStage, until } from '../../support/mirror-stage.js';
import { attribute, element, emptyPage, insert, property, remove } from '../../support/page-operations.js';

const DATA_IMAGE = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';

/** A picture of this size. */
async function png(width: number, height: number): Promise<Blob> {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  canvas.getContext('2d')?.fillRect(0, 0, width, height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
  );
}

describe('Pictures', () => {
  let stage: MirrorStage;
  beforeEach(async () => {
    stage = await MirrorStage.open();
    stage.apply(...emptyPage());
  });
  afterEach(() => stage[Symbol.dispose]());

  const image = (selector = 'img'): HTMLImageElement => stage.query<HTMLImageElement>(selector);
  const size = (selector = 'img'): string => {
    const box = stage.query(selector).getBoundingClientRect();
    return `${box.width}×${box.height}`;
  };

  it('are a box of their size until the bytes are there', async () => {
    stage.apply(
      insert(4, element(5, 'img', { src: 'cobrowse-asset:3' })),
      property(5, 'boxWidth', 40),
      property(5, 'boxHeight', 20),
    );
    expect(stage.missing).to.deep.equal([3]);
    await until('the box is drawn', () => size() === '40×20');
    stage.mirror.assetArrived(3, await png(40, 20));
    expect(image().src).to.match(/^blob:/);
    await until('the picture is drawn', () => image().complete && image().naturalWidth === 40);
    expect(size()).to.equal('40×20');
    expect(image().hasAttribute('srcset')).to.equal(false);
  });

  it('keep the size that the customer sees, where the picture was made for a dense screen', async () => {
    stage.apply(
      insert(4, element(5, 'img', { src: 'cobrowse-asset:3' })),
      property(5, 'boxWidth', 40),
      property(5, 'boxHeight', 20),
    );
    stage.mirror.assetArrived(3, await png(80, 40));
    await until('the picture has its size', () => image().currentSrc.startsWith('blob:') && size() === '40×20');
  });

  it('may be data, and are nothing else', () => {
    stage.apply(
      insert(4, element(5, 'img', { src: DATA_IMAGE }), element(6, 'img', { src: '/x.png', id: 'b' })),
      insert(4, element(7, 'img', { src: 'data:text/html,<script>1</script>', id: 'c' })),
      insert(4, element(8, 'img', { src: 'blob:http://x/y', id: 'd', srcset: 'x 1x', sizes: '3px' })),
    );
    expect(image().getAttribute('src')).to.equal(DATA_IMAGE);
    for (const id of ['b', 'c', 'd']) expect(image(`#${id}`).getAttribute('src'), id).to.equal('data:,');
    expect(image('#d').hasAttribute('srcset')).to.equal(false);
  });

  it('stay a box when the bytes are no image', async () => {
    stage.apply(
      insert(4, element(5, 'img', { src: 'cobrowse-asset:3' })),
      property(5, 'boxWidth', 40),
      property(5, 'boxHeight', 20),
    );
    stage.mirror.assetArrived(3, new Blob(['<script>1</script>'], { type: 'text/html' }));
    expect(image().src).to.match(/^data:image\/svg/);
    await until('the box is drawn', () => size() === '40×20');
  });

  it('change with their attribute and their size', async () => {
    stage.apply(insert(4, element(5, 'img')), property(5, 'boxWidth', 40), property(5, 'boxHeight', 20));
    await until('the first box is drawn', () => size() === '40×20');
    stage.apply(property(5, 'boxWidth', 60));
    await until('the second box is drawn', () => size() === '60×20');
    stage.mirror.assetArrived(4, await png(10, 10));
    stage.apply(property(5, 'boxWidth', 10), property(5, 'boxHeight', 10), attribute(5, 'src', 'cobrowse-asset:4'));
    expect(image().src).to.match(/^blob:/);
    stage.apply(attribute(5, 'src'), property(5, 'boxWidth', 0), property(5, 'boxHeight', 0));
    expect(image().hasAttribute('src')).to.equal(false);
  });

  it('are shown in SVG, on image buttons and in front of videos', async () => {
    stage.apply(
      insert(
        4,
        element(5, 's:svg'),
        element(6, 'input', { type: 'image', src: 'cobrowse-asset:1' }),
        element(7, 'video', { src: '/v' }),
      ),
      insert(
        5,
        element(8, 's:image', { href: 'cobrowse-asset:1' }),
        element(9, 's:image', { 'xlink:href': 'cobrowse-asset:1' }),
      ),
      property(7, 'boxWidth', 50),
      property(7, 'boxHeight', 30),
    );
    expect(stage.missing).to.deep.equal([1]);
    await until('the video has its size', () => size('video') === '50×30');
    expect(stage.query('video').hasAttribute('src')).to.equal(false);
    stage.mirror.assetArrived(1, await png(3, 3));
    expect(stage.query<HTMLInputElement>('input').src).to.match(/^blob:/);
    for (const shown of stage.document.querySelectorAll('image')) expect(shown.href.baseVal).to.match(/^blob:/);
  });

  it('are backgrounds in style attributes as well, also for an element that is gone by then', () => {
    const style = 'background:url("cobrowse-asset:1")';
    stage.apply(insert(4, element(5, 'p', { style }), element(6, 'p', { style })), remove(6));
    stage.mirror.assetArrived(1, new Blob(['x'], { type: 'image/png' }));
    expect(stage.style('p').backgroundImage).to.match(/^url\("blob:/);
  });

  it('are missing only where they were looked at', () => {
    stage.apply(insert(4, element(5, 'p', { title: 'cobrowse-asset:9', 'data-src': 'cobrowse-asset:8' })));
    expect(stage.missing).to.deep.equal([]);
  });

  it('of a canvas are an empty one of its size', () => {
    stage.apply(insert(4, element(5, 'canvas', { width: '70', height: '30' })));
    expect(size('canvas')).to.equal('70×30');
    expect(stage.style('canvas').backgroundColor).to.not.equal('rgba(0, 0, 0, 0)');
  });
});
