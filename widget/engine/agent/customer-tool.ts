/** The button and the panel about the customer. It hears the facts that their browser tells (SPEC Z). */
import { svg } from 'lit';
import type { DeskToolsTexts } from '../../locales/sections/desk-tools.js';
import { decodeFacts } from '../protocol/facts.js';
import { FrameClass } from '../protocol/frame.js';
import { CustomerPanelElement } from './customer-panel.js';
import { othersOf, type LiveDesk } from './desk-state.js';
import type { AttachTool } from './tool.js';

const PERSON = svg`<circle cx="10" cy="7" r="3.5" /><path d="M3.5 17c.8-3.4 3.3-5 6.5-5s5.7 1.6 6.5 5" />`;

/** @param texts in the language of now. */
export function customerTool(texts: () => DeskToolsTexts): AttachTool {
  return ({ session, view, signal, language, addButton, addPanel, addShortcut, onLanguage, announce }) => {
    const content = new CustomerPanelElement();
    const panel = addPanel({ label: texts().about, place: 'side', content });
    const turn = (): void => (panel.isOpen ? panel.close() : panel.open(true));
    const button = addButton({ label: texts().about, icon: PERSON, panel, press: turn });
    addShortcut({ key: 'i', label: () => texts().about, press: turn });

    const tellChange = (before: LiveDesk | undefined, now: LiveDesk): void => {
      // The first list tells of nobody who came.
      if (!before || before.watchers.length === 0) return;
      const [was, is] = [othersOf(before), othersOf(now)];
      const came = is.filter((name) => !was.includes(name));
      const went = was.filter((name) => !is.includes(name));
      if (came.length > 0) announce(texts().agentsJoined(came));
      if (went.length > 0) announce(texts().agentsLeft(went));
    };
    const take = (): void => {
      const { state } = session;
      if (state.state === 'live') {
        tellChange(content.session, state);
        content.session = state;
      }
      content.page = view.page;
    };
    const speak = (tag: string): void => {
      content.texts = texts();
      content.language = tag;
      panel.rename(texts().about);
      button.update({ label: texts().about });
    };
    take();
    speak(language);
    onLanguage(speak);
    const stops = [
      session.subscribe(take),
      view.onChange(take),
      session.onControl((message) => {
        if (message.type === 'agent_welcome') content.metadata = message.metadata;
      }),
      session.onFrames([FrameClass.FACTS], ({ body }) => (content.facts = decodeFacts(body) ?? content.facts)),
    ];
    signal.addEventListener('abort', () => stops.forEach((stop) => stop()));
  };
}
