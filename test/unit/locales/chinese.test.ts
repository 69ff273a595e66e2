/** Chinese sentences with something filled in: a space where Chinese meets Latin letters or digits, and none between two Chinese words. */
import { describe, expect, it } from 'vitest';
import { texts } from '../../../widget/locales/languages/zh-cn.ts';
import { quotable } from '../../../widget/locales/plain-text.ts';

type Said = readonly [path: string, said: string];

/** What a function of the pack may be given; nobody asks it what it wants, so it gets everything in turn. */
const givenFrom = (...names: readonly string[]): readonly unknown[] => [
  ...names,
  names.slice(0, 2),
  names,
  1,
  300,
  true,
];

/** All that a pack says with these values; what makes no sense is left out, as a name that was taken for a list of letters. */
function* saidBy(pack: unknown, given: readonly unknown[], path = ''): Generator<Said> {
  if (typeof pack === 'string') yield [path, pack];
  else if (typeof pack === 'function') {
    for (const values of combinations(pack.length, given)) {
      const said = attempt(() => String(pack(...values)));
      if (said !== undefined && !/undefined|NaN|true|,|、.、/u.test(said)) yield [path, said];
    }
  } else if (typeof pack === 'object' && pack !== null) {
    for (const [key, value] of Object.entries(pack)) yield* saidBy(value, given, path ? `${path}.${key}` : key);
  }
}

function combinations(length: number, given: readonly unknown[]): readonly (readonly unknown[])[] {
  return Array.from({ length }).reduce<readonly (readonly unknown[])[]>(
    (all) => all.flatMap((values) => given.map((value) => [...values, value])),
    [[]],
  );
}

function attempt<Value>(what: () => Value): Value | undefined {
  try {
    return what();
  } catch {
    return undefined;
  }
}

function functionsIn(pack: unknown, path = ''): readonly string[] {
  if (typeof pack === 'function') return [path];
  if (typeof pack !== 'object' || pack === null) return [];
  return Object.entries(pack).flatMap(([key, value]) => functionsIn(value, path ? `${path}.${key}` : key));
}

/** The marks that keep a name's direction are not seen. */
const seen = ([path, said]: Said): Said => [path, said.replaceAll(/[\u2066-\u2069]/g, '')];

const NARROW = String.raw`[\w*()]|(?!\p{sc=Han})\p{L}`;
const touching = ([, said]: Said): boolean =>
  new RegExp(String.raw`\p{sc=Han}(?:${NARROW})|(?:${NARROW})\p{sc=Han}`, 'u').test(said);
const spread = ([, said]: Said): boolean =>
  /\p{sc=Han} +\p{sc=Han}| {2}|[，。：、（）“”] | [，。：、（）“”]/u.test(said);

describe('Chinese', () => {
  const latin = ['Grace Hopper', 'Анна', 'Li (Support)', quotable('Émile'), 'ada7'];
  const chinese = ['王芳', quotable('李雷'), '张伟'];

  it('is asked for every sentence that has something filled in', () => {
    const asked = new Set([...saidBy(texts, givenFrom(...latin))].map(([path]) => path));
    expect(functionsIn(texts).filter((path) => !asked.has(path))).toEqual([]);
    expect(functionsIn(texts).length).toBeGreaterThan(70);
  });

  it('has a space between Chinese and a Latin name, and one alone', () => {
    const all = [...saidBy(texts, givenFrom(...latin))].map(seen);
    expect(all.filter((said) => touching(said) || spread(said))).toEqual([]);
  });

  it('has none between Chinese and a Chinese name', () => {
    const all = [...saidBy(texts, givenFrom(...chinese))].map(seen);
    expect(all.filter((said) => spread(said) || touching(said))).toEqual([]);
  });

  it('keeps a name’s own spaces and marks', () => {
    expect(texts.desk.alsoHere(['Grace Hopper'])).toBe('另有 Grace Hopper');
    expect(texts.desk.alsoHere(['王 芳'])).toBe('另有王 芳');
    expect(texts.panel.watching(['Ann', '王芳', 'Ben'])).toBe('Ann、王芳和 Ben 可以看到此页面');
    expect(texts.assist.asks.click(quotable('Ann'))).toBe('允许 \u2068Ann\u2069 在此页面上点击吗？');
    expect(texts.assist.asks.click(quotable('王芳'))).toBe('允许\u2068王芳\u2069在此页面上点击吗？');
    // As wide as Chinese, and written beside it as that is.
    for (const name of ['やまだ', 'ヤマダ', '김민수', 'Ａｎｎ'])
      expect(texts.company.removing(name)).toBe(`正在移除${name}。`);
    expect(texts.desk.mirrorLabel('Jose\u0301')).toBe('Jose\u0301 的页面');
    expect(texts.deskTools.zoom(30)).toBe('缩放 30%');
  });
});
