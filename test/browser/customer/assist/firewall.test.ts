/** SPEC G9: what an agent's press and keys may reach on a page, and what never. */
import { expect } from '@open-wc/testing';
import { AssistType } from '../../../../widget/engine/protocol/control/permission-messages.js';
import type { ActKey } from '../../../../widget/engine/protocol/acts.js';
import { ANN, AssistStage } from '../../../support/assist-stage.js';
import { until } from '../../../support/mirror-stage.js';

const { SCROLL_PAGE, CLICK, FILL_FORM } = AssistType;

/** A page with everything granted, and all that its parts heard of. */
async function helped(html: string): Promise<AssistStage & { readonly events: string[] }> {
  const stage = await AssistStage.open(html);
  stage.resume(ANN, SCROLL_PAGE, CLICK, FILL_FORM);
  const events: string[] = [];
  for (const name of ['click', 'submit', 'input', 'change', 'toggle'])
    stage.page.addEventListener(
      name,
      (event) => {
        const [target] = event.composedPath();
        // Nobody leaves the test.
        if (name === 'submit' || (name === 'click' && target instanceof Element && target.closest('a')))
          event.preventDefault();
        events.push(`${target instanceof Element ? target.id || target.localName : ''} ${name}`);
      },
      { capture: true },
    );
  return Object.assign(stage, { events });
}

const key = (stage: AssistStage, ...keys: ActKey[]): void => {
  for (const each of keys) stage.act({ type: 'key', key: each });
};

const value = (stage: AssistStage, selector: string): string => stage.find<HTMLInputElement>(selector).value;

/** What fields of the page are set to, past their own setters. */
function natively(): Disposable & { readonly values: readonly string[] } {
  const { prototype } = HTMLInputElement;
  const own = Object.getOwnPropertyDescriptor(prototype, 'value') ?? {};
  const values: string[] = [];
  Object.defineProperty(prototype, 'value', {
    ...own,
    set(this: HTMLInputElement, to: string) {
      if (this.isConnected) values.push(to);
      own.set?.call(this, to);
    },
  });
  return { values, [Symbol.dispose]: () => void Object.defineProperty(prototype, 'value', own) };
}

