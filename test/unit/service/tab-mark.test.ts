/** How a tab says which customer it shows. */
import { describe, expect, it } from 'vitest';
import { customerColour, customerInitial, tabIcon } from '../../../widget/service/tab-icon.js';
import { tabTitle, TabState } from '../../../widget/service/tab-mark.js';

describe('the mark of a tab', () => {
  it('has another icon for each state, and the same colour for the same customer', () => {
    const icons = Object.values(TabState).map((state) => tabIcon({ customerName: 'Ada', state }));
    expect(new Set(icons).size).toBe(3);
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

  it('says state and customer first in the title', () => {
    expect(tabTitle({ customerName: 'Ada', state: TabState.LIVE }, '', 'Desk')).toBe('● Ada · Desk');
    expect(tabTitle({ customerName: 'Ada', state: TabState.AWAY })).toBe('◌ Ada');
    expect(tabTitle({ customerName: 'Ada', state: TabState.ENDED })).toBe('■ Ada');
  });
});
