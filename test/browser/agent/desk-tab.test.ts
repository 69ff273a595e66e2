/** The desk's own tab: which customer, which state, and that something happened while nobody looked. */
import { expect, waitUntil } from '@open-wc/testing';
import { shownName, tabNameOf } from '../../../widget/engine/agent/customer-name.js';
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
  joinedAt: 0,
  watchers: [],
};

class Tab implements Disposable {
  readonly desk = new EventTarget();
  readonly told: unknown[] = [];
  readonly tab = new DeskTab({ desk: this.desk, onExtra: (extra) => this.told.push(extra) });

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

  it('numbers customers of one name in one browser, for as long as their tabs are there', async () => {
    const nora: LiveDesk = { ...LIVE, customerName: 'Nora' };
    const held = (count: number) => async (): Promise<boolean> => {
      const { held: locks = [] } = await navigator.locks.query();
      return locks.filter(({ name }) => name?.includes('nora')).length === count;
    };
    using first = new Tab();
    first.show(nora);
    await waitUntil(held(1), 'the first number');
    const colour = first.icon;
    {
      using second = new Tab();
      second.show(nora);
      await waitUntil(() => second.told.length > 0, 'the second number');
      expect(second.told).to.deep.equal([{ namesake: 2 }]);
      expect(document.title.startsWith('● (2) Nora')).to.equal(true);
      expect(second.icon).to.not.equal(colour);
      second.show({ ...nora, customerName: 'Ben' });
      expect(document.title.startsWith('● Ben')).to.equal(true);
      expect(second.told).to.deep.equal([{ namesake: 2 }, {}]);
    }
    await waitUntil(held(1), 'the number is free again');
    using third = new Tab();
    third.show(nora);
    await waitUntil(() => third.told.length > 0, 'the number that was free');
    expect([first.told, third.told]).to.deep.equal([[], [{ namesake: 2 }]]);
  });

  it('takes names that look the same for one name', async () => {
    using first = new Tab();
    first.show({ ...LIVE, customerName: 'Straße  Ⅳ' });
    await waitUntil(async () => {
      const { held = [] } = await navigator.locks.query();
      return held.some(({ name }) => name?.endsWith('strasse iv'));
    }, 'the first number');
    for (const customerName of ['straße iv', 'STRASSE IV', 'Stra\u00adße\u200b Ⅳ', 'Ｓｔｒａßｅ\u3000Ⅳ\u3164']) {
      using other = new Tab();
      other.show({ ...LIVE, customerName });
      await waitUntil(() => other.told.length > 0, customerName);
      expect(other.told).to.deep.equal([{ namesake: 2 }]);
    }
  });

  it('begins with what is special about a customer without a name', () => {
    using tab = new Tab();
    const id = '3f2a0123456789abcdef0123456789ab';
    const tabName = tabNameOf(id) ?? '';
    tab.show({ ...LIVE, customerName: shownName(id, en.desk), tabName });
    expect(document.title.startsWith('● 3F2A · ')).to.equal(true);
    expect(shownName(id, en.desk)).to.equal('Customer 3F2A');
    expect(tabNameOf('Carla')).to.equal(undefined);
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
    expect([document.title.startsWith('●'), tab.told]).to.deep.equal([true, [{ news: true }, {}]]);
    tab.hide(true);
    tab.show({ ...LIVE, watchers: [ANN] });
    expect(document.title.startsWith('●')).to.equal(true);
    tab.show({ ...LIVE, awayUntil: 1 });
    expect(document.title.startsWith('(!) ◌ Carla')).to.equal(true);
  });
});
