/** Every language says everything; each is one file; and what is loaded by itself carries no more of it than it shows. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildEngine } from '../../../scripts/build.ts';
import { ENTRIES, type EntryName } from '../../../scripts/entries.ts';
import { LANGUAGES, languageModule } from '../../../scripts/languages.ts';
import { ROOT, toolPath } from '../../../scripts/project.ts';
import type { LanguageTexts } from '../../../widget/locales/language-texts.ts';
import { texts as en } from '../../../widget/locales/languages/en.ts';
import { texts as zhCn } from '../../../widget/locales/languages/zh-cn.ts';
import { chooseLanguage, directionOf, loadTexts } from '../../../widget/locales/section.ts';
import { SpokenTexts } from '../../../widget/locales/spoken-texts.ts';
import { THIRD_LANGUAGE, thirdLanguageSource, translated, withThirdLanguage } from '../../support/third-language.ts';

const SECTIONS = join(LANGUAGES, '../sections');

const filesIn = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.ts'));

async function load(tag: string): Promise<LanguageTexts> {
  const { texts }: { texts: LanguageTexts } = await import(join(LANGUAGES, `${tag}.ts`));
  return texts;
}

type Engine = Awaited<ReturnType<typeof buildEngine>>;

const ENTRY_NAMES = Object.keys(ENTRIES).filter((name): name is EntryName => name in ENTRIES);

/** What the name of a file weighs, where it is loaded from. */
const LOADER_MAX_BYTES = 100;

function atOnceBytes(files: Engine[EntryName]['files']): number {
  const atOnce = files.filter(({ loaded }) => loaded === 'at once').map(({ code }) => gzipSync(code).byteLength);
  return atOnce.reduce((sum, bytes) => sum + bytes, 0);
}

/** Every text by its path, a function by what it makes of samples. */
function flat(texts: object, path = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]: [string, unknown]) => {
      const key = path ? `${path}.${name}` : name;
      if (typeof text === 'object' && text !== null) return Object.entries(flat(text, key));
      return [[key, typeof text === 'function' ? `(${text.length})` : String(text)]];
    }),
  );
}

describe('every language', () => {
  const tags = filesIn(LANGUAGES).map((name) => basename(name, '.ts'));

  it('is named by its tag in lower case', () => {
    expect(tags).toContain('en');
    for (const tag of tags) {
      expect(tag).toBe(tag.toLowerCase());
      expect(Intl.getCanonicalLocales(tag)).toHaveLength(1);
    }
  });

  it.each(tags)('says everything that English says, in the same shape: %s', async (tag) => {
    const own = flat(await load(tag));
    const english = flat(en);
    expect(Object.keys(own).toSorted()).toEqual(Object.keys(english).toSorted());
    for (const [key, text] of Object.entries(own)) {
      expect(text, key).not.toBe('');
      if (english[key]?.startsWith('(')) expect(text, key).toBe(english[key]);
    }
  });

  it('has a file for each section of its shape', () => {
    const declared = filesIn(SECTIONS).map(
      (name) => /Section<'(\w+)'>/.exec(readFileSync(join(SECTIONS, name), 'utf8'))?.[1],
    );
    expect(declared.toSorted()).toEqual(Object.keys(en).toSorted());
  });

  it('in Chinese leaves nothing in English', () => {
    const untranslated = Object.entries(flat(zhCn)).filter(([, text]) => !/[一-鿿]|^\(\d\)$/.test(text));
    expect(untranslated).toEqual([]);
  });

  it('joins the names of those who watch', () => {
    expect(en.panel.watching(['Dana', 'Émile', 'Li'])).toBe('Dana, Émile, and Li can see this page');
    expect(zhCn.panel.watching(['王', '李'])).toContain('王、李');
  });
});

describe('the language of a page', () => {
  const section = {
    en: 'English',
    others: { 'zh-cn': () => Promise.resolve('中文'), tlh: () => Promise.reject(new Error('no such file')) },
  };

  it('is the first that is known, then its bare form, else English', () => {
    expect(chooseLanguage(section, ['', 'zh-CN'])).toBe('zh-cn');
    expect(chooseLanguage(section, ['zh'])).toBe('zh-cn');
    expect(chooseLanguage(section, ['zh-Hans-SG'])).toBe('zh-cn');
    expect(chooseLanguage(section, ['en-GB', 'zh-CN'])).toBe('en');
    expect(chooseLanguage(section, ['', 'fr'])).toBe('en');
  });

  it('is English when its file does not load, and knows its direction', async () => {
    expect(await loadTexts(section, ['zh'])).toEqual({ language: 'zh-cn', texts: '中文' });
    expect(await loadTexts(section, ['tlh'])).toEqual({ language: 'en', texts: 'English' });
    expect(['ar-xb', 'he', 'ckb'].map(directionOf)).toEqual(['rtl', 'rtl', 'rtl']);
    expect(['en', 'zh-cn', 'arn', 'hea'].map(directionOf)).toEqual(['ltr', 'ltr', 'ltr', 'ltr']);
  });

  it('may change while another one is loaded', async () => {
    const slow = Promise.withResolvers<string>();
    const spoken = new SpokenTexts({ en: 'English', others: { 'zh-cn': () => slow.promise } });
    const loading = spoken.speak(['zh']);
    expect([spoken.ready, spoken.speak(['zh-CN'])]).toEqual([false, undefined]);
    expect(spoken.speak(['en'])).toBe(undefined);
    slow.resolve('中文');
    await loading;
    expect([spoken.ready, spoken.texts, spoken.language]).toEqual([true, 'English', 'en']);
    await spoken.speak(['zh']);
    expect([spoken.texts, spoken.language]).toEqual(['中文', 'zh-cn']);
  });
});

