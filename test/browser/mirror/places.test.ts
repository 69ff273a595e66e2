import { expect, waitUntil } from '@open-wc/testing';
import type { Place } from '../../../widget/engine/geometry/place.js';
import { MirrorHost } from '../../../widget/engine/mirror/mirror-host.js';
import { FrameClass } from '../../../widget/engine/protocol/frame.js';
import type { Operation } from '../../../widget/engine/protocol/operations.js';
import { MIRROR_PATH, until } from '../../support/mirror-stage.js';
import { encode } from '../../support/operations.js';
import {
  attribute,
  element,
  emptyPage,
  end,
  insert,
  nestedDocument,
  property,
  remove,
  shadowRoot,
  text,
} from '../../support/page-operations.js';

const at = (left: number, top: number, width: number, height: number): string =>
  `position:absolute;left:${left}px;top:${top}px;width:${width}px;height:${height}px;margin:0;padding:0;border:0`;

/** Of the body of an empty page. */
const BODY = 4;

/** A desk's view of a real, sandboxed mirror: where it says that elements are. */
class Desk implements Disposable {
  readonly element = document.createElement('section');
  readonly places = new Map<number, Place | undefined>();
  readonly host: MirrorHost;
  told = 0;
  #shown = false;

  constructor() {
    document.body.append(this.element);
    this.host = new MirrorHost(this.element, {
      address: MIRROR_PATH,
      onPage: () => undefined,
      onShown: () => (this.#shown = true),
      onPointer: () => undefined,
      onDesync: () => undefined,
      onAssetsWanted: () => undefined,
    });
  }

  static async open(...page: Operation[]): Promise<Desk> {
    const desk = new Desk();
    desk.begin(...page);
    await until('the page is shown', () => desk.#shown);
    return desk;
  }

  begin(...page: Operation[]): void {
    this.#shown = false;
    const size = [property(1, 'viewportWidth', 400), property(1, 'viewportHeight', 300)];
    this.host.receive(FrameClass.SNAPSHOT, encode(...emptyPage(), ...page, ...size, end()));
  }

  apply(...operations: Operation[]): void {
    this.host.receive(FrameClass.OPERATIONS, encode(...operations));
  }

  watch(...ids: number[]): void {
    this.host.watch(ids, (id, place) => {
      this.told++;
      this.places.set(id, place);
    });
  }

  async isAt(id: number, ...place: number[]): Promise<void> {
    const told = (): string => String(this.places.get(id)?.slice(0, place.length).map(Math.round));
    await until(`${id} is at ${place}`, () => told() === String(place)).catch((error: unknown) => {
      throw new Error(`${id} is at ${told()}, not ${place}`, { cause: error });
    });
  }

  async isGone(id: number): Promise<void> {
    await until(`${id} is nowhere`, () => this.places.has(id) && this.places.get(id) === undefined);
  }

  async idAt(x: number, y: number, width = 0, height = 0): Promise<number | undefined> {
    return (await this.host.aim({ x, y, width, height }))?.id;
  }

  [Symbol.dispose](): void {
    this.host.close();
    this.element.remove();
  }
}

describe('I6 a mirror that is asked where elements are', () => {
  it('says so, and again whenever they are elsewhere', async () => {
    using desk = await Desk.open(
      insert(BODY, element(5, 'div', { style: at(10, 20, 100, 50) }), element(6, 'div', { style: at(0, 900, 5, 5) })),
    );
    desk.watch(5, 6);
    await desk.isAt(5, 10, 20, 100, 50, 0, 0, 400, 300);
    await desk.isAt(6, 0, 900);

    desk.apply(attribute(5, 'style', at(30, 20, 120, 50)));
    await desk.isAt(5, 30, 20, 120, 50);
    desk.apply(property(1, 'scrollTop', 200));
    await desk.isAt(5, 30, -180);
    desk.apply(attribute(5, 'style', `${at(30, 20, 120, 50)};display:none`));
    await desk.isGone(5);
    desk.apply(attribute(5, 'style', `${at(30, 20, 120, 50)};visibility:hidden`), property(1, 'scrollTop', 0));
    await desk.isAt(6, 0, 900);
    expect(desk.places.get(5)).to.equal(undefined);
    desk.apply(attribute(5, 'style', at(1, 2, 3, 4)));
    await desk.isAt(5, 1, 2, 3, 4);
  });

  it('says nothing while nothing changes', async () => {
    using desk = await Desk.open(
      insert(BODY, element(5, 'div', { style: at(10, 20, 100, 50) }), element(6, 'p')),
      insert(6, text(7, 'unrelated')),
    );
    desk.watch(5);
    await desk.isAt(5, 10, 20);
    const { told } = desk;
    desk.apply({ type: 'text', id: 7, text: 'other' as never });
    await desk.host.digest();
    await desk.idAt(0, 0);
    expect(desk.told).to.equal(told);
  });

  it('follows an element that is taken out and comes back', async () => {
    using desk = await Desk.open(insert(BODY, element(5, 'div', { style: at(10, 20, 100, 50) })));
    desk.watch(5);
    await desk.isAt(5, 10, 20);
    desk.apply(remove(5));
    await desk.isGone(5);
    desk.apply(insert(BODY, element(5, 'div', { style: at(11, 21, 100, 50) })));
    await desk.isAt(5, 11, 21);
  });

  it('says how much of it can be seen in an inner scroller', async () => {
    using desk = await Desk.open(
      insert(
        BODY,
        element(5, 'div', { style: `${at(50, 50, 100, 80)};overflow:auto;scrollbar-width:none;border:5px solid` }),
      ),
      insert(5, element(6, 'div', { style: 'height:400px' })),
      insert(6, element(7, 'div', { style: 'height:20px;width:60px' })),
    );
    desk.watch(7);
    await desk.isAt(7, 55, 55, 60, 20, 55, 55, 155, 135);
    desk.apply(property(5, 'scrollTop', 15));
    await desk.isAt(7, 55, 40, 60, 20, 55, 55);
  });

  it('does not cut off what is not positioned in the scroller', async () => {
    using desk = await Desk.open(
      insert(BODY, element(5, 'div', { style: 'overflow:hidden;height:30px;width:30px' })),
      insert(
        5,
        element(6, 'p', { style: at(200, 100, 50, 50) }),
        element(7, 'p', { style: 'position:fixed;left:9px;top:8px;width:7px;height:6px;margin:0' }),
      ),
    );
    desk.watch(6, 7);
    await desk.isAt(6, 200, 100, 50, 50, 0, 0, 400, 300);
    await desk.isAt(7, 9, 8, 7, 6, 0, 0, 400, 300);
  });

  it('knows elements in shadow trees and frames, frames in frames too, and follows each scroller', async () => {
    const frame = (id: number, parent: number, style: string): Operation[] => [
      insert(parent, element(id, 'iframe', { style })),
      insert(id, nestedDocument(id + 1)),
      insert(id + 1, element(id + 2, 'html')),
      insert(id + 2, element(id + 3, 'head'), element(id + 4, 'body', { style: 'height:900px' })),
    ];
    using desk = await Desk.open(
      insert(BODY, element(5, 'div', { style: at(0, 0, 50, 50) })),
      insert(5, shadowRoot(6)),
      insert(6, element(7, 'button', { style: at(3, 4, 20, 10) })),
      ...frame(20, BODY, `${at(100, 50, 200, 150)};border:4px solid;padding:6px`),
      insert(24, element(25, 'p', { style: at(10, 20, 30, 30) })),
      ...frame(30, 24, at(50, 60, 100, 80)),
      insert(34, element(35, 'p', { style: at(7, 8, 9, 10) })),
    );
    desk.watch(7, 25, 35);
    await desk.isAt(7, 3, 4, 20, 10);
    await desk.isAt(25, 120, 80, 30, 30, 110, 60, 310, 210);
    await desk.isAt(35, 167, 128, 9, 10, 160, 120, 260, 200);
    desk.apply(property(21, 'scrollTop', 25));
    await desk.isAt(25, 120, 55, 30, 30, 110, 60);
    await desk.isAt(35, 167, 103, 9, 10, 160, 95);
    desk.apply(
      attribute(
        20,
        'style',
        `${at(100, 50, 200, 150)};border:4px solid;padding:6px;transform:scale(2);transform-origin:0 0`,
      ),
    );
    await desk.isAt(25, 140, 60, 60, 60);

    expect(await desk.idAt(5, 6)).to.equal(7);
    expect(await desk.idAt(150, 70)).to.equal(25);
    expect(await desk.idAt(240, 165)).to.equal(35);
    expect(await desk.idAt(90, 20)).to.equal(2);
  });

  it('knows which element an area is about', async () => {
    using desk = await Desk.open(
      insert(BODY, element(5, 'form', { style: at(20, 20, 200, 200) })),
      insert(5, element(6, 'input', { name: 'elementsFromPoint', style: at(10, 10, 60, 20) })),
      insert(5, element(7, 'button', { style: at(10, 100, 80, 40) }), element(8, 'input', { name: 'parentNode' })),
      insert(7, element(9, 'b', { style: 'pointer-events:auto' })),
      insert(9, text(10, 'Pay')),
    );
    // Firefox finds nothing in a page before it has painted it.
    await waitUntil(async () => (await desk.idAt(200, 200)) === 5, 'the form is found');
    expect((await desk.host.aim({ x: 70, y: 140, width: 0, height: 0 }))?.id).to.equal(7);
    expect((await desk.host.aim({ x: 70, y: 140, width: 0, height: 0 }))?.label).to.equal('Pay');
    // Around the button, more or less; around both fields; within the form alone.
    expect(await desk.idAt(27, 115, 88, 50)).to.equal(7);
    expect(await desk.idAt(15, 15, 210, 210)).to.equal(5);
    expect(await desk.idAt(100, 60, 20, 20)).to.equal(5);
    expect((await desk.host.aim({ x: 5000, y: 5000, width: 0, height: 0 }))?.id).to.equal(0);
  });

  it('knows what takes text at a place, by its name and never by what is written in it', async () => {
    const row = (y: number): string => `${at(0, y, 300, 20)};margin:0`;
    using desk = await Desk.open(
      insert(BODY, element(5, 'label', { style: row(0) }), element(20, 'label', { for: 'b' })),
      insert(5, element(6, 'b'), element(8, 'input', {})),
      insert(6, text(7, ' City ')),
      insert(20, text(21, 'Street')),
      insert(
        BODY,
        element(22, 'input', { id: 'b', style: row(30) }),
        element(23, 'textarea', { style: row(60), 'aria-label': 'Story' }),
        element(25, 'div', { style: row(90), contenteditable: 'true' }),
        element(28, 'label', { style: row(120) }),
        element(30, 'input', { style: row(150), type: 'SUBMIT' }),
        element(31, 'button', { style: row(180) }),
        element(33, 'select', { style: row(210) }),
      ),
      insert(25, element(26, 'p', { style: 'margin:0' })),
      insert(26, text(27, 'A letter')),
      insert(28, element(29, 'input', { type: 'checkbox' })),
      insert(31, text(32, 'Pay')),
    );
    const fieldAt = async (y: number): Promise<unknown> =>
      (await desk.host.aim({ x: 4, y: y + 10, width: 0, height: 0 }))?.field;
    await waitUntil(async () => (await fieldAt(30)) === 'Street', 'the field is found');
    const found = await Promise.all([0, 60, 90, 120, 150, 180, 210, 300].map(fieldAt));
    expect(found).to.deep.equal(['City', 'Story', '', undefined, undefined, undefined, '', undefined]);
  });

  it('goes on with the page that begins next, and leaves no question open', async () => {
    using desk = await Desk.open(insert(BODY, element(5, 'div', { style: at(10, 20, 100, 50) })));
    desk.watch(5);
    await desk.isAt(5, 10, 20);
    await waitUntil(async () => (await desk.idAt(1, 1)) === 2, 'the page is found');
    const question = desk.host.aim({ x: 1, y: 1, width: 0, height: 0 });
    desk.begin(insert(BODY, element(5, 'div', { style: at(70, 80, 90, 100) })));
    expect([undefined, 2]).to.include((await question)?.id);
    await desk.isAt(5, 70, 80, 90, 100);
    const last = desk.host.aim({ x: 1, y: 1, width: 0, height: 0 });
    desk.host.close();
    expect(await last).to.equal(undefined);
  });
});
