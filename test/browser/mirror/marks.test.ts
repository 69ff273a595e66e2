import { expect } from '@open-wc/testing';
import { MirrorStage } from '../../support/mirror-stage.js';
import {
  element,
  emptyPage,
  insert,
  pointer,
  property,
  remove,
  shadowRoot,
  sheetText,
  text,
} from '../../support/page-operations.js';

const RED = 'rgb(255, 0, 0)';
const BLACK = 'rgb(0, 0, 0)';

describe('the customer’s pointer', () => {
  let stage: MirrorStage;
  beforeEach(async () => {
    stage = await MirrorStage.open();
    stage.apply(...emptyPage(), insert(3, element(5, 'style')));
    stage.apply(
      insert(4, element(6, 'p', { style: 'position:absolute;left:100px;top:50px;width:20px;height:40px;margin:0' })),
    );
  });
  afterEach(() => stage[Symbol.dispose]());

  it('is told as a place in the viewport', () => {
    stage.apply(pointer(6, 0.5, 0.25, true));
    expect(stage.points).to.deep.equal([{ x: 110, y: 60, pressed: true }]);
    stage.apply(insert(4, element(7, 'p', { style: 'height:5000px' })), property(1, 'scrollTop', 30));
    stage.apply(pointer(6, 0.5, 0.25));
    expect(stage.points[1]).to.deep.equal({ x: 110, y: 30, pressed: false });
  });

  it('draws hover and press up to the root, and takes them back', () => {
    stage.apply(sheetText(5, 'p:hover{color:red} body:hover{outline-style:dotted} p:active{background:red}'));
    expect(stage.style('p').color).to.equal(BLACK);
    stage.apply(pointer(6, 0, 0, true));
    expect(stage.style('p').color).to.equal(RED);
    expect(stage.style('p').backgroundColor).to.equal(RED);
    expect(stage.style('body').outlineStyle).to.equal('dotted');
    stage.apply(pointer(6, 0, 0));
    expect(stage.style('p').backgroundColor).to.equal('rgba(0, 0, 0, 0)');
    stage.apply(pointer(4, 0, 0));
    expect(stage.style('p').color).to.equal(BLACK);
    expect(stage.style('body').outlineStyle).to.equal('dotted');
  });

  it('hovers through shadow roots and slots', () => {
    stage.apply(
      insert(4, element(10, 'x-a')),
      insert(10, shadowRoot(11), element(12, 'b')),
      insert(11, element(13, 'style'), element(14, 'i')),
      insert(14, element(15, 'slot')),
      sheetText(13, 'i:hover{color:red} :host(:hover){background:red}'),
      pointer(12, 0, 0),
    );
    const inner = stage.query('x-a').shadowRoot?.querySelector('i');
    if (!inner) throw new Error('no inner');
    expect(stage.window.getComputedStyle(inner).color).to.equal(RED);
    expect(stage.style('x-a').backgroundColor).to.equal(RED);
  });

  it('hovers a label’s control with the label', () => {
    stage.apply(
      insert(4, element(10, 'label')),
      insert(10, element(11, 'b'), element(12, 'input')),
      sheetText(5, 'input:hover{color:red}'),
    );
    stage.apply(pointer(11, 0, 0));
    expect(stage.style('input').color).to.equal(RED);
  });

  it('may be on a node that is unknown, gone, or no element', () => {
    stage.apply(
      pointer(99, 0, 0),
      insert(4, text(7, 'x')),
      pointer(7, 0, 0),
      pointer(6, 0, 0),
      remove(6),
      pointer(6, 0, 0),
    );
    expect(stage.points).to.have.lengthOf(1);
    stage.apply(pointer(1, 0.5, 0));
    expect(stage.points).to.have.lengthOf(2);
  });
});
