/** How a tab says which customer it shows. */
import { describe, expect, it } from 'vitest';
import { customerColour, customerInitial, tabIcon, waitingIcon } from '../../../widget/service/tab-icon.js';
import { TabState, type TabMark } from '../../../widget/service/tab-mark.js';
import { tabTitle } from '../../../widget/service/tab-title.js';

describe('the mark of a tab', () => {
  it('has another icon for each state, and the same colour for the same customer', () => {
    const icons = Object.values(TabState).map((state) => tabIcon({ customerName: 'Ada', state }));
    expect(new Set([...icons, waitingIcon('pin'), waitingIcon('customer')]).size).toBe(icons.length + 2);
    for (const icon of icons) expect(decodeURIComponent(icon)).toContain(customerColour('Ada'));
    const names = ['Ada', 'Ben', 'Carla', 'Dmitri', 'Eve', '王芳', 'Nadia', 'Olu'];
    expect(new Set(names.map(customerColour)).size).toBeGreaterThan(3);
  });

  it.each([
    ['Ada', 'A'],
    ['émile', 'É'],
    ['王芳', '王'],
    ['  "<svg>', 'S'],
    ['👩🏽‍💻 dev', 'D'],
    ['नमस्ते', 'न'],
    ['', '?'],
    ['!!!', '?'],
  ])('has the initial of %s', (name, initial) => {
    expect(customerInitial(name)).toBe(initial);
  });

  it('is a picture whatever the name is, without the name in it', () => {
    for (const customerName of ['</text><script>x</script>', '&', '\'"><', '\ud800', '']) {
      const icon = tabIcon({ customerName, state: TabState.LIVE });
      expect(icon.startsWith('data:image/svg+xml,%3Csvg')).toBe(true);
      expect(icon).not.toMatch(/["'<>\s]/);
      expect(decodeURIComponent(icon)).not.toContain('script');
    }
  });

  it('tells two customers of one name apart, and shows what nobody has looked at', () => {
    const first: TabMark = { customerName: 'Ada', state: TabState.LIVE };
    const second: TabMark = { ...first, namesake: 2 };
    expect(new Set([first, second, { ...second, namesake: 3 }, { ...second, news: true }].map(tabIcon)).size).toBe(4);
    expect(tabTitle(second, 'Desk')).toBe('● (2) Ada · Desk');
    expect(tabTitle({ ...first, news: true }, 'Desk')).toBe('(!) ● Ada · Desk');
  });

  it.each(['(2) Ada', '(!) Ada', '● Ada', '⑵ Ada', ' (3) Ada', '· Ada', '“Ada', '🦊 Ada'])(
    'quotes the name %j, which is none of the signs in front of it',
    (customerName) => {
      expect(tabTitle({ customerName, state: TabState.LIVE }, 'Desk')).toBe(`● “${customerName}” · Desk`);
    },
  );

  it.each(['Ada', 'ádá', '张三', 'עדה', '3F2A'])('leaves the name %s as it is', (customerName) => {
    expect(tabTitle({ customerName, state: TabState.LIVE, namesake: 2 })).toBe(`● (2) ${customerName}`);
  });

  it('says the state by its shape, not by its colour alone', () => {
    const shapes = Object.values(TabState).map((state) =>
      decodeURIComponent(tabIcon({ customerName: 'Ada', state })).replaceAll(/#[0-9a-f]{3,6}|opacity="[^"]*"/g, ''),
    );
    expect(new Set(shapes).size).toBe(Object.values(TabState).length);
  });

  it('says state and customer first in the title', () => {
    expect(tabTitle({ customerName: 'Ada', state: TabState.LIVE }, '', 'Desk')).toBe('● Ada · Desk');
    expect(tabTitle({ customerName: 'Ada', state: TabState.PAUSED })).toBe('‖ Ada');
    expect(tabTitle({ customerName: 'Ada', state: TabState.AWAY })).toBe('◌ Ada');
    expect(tabTitle({ customerName: 'Ada', state: TabState.ENDED })).toBe('■ Ada');
  });
});
