import { describe, expect, it } from 'vitest';
import { declaredTables, inlineConstants } from '../../../scripts/inline-constants.ts';

const ACTS = `export const Act = { PRESS: 'p', SCROLL: 4_000, DEEP: { A: 1 }, LATER: now() } as const;
export const Checked = { YES: 'y' } as const satisfies Record<string, string>;
export const open = { PRESS: 'q' };`;

const inlined = (code: string): string =>
  inlineConstants('/project/page/use.ts', code, (path) =>
    path === '/project/wire/acts.ts' ? declaredTables(path, ACTS) : new Map(),
  );

const importing = (names: string, use: string): string => `import { ${names} } from '../wire/acts.js';\n${use}`;

describe('inlining constants', () => {
  it.each([
    ['a text', 'Act', "send(Act.PRESS, 'Act.PRESS'); // Act.PRESS", "send(('p'), 'Act.PRESS'); // Act.PRESS"],
    ['a number that has methods', 'Act', 'Act.SCROLL.toFixed()', '(4_000).toFixed()'],
    ['under another name', 'Act as Deed', 'is(Deed.PRESS, Act.PRESS)', "is(('p'), Act.PRESS)"],
    ['a checked table', 'Checked', 'Checked.YES', "('y')"],
    ['types', 'Act', 'let act: typeof Act.PRESS = Act.PRESS;', "let act: typeof Act.PRESS = ('p');"],
    ['inside a template', 'Act', '`${Act.PRESS} Act.PRESS`', "`${('p')} Act.PRESS`"],
    ['a pattern in a class', 'Act', 'class A { #b = [Act.PRESS]; }', "class A { #b = [('p')]; }"],
  ])('replaces %s', (_, names, use, expected) => {
    expect(inlined(importing(names, use))).toBe(importing(names, expected));
  });

  it.each([
    ['what is computed', 'Act', 'Act[PRESS]'],
    ['what is no literal', 'Act', 'Act.LATER + Act.DEEP.A'],
    ['what the table lacks', 'Act', 'Act.toString()'],
    ['an object that may change', 'open', 'open.PRESS'],
    ['a property of the same name', 'Act', 'this.Act.PRESS'],
  ])('leaves %s', (_, names, use) => {
    expect(inlined(importing(names, use))).toBe(importing(names, use));
  });

  it('leaves a name that comes from somewhere else', () => {
    const code = "import { Act } from './acts.js';\nimport { Act as Other } from 'acts';\nAct.PRESS + Other.PRESS";
    expect(inlined(code)).toBe(code);
  });

  it.each([
    ['a parameter', 'const send = (Act) => Act.PRESS;'],
    ['a parameter with a default', 'function send(Act = other) { return Act.PRESS; }'],
    ['one of many', 'const send = function (...Act) { return Act.PRESS; };'],
    ['a property of a class', 'class A { constructor(private Act: Acts) { Act.PRESS; } }'],
    ['a part of a parameter', 'const send = ({ acts: { Act }, ...rest }) => Act.PRESS;'],
    ['the rest of one', 'const send = ([first, ...Act]) => Act.PRESS;'],
    ['a variable of a block', '{ let Act = other; Act.PRESS; }'],
    ['a variable of a loop', 'for (const [Act] of all) Act.PRESS;'],
    ['a table of a function', "function send() { const Act = { PRESS: 'x' } as const; return Act.PRESS; }"],
    ['a function', 'if (on) { function Act() {} Act.PRESS; }'],
    ['a class', 'const made = class Act { static PRESS = Act.PRESS; };'],
    ['an error', 'try { send(); } catch (Act) { Act.PRESS; }'],
  ])('leaves a name that is given to %s as well, and it alone', (_, use) => {
    const names = 'Act, Checked';
    expect(inlined(importing(names, `${use}\nAct.SCROLL + Checked.YES`))).toBe(
      importing(names, `${use}\nAct.SCROLL + ('y')`),
    );
  });

  it('takes a type of the same name for no other thing', () => {
    const kind = "export const Kind = { A: 'a' } as const;\nexport type Kind = (typeof Kind)[keyof typeof Kind];\n";
    expect(inlined(`${kind}Kind.A`)).toBe(`${kind}('a')`);
  });

  it('knows the tables of the module itself', () => {
    expect(inlined("const Kind = { A: 'a' } as const;\nKind.A")).toBe("const Kind = { A: 'a' } as const;\n('a')");
  });
});
