/** SPEC I on the customer's page: what agents may do to it, what its own keys do, what is heard of it. */
import { expect } from '@open-wc/testing';
import { encodeAnnotations, decodeAnnotations } from '../../../widget/engine/annotation/codec.js';
import type { AnnotationMessage } from '../../../widget/engine/annotation/message.js';
import type { Stroke } from '../../../widget/engine/annotation/stroke.js';
import { CustomerDrawing, type DrawingHost } from '../../../widget/engine/customer/drawing.js';
import { PanelSurface } from '../../../widget/engine/customer/panel-surface.js';
import { Panel } from '../../../widget/engine/customer/panel.js';
import type { AgentInfo } from '../../../widget/engine/protocol/control.js';
import { EVERYBODY, FrameClass } from '../../../widget/engine/protocol/frame.js';
import { ANNOTATION_FRAMES_PER_SECOND, AUTHOR_STROKES_MAX } from '../../../widget/engine/protocol/limits.js';
import { drawingTexts } from '../../../widget/locales/sections/drawing.js';
import { panelTexts } from '../../../widget/locales/sections/panel.js';
import { until } from '../../support/mirror-stage.js';

const ANN: AgentInfo = { number: 1, userId: 'ann', userName: 'Ann <b>Agent</b>' };
const BEN: AgentInfo = { number: 2, userId: 'ben', userName: 'Ben' };

/** A page with a button and a masked paragraph, a panel, and drawing on it. */
class Stage implements Disposable {
  readonly box = document.createElement('div');
  readonly button: HTMLButtonElement;
  readonly sent: { readonly recipient: number; readonly messages: AnnotationMessage[] }[] = [];
  readonly panel = new Panel({
    chosen: { texts: panelTexts.en, language: 'en' },
    onEnd: () => undefined,
    mode: 'open',
  });
  readonly permissions = { agentAnnotation: true, customerAnnotation: true, assist: [] };
  readonly drawing: CustomerDrawing;
  readonly agents: readonly AgentInfo[] = [ANN, BEN];
  readonly ids = new Map<Node, number>([[document.documentElement, 2]]);

  constructor() {
    this.box.innerHTML =
      '<button style="position:fixed;left:100px;top:80px;width:120px;height:40px">Pay</button>' +
      '<p id="secret" style="position:fixed;left:100px;top:180px;width:200px;height:40px;margin:0">4000 0000</p>';
    document.body.append(this.box);
    const [button, secret] = [this.box.querySelector('button'), this.box.querySelector('p')];
    if (!button || !secret) throw new Error('no page');
    this.button = button;
    this.ids.set(button, 10).set(secret, 11).set(document.body, 4);
    const host: DrawingHost = {
      panel: this.panel,
      agents: {
        get: (number) => this.agents.find((agent) => agent.number === number),
        has: (number) => this.agents.some((agent) => agent.number === number),
        all: this.agents,
      },
      page: {
        nodeOf: (id) => [...this.ids].find(([, known]) => known === id)?.[0],
        idOf: (node) => {
          for (let at: Node | null = node; at; at = at.parentNode) if (this.ids.has(at)) return this.ids.get(at) ?? 0;
          return 0;
        },
        isMasked: (node) => node === secret,
        ignore: () => undefined,
      },
      permissions: this.permissions,
      paused: false,
      send: (frameClass, recipient, body) => {
        if (frameClass === FrameClass.ANNOTATION) this.sent.push({ recipient, messages: decodeAnnotations(body) });
      },
    };
    this.panel.show({ state: 'connecting' });
    this.drawing = new CustomerDrawing(host, drawingTexts.en, 'open');
    this.drawing.hear({ type: 'agent_joined', agent: ANN });
  }

  get root(): ShadowRoot {
    const { shadowRoot } = this.drawing.element;
    if (!shadowRoot) throw new Error('closed');
    return shadowRoot;
  }

  say(sender: number, ...messages: AnnotationMessage[]): void {
    this.drawing.receive({ class: FrameClass.ANNOTATION, sender, body: encodeAnnotations(messages) });
  }

  strokes(): number {
    return this.root.querySelectorAll('.ink svg > g').length;
  }

  get said(): readonly AnnotationMessage[] {
    return this.sent.flatMap(({ messages }) => messages);
  }

  get status(): string {
    return this.root.querySelector('.spoken')?.textContent ?? '';
  }

  open(): void {
    const button = [...this.panel.section.querySelectorAll('button')].find(({ className }) => className === 'draw');
    button?.click();
  }

  key(key: string, options: KeyboardEventInit = {}): void {
    const target = this.root.activeElement;
    target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options }));
  }

  [Symbol.dispose](): void {
    this.drawing.close();
    this.panel.remove();
    this.box.remove();
  }
}

