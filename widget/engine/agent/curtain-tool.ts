/** The curtain that agents see while the customer has paused (SPEC U): over the last picture, which is not theirs to look at now. */
import { deskToolsTexts } from '../../locales/sections/desk-tools.js';
import { SpokenTexts } from '../../locales/spoken-texts.js';
import { house, make } from './housed.js';
import type { ToolHost } from './tool.js';

const CURTAIN_CSS = `
:host { position: absolute; inset: 0; display: grid; place-items: center; background: repeating-linear-gradient(90deg, #2b2f3a 0 48px, #333846 48px 96px); color: #fff; }
:host([hidden]) { display: none; }
div { max-inline-size: 30em; padding: 24px; border-radius: 12px; background: rgb(0 0 0 / 55%); text-align: center; font: 16px/1.5 system-ui, sans-serif; }
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
  const say = (): void => {
    title.textContent = spoken.texts.curtain;
    hint.textContent = spoken.texts.curtainHint;
  };
  const speak = (language: string): void => {
    void spoken.speak([language])?.then(say);
    say();
  };
  const draw = (paused: boolean): void => {
    if (curtain.hidden === !paused) return;
    curtain.hidden = !paused;
    layer.element.classList.toggle('curtain', paused);
    host.announce(paused ? spoken.texts.curtain : spoken.texts.curtainUp);
  };
  const stop = host.session.onControl((message) => {
    // Whether it goes on is said after each welcome.
    if (message.type === 'agent_welcome') draw(false);
    if (message.type === 'sharing') draw(message.paused);
  });
  host.onLanguage(speak);
  speak(host.language);
  host.signal.addEventListener('abort', () => {
    stop();
    layer.remove();
  });
}
