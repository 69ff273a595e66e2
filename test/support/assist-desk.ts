/** The desk's tool for helping on a stage without a mirror: what it sends, says and asks for, and a customer's page that a test makes up. */
import { fixture, html } from '@open-wc/testing';
import { attachAssist } from '../../widget/engine/agent/assist-tool.js';
import { Layers } from '../../widget/engine/agent/layers.js';
import '../../widget/engine/agent/stage.js';
import type { StageElement } from '../../widget/engine/agent/stage.js';
import { ToolBox } from '../../widget/engine/agent/tool-box.js';
import { decodeAct, type Act } from '../../widget/engine/protocol/acts.js';
import type { AgentMessage } from '../../widget/engine/protocol/control.js';
import { AssistType, NO_PERMISSIONS } from '../../widget/engine/protocol/control/permission-messages.js';
import { AGENT_WELCOME, ANN } from './agent-welcome.js';
import { pageState } from './page-state.js';

const PAGE = pageState(400, 300);

export interface AssistDesk {
  readonly acts: Act[];
  readonly said: string[];
  readonly asked: string[];
  readonly field: HTMLTextAreaElement;
  readonly content: ShadowRoot;
  /** What takes the pointer. */
  readonly layer: HTMLElement;
  /** What stands above the page. */
  readonly hold: () => HTMLElement | undefined;
  /** What the mirror says is where the cross is. */
  named: string | undefined;
  fieldName: string | undefined;
  /** Which element of the mirror is at a place, and its box. */
  found: (x: number, y: number) => readonly [id: number, box: readonly number[]] | undefined;
  says(...messages: AgentMessage[]): void;
  grants(...types: AssistType[]): void;
  press(key: string): void;
}

export async function openAssistDesk(): Promise<AssistDesk> {
  const around = await fixture<HTMLElement>(html`<div><cobrowse-stage label="The page of Ada"></cobrowse-stage></div>`);
  const stage = around.querySelector<StageElement>('cobrowse-stage');
  if (!stage) throw new Error('no stage');
  stage.style.cssText = 'inline-size: 432px; block-size: 332px';
  await stage.updateComplete;
  stage.view.show(PAGE, 1);
  // As once a picture is there: a page in which nothing but itself is found.
  stage.scroller.classList.add('shown');
  const found = ({ x, y }: { x: number; y: number }): unknown => {
    const { named: label = '', fieldName: field } = desk;
    const [id, place] = desk.found(x, y) ?? [0];
    return { type: 'aimed', key: 1, id, place, label, field };
  };
  Object.assign(stage.view.mirror ?? {}, { aim: (at: { x: number; y: number }) => Promise.resolve(found(at)) });
  const acts: Act[] = [];
  const said: string[] = [];
  const asked: string[] = [];
  let hear: (message: AgentMessage) => void = () => undefined;
  const box = new ToolBox({
    session: {
      state: { state: 'idle' },
      roundTripMs: undefined,
      subscribe: () => () => undefined,
      control: (message) => message.type === 'assist_request' && asked.push(message.assist),
      send: (_, __, body) => {
        const act = decodeAct(body);
        if (act) acts.push(act);
      },
      onControl: (listener) => {
        hear = listener;
        return () => undefined;
      },
      onFrames: () => () => undefined,
    },
    view: new Layers(stage.view).view,
    language: 'en',
    announce: (text) => said.push(text),
    stopTyping: () => stage.focus(),
    curtain: () => undefined,
  });
  box.attach(attachAssist, 1);
  const [button] = box.buttons;
  button?.press();
  const panel = box.openIn('side');
  if (!panel?.content.shadowRoot) throw new Error('no panel');
  around.append(panel.content);
  const layer = stage.shadowRoot?.querySelector<HTMLElement>('.layer');
  const overlay = layer?.querySelector('div')?.shadowRoot;
  const field = overlay?.querySelector('textarea');
  if (!layer || !field) throw new Error('no field');
  const says = (...messages: AgentMessage[]): void => messages.forEach((message) => hear(message));
  says(AGENT_WELCOME, { type: 'permissions', ...NO_PERMISSIONS, assist: Object.values(AssistType) });
  const desk: AssistDesk = {
    acts,
    said,
    asked,
    field,
    named: undefined,
    fieldName: undefined,
    found: () => undefined,
    layer,
    hold: () => box.openIn('hold')?.content,
    content: panel.content.shadowRoot,
    says,
    grants: (...types) => says({ type: 'assist_state', agent: ANN.number, types, paused: false }),
    press: (key) => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true });
      field.dispatchEvent(event);
    },
  };
  return desk;
}
