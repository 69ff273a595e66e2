/** SPEC W7 and T2, where the panel itself moves: what it brings under a finger is not pressed by that, and a press finds it where it was. */
import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { GUARD_MS } from '../../../widget/engine/customer/give-focus.js';
import { Panel } from '../../../widget/engine/customer/panel.js';
import { PanelSurface } from '../../../widget/engine/customer/panel-surface.js';
import { Placement } from '../../../widget/engine/customer/placement.js';
import { Question } from '../../../widget/engine/customer/question.js';
import { texts as en } from '../../../widget/locales/languages/en.js';

describe('where the panel stands', () => {
  let panel: Panel;
  let surface: PanelSurface;
  let placement: Placement;
  let question: Question;
  let answers: boolean[];

  beforeEach(async () => {
    localStorage.removeItem('cobrowse.corner');
    answers = [];
    panel = new Panel({ chosen: { language: 'en', texts: en.panel }, onEnd: () => undefined, mode: 'open' });
    panel.show({ state: 'watched', pinCode: '123456', names: ['Ann'] });
    surface = new PanelSurface(panel);
    placement = new Placement(surface, en.company);
    question = new Question({
      panel: surface,
      yes: 'Yes',
      no: 'No',
      answer: (yes) => answers.push(yes),
      isTrusted: () => true,
    });
    question.ask({ key: 'one', title: 'May they?', hints: [] });
    await rest();
  });

  afterEach(() => {
    placement.close();
    question.close();
    panel.remove();
    document.body.replaceChildren();
  });

  const root = (): ShadowRoot => panel.host.shadowRoot ?? expect.fail('no open root');
  const yes = (): HTMLElement => root().querySelector<HTMLElement>('.ask .yes') ?? expect.fail('no question');
  const isUp = (): boolean => panel.host.classList.contains('top');

  /** Until what was under way is over, and the browser has told of sizes. */
  async function rest(): Promise<void> {
    const from = performance.now();
    await waitUntil(() => performance.now() > from + GUARD_MS);
    await nextFrame();
    await nextFrame();
  }

  function send(target: HTMLElement, ...types: readonly string[]): void {
    for (const type of types) {
      target.dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true, detail: 1 }));
    }
  }

  /** A field of the page where the panel stands, or would stand if it went up. */
  function field(edge: 'top' | 'bottom'): HTMLElement {
    const input = document.createElement('input');
    input.style.cssText = `position: fixed; inset-inline: 0; ${edge}: 0; block-size: 40px`;
    document.body.append(input);
    return input;
  }

  /** Something of another part comes into the panel. */
  const grow = (): void =>
    surface.slot('assist').append(Object.assign(document.createElement('p'), { textContent: 'x' }));

  it('W7 takes no press that was under way when the panel grew, and the next one', async () => {
    send(yes(), 'pointerdown');
    grow();
    send(yes(), 'pointerup', 'click');
    await nextFrame();
    await nextFrame();
    send(yes(), 'pointerdown', 'click');
    expect(answers).to.deep.equal([]);
    await rest();
    send(yes(), 'pointerdown', 'click');
    expect(answers).to.deep.equal([true]);
  });

  it('W7 looks where it stands when it is pressed, if nothing told that it moved', () => {
    panel.host.classList.add('top');
    send(yes(), 'pointerdown', 'click');
    expect(answers).to.deep.equal([]);
  });

  it('W7 takes no press that was meant for where the panel stood before', async () => {
    field('bottom').focus();
    expect(isUp()).to.equal(true);
    send(yes(), 'pointerdown', 'click');
    expect(answers).to.deep.equal([]);
    await rest();
    send(yes(), 'pointerdown', 'click');
    expect(answers).to.deep.equal([true]);
  });

  it('W7 takes the first press after the panel has come to rest, however it moved', async () => {
    grow();
    await rest();
    field('bottom').focus();
    await rest();
    send(yes(), 'pointerdown', 'click');
    expect(answers).to.deep.equal([true]);
  });

  it('W7 takes the first press after the customer has scrolled the panel, once it has come to rest', async () => {
    surface.place.style.blockSize = '80px';
    await rest();
    surface.place.scrollTop = 40;
    send(yes(), 'pointerdown', 'click');
    expect(answers, 'at once').to.deep.equal([]);
    await rest();
    surface.place.scrollTop = 0;
    await rest();
    send(yes(), 'pointerdown', 'click');
    expect(answers).to.deep.equal([true]);
  });

  it('W7 takes keys, which go to what has the focus, wherever that has moved', () => {
    grow();
    yes().click();
    expect(answers).to.deep.equal([true]);
  });

  it('stays under a finger, and gives way once that is up', () => {
    const input = field('bottom');
    send(yes(), 'pointerdown');
    input.focus();
    expect(isUp(), 'pressed').to.equal(false);
    send(yes(), 'pointerup', 'click');
    expect(answers).to.deep.equal([true]);
    expect(isUp(), 'released').to.equal(true);
  });

  it('gives way once a finger has become a gesture', () => {
    const input = field('bottom');
    send(yes(), 'pointerdown');
    input.focus();
    send(yes(), 'pointercancel');
    expect(isUp()).to.equal(true);
  });

  /** What an agent wrote, at an edge of the window. */
  function note(style: string): HTMLElement {
    const made = document.createElement('div');
    made.style.cssText = `position: fixed; inline-size: 120px; block-size: 40px; ${style}`;
    document.body.append(made);
    return made;
  }

  const covers = (box: HTMLElement): boolean => {
    const [a, b] = [surface.place.getBoundingClientRect(), box.getBoundingClientRect()];
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  };

  it('I9 makes way for a note, and comes back once that is gone', () => {
    const written = note('right: 40px; bottom: 40px');
    expect(covers(written)).to.equal(true);
    surface.keepClear(written);
    expect(covers(written), 'it came').to.equal(false);
    send(document.body, 'pointerdown', 'pointerup', 'click');
    expect(covers(written), 'the customer presses somewhere').to.equal(false);
    field('top').focus();
    field('top').blur();
    expect(covers(written), 'the customer was in a field').to.equal(false);
    written.remove();
    send(document.body, 'pointerdown', 'pointerup', 'click');
    expect(panel.host.className).not.to.match(/top|start/);
  });

  it('I9 makes way for a note only where that is out of the customer’s way', () => {
    field('bottom').focus();
    const written = note('right: 40px; top: 40px');
    expect(covers(written)).to.equal(true);
    surface.keepClear(written);
    expect([covers(written), isUp()]).to.deep.equal([false, true]);
  });

  it('I9 makes way no farther than it must', () => {
    const written = note('right: 40px; top: 0; block-size: 100vh');
    surface.keepClear(written);
    expect([covers(written), isUp()]).to.deep.equal([false, false]);
  });

  it('I9 stays on a note where the customer puts it', () => {
    const written = note('right: 40px; bottom: 40px');
    surface.keepClear(written);
    const grip = root().querySelector('.grip') ?? expect.fail('no grip');
    for (const key of ['ArrowDown', 'ArrowRight']) grip.dispatchEvent(new KeyboardEvent('keydown', { key }));
    expect(covers(written)).to.equal(true);
    send(document.body, 'pointerdown', 'pointerup', 'click');
    expect(covers(written)).to.equal(true);
  });

  it('I9 does not run away, whatever an agent writes: not from a hand, and not again and again', async () => {
    const first = note('right: 40px; bottom: 40px');
    surface.place.dispatchEvent(new PointerEvent('pointerenter'));
    surface.keepClear(first);
    expect(covers(first), 'a pointer is on it').to.equal(true);
    surface.place.dispatchEvent(new PointerEvent('pointerleave'));
    expect(covers(first), 'it has left').to.equal(false);
    const { left, top } = surface.place.getBoundingClientRect();
    for (let i = 0; i < 500; i++) surface.keepClear(note(`left: ${left + 20}px; top: ${top + 20}px`));
    expect(surface.place.getBoundingClientRect()).to.deep.include({ left, top });
    placement.close();
    placement = new Placement(surface, en.company, 1);
    const last = [note('right: 40px; bottom: 40px'), note('right: 40px; top: 40px')];
    for (const each of last) surface.keepClear(each);
    await waitUntil(() => !last.some(covers), 'in its own time it does');
  });

  it('does not give way to what has the focus in it', () => {
    yes().focus();
    send(yes(), 'pointerdown', 'click');
    expect(answers).to.deep.equal([true]);
    expect(panel.host.className).not.to.match(/top|start/);
  });
});
