/** SPEC T on the customer's page: notes of agents who write too much, anything but text, or in others' names. */
import { expect, waitUntil } from '@open-wc/testing';
import { GUARD_MS } from '../../../widget/engine/customer/give-focus.js';
import { Notes } from '../../../widget/engine/customer/notes.js';
import { PanelSurface } from '../../../widget/engine/customer/panel-surface.js';
import { Panel } from '../../../widget/engine/customer/panel.js';
import type { AgentInfo, ClientMessage } from '../../../widget/engine/protocol/control.js';
import { NOTE_LINK_MAX_LENGTH, NOTE_TEXT_MAX_LENGTH } from '../../../widget/engine/protocol/limits.js';
import { texts as en } from '../../../widget/locales/languages/en.js';

const ANN: AgentInfo = { number: 1, userId: 'ann', userName: '<b>Ann</b>\u202E' };

describe('T notes in the customer’s panel', () => {
  let panel: Panel;
  let notes: Notes;
  let said: ClientMessage[];
  let opened: string[];
  let trusted: boolean;

  beforeEach(() => {
    said = [];
    opened = [];
    trusted = true;
    panel = new Panel({ chosen: { texts: en.panel, language: 'en' }, onEnd: () => undefined, mode: 'open' });
    panel.show({ state: 'watched', pinCode: '123456', names: ['Ann'] });
    notes = new Notes({
      host: {
        panel,
        agents: { get: (number) => (number === ANN.number ? ANN : undefined) },
        control: (message) => said.push(message),
      },
      texts: en.notes,
      isTrusted: (event) => trusted || event.isTrusted,
      open: (link) => opened.push(link),
    });
  });

  afterEach(() => panel.remove());

  const root = (): ShadowRoot => panel.host.shadowRoot ?? expect.fail('no open root');
  const shown = (): readonly Element[] => [...root().querySelectorAll('article')];
  const say = (note: object): void =>
    notes.hear({
      type: 'note_arrived',
      json: { type: 'note_arrived', agent: 1, id: 1, text: 'Hello', link: '', ...note },
    });

  it('T1 are text, whatever they say, and so is who wrote them', () => {
    say({ text: '<img src=x onerror="alert(1)"><script>alert(2)</script>' });
    expect(root().querySelector('.note img, .note script, .note b')).to.equal(null);
    expect(root().querySelector('.said')?.textContent).to.equal(
      '<img src=x onerror="alert(1)"><script>alert(2)</script>',
    );
    expect(root().querySelector('.note .hint')?.textContent).to.equal('Message from \u2068<b>Ann</b>\u2069');
    expect(root().querySelector('[role="status"]')?.textContent).to.contain('Message from');
  });

  it('T1 come from agents who are there alone, and are none if anything is wrong with them', () => {
    const bad = [
      { agent: 2 },
      { agent: 0 },
      { agent: '1' },
      { id: -1 },
      { id: 1.5 },
      { text: 5 },
      { text: '', link: '' },
      { text: 'x'.repeat(NOTE_TEXT_MAX_LENGTH + 1) },
      { link: 'javascript:alert(1)' },
      { link: 'data:text/html,hello' },
      { link: 'https://bank.example@evil.example/' },
      { link: '//evil.example/' },
      { link: `https://example.com/${'x'.repeat(NOTE_LINK_MAX_LENGTH)}` },
      { link: ['https://example.com/'] },
    ];
    for (const note of bad) say(note);
    expect(shown()).to.deep.equal([]);
    expect(said).to.deep.equal([]);
  });

  it('T3 a flood fills neither panel nor memory, and takes no focus away', () => {
    say({ id: 1 });
    root().querySelector<HTMLElement>('.dismiss')?.focus();
    for (let id = 2; id < 500; id++) say({ id, text: `note ${id}` });
    expect(shown().length).to.equal(3);
    expect(said.length).to.be.at.most(8);
    expect(root().activeElement?.localName).to.equal('button');
    for (let i = 0; i < 3; i++) root().querySelector<HTMLElement>('.dismiss')?.click();
    expect(shown()).to.deep.equal([]);
    expect(root().activeElement?.ariaLabel).to.equal(en.panel.minimise);
  });

  const press = (button: HTMLElement, ...types: readonly string[]): void => {
    for (const type of types) {
      button.dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true, detail: 1 }));
    }
  };

  /** Presses until a press counts. */
  async function openLink(button: HTMLElement): Promise<void> {
    const before = opened.length;
    const isOpened = (): boolean => {
      press(button, 'pointerdown', 'click');
      return opened.length > before;
    };
    await waitUntil(isOpened, 'an open link', { interval: 20 });
  }

  it('T2 T4 a link shows its host, opens by a person’s press, and its author hears of it', async () => {
    say({ link: 'https://xn--80ak6aa92e.com/path?q=1' });
    await waitUntil(() => said.length > 0, 'seen');
    const button = root().querySelector<HTMLElement>('.open') ?? expect.fail('no link');
    expect(button.textContent).to.contain('xn--80ak6aa92e.com');
    expect(root().querySelector('.note a')).to.equal(null);
    trusted = false;
    button.click();
    expect(opened).to.deep.equal([]);
    trusted = true;
    button.click();
    expect(opened).to.deep.equal(['https://xn--80ak6aa92e.com/path?q=1']);
    expect(said).to.deep.equal([
      { type: 'note_seen', agent: 1, id: 1, opened: false },
      { type: 'note_seen', agent: 1, id: 1, opened: true },
    ]);
  });

  it('T4 are seen once nothing of ours lies over them', async () => {
    const preview = new PanelSurface(panel).dialog('preview');
    preview.showModal();
    say({ id: 1 });
    const box = shown()[0] ?? expect.fail('no note');
    // An observer that came later hears of it no earlier.
    await new Promise((heard) => new IntersectionObserver(heard).observe(box));
    expect(said, 'below').to.deep.equal([]);
    preview.close();
    await waitUntil(() => said.length > 0, 'seen');
    expect(said).to.deep.equal([{ type: 'note_seen', agent: 1, id: 1, opened: false }]);
  });

  it('T4 are not seen while they are not shown', async () => {
    panel.section.hidden = true;
    say({ id: 1 });
    const box = shown()[0] ?? expect.fail('no note');
    await new Promise((heard) => new IntersectionObserver(heard).observe(box));
    expect(said, 'hidden').to.deep.equal([]);
    panel.section.hidden = false;
    await waitUntil(() => said.length > 0, 'seen');
  });

  it('T2 a link that came or moved under a finger is not opened by it', async () => {
    say({ id: 1, text: 'one' });
    say({ id: 2, link: 'https://example.com/' });
    const button = root().querySelector<HTMLElement>('.open') ?? expect.fail('no link');
    press(button, 'pointerdown', 'click');
    expect(opened, 'as it came').to.deep.equal([]);
    await openLink(button);
    root().querySelector<HTMLElement>('.dismiss')?.click();
    press(button, 'pointerdown', 'click');
    expect(opened, 'as it moved').to.have.lengthOf(1);
    await openLink(button);
    press(button, 'pointerdown');
    say({ id: 3 });
    const cameAt = performance.now();
    await waitUntil(() => performance.now() > GUARD_MS + cameAt);
    press(button, 'click');
    expect(opened, 'put down before').to.have.lengthOf(2);
  });

  it('hand the focus on when the session ends', () => {
    say({});
    root().querySelector<HTMLElement>('.dismiss')?.focus();
    notes.close();
    expect(root().activeElement?.ariaLabel).to.equal(en.panel.minimise);
  });
});
