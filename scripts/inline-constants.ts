/**
 * Puts the values of the project's tables of constants where they are used. `FrameClass.ACT` is a property to a bundler, which keeps
 * the table and every name in it; here it becomes the number that it stands for, and a table that nobody walks is dropped.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseSync, Visitor, type ESTree, type Plugin } from 'vite';

/** Values as they stand in the source, by name. */
type Table = ReadonlyMap<string, string>;

/** By the name that a module has for each table. */
type Tables = ReadonlyMap<string, Table>;

/** Only for a whole build: what a table held when it was first read counts. */
export function inlineConstantsPlugin(): Plugin {
  const read = new Map<string, Tables>();
  const tablesOf = (path: string): Tables => {
    const known = read.get(path);
    if (known) return known;
    const tables = existsSync(path) ? declaredTables(path, readFileSync(path, 'utf8')) : new Map<string, Table>();
    read.set(path, tables);
    return tables;
  };
  return {
    name: 'inline-constants',
    enforce: 'pre',
    transform: {
      // Most modules use none, and need no look.
      filter: { id: { include: /\.ts$/, exclude: /node_modules/ }, code: /\b[A-Z]\w*\.[A-Z]/ },
      handler: (code, id) => inlineConstants(id, code, tablesOf),
    },
  };
}

/**
 * @param path the module's, which its imports are relative to.
 * @param tablesOf the tables of another module.
 */
export function inlineConstants(path: string, code: string, tablesOf: (path: string) => Tables): string {
  const { program } = parseSync(path, code);
  const seen = new Map(tablesIn(program, code));
  for (const statement of program.body) {
    if (statement.type !== 'ImportDeclaration' || !statement.source.value.startsWith('.')) continue;
    const source = resolve(path, '..', statement.source.value.replace(/\.js$/, '.ts'));
    for (const specifier of statement.specifiers) {
      if (specifier.type !== 'ImportSpecifier' || specifier.imported.type !== 'Identifier') continue;
      const table = tablesOf(source).get(specifier.imported.name);
      if (table) seen.set(specifier.local.name, table);
    }
  }
  // The same name for something else, in whatever scope: it stays as it was written, everywhere in the module.
  for (const name of shadowedNames(program)) seen.delete(name);
  const found: { readonly start: number; readonly end: number; readonly value: string }[] = [];
  new Visitor({
    MemberExpression({ start, end, object, property, computed }) {
      if (computed || object.type !== 'Identifier' || property.type !== 'Identifier') return;
      const value = seen.get(object.name)?.get(property.name);
      if (value !== undefined) found.push({ start, end, value });
    },
  }).visit(program);
  return found
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, value }) => `${text.slice(0, start)}(${value})${text.slice(end)}`, code);
}

/** Names that a module gives twice, be it in a function or a block of their own. */
function shadowedNames(program: ESTree.Program): ReadonlySet<string> {
  const given = new Set<string>();
  const shadowed = new Set<string>();
  const give = (...names: readonly string[]): void => {
    for (const name of names) (given.has(name) ? shadowed : given).add(name);
  };
  const giveFunctions = ({ id, params }: ESTree.Function | ESTree.ArrowFunctionExpression): void =>
    give(...namesIn(id), ...params.flatMap(namesIn));
  new Visitor({
    ImportSpecifier: ({ local }) => give(local.name),
    ImportDefaultSpecifier: ({ local }) => give(local.name),
    ImportNamespaceSpecifier: ({ local }) => give(local.name),
    VariableDeclarator: ({ id }) => give(...namesIn(id)),
    FunctionDeclaration: giveFunctions,
    FunctionExpression: giveFunctions,
    ArrowFunctionExpression: giveFunctions,
    ClassDeclaration: ({ id }) => give(...namesIn(id)),
    ClassExpression: ({ id }) => give(...namesIn(id)),
    CatchClause: ({ param }) => give(...namesIn(param)),
  }).visit(program);
  return shadowed;
}

/** What a pattern gives names to. */
function namesIn(
  pattern: ESTree.ParamPattern | ESTree.BindingPattern | ESTree.BindingRestElement | null,
): readonly string[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name];
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'RestElement':
      return namesIn(pattern.argument);
    case 'TSParameterProperty':
      return namesIn(pattern.parameter);
    case 'ArrayPattern':
      return pattern.elements.flatMap(namesIn);
    case 'ObjectPattern':
      return pattern.properties.flatMap((each) => namesIn(each.type === 'Property' ? each.value : each));
    default:
      return [];
  }
}

/** The tables that a module declares. */
export function declaredTables(path: string, code: string): Tables {
  return tablesIn(parseSync(path, code).program, code);
}

function tablesIn(program: ESTree.Program, code: string): Tables {
  const declarations = program.body.flatMap((statement) => {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    return declared?.type === 'VariableDeclaration' && declared.kind === 'const' ? declared.declarations : [];
  });
  return new Map(
    declarations.flatMap(({ id, init }) => {
      const table = tableOf(init, code);
      return id.type === 'Identifier' && table ? [[id.name, table] as const] : [];
    }),
  );
}

/** An object `as const` is a table: TypeScript holds everybody to what it says. Its literals count, and nothing else in it. */
function tableOf(init: ESTree.Expression | null, code: string): Table | undefined {
  if (init?.type === 'TSSatisfiesExpression') return tableOf(init.expression, code);
  if (init?.type !== 'TSAsExpression' || init.expression.type !== 'ObjectExpression') return undefined;
  if (code.slice(init.typeAnnotation.start, init.typeAnnotation.end) !== 'const') return undefined;
  // What is spread into it may say something else.
  if (init.expression.properties.some(({ type }) => type === 'SpreadElement')) return undefined;
  return new Map(
    init.expression.properties.flatMap((member) =>
      member.type === 'Property' && member.key.type === 'Identifier' && !member.computed && isLiteral(member.value)
        ? [[member.key.name, code.slice(member.value.start, member.value.end)] as const]
        : [],
    ),
  );
}

function isLiteral(value: ESTree.Expression): boolean {
  return value.type === 'Literal' && (typeof value.value === 'number' || typeof value.value === 'string');
}
