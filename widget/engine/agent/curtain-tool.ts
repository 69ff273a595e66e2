/**
 * The curtain that agents see while the customer has paused, or is where the site shares nothing (SPEC U, Q): over the last picture, which
 * is not theirs to look at now.
 */
import { deskToolsTexts } from '../../locales/sections/desk-tools.js';
import { SpokenTexts } from '../../locales/spoken-texts.js';
import type { SharingMessage } from '../protocol/control.js';
import { curtainWords } from './curtain-words.js';
import { house, make } from './housed.js';
import type { ToolHost } from './tool.js';

const CURTAIN_CSS = `
:host { position: absolute; inset: 0; display: grid; place-items: center; background: repeating-linear-gradient(90deg, #2b2f3a 0 48px, #333846 48px 96px); color: #fff; }
:host([hidden]) { display: none; }
div { box-sizing: border-box; max-inline-size: min(30em, calc(100% * var(--scale, 1) - 16px)); padding: min(24px, 4%); scale: calc(1 / var(--scale, 1)); border-radius: 12px; background: rgb(0 0 0 / 55%); text-align: center; font: 16px/1.5 system-ui, sans-serif; }
p { margin: 0; }
.title { font-size: 1.4em; font-weight: 600; }
@media (forced-colors: active) { :host { background: Canvas; color: CanvasText; } }
`;

export function attachCurtain(host: ToolHost): void {
  const spoken = new SpokenTexts(deskToolsTexts);
  const layer = host.view.addLayer();
  const title = make('p', { class: 'title' });
  const hint = make('p');
  const curtain = make('div');
  house(curtain, CURTAIN_CSS, make('div', {}, title, hint));
  curtain.hidden = true;
  layer.element.append(curtain);
  // As large as it is to be read, however large the page is shown.
  const fit = (): void => curtain.style.setProperty('--scale', String(host.view.scale));
  const stopFitting = host.view.onChange(fit);
  fit();
  let down: SharingMessage | undefined;
  const say = (): void => {
    if (!down) return;
    const words = curtainWords(spoken.texts, down);
    title.textContent = words.title;
    hint.textContent = words.hint;
  };
  const speak = (language: string): void => {
    void spoken.speak([language])?.then(say);
    say();
  };
  const draw = (now?: SharingMessage): void => {
    const before = down;
    if (before?.paused === now?.paused && before?.reason === now?.reason) return;
    down = now;
    curtain.hidden = !now;
    layer.element.classList.toggle('curtain', now !== undefined);
    say();
    if (now) host.announce(curtainWords(spoken.texts, now).title);
    else if (before) host.announce(curtainWords(spoken.texts, before).up);
  };
  const stop = host.session.onControl((message) => {
    // Whether it goes on is said after each welcome.
    if (message.type === 'agent_welcome') draw();
    if (message.type === 'sharing') draw(message.paused ? message : undefined);
  });
  host.onLanguage(speak);
  speak(host.language);
  host.signal.addEventListener('abort', () => {
    stop();
    stopFitting();
    layer.remove();
  });
}
