/**
 * Puts the texts of `widget/locales` together. A language is one file, but what is loaded by itself carries its own section of it
 * alone: each section becomes a module, cut out of the language's file, and a file of `sections/` hands out the section in every
 * language that has a file. The build, the npm package and the browser tests all take it from here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { parseSync, type Plugin } from 'vite';
import { property, ROOT } from './project.ts';

const LOCALES = join(ROOT, 'widget/locales');

/** The files of the languages, each named by its language tag in lower case. */
export const LANGUAGES = join(LOCALES, 'languages');

/** A module that there is no file of: `languages/zh-cn/panel.ts`. */
const PART = /^languages\/(?<tag>[\w-]+)\/(?<section>\w+)\.[jt]s$/;

const SECTION = /^sections\/[\w-]+\.[jt]s$/;

/** What a file of `sections/` declares. */
const DECLARED = /export declare const (?<name>\w+): Section<'(?<section>\w+)'>;/;

export interface LanguagePart {
  readonly tag: string;
  readonly section: string;
}

/** Which section of which language a module is. */
export function languagePartOf(path: string): LanguagePart | undefined {
  const { tag, section } = PART.exec(inLocales(path))?.groups ?? {};
  return tag !== undefined && section !== undefined ? { tag, section } : undefined;
}

/**
 * What stands in a module that is made here, in TypeScript; `undefined` for every other one.
 * @param path absolute.
 * @param languages folder with a file for each language.
 */
export function languageModule(path: string, languages: string = LANGUAGES): string | undefined {
  const part = languagePartOf(path);
  if (part) return cutOut(join(languages, `${part.tag}.ts`), part.section);
  return SECTION.test(inLocales(path)) ? allLanguages(path.replace(/\.js$/, '.ts'), languages) : undefined;
}

/** A plugin for Vite. */
export function languagesPlugin(languages: string = LANGUAGES): Plugin {
  return {
    name: 'languages',
    enforce: 'pre',
    resolveId(id, importer) {
      if (importer === undefined || !id.startsWith('.')) return undefined;
      const path = resolve(importer, '..', id);
      return languagePartOf(path) && path.replace(/\.js$/, '.ts');
    },
    load(id) {
      const code = languageModule(id, languages);
      // It says something and does nothing: what nobody asks for may go.
      return code === undefined ? undefined : { code, moduleType: 'ts', moduleSideEffects: false };
    },
  };
}

/** What a desk is called in each language, for the Worker's page around it. */
export async function deskTitles(languages: string = LANGUAGES): Promise<Readonly<Record<string, string>>> {
  const titles = languageTags(languages).map(async (tag) => {
    const module: unknown = await import(join(languages, `${tag}.ts`));
    return [tag, String(property(property(property(module, 'texts'), 'desk'), 'title'))] as const;
  });
  return Object.fromEntries(await Promise.all(titles));
}

function languageTags(languages: string): readonly string[] {
  return readdirSync(languages)
    .filter((each) => each.endsWith('.ts'))
    .map((each) => basename(each, '.ts'))
    .toSorted();
}

function inLocales(path: string): string {
  return relative(LOCALES, path).replaceAll(sep, '/');
}

/** English comes along; the others are loaded by the pages that have them. */
function allLanguages(file: string, languages: string): string {
  const { name, section } = DECLARED.exec(readFileSync(file, 'utf8'))?.groups ?? {};
  if (name === undefined || section === undefined) throw new Error(`${file} declares no section`);
  const others = languageTags(languages)
    .filter((tag) => tag !== 'en')
    .map((tag) => `'${tag}': async () => (await import('../languages/${tag}/${section}.js')).texts,`);
  return [
    `import { texts as en } from '../languages/en/${section}.js';`,
    `export const ${name} = { en, others: {`,
    ...others,
    '} };',
  ].join('\n');
}

/** The language's file with one section in place of all: what stands around it stays, and the bundler drops what it does not need. */
function cutOut(file: string, section: string): string {
  const source = readFileSync(file, 'utf8');
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  const declared = program.body
    .filter((statement) => statement.type === 'ExportNamedDeclaration')
    .flatMap(({ declaration }) => (declaration?.type === 'VariableDeclaration' ? declaration.declarations : []))
    .find(({ id }) => id.type === 'Identifier' && id.name === 'texts');
  const texts = declared?.init;
  if (declared === undefined || texts?.type !== 'ObjectExpression')
    throw new Error(`${file} exports no object \`texts\``);
  const { value } =
    texts.properties
      .filter((member) => member.type === 'Property')
      .find(({ key }) => key.type === 'Identifier' && key.name === section) ?? {};
  if (!value) throw new Error(`${file} has no section ${section}`);
  const type = `LanguageTexts['${section}']`;
  const head = source.slice(0, declared.start);
  return `${head}texts: ${type} = ${source.slice(value.start, value.end)}${source.slice(texts.end)}`;
}