/** Two whole builds, on a small machine that does other things. */
const BUILD_WITHIN_MS = 120_000;

describe('one more language', () => {
  let third: ReturnType<typeof withThirdLanguage>;
  let before: Engine;
  let engine: Engine;

  beforeAll(async () => {
    third = withThirdLanguage();
    // As the build runs; else the bundler takes the development half of packages.
    vi.stubEnv('NODE_ENV', 'production');
    [before, engine] = await Promise.all([buildEngine(), buildEngine(third.folder)]);
    vi.unstubAllEnvs();
  }, BUILD_WITHIN_MS);

  afterAll(() => third.remove());

  it('is one file: every bundle finds it, and no page loads more of it than it shows', () => {
    for (const name of ENTRY_NAMES) {
      expect(atOnceBytes(engine[name].files), name).toBeLessThan(atOnceBytes(before[name].files) + LOADER_MAX_BYTES);
    }
    const files = Object.values(engine).flatMap((entry) => entry.files);
    const own = files.filter(({ fileName }) => fileName.includes(THIRD_LANGUAGE));
    const sections = own.map(({ fileName }) => fileName.replace(/^engine\/\w+-ar-xb-(\w+)-.*$/, '$1'));
    // Both sides may show the same section.
    expect([...new Set(sections)].toSorted()).toEqual(Object.keys(en).toSorted());
    const one = (path: keyof LanguageTexts, text: string) =>
      expect(own.find(({ fileName }) => fileName.includes(`-${path}-`))?.code, path).toContain(translated(text));
    one('button', en.button.share);
    one('panel', en.panel.pinTitle);
    one('desk', en.desk.pinTitle);
    const others = files.filter((file) => !own.includes(file));
    expect(others.filter(({ code }) => /[\u0620-\u064A]{3}/.test(code))).toEqual([]);
  });

  it('leaves the script tag with the words of its first sight, in English', () => {
    const atOnce = engine.tag.files.filter(({ loaded }) => loaded === 'at once').map(({ code }) => code);
    const has = (text: string) => atOnce.some((code) => code.includes(text));
    expect(has(en.button.share)).toBe(true);
    for (const text of [en.buttonSession.waiting, en.agentDesk.loading, en.panel.pinHint, en.desk.pinHint]) {
      expect(has(text), text).toBe(false);
    }
    expect(has(zhCn.button.share)).toBe(false);
  });

  it('is told what it lacks', () => {
    const file = join(third.folder, `${THIRD_LANGUAGE}.ts`);
    expect(() => languageModule(join(LANGUAGES, THIRD_LANGUAGE, 'nonsense.ts'), third.folder)).toThrow(
      `${file} has no section nonsense`,
    );
  });

  it('does not compile with a text left out, one too many, or a function that is none', () => {
    const complete = thirdLanguageSource();
    const without = (pattern: RegExp, replacement: string) => {
      const changed = complete.replace(pattern, replacement);
      expect(changed).not.toBe(complete);
      return changed;
    };
    // Beside the real ones, so that it finds the shape; not one of them, as the folder is another one.
    const folder = join(ROOT, 'dist/third-language');
    const shape = relative(folder, join(LANGUAGES, '../language-texts.js')).replaceAll('\\', '/');
    const cases: Readonly<Record<string, readonly [source: string, complaint: RegExp | undefined]>> = {
      complete: [complete, undefined],
      'no-key': [without(/^ {4}pinTitle: .*\n/m, ''), /TS2741: Property 'pinTitle' is missing/],
      'no-section': [without(/^ {2}admission: \{[^]*?^ {2}\},\n/m, ''), /TS2741: Property 'admission' is missing/],
      'extra-key': [
        without(/^ {4}share: /m, '    shared: "",\n    share: '),
        /'shared' does not exist in type 'ButtonTexts'/,
      ],
      'no-function': [
        without(/pinAnnouncement: .*$/m, 'pinAnnouncement: "",'),
        /TS2322: Type 'string' is not assignable/,
      ],
    };
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [name, [source]] of Object.entries(cases)) {
      writeFileSync(join(folder, `${name}.ts`), source.replace('../language-texts.js', shape));
    }
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: '../../widget/tsconfig.json', include: ['*.ts'] }),
    );
    const { stdout } = spawnSync(process.execPath, [toolPath('typescript', 'tsc'), '--project', folder], {
      cwd: folder,
      encoding: 'utf8',
    });
    for (const [name, [, complaint]] of Object.entries(cases)) {
      const lines = stdout.split('\n').filter((line) => line.startsWith(`${name}.ts(`));
      if (complaint === undefined) expect(lines, stdout).toEqual([]);
      else expect(lines.join('\n'), name).toMatch(complaint);
    }
  });
});
