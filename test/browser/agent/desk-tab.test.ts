/** The desk's own tab: which customer, which state, and that something happened while nobody looked. */
import { expect } from '@open-wc/testing';
import { shownName, tabOf } from '../../../widget/engine/agent/customer-name.js';
import type { DeskState, LiveDesk } from '../../../widget/engine/agent/desk-state.js';
import { DeskTab } from '../../../widget/engine/agent/desk-tab.js';
import { DESK_NEWS } from '../../../widget/engine/agent/viewer-events.js';
import { texts as en } from '../../../widget/locales/languages/en.js';
import { ANN } from '../../support/agent-welcome.js';

const LIVE: LiveDesk = {
  state: 'live',
  agent: ANN,
  customerName: 'Carla',
  customerVerified: true,
  tab: tabOf('Carla', 'session'),
  joinedAt: 0,
  watchers: [],
};

class Tab implements Disposable {
  readonly desk = new EventTarget();
  readonly told: boolean[] = [];
  readonly tab = new DeskTab({ desk: this.desk, onNews: (news) => this.told.push(news) });

  show(state: DeskState): void {
    this.tab.show({ state, texts: en.desk, pageTitle: 'Basket', endingTitle: 'Over' });
  }

  /** Whether another tab is in front. */
  hide(hidden: boolean): void {
    Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
    document.dispatchEvent(new Event('visibilitychange'));
  }

  get icon(): string | undefined {
    return document.querySelector<HTMLLinkElement>('link[data-cobrowse-icon]')?.href;
  }

  [Symbol.dispose](): void {
    this.tab.close();
    Reflect.deleteProperty(document, 'hidden');
    document.querySelector('link[data-cobrowse-icon]')?.remove();
  }
}

describe('the desk’s tab', () => {
  it('has another title and icon in each state', () => {
    using tab = new Tab();
    const states: readonly DeskState[] = [
      { state: 'idle' },
      { state: 'waiting', agent: ANN },
      LIVE,
      { ...LIVE, paused: true },
      { ...LIVE, paused: true, awayUntil: 1 },
      { state: 'ended', ending: 'left', summary: { customerName: 'Carla', durationMs: 1, others: [] } },
    ];
    const seen = states.map((state) => {
      tab.show(state);
      return [document.title, tab.icon] as const;
    });
    expect(seen.map(([title]) => title)).to.deep.equal([
      'Co-browsing desk',
      'Waiting to be let in · Co-browsing desk',
      '● Carla · Basket · Co-browsing desk',
      '‖ Carla · Basket · Co-browsing desk',
      '◌ Carla · Basket · Co-browsing desk',
      '■ Carla · Over · Co-browsing desk',
    ]);
    expect(new Set(seen.map(([, icon]) => icon)).size).to.equal(states.length);
  });

  it('tells two customers of one name apart, and begins with what is special about one without a name', () => {
    using tab = new Tab();
    const icons = ['a', 'b'].map((sessionId) => {
      tab.show({ ...LIVE, tab: tabOf('Carla', sessionId) });
      return tab.icon;
    });
    expect(icons[0]).to.not.equal(icons[1]);
    const id = '3f2a0123456789abcdef0123456789ab';
    tab.show({ ...LIVE, customerName: shownName(id, en.desk), tab: tabOf(id, 'a') });
    expect(document.title.startsWith('● 3F2A · ')).to.equal(true);
    expect(shownName(id, en.desk)).to.equal('Customer 3F2A');
  });

  it('says that something happened while nobody looked, until somebody does', () => {
    using tab = new Tab();
    tab.show({ state: 'waiting', agent: ANN });
    tab.show(LIVE);
    tab.desk.dispatchEvent(new Event(DESK_NEWS));
    expect([document.title.startsWith('●'), tab.told]).to.deep.equal([true, []]);
    tab.hide(true);
    tab.desk.dispatchEvent(new Event(DESK_NEWS));
    expect(document.title.startsWith('(!) ● Carla')).to.equal(true);
    tab.hide(false);
    expect([document.title.startsWith('●'), tab.told]).to.deep.equal([true, [true, false]]);
    tab.hide(true);
    tab.show({ ...LIVE, watchers: [ANN] });
    expect(document.title.startsWith('●')).to.equal(true);
    tab.show({ ...LIVE, awayUntil: 1 });
    expect(document.title.startsWith('(!) ◌ Carla')).to.equal(true);
  });
});
