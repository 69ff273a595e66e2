/** Every language says everything, and the right one is chosen. */
import { expect } from '@open-wc/testing';
import { enDesk, enPanel } from '../../../widget/locales/en.js';
import { chooseTexts } from '../../../widget/locales/locale.js';
import { zhCnDesk, zhCnPanel } from '../../../widget/locales/zh-cn.js';

const SURFACES = { panel: { en: enPanel, 'zh-cn': zhCnPanel }, desk: { en: enDesk, 'zh-cn': zhCnDesk } };

describe('texts', () => {
  for (const [surface, languages] of Object.entries(SURFACES)) {
    it(`of the ${surface} are there in every language, in the same shape`, () => {
      const shapeOf = (texts: object): string[] =>
        Object.entries(texts)
          .map(([name, text]) => `${name}: ${typeof text === 'function' ? `${text.length} arguments` : typeof text}`)
          .toSorted();
      const { en, ...others } = languages;
      for (const [language, texts] of Object.entries(others)) {
        expect(shapeOf(texts), language).to.deep.equal(shapeOf(en));
        expect(
          Object.values(texts).every((text) => text !== ''),
          language,
        ).to.equal(true);
      }
    });
  }

  it('are chosen by the first language that is known, then by its bare form', () => {
    const texts = { en: 'English', 'zh-cn': '中文' };
    expect(chooseTexts(texts, ['', 'zh-CN']).texts).to.equal('中文');
    expect(chooseTexts(texts, ['zh']).texts).to.equal('中文');
    expect(chooseTexts(texts, ['zh-Hans-SG']).texts).to.equal('中文');
    expect(chooseTexts(texts, ['en-GB', 'zh-CN'])).to.deep.equal({ language: 'en', texts: 'English' });
  });

  it('are English when nothing is known', () => {
    expect(chooseTexts({ en: 'English', 'zh-cn': '中文' }, ['', 'tlh']).texts).to.equal('English');
  });

  it('join the names of those who watch', () => {
    expect(enPanel.watching(['Dana', 'Émile', 'Li'])).to.equal('Dana, Émile, and Li can see this page');
    expect(zhCnPanel.watching(['王', '李'])).to.contain('王和李');
  });
});
