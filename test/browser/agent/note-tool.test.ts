/** The desk's message box: what sends, what breaks the line, and what belongs to an input method (SPEC T). */
import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { Layers } from '../../../widget/engine/agent/layers.js';
import { attachNotes } from '../../../widget/engine/agent/note-tool.js';
import '../../../widget/engine/agent/stage.js';
import type { StageElement } from '../../../widget/engine/agent/stage.js';
import { ToolBox } from '../../../widget/engine/agent/tool-box.js';

interface Desk {
  readonly sent: unknown[];
  readonly box: ToolBox;
  readonly text: HTMLTextAreaElement;
  readonly content: ShadowRoot;
}

async function open(): Promise<Desk> {
  const around = await fixture<HTMLElement>(html`<div><cobrowse-stage label="The page of Ada"></cobrowse-stage></div>`);
  const stage = around.querySelector<StageElement>('cobrowse-stage');
  if (!stage) throw new Error('no stage');
  await stage.updateComplete;
  const sent: unknown[] = [];
  const box = new ToolBox({
    session: {
      state: { state: 'idle' },
      roundTripMs: undefined,
      subscribe: () => () => undefined,
      control: (message) => void sent.push(message),
      send: () => undefined,
      onControl: () => () => undefined,
      onFrames: () => () => undefined,
    },
    view: new Layers(stage.view).view,
    language: 'en',
    announce: () => undefined,
    stopTyping: () => undefined,
    curtain: () => undefined,
  });
  box.attach(attachNotes, 1);
  const [button] = box.buttons;
  button?.press();
  const content = box.openIn('tray')?.content;
  const text = content?.shadowRoot?.querySelector('textarea');
  if (!content?.shadowRoot || !text) throw new Error('no message box');
  around.append(content);
  text.focus();
  return { sent, box, text, content: content.shadowRoot };
}

/** Whether the box leaves the key to the browser. */
function press(text: HTMLTextAreaElement, init: KeyboardEventInit): boolean {
  return text.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', cancelable: true, bubbles: true, ...init }));
}

describe('the message box of the desk', () => {
  it('T1: sends by Enter, and is empty for the next message', async () => {
    const { sent, text } = await open();
    text.value = 'Look below';
    await sendKeys({ press: 'Enter' });
    expect(sent).to.deep.equal([{ type: 'note', id: 1, text: 'Look below', link: '' }]);
    expect(text.value).to.equal('');
  });

  it('T1: breaks the line by Shift and Enter', async () => {
    const { sent, text } = await open();
    text.value = 'One\nTwo';
    expect(press(text, { shiftKey: true })).to.equal(true);
    expect(sent).to.deep.equal([]);
    await sendKeys({ press: 'Enter' });
    expect(sent).to.deep.equal([{ type: 'note', id: 1, text: 'One\nTwo', link: '' }]);
  });

  it('T1: leaves the Enter that ends a composition to the input method', async () => {
    const { sent, text } = await open();
    text.value = '你好';
    expect(press(text, { isComposing: true })).to.equal(true);
    expect(press(text, { keyCode: 229 })).to.equal(true);
    expect(sent).to.deep.equal([]);
    expect(text.value).to.equal('你好');
    expect(press(text, {})).to.equal(false);
    expect(sent).to.have.length(1);
  });

  it('T1: sends once, however long Enter is held', async () => {
    const { sent, text, content } = await open();
    text.value = 'Once';
    press(text, {});
    expect(press(text, { repeat: true })).to.equal(false);
    expect(sent).to.have.length(1);
    expect(content.querySelector('[role=alert]')?.textContent).to.equal('');
  });

  it('says in both languages that the link may be left out', async () => {
    const { box, content } = await open();
    const label = () => content.querySelector('input[type=url]')?.closest('label')?.textContent;
    expect(label()).to.contain('Link (optional)');
    box.speak('zh-CN');
    await waitUntil(() => label()?.includes('链接（可选）'), 'the label is Chinese');
  });
});
