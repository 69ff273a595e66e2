/**
 * A language that nobody speaks, written from right to left, as one file in a folder beside copies of the real ones: what adding a
 * language comes to. Its texts are English's with every Latin letter replaced and some more behind them, so that nothing English
 * can be taken for them, and so that they need more room.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSync, Visitor } from 'vite';
import { LANGUAGES } from '../../scripts/languages.ts';

/** Arabic, of a region that there is none of. */
export const THIRD_LANGUAGE = 'ar-xb';

const LETTERS = 'ابتثجحخدذرزسشصضطظعغفقكلمنه';

/** What a text of English becomes. */
export function translated(text: string): string {
  const foreign = text.replace(/[a-z]/gi, (letter) => LETTERS[letter.toLowerCase().charCodeAt(0) - 97] ?? letter);
  return foreign === text
    ? text
    : foreign.replace(/\s*$/, (end) => `${' ابج'.repeat(Math.ceil(text.length / 12))}${end}`);
}

/** The language's file: English's, sentence by sentence. */
export function thirdLanguageSource(): string {
  const source = readFileSync(join(LANGUAGES, 'en.ts'), 'utf8');
  const { program } = parseSync('en.ts', source);
  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  // Of functions whatever they say is a text as well; around the object there is only how names are listed.
  const from = source.indexOf('export const texts');
  new Visitor({
    Literal({ start, end, value }) {
      if (start > from && typeof value === 'string')
        edits.push({ start, end, text: JSON.stringify(translated(value)) });
    },
    TemplateElement({ start, value }) {
      // The node's own end takes in what stands around the text.
      const at = source.indexOf(value.raw, start);
      if (start > from && value.raw) edits.push({ start: at, end: at + value.raw.length, text: translated(value.raw) });
    },
  }).visit(program);
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, edit) => `${text.slice(0, edit.start)}${edit.text}${text.slice(edit.end)}`, source);
}

/** A folder of languages that has it. `remove` takes it away. */
export function withThirdLanguage(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'languages-'));
  cpSync(LANGUAGES, folder, { recursive: true });
  writeFileSync(join(folder, `${THIRD_LANGUAGE}.ts`), thirdLanguageSource());
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
