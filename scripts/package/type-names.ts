/**
 * What the widget's type names stand for, where that helps a reader: the strings of a choice, the fields of an interface.
 * Reads declarations, not types: what it cannot see through stays a name.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, type ESTree } from 'vite';
import { ROOT } from '../project.ts';

/** What was declared under a name. `const` objects may share the name of the type of their values. */
interface Declared {
  readonly alias?: ESTree.TSType;
  readonly members?: readonly ESTree.TSSignature[];
  readonly parents?: readonly string[];
  readonly values?: readonly string[];
}

export type TypeNames = ReadonlyMap<string, Declared>;

/** Reads all declarations that pages may meet; the engine's are none of theirs. */
export function readTypeNames(): TypeNames {
  const found = new Map<string, Declared>();
  const add = (name: string, declared: Declared) => found.set(name, { ...found.get(name), ...declared });
  for (const file of readdirSync(join(ROOT, 'widget'), { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || /^engine[\\/]/.test(file)) continue;
    const { program } = parseSync(file, readFileSync(join(ROOT, 'widget', file), 'utf8'));
    for (const statement of program.body) {
      const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      if (declaration?.type === 'TSTypeAliasDeclaration') {
        add(declaration.id.name, { alias: declaration.typeAnnotation });
      } else if (declaration?.type === 'TSInterfaceDeclaration') {
        const parents = declaration.extends.flatMap(({ expression }) =>
          expression.type === 'Identifier' ? [expression.name] : [],
        );
        add(declaration.id.name, { members: declaration.body.body, parents });
      } else if (declaration?.type === 'VariableDeclaration') {
        for (const { id, init } of declaration.declarations) {
          if (id.type === 'Identifier' && init?.type === 'TSAsExpression') {
            add(id.name, { values: stringValues(init.expression) });
          }
        }
      }
    }
  }
  return found;
}

/** `'idle' | 'live'` for the name of a choice of strings, else the name itself. */
export function writtenOut(name: string, names: TypeNames): string {
  const declared = names.get(name);
  const strings = declared?.alias ? stringsOf(declared.alias, names) : undefined;
  return strings?.map((value) => `'${value}'`).join(' | ') ?? name;
}

/** `{ code, message }` for the name of an interface, inherited fields first; else the name itself. */
export function shapeOf(name: string, names: TypeNames): string {
  const fields = fieldsOf(name.replace(/<.*$/, ''), names);
  return fields.length > 0 ? `{ ${fields.join(', ')} }` : name;
}

function fieldsOf(name: string, names: TypeNames): readonly string[] {
  const declared = names.get(name);
  const inherited = (declared?.parents ?? []).flatMap((parent) => fieldsOf(parent, names));
  const own = (declared?.members ?? []).flatMap((member) => keyOf(member) ?? []);
  return [...new Set([...inherited, ...own])];
}

/** The strings of a type that consists of strings alone. */
function stringsOf(type: ESTree.TSType, names: TypeNames): readonly string[] | undefined {
  switch (type.type) {
    case 'TSLiteralType':
      return type.literal.type === 'Literal' && typeof type.literal.value === 'string'
        ? [type.literal.value]
        : undefined;
    case 'TSUnionType': {
      const parts = type.types.map((part) => stringsOf(part, names));
      return parts.some((part) => part === undefined) ? undefined : [...new Set(parts.flatMap((part) => part ?? []))];
    }
    case 'TSParenthesizedType':
      return stringsOf(type.typeAnnotation, names);
    case 'TSTypeReference': {
      const alias = type.typeName.type === 'Identifier' ? names.get(type.typeName.name)?.alias : undefined;
      return alias && stringsOf(alias, names);
    }
    case 'TSIndexedAccessType':
      return indexed(type, names);
    default:
      return undefined;
  }
}

/** `(typeof Values)[keyof typeof Values]`, and `State['state']` of a union by `state`. */
function indexed(
  { objectType, indexType }: ESTree.TSIndexedAccessType,
  names: TypeNames,
): readonly string[] | undefined {
  const object = objectType.type === 'TSParenthesizedType' ? objectType.typeAnnotation : objectType;
  if (object.type === 'TSTypeQuery') {
    return object.exprName.type === 'Identifier' ? names.get(object.exprName.name)?.values : undefined;
  }
  const [key, ...others] = stringsOf(indexType, names) ?? [];
  if (key === undefined || others.length > 0) return undefined;
  const strings = (membersOf(object, names) ?? []).map((members) => {
    const member = members.find((candidate) => keyOf(candidate) === key);
    return member?.type === 'TSPropertySignature' && member.typeAnnotation
      ? stringsOf(member.typeAnnotation.typeAnnotation, names)
      : undefined;
  });
  if (strings.length === 0 || strings.some((part) => part === undefined)) return undefined;
  return [...new Set(strings.flatMap((part) => part ?? []))];
}

/** The members of each object type in a union, if all of them can be seen. */
function membersOf(type: ESTree.TSType, names: TypeNames): readonly (readonly ESTree.TSSignature[])[] | undefined {
  switch (type.type) {
    case 'TSTypeLiteral':
      return [type.members];
    case 'TSParenthesizedType':
      return membersOf(type.typeAnnotation, names);
    case 'TSUnionType': {
      const parts = type.types.map((part) => membersOf(part, names));
      return parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part ?? []);
    }
    case 'TSIntersectionType': {
      const parts = type.types.map((part) => membersOf(part, names));
      return parts.some((part) => part?.length !== 1) ? undefined : [parts.flatMap((part) => part?.[0] ?? [])];
    }
    case 'TSTypeReference': {
      const declared = type.typeName.type === 'Identifier' ? names.get(type.typeName.name) : undefined;
      if (declared?.members) return [declared.members];
      return declared?.alias ? membersOf(declared.alias, names) : undefined;
    }
    default:
      return undefined;
  }
}

function keyOf(member: ESTree.TSSignature): string | undefined {
  return member.type === 'TSPropertySignature' && member.key.type === 'Identifier' ? member.key.name : undefined;
}

function stringValues(expression: ESTree.Expression): readonly string[] {
  if (expression.type !== 'ObjectExpression') return [];
  return expression.properties.flatMap((entry) =>
    entry.type === 'Property' && entry.value.type === 'Literal' && typeof entry.value.value === 'string'
      ? [entry.value.value]
      : [],
  );
}
