/**
 * Title and icon of the desk's own tab: which customer, how that is going, and whether something happened while nobody looked. Loaded
 * once the desk is drawn. It knows states and a document, no session.
 */
import type { DeskTexts } from '../../locales/sections/desk.js';
import { setTabIcon, tabIcon, waitingIcon } from '../../service/tab-icon.js';
import type { TabMark } from '../../service/tab-mark.js';
import { tabTitle } from '../../service/tab-title.js';
import { markOf, type TabExtra } from './desk-mark.js';
import type { DeskState } from './desk-state.js';
import { takeNumber } from './namesakes.js';
import { DESK_NEWS } from './viewer-events.js';

export interface TabContent {
  readonly state: DeskState;
  readonly texts: DeskTexts;
  /** The customer's page. */
  readonly pageTitle: string;
  /** How the session ended. */
  readonly endingTitle: string;
}

export interface DeskTabOptions {
  /** What of it tells of something is heard here. */
  readonly desk: EventTarget;
  /** What is said beside the state, for the page around. */
  readonly onExtra: (extra: TabExtra) => void;
}

export class DeskTab {
  readonly #onExtra: (extra: TabExtra) => void;
  readonly #teardown = new AbortController();
  #content: TabContent | undefined;
  #extra: TabExtra = {};
  /** The name that has a number among its namesakes, until it is given back. */
  #numbered: { readonly name: string; readonly end: AbortController } | undefined;

  constructor({ desk, onExtra }: DeskTabOptions) {
    this.#onExtra = onExtra;
    const { signal } = this.#teardown;
    desk.addEventListener(DESK_NEWS, () => this.#setNews(true), { signal });
    document.addEventListener('visibilitychange', () => this.#setNews(false), { signal });
  }

  show(content: TabContent): void {
    const before = this.#content;
    this.#content = content;
    if (before && isNews(before.state, content.state)) this.#setNews(true);
    void this.#number(markOf(content.state)?.customerName);
    this.#draw();
  }

  /** For the bar above the customer's page. */
  icon(state: DeskState): string | undefined {
    const mark = markOf(state);
    return mark && tabIcon({ ...mark, ...this.#extra, news: false });
  }

  close(): void {
    this.#numbered?.end.abort();
    this.#teardown.abort();
  }

  /** Nothing is new to somebody who looks. */
  #setNews(news: boolean): void {
    const next = news && document.hidden;
    if (next !== (this.#extra.news ?? false)) this.#add({ news: next });
  }

  async #number(name: string | undefined): Promise<void> {
    if (name === this.#numbered?.name) return;
    this.#numbered?.end.abort();
    this.#numbered = undefined;
    if (this.#extra.namesake) this.#add({ namesake: undefined });
    if (name === undefined) return;
    const end = new AbortController();
    this.#numbered = { name, end };
    const number = await takeNumber(name, end.signal);
    if (number > 1 && !end.signal.aborted) this.#add({ namesake: number });
  }

  #add(extra: { readonly news?: boolean; readonly namesake?: number | undefined }): void {
    const { news, namesake } = { ...this.#extra, ...extra };
    this.#extra = { ...(news && { news }), ...(namesake && { namesake }) };
    this.#draw();
    this.#onExtra(this.#extra);
  }

  #draw(): void {
    if (!this.#content) return;
    const { state, texts, pageTitle, endingTitle } = this.#content;
    const mark = markOf(state);
    const marked: TabMark | undefined = mark && { ...mark, ...this.#extra };
    const detail = state.state === 'ended' ? endingTitle : pageTitle;
    document.title = marked ? tabTitle(marked, detail, texts.title) : plainTitle(this.#content);
    setTabIcon(document, marked ? tabIcon(marked) : waitingIcon(waitsForCustomer(state) ? 'customer' : 'pin'));
  }
}

/** Somebody came, went, came back, or it is over. What the agent did by themselves is done while they look. */
function isNews(before: DeskState, now: DeskState): boolean {
  if (now.state === 'joining' || before.state === 'joining' || now.state === 'idle') return false;
  return before.state !== now.state || markOf(before)?.state !== markOf(now)?.state;
}

function waitsForCustomer({ state }: DeskState): boolean {
  return state === 'joining' || state === 'awaiting' || state === 'waiting';
}

function plainTitle({ state, texts, endingTitle }: TabContent): string {
  const { title, joining, awaitingTitle, admissionTitle } = texts;
  switch (state.state) {
    case 'joining':
      return `${joining} · ${title}`;
    case 'awaiting':
      return `${awaitingTitle} · ${title}`;
    case 'waiting':
      return `${admissionTitle} · ${title}`;
    case 'ended':
      return `${endingTitle} · ${title}`;
    case 'no-token':
    case 'idle':
    case 'live':
      return title;
  }
}
