/**
 * Title and icon of the desk's own tab: which customer, how that is going, and whether something happened while nobody looked. Loaded
 * once the desk is drawn. It knows states and a document, no session.
 */
import type { DeskTexts } from '../../locales/sections/desk.js';
import { setTabIcon, tabIcon, waitingIcon } from '../../service/tab-icon.js';
import type { TabMark } from '../../service/tab-mark.js';
import { tabTitle } from '../../service/tab-title.js';
import { markOf } from './desk-mark.js';
import type { DeskState } from './desk-state.js';
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
  /** Whether there is something new, for the page around. */
  readonly onNews: (news: boolean) => void;
}

export class DeskTab {
  readonly #onNews: (news: boolean) => void;
  readonly #teardown = new AbortController();
  #content: TabContent | undefined;
  #news = false;

  constructor({ desk, onNews }: DeskTabOptions) {
    this.#onNews = onNews;
    const { signal } = this.#teardown;
    desk.addEventListener(DESK_NEWS, () => this.#setNews(true), { signal });
    document.addEventListener('visibilitychange', () => this.#setNews(false), { signal });
  }

  show(content: TabContent): void {
    const before = this.#content;
    this.#content = content;
    if (before && isNews(before.state, content.state)) this.#setNews(true);
    this.#draw();
  }

  /** For the bar above the customer's page. */
  icon(state: DeskState): string | undefined {
    const mark = markOf(state);
    return mark && tabIcon(mark);
  }

  close(): void {
    this.#teardown.abort();
  }

  /** Nothing is new to somebody who looks. */
  #setNews(news: boolean): void {
    const next = news && document.hidden;
    if (next === this.#news) return;
    this.#news = next;
    this.#draw();
    this.#onNews(next);
  }

  #draw(): void {
    if (!this.#content) return;
    const { state, texts, pageTitle, endingTitle } = this.#content;
    const mark = markOf(state);
    const marked: TabMark | undefined = mark && { ...mark, news: this.#news };
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
