/** What a session adds below the button: how it stands, the PIN, what went wrong. Draws what it is given. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ButtonSessionTexts } from '../../locales/sections/button-session.js';
import type { SessionSnapshot } from '../../service/session-board.js';
import { runningOf } from '../../service/session-step.js';
import type { ButtonLines } from './button-view.js';

export interface SessionView {
  readonly snapshot: SessionSnapshot;
  readonly texts: ButtonSessionTexts;
  readonly connecting: string;
  readonly showPin: boolean;
  /** What became of copying the PIN, for a moment. */
  readonly copyNote: string;
  /** About the error. */
  readonly sentence: string;
  readonly onCopy: () => void;
}

// Drawn here, since a module that the first half shares with this one would be loaded as a file of its own.
const WARNING = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 8v5m0 3.5v.01M12 3l9.5 17h-19z" /></svg>`;

export function sessionLines(view: SessionView): ButtonLines {
  const { sentence } = view;
  return {
    error: sentence && html`${WARNING}<span dir="auto">${sentence}</span>`,
    pin: pinCard(view),
    status: statusOf(view),
  };
}

/** A line for eyes and ears alike. */
function statusOf(view: SessionView): unknown {
  const line = statusLine(view);
  return typeof line === 'string' && line !== '' ? html`<span dir="auto">${line}</span>` : line;
}

function statusLine({ snapshot, texts, connecting, showPin, copyNote }: SessionView): TemplateResult | string {
  if (copyNote) return copyNote;
  switch (snapshot.state) {
    case 'idle':
    case 'error':
      return '';
    case 'loading':
      return snapshot.resuming ? texts.reconnecting : connecting;
    case 'waiting': {
      if (snapshot.ending) return texts.stopping;
      const { pin } = snapshot;
      const spoken = showPin && pin ? html`<span class="spoken">${texts.pinAnnouncement(spell(pin))}</span>` : '';
      return html`<span dir="auto">${spoken}${texts.waiting}</span>`;
    }
    case 'live': {
      if (snapshot.ending) return texts.stopping;
      if (snapshot.elsewhere) return texts.elsewhere;
      if (snapshot.paused) return texts.paused;
      const names = snapshot.agents.map(({ userName }) => userName).filter(Boolean);
      return html`<span class="dot"></span><span dir="auto">${texts.watching(names, snapshot.agents.length)}</span>`;
    }
    case 'reconnecting':
      return snapshot.ending ? texts.stopping : texts.reconnecting;
    case 'ended':
      return texts.ended;
  }
}

function pinCard({ snapshot, texts, showPin, copyNote, onCopy }: SessionView): TemplateResult | typeof nothing {
  const { pin, agents = [] } = runningOf(snapshot) ?? {};
  if (!showPin || !pin) return nothing;
  const used = agents.length > 0;
  return html`<div class="pin ${used ? 'used' : ''}" part="pin">
    <span class="pin-title" part="pin-title" dir="auto">${used ? texts.anotherAgent : texts.pinTitle}</span>
    <span class="digits" part="pin-digits" aria-hidden="true"
      >${groups(pin).map((group) => html`<span>${group}</span>`)}</span
    >
    <span class="spoken">${spell(pin)}</span>
    <button class="copy" part="copy-button" type="button" @click=${onCopy}>${copyNote || texts.copyPin}</button>
  </div>`;
}

/** Digit by digit, as a PIN must be read out. */
function spell(pin: string): string {
  return [...pin].join(' ');
}

/** A six-digit PIN in two groups, any other in one. */
function groups(pin: string): readonly string[] {
  return pin.length === 6 ? [pin.slice(0, 3), pin.slice(3)] : [pin];
}
