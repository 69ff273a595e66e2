/** The templates of `<cobrowse-agent-desk>`: the desk's frame or the SDK's place, and what stands around and before it. */
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { AgentDeskTexts } from '../../locales/sections/agent-desk.js';
import type { AgentDeskController, DeskNotice } from './agent-desk-controller.js';
import { pinField } from '../../pin/pin-field.js';
import { pinSentence } from '../../pin/pin-problem.js';
import { DESK_FRAME_ALLOW } from '../../service/desk-link.js';
import type { AgentDeskState, DeskFrame, PinRefusal } from './agent-desk-state.js';
import { failureSentence } from './sentences.js';

/** Ours asks for none of that, but can fill the screen. */
const ENGINE_ALLOW = `${DESK_FRAME_ALLOW} fullscreen *;`;

export interface DeskView {
  readonly texts: AgentDeskTexts;
  readonly language: string;
  readonly controller: AgentDeskController;
}

export function agentDeskView(view: DeskView): TemplateResult | typeof nothing {
  const { controller, language } = view;
  const { state } = controller;
  if (state.state === 'idle') return nothing;
  const frame = 'frame' in state ? state.frame : undefined;
  return html`<div class="desk" part="desk" lang=${language}>
    <div class="stage">
      ${frame ? frameView(view, frame, state.state === 'loading') : nothing}
      <slot name="viewer" class=${'sdk' in state && state.state === 'live' ? '' : 'hidden'}></slot>
      ${overView(view, state)}
    </div>
    ${noticeView(view)}
  </div>`;
}

function frameView({ texts, controller }: DeskView, { src }: DeskFrame, hidden: boolean): TemplateResult {
  const loaded = ({ currentTarget }: Event) => {
    if (currentTarget instanceof HTMLIFrameElement) controller.frameLoaded(currentTarget);
  };
  // A new frame for every address: another address in the same one would be a step in the tab's history.
  return html`${keyed(
    src,
    html`<iframe
      part="frame"
      class=${hidden ? 'hidden' : ''}
      title=${texts.frameTitle}
      allow=${controller.isEngine ? ENGINE_ALLOW : DESK_FRAME_ALLOW}
      referrerpolicy="no-referrer"
      src=${src}
      @load=${loaded}
    ></iframe>`,
  )}`;
}

function overView(view: DeskView, state: AgentDeskState): TemplateResult | typeof nothing {
  const { texts, controller } = view;
  switch (state.state) {
    case 'idle':
      return nothing;
    case 'loading':
      return html`<div class="over"><p class="busy" part="loading" role="status">${texts.loading}</p></div>`;
    case 'error':
      return html`<div class="over">
        <div class="card" part="card error">
          <div class="text" role="alert">
            <h2>${texts.failed}</h2>
            <p class="soft">${failureSentence(texts, state.error)}</p>
          </div>
          <button type="button" class="primary" part="button retry" @click=${() => controller.reload()}>
            ${texts.retry}
          </button>
        </div>
      </div>`;
    case 'live':
      return nothing;
    case 'ended':
      if (!state.sdk) return nothing;
      return html`<div class="over">
        <div class="card" part="card ended">
          <div class="text" role="status">
            <h2>${texts.ended}</h2>
            <p class="soft">${texts.endedHint}</p>
          </div>
          <button type="button" class="primary" part="button again" @click=${() => controller.again()}>
            ${texts.anotherPin}
          </button>
        </div>
      </div>`;
    case 'ready':
    case 'joining':
      return state.sdk ? pinForm(view, state.state === 'joining', state.problem) : nothing;
  }
}

function pinForm(view: DeskView, joining: boolean, problem: PinRefusal | undefined): TemplateResult {
  const { texts, controller } = view;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const input = event.currentTarget instanceof HTMLFormElement && event.currentTarget.elements.namedItem('pin');
    if (input instanceof HTMLInputElement) controller.submitPin(input.value);
  };
  const sentence =
    problem &&
    (problem === 'empty' ? texts.errorEmpty : (pinSentence(texts, problem.code) ?? texts.errorOther(problem.code)));
  return html`<div class="over">
    <form novalidate @submit=${submit}>
      <div class="card" part="card form">
        <div class="text">
          <h2>${texts.pinTitle}</h2>
          <p class="soft" id="hint">${texts.pinHint}</p>
        </div>
        <div>
          ${pinField({
            label: texts.pinLabel,
            describedBy: 'hint problem',
            invalid: sentence !== undefined,
            readonly: joining,
            part: 'input',
            onInput: () => undefined,
          })}
        </div>
        <p class="problem" id="problem" part="problem" role="alert">${sentence ?? nothing}</p>
        <button class="primary" part="button join" ?disabled=${joining}>${joining ? texts.joining : texts.join}</button>
      </div>
    </form>
  </div>`;
}

function noticeView({ texts, controller }: DeskView): TemplateResult | typeof nothing {
  const { notice } = controller;
  if (notice === undefined) return nothing;
  const sentences: Readonly<Record<DeskNotice, string>> = {
    silent: texts.silent,
    doubt: texts.silentDoubt,
    expired: texts.expired,
    changed: texts.changed,
  };
  const button = (name: string, text: string, act: () => void) =>
    html`<button type="button" part="button ${name}" @click=${act}>${text}</button>`;
  return html`<div class="notice" part="notice">
    <p role="status">${sentences[notice]}</p>
    <div>
      ${notice === 'silent' ? nothing : button('reload', texts.reload, () => controller.reload())}
      ${notice === 'doubt' ? nothing : button('hide', texts.hide, () => controller.hideNotice())}
    </div>
  </div>`;
}
