/** SPEC G against an agent who does not ask, does not stop, and says what they like: refused on the customer's page itself. */
import { expect } from '@open-wc/testing';
import { AssistType } from '../../../../widget/engine/protocol/control/permission-messages.js';
import { ACT_BURST, ACT_MAX_BYTES } from '../../../../widget/engine/protocol/limits.js';
import { ANN, AssistStage, BEN } from '../../../support/assist-stage.js';
import { until } from '../../../support/mirror-stage.js';

const { SCROLL_PAGE, CLICK, FILL_FORM } = AssistType;
const ALL = [SCROLL_PAGE, CLICK, FILL_FORM] as const;

const PAGE = `
  <details id="more"><summary>More</summary><p>All the rest</p></details>
  <label>Name <input id="name" /></label>
  <label>Secret <input id="secret" class="masked" value="hidden" /></label>
  <button id="go" type="button">Go</button>
  <div id="list" style="height: 60px; overflow: auto"><div style="height: 6000px">long</div></div>`;

const isOpen = (stage: AssistStage): boolean => stage.find<HTMLDetailsElement>('#more').open;

/** Tries all that an agent may try. Whatever it does, it does at once. */
function tryAll(stage: AssistStage, sender = ANN.number): void {
  const list = stage.find('#list');
  stage.press(stage.find('summary'), sender);
  stage.act({ type: 'scroll', id: stage.share.idOf(list), x: 0.5, y: 0.5, dx: 0, dy: 50 }, sender);
  stage.press(stage.find('#name'), sender);
  stage.act({ type: 'text', text: 'x' }, sender);
  stage.press(stage.find('#go'), sender);
}

function nothingWasDone(stage: AssistStage): void {
  expect(isOpen(stage), 'opened').to.equal(false);
  expect(stage.find('#list').scrollTop, 'scrolled').to.equal(0);
  expect(stage.find<HTMLInputElement>('#name').value, 'typed').to.equal('');
  expect(stage.question, 'asked').to.equal('');
  expect(stage.log, 'done').to.deep.equal([]);
}

