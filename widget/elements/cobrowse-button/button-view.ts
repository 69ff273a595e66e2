/** The button itself in each state, and room for what a session adds. Draws what it is given; it knows no service. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ButtonTexts } from '../../locales/sections/button.js';
import type { CobrowseButtonState, SessionSnapshot } from '../../service/session-board.js';

/** What stands below the button. */
export interface ButtonLines {
  readonly error?: unknown;
  readonly pin?: unknown;
  readonly status?: unknown;
}

export interface ButtonView {
  readonly snapshot: SessionSnapshot;
  readonly texts: ButtonTexts;
  readonly language: string;
  /** The page put a label of its own into the element. */
  readonly hasLabel: boolean;
  /** It must not be pressed. */
  readonly disabled: boolean;
  /** It has the focus, which the browser would take from it. */
  readonly focused: boolean;
  readonly lines: ButtonLines;
  readonly onPress: () => void;
  /** Something changed that the view depends on: what is slotted, or the focus. */
  readonly onChange: () => void;
}

const icon = (path: string, className = ''): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true" class=${className}><path d=${path} /></svg>`;

const SHARE = 'M3 5h18v11H3zM8 20h8M12 16v4M12 13V8m-2.5 2L12 7.5l2.5 2.5';
const STOP = 'M5.5 5.5h13v13h-13z';
const SPINNER = 'M12 3a9 9 0 1 0 9 9';
const RETRY = 'M20 12a8 8 0 1 1-2.5-5.8M20 3v5h-5';

export function buttonView(view: ButtonView): TemplateResult {
  const { snapshot, disabled, focused, language } = view;
  const { state } = snapshot;
  return html`<div class="base is-${state}" part="base is-${state}" lang=${language}>
    <button
      class="button ${lookOf(state)}"
      part="button is-${state}"
      type="button"
      ?disabled=${disabled && !focused}
      aria-disabled=${disabled ? 'true' : nothing}
      aria-busy=${state === 'loading' ? 'true' : nothing}
      aria-describedby="status error"
      @click=${view.onPress}
      @blur=${view.onChange}
    >
      <span class="icon" part="icon" aria-hidden="true">${iconOf(snapshot)}</span>
      <span part="label" dir="auto">${labelOf(view)}</span>
    </button>
    <p class="error" part="error" id="error" role="alert">${view.lines.error}</p>
    ${view.lines.pin}
    <p class="status" part="status" id="status" role="status">${view.lines.status}</p>
  </div>`;
}

function lookOf(state: CobrowseButtonState): string {
  switch (state) {
    case 'idle':
    case 'ended':
    case 'error':
      return 'start';
    case 'loading':
      return 'quiet';
    case 'waiting':
    case 'live':
    case 'reconnecting':
      return 'stop';
  }
}

function iconOf(snapshot: SessionSnapshot): TemplateResult {
  const { state } = snapshot;
  const isStopping = 'ending' in snapshot && snapshot.ending;
  if (state === 'loading' || state === 'reconnecting' || isStopping) return icon(SPINNER, 'spinner');
  if (state === 'error') return icon(RETRY);
  return lookOf(state) === 'stop' ? icon(STOP) : html`<slot name="icon">${icon(SHARE)}</slot>`;
}

function labelOf({ snapshot: { state }, texts, hasLabel, onChange }: ButtonView): unknown {
  if (state === 'loading') return texts.cancel;
  if (state === 'error') return texts.retry;
  if (lookOf(state) === 'stop') return texts.stop;
  // Outside the slots: white space between the tags would count as a label and hide a slot's own content.
  return html`<slot name="label" @slotchange=${onChange}></slot
    ><slot @slotchange=${onChange}></slot>${hasLabel ? '' : texts.share}`;
}
