/** Chinese sentences with something filled in: a space where Chinese meets Latin letters or digits, and none between two Chinese words. */
import { describe, expect, it } from 'vitest';
import { texts } from '../../../widget/locales/languages/zh-cn.ts';
import { quotable } from '../../../widget/locales/plain-text.ts';

type Said = readonly [path: string, said: string];

/** What is no name: numbers, and what is never Chinese. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(['code', 'seconds', 'count', 'ms', 'percent', 'minutes', 'corner'].map((name) => [name, 2])),
  scrolls: true,
  presses: true,
  host: 'a.example',
  spelled: '1 2 3',
  time: '1:05',
  id: 'AB12',
  zone: 'GMT+1',
  kind: '点击',
  kinds: ['点击', '滚动'],
  things: ['点击'],
  tool: '画笔',
  headline: '已暂停',
  hint: '请稍候。',
  outcome: '已允许',
  why: '客户已暂停',
};

/** Of people and of things on a page; some of these may have none. */
const NAMES = ['name', 'customer', 'agent', 'target', 'option', 'note'];
const MAYBE_NAMES = ['label', 'field'];

/** What to give to a function, by what its parameters are called. */
function valuesFor(pack: Function, names: readonly string[], named: boolean): readonly unknown[] {
  const parameters = /^\(?([\w, ]*)\)?\s*=>/.exec(String(pack))?.[1]?.split(/, */) ?? [];
  if (String(pack).includes('[native code]') || parameters.length !== pack.length) throw new Error(String(pack));
  return parameters.map((parameter) => {
    if (parameter === 'names') return names;
    if (NAMES.includes(parameter)) return names[0];
    if (MAYBE_NAMES.includes(parameter)) return named ? names[0] : '';
    if (!Object.hasOwn(SAMPLES, parameter)) throw new Error(`nothing for ${parameter}`);
    return SAMPLES[parameter];
  });
}

/** All that a pack says with these names. */
function* saidBy(pack: unknown, names: readonly string[], path = ''): Generator<Said> {
  if (typeof pack === 'string') yield [path, pack];
  else if (typeof pack === 'function') {
    for (const named of [true, false]) yield [path, String(pack(...valuesFor(pack, names, named)))];
  } else if (typeof pack === 'object' && pack !== null) {
    for (const [key, value] of Object.entries(pack)) yield* saidBy(value, names, path ? `${path}.${key}` : key);
  }
}

/** The marks that keep a name's direction are not seen. */
const seen = ([path, said]: Said): Said => [path, said.replaceAll(/[\u2066-\u2069]/g, '')];

const NARROW = String.raw`[\w*()]|(?!\p{sc=Han})\p{L}`;
const touching = ([, said]: Said): boolean =>
  new RegExp(String.raw`\p{sc=Han}(?:${NARROW})|(?:${NARROW})\p{sc=Han}`, 'u').test(said);
const spread = ([, said]: Said): boolean =>
  /\p{sc=Han} +\p{sc=Han}| {2}|\p{Cc}|[，。：、（）“”] | [，。：、（）“”]/u.test(said);

describe('Chinese', () => {
  const all = (...names: readonly string[]): readonly Said[] => [...saidBy(texts, names)].map(seen);

  for (const names of [['Grace Hopper', 'Li (Support)'], ['Анна'], [quotable('Émile'), quotable('Zoë')], ['ada7']]) {
    it(`has a space between Chinese and a name that is not, and one alone: ${names[0]}`, () => {
      expect(all(...names, '王芳').filter((said) => touching(said) || spread(said))).toEqual([]);
    });
  }

  for (const names of [
    ['王芳', '李雷'],
    [quotable('李雷'), quotable('王芳')],
  ]) {
    it(`has none between Chinese and a Chinese name: ${names[0]}`, () => {
      expect(all(...names).filter((said) => touching(said) || spread(said))).toEqual([]);
    });
  }

  it('keeps a name’s own spaces and marks', () => {
    expect(texts.desk.alsoHere(['Grace Hopper'])).toBe('另有 Grace Hopper');
    expect(texts.desk.alsoHere(['王 芳'])).toBe('另有王 芳');
    expect(texts.deskTools.agentsJoined(['Ann', '王芳', 'Ben'])).toBe('Ann、王芳和 Ben 已加入');
    expect(texts.assist.asks.click(quotable('Ann'))).toBe('允许 \u2068Ann\u2069 在此页面上点击吗？');
    expect(texts.assist.asks.click(quotable('王芳'))).toBe('允许\u2068王芳\u2069在此页面上点击吗？');
    // As wide as Chinese, and written beside it as that is.
    for (const name of ['やまだ', 'ヤマダ', '김민수', 'Ａｎｎ'])
      expect(texts.company.removing(name)).toBe(`正在移除${name}。`);
    expect(texts.desk.mirrorLabel('Jose\u0301')).toBe('Jose\u0301 的页面');
    expect(texts.deskTools.zoom(30)).toBe('缩放 30%');
  });
});