describe('a hostile agent on the customer’s page', () => {
  it('G3 acts without consent do nothing: unasked, asked and not answered, refused', async () => {
    using stage = await AssistStage.open(PAGE);
    tryAll(stage);
    nothingWasDone(stage);
    stage.asks(ANN, CLICK);
    const { question } = stage;
    expect(question).to.contain('May <b>Ann</b> click on this page?');
    tryAll(stage);
    expect(stage.question).to.equal(question);
    await stage.answer(false);
    tryAll(stage);
    nothingWasDone(stage);
    expect(stage.heard).to.deep.equal([]);
  });

  it('G3 a grant that this page never gave is none, whoever tells of it', async () => {
    using stage = await AssistStage.open(PAGE);
    stage.asks(ANN, SCROLL_PAGE);
    stage.state(ANN.number, ...ALL);
    tryAll(stage);
    expect(isOpen(stage)).to.equal(false);
    await stage.answer(true);
    stage.state(ANN.number, ...ALL);
    tryAll(stage);
    expect(stage.find('#list').scrollTop, 'what was agreed to').to.equal(50);
    expect(isOpen(stage), 'what was not').to.equal(false);
    expect(stage.find<HTMLInputElement>('#name').value).to.equal('');
    stage.state(BEN.number, SCROLL_PAGE);
    stage.act({ type: 'scroll', id: stage.share.idOf(stage.find('#list')), x: 0, y: 0, dx: 0, dy: 50 }, BEN.number);
    expect(stage.find('#list').scrollTop, 'who was not asked about').to.equal(50);
  });

  it('G4 a grant that comes with a welcome, and was never agreed to, is none, and the relay is told', async () => {
    using stage = await AssistStage.open(PAGE);
    for (const come of [() => stage.welcome(), () => stage.reconnect()]) {
      come();
      stage.said.length = 0;
      stage.state(ANN.number, ...ALL);
      expect(stage.said).to.deep.equal([{ type: 'assist_stop' }]);
      tryAll(stage);
      nothingWasDone(stage);
    }
    expect(stage.heard).to.deep.equal([]);
  });

  it('G5 what was agreed to outlives a reconnect and the page, in this session and as far as the page allows', async () => {
    using stage = await AssistStage.open(PAGE);
    await stage.grant(ANN, SCROLL_PAGE, CLICK);
    stage.reconnect();
    stage.state(ANN.number, ...ALL);
    tryAll(stage);
    expect(stage.find('#list').scrollTop).to.equal(50);
    expect(isOpen(stage)).to.equal(true);
    expect(stage.find<HTMLInputElement>('#name').value, 'was not agreed to').to.equal('');
    using next = await AssistStage.open(PAGE);
    next.permissions.assist = [SCROLL_PAGE];
    next.welcome();
    next.state(ANN.number, ...ALL);
    tryAll(next);
    expect(next.find('#list').scrollTop).to.equal(50);
    expect(isOpen(next), 'the page does not allow it').to.equal(false);
    expect(next.heard).to.deep.equal(['remote_assist_started']);
    using other = await AssistStage.open(PAGE, 'another');
    other.state(ANN.number, ...ALL);
    tryAll(other);
    nothingWasDone(other);
  });

  it('G5 a stop that was lost on the way holds, over a reconnect, on the next page and on one that comes back', async () => {
    using stage = await AssistStage.open(PAGE);
    await stage.grant(ANN, ...ALL);
    // One page of the session is left for another, and lives on in the back/forward cache.
    using next = await AssistStage.open(PAGE);
    next.state(ANN.number, ...ALL);
    next.root.querySelector<HTMLElement>('.stop')?.click();
    using third = await AssistStage.open(PAGE);
    for (const each of [next, third, stage]) {
      each.reconnect();
      each.said.length = 0;
      each.state(ANN.number, ...ALL);
      // A no still, which the relay keeps from now on (G2).
      expect(each.said).to.deep.equal([{ type: 'assist_stop', refuses: true }]);
      tryAll(each);
      nothingWasDone(each);
    }
    // Once the relay has heard of it, a grant that nobody gave is just that.
    for (const agent of [0, ANN.number]) stage.state(agent, ...ALL);
    expect(stage.said.at(-1)).to.deep.equal({ type: 'assist_stop' });
    expect(sessionStorage.getItem('cobrowse.assist')).to.equal(null);
  });

  it('G5 what was agreed to is forgotten where another tab has the session, and where storage is full of nonsense', async () => {
    using stage = await AssistStage.open(PAGE);
    await stage.grant(ANN, ...ALL);
    stage.asks(BEN, CLICK);
    stage.assist.hear({ type: 'tab_standby', pinCode: '123456', agents: [ANN] });
    expect(stage.question, 'nobody would hear the answer').to.equal('');
    stage.welcome();
    stage.state(ANN.number, ...ALL);
    tryAll(stage);
    nothingWasDone(stage);
    const kinds = ALL.map((type) => `${type} ${ANN.userId}`);
    for (const kept of [
      '{',
      'null',
      '7',
      '{"session":1}',
      JSON.stringify(['session', kinds.join()]),
      '["session",[1,{}]]',
    ]) {
      sessionStorage.setItem('cobrowse.assist', kept);
      stage.welcome();
      stage.state(ANN.number, ...ALL);
      tryAll(stage);
      nothingWasDone(stage);
    }
  });

  it('G4 acts of others, and of nobody, do nothing while an agent has the grant', async () => {
    using stage = await AssistStage.open(PAGE);
    await stage.grant(ANN, ...ALL);
    for (const sender of [BEN.number, 0, 7, 255]) tryAll(stage, sender);
    nothingWasDone(stage);
  });

  it('G5 acts after a stop do nothing, whatever was under way', async () => {
    using stage = await AssistStage.open(PAGE);
    await stage.grant(ANN, ...ALL);
    stage.press(stage.find('#go'));
    expect(stage.question).to.contain('wants to press “Go”');
    stage.root.querySelector<HTMLElement>('.stop')?.click();
    expect(stage.said.at(-1)?.type).to.equal('assist_stop');
    expect(stage.question, 'what waited is forgotten').to.equal('');
    tryAll(stage);
    // The relay said this before it heard of the stop.
    stage.state(ANN.number, ...ALL);
    tryAll(stage);
    stage.state(0);
    stage.state(ANN.number, ...ALL);
    tryAll(stage);
    nothingWasDone(stage);
    expect(stage.heard).to.deep.equal(['remote_assist_started', 'remote_assist_stopped']);
  });

  it('G5 the grant goes with the agent’s socket, at once, and does not come back with it', async () => {
    for (const type of ['agent_left', 'agent_joined'] as const) {
      using stage = await AssistStage.open(PAGE);
      await stage.grant(ANN, ...ALL);
      stage.assist.hear({ type, agent: ANN });
      tryAll(stage);
      stage.state(ANN.number, ...ALL);
      tryAll(stage);
      nothingWasDone(stage);
    }
  });

  it('U2 G8 acts during a pause, and while the customer uses the page, do nothing', async () => {
    using stage = await AssistStage.open(PAGE);
    await stage.grant(ANN, ...ALL);
    stage.paused = true;
    tryAll(stage);
    nothingWasDone(stage);
    stage.paused = false;
    stage.page.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
    tryAll(stage);
    nothingWasDone(stage);
    expect(stage.said.at(-1)).to.deep.equal({ type: 'assist_pause', paused: true });
    await until('the customer rests', () => stage.said.at(-1)?.type === 'assist_pause' && !resting(stage));
    tryAll(stage);
    expect(isOpen(stage)).to.equal(true);
  });

  it('U2 a pause takes back what was asked, hides the marks and says so; the help goes on afterwards', async () => {
    using stage = await AssistStage.open(PAGE);
    await stage.grant(ANN, ...ALL);
    const frame = stage.root.querySelector('.assist-marks .frame');
    stage.press(stage.find('#go'));
    expect(stage.question).to.contain('wants to press “Go”');
    stage.paused = true;
    stage.assist.curtain();
    expect(stage.question).to.equal('');
    expect(frame?.checkVisibility()).to.equal(false);
    expect(stage.root.querySelector('.on')?.textContent).to.contain('can do nothing while this page is not shown');
    stage.paused = false;
    stage.assist.curtain();
    expect(frame?.checkVisibility()).to.equal(true);
    stage.press(stage.find('#go'));
    expect(stage.question).to.contain('wants to press “Go”');
  });

  it('G6 malformed and giant acts do nothing', async () => {
    using stage = await AssistStage.open(PAGE);
    await stage.grant(ANN, ...ALL);
    const id = stage.share.idOf(stage.find('summary'));
    const bodies = [
      '',
      'null',
      '{"type":"press"}',
      '["p"]',
      `["p",${id},1e9,0.5]`,
      `["p",${id},-1,0.5]`,
      `["p",${id},"0.5",0.5]`,
      `["p",${id},0.5,0.5,1]`,
      `["p",1e99,0.5,0.5]`,
      `["p",${id}.5,0.5,0.5]`,
      `["s",${id},0.5,0.5,0,1e12]`,
      `["s",${id},0.5,0.5,null,5]`,
      '["k","Escape"]',
      '["k","__proto__"]',
      '["t","\\u0000"]',
      `["t","${'x'.repeat(ACT_MAX_BYTES)}"]`,
      '["t",["x"]]',
      `["p",${id},0.5,0.5]`.repeat(2),
    ];
    for (const body of bodies) stage.raw(new TextEncoder().encode(body));
    stage.raw(new Uint8Array([0xff, 0xfe, 0x00]));
    for (const gone of [0, 0x7fff_ffff]) stage.act({ type: 'press', id: gone, x: 0.5, y: 0.5 });
    nothingWasDone(stage);
  });

  it('G6 a flood of acts is cut down to what hands do', async () => {
    using stage = await AssistStage.open(PAGE);
    await stage.grant(ANN, SCROLL_PAGE);
    const list = stage.find('#list');
    const before = performance.now();
    const id = stage.share.idOf(list);
    for (let i = 0; i < 40 * ACT_BURST; i++) stage.act({ type: 'scroll', id, x: 0.5, y: 0.5, dx: 0, dy: 1 });
    const seconds = (performance.now() - before) / 1000;
    expect(list.scrollTop).to.be.at.most(ACT_BURST * (1 + seconds));
    expect(list.scrollTop).to.be.at.least(ACT_BURST / 2);
    expect(stage.log).to.deep.equal(['<b>Ann</b> scrolled']);
  });

  it('G2 a question is not asked on and on, under another number either, and asks for one thing at a time', async () => {
    using stage = await AssistStage.open(PAGE);
    for (let i = 0; i < 50; i++) stage.asks(ANN, FILL_FORM);
    expect(stage.root.querySelectorAll('[role="alertdialog"]').length).to.equal(1);
    await stage.answer(false);
    expect(stage.question).to.equal('');
    const again = { ...ANN, number: 3 };
    stage.agents.push(again);
    stage.asks(again, FILL_FORM);
    expect(stage.question).to.equal('');
    expect(stage.said.at(-1)).to.deep.include({ type: 'assist_answer', agent: 3, granted: false });
  });

  it('G2 a stop by the customer is a no: the agent does not ask their way back in, whatever for', async () => {
    using stage = await AssistStage.open(PAGE);
    await stage.grant(ANN, SCROLL_PAGE);
    stage.asks(ANN, FILL_FORM);
    expect(stage.question).to.contain('fill in');
    stage.root.querySelector<HTMLElement>('.stop')?.click();
    expect(stage.question, 'asked before').to.equal('');
    expect(stage.said.at(-1)).to.deep.equal({ type: 'assist_stop', refuses: true });
    stage.state(0);
    for (const assist of ALL) {
      stage.asks(ANN, assist);
      expect(stage.question).to.equal('');
      expect(stage.said.at(-1)).to.deep.include({ type: 'assist_answer', assist, granted: false });
    }
    stage.asks(BEN, CLICK);
    expect(stage.question, 'somebody else may').to.contain('May Ben click');
  });

  it('G2 a question with anything wrong in it is none', async () => {
    using stage = await AssistStage.open(PAGE);
    const good = { type: 'assist_asked', agent: { ...ANN }, verified: true, assist: CLICK };
    const bad = [
      { ...good, assist: 'all' },
      { ...good, verified: 'yes' },
      { ...good, agent: 1 },
      { ...good, agent: { ...ANN, number: 1e6 } },
      { ...good, agent: { ...ANN, userName: { toString: 1 } } },
    ];
    for (const json of bad) stage.assist.hear({ type: 'assist_asked', json });
    stage.assist.hear({ type: 'assist_asked', json: { ...good, agent: { ...ANN, number: 99, userId: 'who' } } });
    expect(stage.question).to.equal('');
    for (const state of [
      { agent: '1', types: [CLICK], paused: false },
      { agent: 1, types: 'click', paused: false },
      {},
    ])
      stage.assist.hear({ type: 'assist_state', json: { type: 'assist_state', ...state } });
    tryAll(stage);
    nothingWasDone(stage);
  });

  it('G3 only what a person pressed counts: not a script’s click, not the page’s', async () => {
    using stage = await AssistStage.open(PAGE);
    stage.trusted = false;
    stage.asks(ANN, CLICK);
    await new Promise((resolve) => setTimeout(resolve, 700));
    for (const selector of ['.ask .yes', '.ask .no']) {
      const button = stage.root.querySelector<HTMLElement>(selector);
      button?.click();
      button?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
      button?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, detail: 1 }));
      button?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    }
    expect(stage.said.filter(({ type }) => type === 'assist_answer')).to.deep.equal([]);
    expect(stage.question).not.to.equal('');
  });

  it('G9 what waits for a yes is judged anew by then: a page that changes makes no other act of it', async () => {
    using stage = await AssistStage.open(PAGE);
    await stage.grant(ANN, CLICK);
    const pressed: string[] = [];
    stage.page.addEventListener('click', ({ target }) => target instanceof Element && pressed.push(target.id));
    const go = stage.find('#go');
    stage.press(go);
    stage.press(stage.find('summary'));
    expect(isOpen(stage), 'one at a time').to.equal(false);
    go.classList.add('masked');
    await until('it is masked', () => stage.share.isMasked(go));
    await stage.answer(true);
    expect(stage.outcomes.at(-1)).to.equal('refused');
    go.classList.remove('masked');
    await until('it is not', () => !stage.share.isMasked(go));
    stage.press(go);
    const other = Object.assign(document.createElement('button'), { id: 'other', textContent: 'Other' });
    go.replaceWith(other);
    await stage.answer(true);
    expect(stage.outcomes.at(-1)).to.equal('missed');
    expect(pressed).to.deep.equal([]);
  });

  it('G9 nothing of the page changes by the agent’s hand while the customer decides about a form', async () => {
    using stage = await AssistStage.open(`
      <form><label>Amount <input id="amount" /></label><button id="transfer">Transfer</button></form>
      <div id="list" style="height: 60px; overflow: auto"><div style="height: 6000px">long</div></div>`);
    await stage.grant(ANN, ...ALL);
    const amount = stage.find<HTMLInputElement>('#amount');
    const sent: string[] = [];
    stage.find('form').addEventListener('submit', (event) => {
      event.preventDefault();
      sent.push(amount.value);
    });
    const list = stage.share.idOf(stage.find('#list'));
    stage.press(amount);
    stage.type('10');
    stage.press(stage.find('#transfer'));
    const { question } = stage;
    expect(question).to.contain('wants to press “Transfer”');
    stage.type('000');
    for (const key of ['Backspace', 'Home', 'Delete', 'ArrowUp', 'Tab'] as const) stage.act({ type: 'key', key });
    stage.act({ type: 'scroll', id: list, x: 0.5, y: 0.5, dx: 0, dy: 50 });
    expect([amount.value, stage.find('#list').scrollTop, stage.question]).to.deep.equal(['10', 0, question]);
    await stage.answer(true);
    expect(sent).to.deep.equal(['10']);
    // And goes on, whatever the answer was.
    stage.press(amount);
    stage.type('5');
    expect(amount.value).to.equal('105');
  });

  it('G9 only the list that the question is about goes on under it', async () => {
    using stage = await AssistStage.open(`
      <label>Country <select id="country"><option>Austria</option><option>Belgium</option><option>Canada</option></select></label>
      <button id="go" type="button">Go</button>
      <div id="list" style="height: 60px; overflow: auto"><div style="height: 6000px">long</div></div>`);
    await stage.grant(ANN, ...ALL);
    const country = stage.find<HTMLSelectElement>('#country');
    const list = stage.share.idOf(stage.find('#list'));
    stage.press(country);
    stage.type('b');
    expect(stage.question).to.contain('wants to choose “Belgium”');
    stage.act({ type: 'key', key: 'ArrowDown' });
    expect(stage.question).to.contain('wants to choose “Canada”');
    stage.act({ type: 'scroll', id: list, x: 0.5, y: 0.5, dx: 0, dy: 50 });
    stage.act({ type: 'key', key: 'Tab' });
    expect(stage.find('#list').scrollTop).to.equal(0);
    expect(document.activeElement).to.equal(country);
    await stage.answer(true);
    expect(country.value).to.equal('Canada');
    expect(stage.outcomes.at(-1)).to.equal('agreed');
    stage.press(country);
    stage.press(stage.find('#go'));
    stage.type('a');
    stage.act({ type: 'key', key: 'ArrowUp' });
    expect(stage.question).to.contain('wants to press “Go”');
  });

  it('G9 who says no three times is left alone for a while', async () => {
    using stage = await AssistStage.open(PAGE);
    await stage.grant(ANN, CLICK);
    for (let i = 0; i < 3; i++) {
      stage.press(stage.find('#go'));
      await stage.answer(false);
    }
    expect(stage.outcomes.at(-1)).to.equal('declined');
    stage.press(stage.find('#go'));
    expect(stage.question).to.equal('');
    expect(stage.outcomes.at(-1)).to.equal('rests');
  });

  it('shows HTML in names, and in what the page calls its parts, as text', async () => {
    using stage = await AssistStage.open('<button id="go" type="button">&lt;img src=x onerror=alert(1)&gt;</button>');
    await stage.grant(ANN, CLICK);
    stage.press(stage.find('#go'));
    expect(stage.question).to.contain('<b>Ann</b> wants to press “<img src=x onerror=alert(1)>”');
    await stage.answer(true);
    expect(stage.log).to.deep.equal(['<b>Ann</b> pressed “<img src=x onerror=alert(1)>”']);
    expect(stage.root.querySelector('b, img')).to.equal(null);
    expect(stage.root.querySelector('.assist-marks span')?.textContent).to.equal('<b>Ann</b>');
  });
});

/** Whether the relay was told that the customer is at it. */
function resting(stage: AssistStage): boolean {
  const last = stage.said.findLast((message) => message.type === 'assist_pause');
  return last?.type === 'assist_pause' && last.paused;
}