const rectangle = (id: number, node = 10): Stroke => ({
  id,
  kind: 'rectangle',
  colour: 0,
  width: 1,
  node,
  points: [0, 0, 1, 1],
  text: '',
  done: true,
});

describe('I drawing on the customer’s page', () => {
  it('I3 shows what agents draw, and lets none of them touch what another drew, or say what only the page may', async () => {
    using stage = new Stage();
    stage.say(1, { type: 'put', stroke: rectangle(1) });
    await until('one stroke', () => stage.strokes() === 1);
    stage.say(2, { type: 'remove', ids: [1] }, { type: 'clear', everybody: true }, { type: 'reset' });
    stage.say(2, { type: 'restore', author: 1, stroke: rectangle(9) }, { type: 'put', stroke: rectangle(2) });
    await until('two strokes', () => stage.strokes() === 2);
    expect([...stage.root.querySelectorAll('.name')].map((name) => name.textContent)).to.deep.equal([
      'Ann <b>Agent</b>',
      'Ben',
    ]);
    expect(stage.root.querySelector('.name b')).to.equal(null);
    stage.say(7, { type: 'put', stroke: rectangle(3) });
    stage.say(1, { type: 'remove', ids: [1] });
    await until('one stroke is left', () => stage.strokes() === 1);
  });

  it('I5 I3 keeps no more of a flood than a hand draws, and never more than an author may have', async () => {
    using stage = new Stage();
    for (let i = 0; i < 20 * ANNOTATION_FRAMES_PER_SECOND; i++) stage.say(1, { type: 'put', stroke: rectangle(i) });
    await until('as many as an author may have', () => stage.strokes() > 0);
    expect(stage.strokes()).to.be.at.most(AUTHOR_STROKES_MAX);
    stage.drawing.receive({ class: FrameClass.ANNOTATION, sender: 2, body: new TextEncoder().encode('[["p",1e9') });
    stage.say(2, { type: 'put', stroke: rectangle(1) });
    await until('another agent still draws', () => stage.root.querySelectorAll('.name').length === 2);
  });

  it('I2 I9 draws nothing of giant or malformed strokes, and shows a note as text', async () => {
    using stage = new Stage();
    const stroke = '1,"r",0,1,10';
    const bodies = [
      `[["p",${stroke},[0,0,1e12,1e12],""]]`,
      `[["p",${stroke},[0,0,null,1],""]]`,
      `[["p",${stroke},[0,0,"1",1],""]]`,
      `[["p",${stroke},[${'0,'.repeat(20_000)}0],""]]`,
      `[["p",-1,"r",0,1,10,[0,0,1,1],""]]`,
      `[["p",1,"z",0,1,10,[0,0,1,1],""]]`,
      '[["__proto__"]]',
      '{"p":1}',
      '',
    ];
    for (const body of bodies)
      stage.drawing.receive({ class: FrameClass.ANNOTATION, sender: 1, body: new TextEncoder().encode(body) });
    stage.say(1, {
      type: 'put',
      stroke: { ...rectangle(5), kind: 'note', points: [0.5, 0.5], text: '<img src=x onerror=alert(1)>' },
    });
    await until('the note alone', () => stage.root.querySelectorAll('.ink .note').length === 1);
    expect(stage.strokes()).to.equal(0);
    expect(stage.root.querySelector('.ink img, .ink b b')).to.equal(null);
    expect(stage.root.querySelector('.ink .note')?.textContent).to.contain('<img src=x onerror=alert(1)>');
    expect(document.documentElement.scrollWidth, 'nothing makes the page larger').to.be.at.most(innerWidth);
  });

  it('I9 has the panel make way for the note of an agent, once it is in sight, and for nothing else', async () => {
    using stage = new Stage();
    const notes: unknown[] = [];
    const surface = new PanelSurface(stage.panel);
    surface.onKeepClear((note) => notes.push(note.textContent), new AbortController().signal);
    const note: Stroke = { ...rectangle(5), kind: 'note', points: [0.5, 0.5], text: 'Here' };
    stage.button.style.top = '-200px';
    stage.say(1, { type: 'put', stroke: rectangle(1) }, { type: 'put', stroke: note });
    await until('a note', () => stage.root.querySelectorAll('.ink .note').length === 1);
    expect(notes).to.deep.equal([]);
    stage.button.style.top = '80px';
    await until('it is to be read', () => notes.length > 0);
    stage.button.style.top = '90px';
    await until('it moves along', () => (stage.root.querySelector('.note')?.getBoundingClientRect().top ?? 0) > 105);
    expect(notes).to.deep.equal(['Ann <b>Agent</b>Here']);
  });

  it('I9 shows all of a note, also of one at the edge of the window', async () => {
    using stage = new Stage();
    const note: Stroke = {
      ...rectangle(5),
      kind: 'note',
      points: [1, 1],
      text: 'More words than there is room for here',
    };
    stage.button.style.cssText = 'position: fixed; right: 4px; bottom: 4px; inline-size: 40px; block-size: 20px';
    stage.say(1, { type: 'put', stroke: note });
    await until('a note', () => stage.root.querySelector('.ink .note')?.checkVisibility() === true);
    const box = stage.root.querySelector('.ink .note')?.getBoundingClientRect();
    expect(box?.width).to.be.at.least(200);
    expect(box?.right).to.be.at.most(innerWidth);
    expect(box?.bottom).to.be.at.most(innerHeight);
    stage.button.style.cssText = 'position: fixed; left: 30px; top: 30px; inline-size: 40px; block-size: 20px';
    await until('it begins where it was put', () => {
      const { left, top } = stage.root.querySelector('.ink .note')?.getBoundingClientRect() ?? {};
      return left === 70 && top === 50;
    });
  });

  it('I7 takes nothing from agents who may not draw any more, and takes away what they drew', async () => {
    using stage = new Stage();
    stage.say(1, { type: 'put', stroke: rectangle(1) });
    await until('one stroke', () => stage.strokes() === 1);
    stage.permissions.agentAnnotation = false;
    stage.say(1, { type: 'put', stroke: rectangle(2) });
    await until('nothing', () => stage.strokes() === 0);
  });

  it('I8 tells whoever gets a snapshot of all strokes, under the ids of a new capture too', async () => {
    using stage = new Stage();
    stage.say(1, { type: 'put', stroke: rectangle(1) }, { type: 'begin', stroke: { ...rectangle(2), done: false } });
    await until('two strokes', () => stage.strokes() === 2);
    stage.ids.set(stage.button, 77);
    stage.drawing.snapshotSent(EVERYBODY);
    expect(stage.said).to.deep.equal([
      { type: 'reset' },
      { type: 'author', author: 1, name: 'Ann <b>Agent</b>' },
      { type: 'restore', author: 1, stroke: rectangle(1, 77) },
    ]);
  });

  it('I9 takes no pointer until the customer draws, and none when they are done', () => {
    using stage = new Stage();
    const at = (): Element | null => document.elementFromPoint(150, 100);
    expect(at()).to.equal(stage.button);
    stage.open();
    expect(at()).to.equal(stage.drawing.element);
    stage.key('Escape');
    expect(at()).to.equal(stage.button);
    stage.open();
    stage.permissions.customerAnnotation = false;
    stage.drawing.hear({ type: 'agent_joined', agent: BEN });
    expect(at()).to.equal(stage.button);
  });

  it('I9 keeps a tool that is pressed again, and marks nothing that has moved away', async () => {
    using stage = new Stage();
    stage.open();
    const [marker] = [...stage.root.querySelectorAll('button')].filter((each) => each.ariaLabel?.includes('(S)'));
    // As a mouse does it: a key takes the focus along.
    for (let i = 0; i < 2; i++) marker?.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
    expect(marker?.ariaPressed).to.equal('true');
    const hover = stage.root.querySelector('.hover');
    const area = stage.root.querySelector('.area');
    area?.dispatchEvent(new PointerEvent('pointermove', { clientX: 150, clientY: 100, bubbles: true }));
    await until('the button would be marked', () => hover?.hasAttribute('d') === true);
    window.dispatchEvent(new Event('scroll'));
    expect(hover?.hasAttribute('d')).to.equal(false);
  });

  it('I1 draws by the keyboard alone, says so, and takes it back', async () => {
    using stage = new Stage();
    stage.open();
    stage.key('r');
    stage.root.querySelector<HTMLElement>('.area')?.focus();
    const size = { width: innerWidth / 2, height: innerHeight / 2 };
    // From the middle to the button's upper left corner, by far, then by near.
    for (let x = size.width; x > 100; x -= 50) stage.key('ArrowLeft', { shiftKey: true });
    for (let y = size.height; y > 80; y -= 50) stage.key('ArrowUp', { shiftKey: true });
    stage.key('Enter');
    for (let i = 0; i < 4; i++) stage.key('ArrowRight', { shiftKey: true });
    for (let i = 0; i < 3; i++) stage.key('ArrowDown', { shiftKey: true });
    stage.key('Enter');
    await until('a rectangle is sent', () => stage.said.some(({ type }) => type === 'put'));
    const put = stage.said.find((message) => message.type === 'put');
    expect(put?.stroke.kind).to.equal('rectangle');
    await until('it is said', () => stage.status.startsWith('You drew a rectangle'));
    stage.key('z', { ctrlKey: true });
    await until('it is taken back', () => stage.strokes() === 0);
    stage.key('z', { ctrlKey: true, shiftKey: true });
    await until('it is back', () => stage.strokes() === 1);
  });

  it('I9 quotes what agents may read, and nothing that is masked', async () => {
    using stage = new Stage();
    stage.say(1, { type: 'put', stroke: { ...rectangle(1), kind: 'element', points: [] } });
    await until('said', () => stage.status === 'Ann <b>Agent</b> highlighted “Pay”');
    stage.say(2, { type: 'put', stroke: { ...rectangle(1, 11), kind: 'element', points: [] } });
    await until('said without the secret', () => stage.status === 'Ben highlighted something on the page');
  });

  it('I6 anchors to what is in a frame of the same origin, within two pixels wherever the frame goes', async () => {
    using stage = new Stage();
    const frame = document.createElement('iframe');
    frame.style.cssText = 'position:fixed;left:40px;top:240px;width:300px;height:160px;border:7px solid;padding:3px';
    frame.srcdoc =
      '<!doctype html><body style="margin:0"><button style="position:absolute;left:30px;top:50px;width:90px;height:30px;padding:0">In</button><div style="height:900px"></div></body>';
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    stage.box.append(frame);
    await loaded;
    const button = frame.contentDocument?.querySelector('button') ?? expect.fail('no button');
    stage.ids.set(button, 20);
    stage.say(1, { type: 'put', stroke: rectangle(1, 20) });
    /** Corner of the stroke, without half of its line, which Firefox makes wider at corners. */
    const isAt = (x: number, y: number): boolean => {
      const path = stage.root.querySelector('.ink svg > g path:not(.halo)');
      const box = path?.getBoundingClientRect();
      if (!box) return false;
      const [left, top] = [box.x + (box.width - 90) / 2, box.y + (box.height - 30) / 2];
      return Math.abs(left - x) <= 2 && Math.abs(top - y) <= 2;
    };
    await until('it is around the button', () => isAt(40 + 10 + 30, 240 + 10 + 50));
    frame.contentWindow?.scrollTo(0, 20);
    await until('it follows inside of the frame', () => isAt(80, 280));
    frame.style.left = '90px';
    frame.style.top = '200px';
    await until('it follows the frame', () => isAt(130, 240));
    frame.contentWindow?.scrollTo(0, 400);
    await until('it is scrolled away', () => !isAt(130, 240));
  });

  it('I9 stays above a modal dialog, with the panel above it, and both usable', async () => {
    using stage = new Stage();
    stage.open();
    const dialog = document.createElement('dialog');
    dialog.textContent = 'Really?';
    stage.box.append(dialog);
    dialog.showModal();
    await until('in the dialog', () => stage.drawing.element.parentNode === dialog);
    expect(stage.panel.host.parentNode).to.equal(dialog);
    const tool = stage.root.querySelector<HTMLElement>('.toolbar button') ?? expect.fail('no tool');
    const hits = (element: Element): Element | null => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2);
    };
    expect(hits(tool) === stage.drawing.element, 'the tools').to.equal(true);
    const end = stage.panel.section.querySelector('.end') ?? expect.fail('no end');
    expect(hits(end) === stage.panel.host, 'the panel').to.equal(true);
    tool.focus();
    expect(stage.root.activeElement === tool).to.equal(true);
    dialog.close();
    await until('back', () => stage.drawing.element.parentNode === document.documentElement);
  });

  it('is accessible, with its tools open and a note being written, in either direction', async () => {
    for (const direction of ['ltr', 'rtl']) {
      using stage = new Stage();
      stage.open();
      (stage.root.querySelector('.all') as HTMLElement).dir = direction;
      stage.say(1, { type: 'put', stroke: rectangle(1) });
      await expect(stage.drawing.element).to.be.accessible();
      const buttons = [...stage.root.querySelectorAll<HTMLElement>('.toolbar button')];
      buttons[0]?.focus();
      stage.key(direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight');
      expect(stage.root.activeElement === buttons[1], direction).to.equal(true);
      stage.key('End');
      expect(stage.root.activeElement === buttons.at(-1)).to.equal(true);
      stage.key('t');
      stage.root.querySelector<HTMLElement>('.area')?.focus();
      stage.key('Enter');
      await until('a field for the note', () => stage.root.querySelector('.note-editor textarea') !== null);
      await expect(stage.drawing.element).to.be.accessible();
      expect(stage.root.activeElement?.localName).to.equal('textarea');
    }
  });
});