describe('the firewall of remote assist', () => {
  const NEVER: Readonly<Record<string, string>> = {
    'a password': '<input id="t" type="password" />',
    'a password that is shown as text': '<input id="t" type="password" />',
    'a password by its dots': '<input id="t" style="-webkit-text-security: disc" />',
    'a password by its name': '<input id="t" name="user[password_confirmation]" />',
    'a password by its purpose': '<input id="t" autocomplete="current-password" />',
    'a code that was sent': '<input id="t" autocomplete="one-time-code" />',
    'a card by its purpose': '<input id="t" autocomplete="section-a cc-number" />',
    'a card by its name': '<input id="t" name="cardNumber" />',
    'a card’s month': '<select id="t" name="cc-exp-month"><option>1</option><option>2</option></select>',
    'a file': '<input id="t" type="file" />',
    'a file behind its label': '<label id="t">Upload <input type="file" style="display: none" /></label>',
    'a file behind a button in its label':
      '<input id="f" type="file" hidden /><label for="f"><span id="t" role="button">Upload</span></label>',
    'a masked field': '<input id="t" class="masked" />',
    'a field in what is masked': '<div class="masked"><input id="t" /></div>',
    'a label of a masked field': '<label id="t">Secret <input class="masked" /></label>',
    'a masked button': '<button id="t" type="button" class="masked">Go</button>',
    'an editor with something masked in it':
      '<div id="t" contenteditable>My number is <b class="masked">4000</b></div>',
    'a link to elsewhere': '<a id="t" href="https://elsewhere.example/">Elsewhere</a>',
    'a link to elsewhere in another tab': '<a id="t" href="https://elsewhere.example/" target="_blank">Elsewhere</a>',
    'a telephone number': '<a id="t" href="tel:+4312345">Call</a>',
    'a mail': '<a id="t" href="mailto:a@example.com">Mail</a>',
    'a part of a link to elsewhere': '<a href="https://elsewhere.example/"><span id="t">Elsewhere</span></a>',
    'a tab in a link to elsewhere':
      '<div role="tablist"><a href="https://elsewhere.example/"><span id="t" role="tab">Elsewhere</span></a></div>',
    'a form that goes elsewhere': '<form action="https://elsewhere.example/"><button id="t">Send</button></form>',
    'a button that sends a form elsewhere':
      '<form><button id="t" formaction="https://elsewhere.example/">Send</button></form>',
    'a picture that sends a form elsewhere':
      '<form action="//elsewhere.example/"><input id="t" type="image" alt="Send" style="width: 40px; height: 20px" /></form>',
    'a tab in a button that sends a form elsewhere':
      '<form action="https://elsewhere.example/"><div role="tablist"><button><span id="t" role="tab">x</span></button></div></form>',
    'a form that pays': '<form><input autocomplete="cc-csc" /><button id="t">Pay</button></form>',
    'a form that pays, by its names': '<form><input name="cvv" /><button id="t">Pay</button></form>',
    'a form with a payment field from elsewhere':
      '<form id="f"><button id="t">Pay</button></form><input form="f" autocomplete="cc-number" />',
  };

  for (const [what, html] of Object.entries(NEVER)) {
    it(`G9 never touches ${what}`, async () => {
      using stage = await helped(html);
      const target = stage.find('#t');
      if (what.endsWith('shown as text')) target.setAttribute('type', 'text');
      stage.press(target);
      stage.type('1');
      key(stage, 'ArrowDown', 'Backspace', 'Enter');
      expect(stage.question).to.equal('');
      expect(stage.outcomes[0]).to.equal('refused');
      expect(stage.events).to.deep.equal([]);
      expect(document.activeElement === target).to.equal(false);
    });
  }

  const ASKS: Readonly<Record<string, string>> = {
    'a button': '<button id="t" type="button">Go</button>',
    'a link to another page of the site': '<a id="t" href="/other">Other</a>',
    'a link in another tab': '<a id="t" href="#here" target="_blank">Here</a><p id="here"></p>',
    'a link that is a script’s': '<a id="t" href="javascript:void 0">Script</a>',
    'a link that loads a file': '<a id="t" href="#here" download>Here</a><p id="here"></p>',
    'an order that looks like an anchor': '<a id="t" href="#cancel-order">Cancel</a>',
    'a part of the page that is no control': '<div id="t">Anything</div>',
    'a card of a script that shows that it can be pressed':
      '<div id="t" style="cursor: pointer; padding: 9px"><b>Gold</b></div>',
    'a row that can have the focus': '<div id="t" tabindex="0" style="padding: 9px"><b>Gold</b></div>',
    'a picture in nothing': '<img id="t" alt="Map" width="40" height="40" />',
    'text of a script': '<div id="t">Gold</div>',
    'a drawing': '<svg id="t" width="40" height="40"><rect width="40" height="40" /></svg>',
    'an icon that a style paints': `<div id="t" style="width: 20px; height: 20px; background: url('data:image/gif;base64,')"></div>`,
    'an icon of a font':
      '<style>#t::before { content: "x" }</style><i id="t" style="display: block; width: 20px; height: 20px"></i>',
    'a tab in a button that sends a form':
      '<form><div role="tablist"><button><span id="t" role="tab">x</span></button></div></form>',
    'a summary without details': '<summary id="t">No details</summary>',
    'a tab without a list': '<button id="t" type="button" role="tab">Lost</button>',
    'a form of the site': '<form><input name="q" /><button id="t">Search</button></form>',
    'a form with a password': '<form><input type="password" /><button id="t">Log in</button></form>',
    'a tick': '<input id="t" type="checkbox" aria-label="Terms" />',
    'a choice': '<input id="t" type="radio" aria-label="Red" />',
    'a tick behind its label': '<label id="t"><input type="checkbox" style="display: none" /> Terms</label>',
  };

  for (const [what, html] of Object.entries(ASKS)) {
    it(`G9 asks before it presses ${what}`, async () => {
      using stage = await helped(html);
      stage.press(stage.find('#t'));
      expect(stage.question).to.contain('<b>Ann</b> wants to');
      expect(stage.events).to.deep.equal([]);
      await stage.answer(true);
      expect(stage.events.some((event) => event.endsWith('click'))).to.equal(true);
    });
  }

  const AT_ONCE: Readonly<Record<string, string>> = {
    details: '<details><summary id="t">More</summary><p>All</p></details>',
    'a tab': '<div role="tablist"><button id="t" type="button" role="tab">Two</button></div>',
    'an anchor in the same document': '<a id="t" href="#here">Here</a><p id="here">Here</p>',
  };

  for (const [what, html] of Object.entries(AT_ONCE)) {
    it(`G9 opens ${what} without asking`, async () => {
      using stage = await helped(html);
      stage.press(stage.find('#t'));
      expect(stage.question).to.equal('');
      expect(stage.events).to.include('t click');
      expect(stage.log.at(-1)).to.contain('opened or closed');
    });
  }

  const MISSES: Readonly<Record<string, string>> = {
    'what something lies over':
      '<div style="position: relative"><button id="t" type="button">Go</button><div style="position: absolute; inset: 0"></div></div>',
    'what is out of sight': '<button id="t" type="button" style="position: fixed; left: -900px">Go</button>',
    'what is scrolled away':
      '<div style="height: 40px; overflow: hidden"><div style="height: 400px"></div><button id="t" type="button">Go</button></div>',
    'what is not shown': '<button id="t" type="button" style="display: none">Go</button>',
    'the room beside everything': '<div id="t" style="padding-top: 90px"><p style="margin: 0">Far away</p></div>',
    'a part of the page with a picture behind it': `<div id="t" style="width: 90px; height: 90px; background: linear-gradient(red, blue)"></div>`,
    'a part with nothing behind it':
      '<style>#t::after { content: ""; display: table }</style><div id="t" style="width: 20px; height: 20px"></div>',
    'an empty place': '<section tabindex="-1"><div id="t" style="height: 40px"> </div></section>',
    'a disabled button': '<button id="t" type="button" disabled>Go</button>',
    'a button that says it is disabled': '<button id="t" type="button" aria-disabled="true">Go</button>',
    'a field of a disabled group': '<fieldset disabled><input id="t" /></fieldset>',
  };

  for (const [what, html] of Object.entries(MISSES)) {
    it(`G9 misses ${what}`, async () => {
      using stage = await helped(html);
      stage.press(stage.find('#t'));
      stage.type('x');
      expect(stage.outcomes[0]).to.equal('missed');
      expect(stage.question).to.equal('');
      expect(stage.events).to.deep.equal([]);
    });
  }

  it('G9 presses nothing that is inert, or of our own surface', async () => {
    using stage = await helped('<div inert><button id="t" type="button">Go</button></div>');
    stage.press(stage.find('#t'));
    for (const button of [stage.panel.section, ...stage.root.querySelectorAll('button')]) {
      if (!button.checkVisibility()) continue;
      const { left, top, width, height } = button.getBoundingClientRect();
      stage.act({
        type: 'press',
        id: stage.share.idOf(document),
        x: (left + width / 2) / innerWidth,
        y: (top + height / 2) / innerHeight,
      });
    }
    expect(stage.events).to.not.include('t click');
    expect(stage.question).to.not.contain('Go');
    expect(stage.question).to.equal('');
    expect(new Set(stage.outcomes)).to.deep.equal(new Set(['missed']));
  });

  it('G9 does within its kind alone', async () => {
    using stage = await AssistStage.open(
      '<details><summary>More</summary></details><input id="name" /><div id="list" style="height: 40px; overflow: auto"><p style="height: 400px"></p></div>',
    );
    await stage.grant(ANN, FILL_FORM);
    stage.press(stage.find('summary'));
    const list = stage.find('#list');
    stage.act({ type: 'scroll', id: stage.share.idOf(list), x: 0.5, y: 0.5, dx: 0, dy: 50 });
    expect(stage.outcomes).to.deep.equal(['refused', 'refused']);
    await stage.grant(ANN, CLICK);
    // The state of the grant is click alone now.
    stage.press(stage.find('#name'));
    stage.type('x');
    expect(value(stage, '#name')).to.equal('');
    expect(stage.outcomes.at(-1)).to.equal('refused');
  });

  it('G9 types text, moves in it and takes it away, as a person does', async () => {
    using stage = await helped('<form><label>Name <input id="name" value="Jo" maxlength="6" /></label></form>');
    stage.press(stage.find('#name'));
    stage.type(' Ann');
    expect(value(stage, '#name')).to.equal('Jo Ann');
    stage.type('x');
    expect(value(stage, '#name'), 'no longer than it may be').to.equal('Jo Ann');
    key(stage, 'Backspace', 'Home', 'Delete', 'ArrowRight', 'ArrowRight', 'Backspace');
    expect(value(stage, '#name')).to.equal('oAn');
    key(stage, 'Enter');
    expect(stage.events, 'Enter sends no form').to.not.include.members(['form submit']);
    expect(stage.outcomes.at(-1)).to.equal('refused');
    key(stage, 'Tab');
    expect(stage.events.at(-1)).to.equal('name change');
    expect(document.activeElement === document.body).to.equal(true);
  });

  it('G9 leaves what may only be read as it is', async () => {
    using stage = await helped(
      '<input id="a" value="1" readonly /><textarea id="b" readonly>2</textarea><input id="c" type="date" value="2026-01-31" readonly />',
    );
    for (const selector of ['#a', '#b', '#c']) {
      stage.press(stage.find(selector));
      stage.type('9');
      key(stage, 'Backspace', 'ArrowUp');
      // Firefox gives a date that may only be read no focus.
      expect(stage.outcomes.at(-1)).to.be.oneOf(
        document.activeElement === stage.find(selector) ? ['refused'] : ['missed'],
      );
    }
    expect(['#a', '#b', '#c'].map((each) => value(stage, each))).to.deep.equal(['1', '2', '2026-01-31']);
    expect(stage.events).to.deep.equal([]);
  });

  it('G9 fills in dates, times, numbers, colours and sliders, and leaves them as they are until it makes sense', async () => {
    using stage = await helped(`
      <input id="date" type="date" value="2020-05-05" /><input id="time" type="time" />
      <input id="number" type="number" value="1" step="0.5" />
      <input id="colour" type="color" value="#112233" /><input id="range" type="range" min="0" max="10" value="5" />`);
    using set = natively();
    stage.press(stage.find('#date'));
    stage.type('2026-01-3');
    expect(value(stage, '#date')).to.equal('2020-05-05');
    expect(stage.events).to.deep.equal([]);
    stage.type('1');
    expect(value(stage, '#date')).to.equal('2026-01-31');
    expect(stage.events).to.deep.equal(['date input']);
    key(stage, 'ArrowUp');
    expect(value(stage, '#date')).to.equal('2026-02-01');
    key(stage, 'Backspace');
    expect(value(stage, '#date')).to.equal('');
    stage.press(stage.find('#time'));
    stage.type('09:30');
    expect(value(stage, '#time')).to.equal('09:30');
    stage.press(stage.find('#number'));
    stage.type('2.');
    expect(value(stage, '#number')).to.equal('12');
    stage.type('5');
    expect(value(stage, '#number')).to.equal('12.5');
    key(stage, 'Backspace', 'Backspace');
    expect(value(stage, '#number')).to.equal('12');
    key(stage, 'ArrowDown');
    expect(value(stage, '#number')).to.equal('11.5');
    stage.press(stage.find('#colour'));
    stage.type('#00FF0');
    key(stage, 'Backspace');
    expect(value(stage, '#colour')).to.equal('#112233');
    stage.type('#00FF00');
    expect(value(stage, '#colour')).to.equal('#00ff00');
    stage.press(stage.find('#range'));
    key(stage, 'ArrowRight', 'ArrowUp', 'ArrowLeft');
    expect(value(stage, '#range')).to.equal('6');
    stage.type('9');
    expect(value(stage, '#range')).to.equal('9');
    expect(stage.question).to.equal('');
    // A browser warns of any other value that a date, a time or a number is set to, and takes the one before away.
    const values = ['2026-01-31', '', '09:30', '12', '12.5', '12', '#00FF00', '9'];
    expect(set.values.filter((each, i, all) => each !== all[i - 1])).to.deep.equal(values);
  });

  it('G9 types nothing into the field before, once a press elsewhere came to nothing', async () => {
    using stage = await helped('<input id="name" /><input id="pass" type="password" />');
    const name = stage.find<HTMLInputElement>('#name');
    stage.press(name);
    stage.type('Jo');
    stage.press(stage.find('#pass'));
    stage.type('hunter2');
    expect(name.value).to.equal('Jo');
    expect(stage.outcomes).to.include('refused');
  });

  it('G9 writes in an editor where it ends, with paragraphs', async () => {
    using stage = await helped('<div id="t" contenteditable><p>Dear Jo</p></div>');
    const editor = stage.find('#t');
    stage.press(editor.querySelector('p') ?? editor);
    stage.type(',!');
    key(stage, 'Backspace', 'Enter');
    stage.type('b');
    key(stage, 'Home');
    stage.type('a');
    key(stage, 'End');
    stage.type('c');
    expect(editor.innerText.trim().replaceAll(/\n+/g, '|')).to.equal('Dear Jo,|abc');
    expect(stage.events).to.include('t input');
  });

  it('G9 asks for each entry of a list that is open, and of several takes only that one away', async () => {
    const entries = '<option>a</option><option selected>b</option><option>c</option>';
    using stage = await helped(
      `<select id="one" size="3" aria-label="One">${entries}</select><select id="many" multiple aria-label="Many">${entries}</select>`,
    );
    const [one, many] = [stage.find<HTMLSelectElement>('#one'), stage.find<HTMLSelectElement>('#many')];
    stage.press(one.options[2] ?? one);
    expect(stage.question).to.contain('wants to choose “c” for “One”');
    expect(one.value).to.equal('b');
    await stage.answer(true);
    expect(one.value).to.equal('c');
    const chosen = (): string => Array.from(many.selectedOptions, ({ text }) => text).join();
    stage.press(many.options[0] ?? many);
    expect(stage.question).to.contain('wants to tick “a”');
    await stage.answer(true);
    expect(chosen()).to.equal('a,b');
    stage.press(many.options[1] ?? many);
    expect(stage.question).to.contain('wants to untick “b”');
    await stage.answer(true);
    expect(chosen()).to.equal('a');
    expect(stage.events).to.include.members(['one change', 'many change']);
  });

  it('G9 calls a field by what its label says, and not by what can be chosen in it', async () => {
    using stage = await AssistStage.open(`
      <label>Country <select id="country"><option>Spain</option><option>France</option></select></label>
      <iframe id="frame" srcdoc="<label>Town <select><option>Rome</option><option>Oslo</option></select></label>"></iframe>`);
    await stage.grant(ANN, FILL_FORM);
    const frame = stage.find<HTMLIFrameElement>('#frame');
    await until('the frame', () => Boolean(frame.contentDocument?.querySelector('select')));
    const town = frame.contentDocument?.querySelector('select');
    for (const [select, title] of [
      [stage.find('#country'), 'wants to choose “France” for “Country”'],
      [town, 'wants to choose “Oslo” for “Town”'],
    ] as const) {
      if (!select) throw new Error('no select');
      await stage.captured(select);
      stage.press(select);
      stage.act({ type: 'key', key: 'ArrowDown' });
      expect(stage.question).to.contain(title);
      await stage.answer(false);
    }
  });

  it('G9 judges what is inside of shadow trees like all else, and what is slotted into them', async () => {
    using stage = await helped('<div id="host"><a slot="link" href="/other"><span id="slotted">Other</span></a></div>');
    const root = stage.find('#host').attachShadow({ mode: 'open' });
    root.innerHTML = `
      <input id="name" /><input id="pass" type="password" /><input id="masked" class="masked" />
      <button id="go" type="button">Go</button><details><summary id="more">More</summary></details>
      <div id="editor" contenteditable>Hi</div><slot name="link"></slot>`;
    const inside = (selector: string): HTMLElement =>
      root.querySelector<HTMLElement>(selector) ?? expect.fail(selector);
    for (const each of root.querySelectorAll('*')) await stage.captured(each);
    stage.press(inside('#name'));
    stage.type('Jo');
    expect((inside('#name') as HTMLInputElement).value).to.equal('Jo');
    stage.press(inside('#more'));
    expect(inside('details').hasAttribute('open'), String(stage.outcomes)).to.equal(true);
    stage.press(inside('#editor'));
    stage.type('!');
    expect(inside('#editor').textContent).to.equal('Hi!');
    const before = stage.outcomes.length;
    stage.press(inside('#pass'));
    stage.press(inside('#masked'));
    expect(stage.outcomes.slice(before)).to.deep.equal(['refused', 'refused']);
    stage.press(inside('#go'));
    expect(stage.question).to.contain('wants to press “Go”');
    await stage.answer(false);
    stage.press(stage.find('#slotted'));
    expect(stage.question).to.contain('wants to press “Other”');
  });

  it('G9 judges frames of the same origin like all else, and touches no other', async () => {
    using stage = await helped('<p>Frames</p>');
    const frame = document.createElement('iframe');
    frame.style.cssText = 'width: 300px; height: 160px; border: 5px solid; padding: 3px';
    frame.srcdoc = `<!doctype html><body style="margin: 0"><input id="name"><input id="pass" type="password">
      <button id="go">Go</button><a id="out" href="https://elsewhere.example/">Out</a>
      <div style="height: 2000px"></div><button id="far">Far</button></body>`;
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    stage.page.append(frame);
    await loaded;
    const inner = (selector: string): HTMLElement =>
      frame.contentDocument?.querySelector<HTMLElement>(selector) ?? expect.fail(selector);
    await stage.captured(inner('#far'));
    stage.press(inner('#name'));
    stage.type('Jo');
    expect((inner('#name') as HTMLInputElement).value).to.equal('Jo');
    const before = stage.outcomes.length;
    for (const selector of ['#pass', '#out', '#far']) stage.press(inner(selector));
    expect(stage.outcomes.slice(before)).to.deep.equal(['refused', 'refused', 'missed']);
    stage.press(inner('#go'));
    expect(stage.question).to.contain('wants to press “Go”');
    await stage.answer(false);
    stage.act({ type: 'scroll', id: stage.share.idOf(inner('body')), x: 0.5, y: 0.01, dx: 0, dy: 100 });
    expect(frame.contentWindow?.scrollY).to.equal(100);
    // Something over the frame is over all that is in it.
    const cover = document.createElement('div');
    const { left, top, width, height } = frame.getBoundingClientRect();
    cover.style.cssText = `position: fixed; left: ${left}px; top: ${top}px; width: ${width}px; height: ${height}px`;
    stage.page.append(cover);
    frame.contentWindow?.scrollTo(0, 0);
    stage.press(inner('#go'));
    expect(stage.outcomes.at(-1)).to.equal('missed');
    cover.remove();
    const foreign = Object.assign(document.createElement('iframe'), { srcdoc: '<input>' });
    foreign.setAttribute('sandbox', '');
    stage.page.append(foreign);
    await stage.captured(foreign);
    await until('a frame in sight', () => foreign.getBoundingClientRect().height > 0);
    stage.press(foreign);
    expect(stage.outcomes.at(-1)).to.equal('refused');
    expect(document.activeElement === foreign).to.equal(false);
  });
});
