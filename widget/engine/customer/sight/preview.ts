/**
 * "See what the agent sees": the agents' own mirror, opened on the customer's page in a frame of the service, and fed with the very
 * messages that are sent to agents. Loaded with its button when somebody watches; the frame comes with the press.
 */
import { loadTexts } from '../../../locales/section.js';
import { sightTexts, type SightTexts } from '../../../locales/sections/sight.js';
import { decodeFromPreview, PREVIEW_HELLO, PREVIEW_PATH, type ForPreview } from '../../preview/messages.js';
import { element } from '../dom.js';
import type { CreateFeature, Feature, FeatureHost } from '../feature.js';
import { PanelSurface } from '../panel-surface.js';
import { SIGHT_CSS } from './sight-style.js';

/** A frame that the page's policy keeps out fires `load` all the same. */
const READY_WITHIN_MS = 6_000;

export const createPreview: CreateFeature = async (host) => {
  const { texts } = await loadTexts(sightTexts, [host.panel.section.lang]);
  return new Preview(host, texts);
};

/** What it uses of a session. */
export type PreviewHost = Pick<FeatureHost, 'panel' | 'origin' | 'agentsWatch' | 'page'>;

export class Preview implements Feature {
  readonly #host: PreviewHost;
  readonly #texts: SightTexts;
  readonly #panel: PanelSurface;
  readonly #button: HTMLButtonElement;
  /** Of the open preview. */
  #open: AbortController | undefined;

  constructor(host: PreviewHost, texts: SightTexts) {
    this.#host = host;
    this.#texts = texts;
    this.#panel = new PanelSurface(host.panel);
    this.#panel.adopt(SIGHT_CSS);
    this.#button = element('button', { type: 'button', class: 'see', 'aria-haspopup': 'dialog' }, texts.see);
    this.#button.addEventListener('click', () => this.#show());
    this.#panel.slot('sight').append(this.#button);
  }

  hear(): void {
    this.curtain();
  }

  /** Nobody knows what agents see meanwhile. */
  reconnecting(): void {
    this.#hide();
  }

  curtain(): void {
    if (!this.#host.agentsWatch) this.#hide();
    this.#panel.toggle(this.#button, this.#host.agentsWatch);
  }

  close(): void {
    this.#hide();
    this.#panel.drop(this.#button);
  }

  #show(): void {
    if (this.#open) return;
    const open = new AbortController();
    this.#open = open;
    const texts = this.#texts;
    const layer = this.#panel.dialog('preview');
    const shut = element('button', { type: 'button' }, texts.close);
    const title = element('h2', {}, texts.title);
    const frame = element('iframe', { title: texts.title, referrerpolicy: 'no-referrer' });
    const note = element('p', { class: 'hint', role: 'status' }, texts.loading);
    layer.setAttribute('aria-label', texts.title);
    layer.append(element('header', {}, title, shut), note, frame);
    frame.hidden = true;
    shut.addEventListener('click', () => this.#hide());
    layer.addEventListener('close', () => this.#hide());
    this.#panel.onUncover(() => this.#hide(), open.signal);
    const late = setTimeout(() => (note.textContent = texts.forbidden), READY_WITHIN_MS);
    open.signal.addEventListener('abort', () => {
      clearTimeout(late);
      // Gives the focus back to the button that opened it.
      layer.close();
      layer.remove();
    });
    frame.addEventListener('load', () => {
      // The page opened or closed a dialog of its own, and took the panel along.
      if (!layer.matches(':modal')) return this.#hide();
      const port = this.#offer(frame, open.signal);
      port.addEventListener('message', ({ data }) => {
        const message = decodeFromPreview(data);
        switch (message?.type) {
          case 'ready':
            clearTimeout(late);
            note.remove();
            frame.hidden = false;
            return this.#host.page.previewSnapshot();
          case 'snapshot':
            return this.#host.page.previewSnapshot();
          case 'assets':
            return this.#host.page.previewAssets(message.hashes);
          case undefined:
            return;
        }
      });
      port.start();
    });
    frame.src = new URL(PREVIEW_PATH, this.#host.origin).href;
    // It covers the page, so nothing else is to be reached until it is closed; whoever must reach the panel closes it.
    layer.showModal();
  }

  /** What agents are sent goes to the preview as well, until it is closed. */
  #offer(frame: HTMLIFrameElement, signal: AbortSignal): MessagePort {
    const { port1, port2 } = new MessageChannel();
    frame.contentWindow?.postMessage(PREVIEW_HELLO, this.#host.origin, [port2]);
    const stop = this.#host.page.tap((frameClass, body) => {
      const message: ForPreview = { class: frameClass, body };
      port1.postMessage(message);
    });
    signal.addEventListener('abort', () => {
      stop();
      port1.close();
    });
    return port1;
  }

  #hide(): void {
    this.#open?.abort();
    this.#open = undefined;
  }
}
