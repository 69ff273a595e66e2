/** The desk's single keys: when they do something, and when they are somebody else's. */
import { expect, fixture, html } from '@open-wc/testing';
import { ShortcutKeys } from '../../../widget/engine/agent/shortcut-keys.js';

const STORAGE_KEY = 'cobrowse.desk.keys';

describe('the keys of the desk', () => {
  let abort: AbortController;
  let pressed: string[];
  let taken: boolean;

  const keysFor = (...names: string[]): ShortcutKeys =>
    new ShortcutKeys({
      target: window,
      shortcuts: () => names.map((key) => ({ key, label: key, press: () => pressed.push(key) })),
      taken: () => taken,
      signal: abort.signal,
    });

  const press = (key: string, init: KeyboardEventInit = {}, target: EventTarget = document.body): boolean =>
    target.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init }),
    );

  beforeEach(() => {
    abort = new AbortController();
    pressed = [];
    taken = false;
  });

  afterEach(() => {
    abort.abort();
    localStorage.removeItem(STORAGE_KEY);
  });

  it('act on their own key, in either case, and take it', () => {
    keysFor('f', '?');
    expect(press('f')).to.equal(false);
    expect(press('F')).to.equal(false);
    expect(press('?', { shiftKey: true })).to.equal(false);
    expect(press('x')).to.equal(true);
    expect(pressed).to.deep.equal(['f', 'f', '?']);
  });

  it('leave keys with modifiers, repeats and what others have taken alone', () => {
    keysFor('f');
    for (const init of [
      { ctrlKey: true },
      { metaKey: true },
      { altKey: true },
      { repeat: true },
      { isComposing: true },
    ]) {
      expect(press('f', init)).to.equal(true);
    }
    const take = (event: Event): void => event.preventDefault();
    document.body.addEventListener('keydown', take, { once: true });
    press('f');
    expect(pressed).to.deep.equal([]);
  });

  it('do nothing while somebody writes, in whatever shadow root', async () => {
    keysFor('f');
    const host = await fixture<HTMLElement>(html`<div></div>`);
    const root = host.attachShadow({ mode: 'open' });
    for (const markup of ['input', 'textarea', 'select', 'dialog']) {
      const element = document.createElement(markup);
      root.append(element);
      press('f', {}, element);
    }
    const editable = document.createElement('p');
    editable.setAttribute('contenteditable', '');
    root.append(editable);
    press('f', {}, editable);
    expect(pressed).to.deep.equal([]);
    const button = document.createElement('button');
    root.append(button);
    press('f', {}, button);
    expect(pressed).to.deep.equal(['f']);
  });

  it('do nothing while keys are meant for the customer’s page, wherever the focus is', () => {
    keysFor('f', '?');
    taken = true;
    expect(press('f')).to.equal(true);
    press('?');
    expect(pressed).to.deep.equal([]);
    taken = false;
    press('f');
    expect(pressed).to.deep.equal(['f']);
  });

  it('can be turned off, which this browser remembers, and on again', () => {
    const keys = keysFor('f');
    keys.turn(false);
    press('f');
    abort.abort();
    abort = new AbortController();
    const later = keysFor('f');
    expect(later.on).to.equal(false);
    press('f');
    expect(pressed).to.deep.equal([]);
    later.turn(true);
    press('f');
    expect(pressed).to.deep.equal(['f']);
    expect(localStorage.getItem(STORAGE_KEY)).to.equal(null);
  });

  it('rest while somebody goes on typing for what has ended, and are back once they pause', () => {
    const keys = keysFor('f');
    const pressAt = (ms: number): void => {
      const event = new KeyboardEvent('keydown', { key: 'f', bubbles: true, cancelable: true });
      Object.defineProperty(event, 'timeStamp', { value: ms });
      document.body.dispatchEvent(event);
    };
    keys.rest();
    const now = performance.now();
    for (const after of [100, 900, 1_700]) pressAt(now + after);
    expect(pressed).to.deep.equal([]);
    pressAt(now + 2_800);
    expect(pressed).to.deep.equal(['f']);
  });

  it('end with the session', () => {
    keysFor('f');
    abort.abort();
    press('f');
    expect(pressed).to.deep.equal([]);
  });
});
