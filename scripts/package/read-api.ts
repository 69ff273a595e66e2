/**
 * Runs the custom-elements analyzer over the sources and reads what it wrote into the model. Its output is the only thing
 * that is taken from it; nothing here knows what the model is used for.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { property, ROOT, toolPath } from '../project.ts';
import type {
  ApiModel,
  AttributeDoc,
  CssPropertyDoc,
  ElementDoc,
  EventClassDoc,
  EventDoc,
  MethodDoc,
  Named,
  PropertyDoc,
} from './api-model.ts';
import { readTypeNames, shapeOf, writtenOut, type TypeNames } from './type-names.ts';

const CONFIG = 'scripts/package/custom-elements-manifest.config.mjs';

/** The elements' public interface as the sources have it now. Takes half a second. */
export function readApi(): ApiModel {
  const folder = mkdtempSync(join(tmpdir(), 'cobrowse-manifest-'));
  try {
    const args = ['analyze', '--config', CONFIG, '--outdir', relative(ROOT, folder)];
    const { status } = spawnSync(process.execPath, [toolPath('@custom-elements-manifest/analyzer', 'cem'), ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (status !== 0) throw new Error('The custom-elements analyzer failed');
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'custom-elements.json'), 'utf8'));
    return apiOf(manifest, readTypeNames());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reads an analyzer's manifest. `names` is what type names stand for. */
export function apiOf(manifest: unknown, names: TypeNames): ApiModel {
  const declarations = list(manifest, 'modules').flatMap((module) =>
    list(module, 'declarations').map((declaration) => ({ source: text(module, 'path'), declaration })),
  );
  const classes = declarations.filter(({ declaration }) => text(declaration, 'kind') === 'class');
  return {
    elements: classes
      .flatMap(({ source, declaration }) => {
        const tag = tagOf(source);
        return tag === undefined ? [] : [elementOf(tag, source, declaration, names)];
      })
      // The button is what most readers came for.
      .toSorted((a, b) => Number(b.name === 'cobrowse-button') - Number(a.name === 'cobrowse-button')),
    eventClasses: classes
      .filter(({ source }) => source.startsWith('widget/events/'))
      .map(({ source, declaration }) => eventClassOf(source, declaration, names)),
  };
}

/** An element's file and its folder have the name of its tag. */
function tagOf(source: string): string | undefined {
  return /^widget\/elements\/([\w-]+)\/\1\.ts$/.exec(source)?.[1];
}

function elementOf(tag: string, source: string, declaration: unknown, names: TypeNames): ElementDoc {
  const members = list(declaration, 'members').filter(isPublic);
  const properties = fields(members, names);
  const attributes = list(declaration, 'attributes')
    .filter((attribute) => typeof property(attribute, 'name') === 'string')
    .map((attribute) => attributeOf(attribute, properties, names));
  return {
    name: tag,
    className: text(declaration, 'name'),
    description: sentence(declaration),
    source,
    attributes,
    properties,
    methods: members.filter((member) => text(member, 'kind') === 'method').map(methodOf),
    // The analyzer lists an event without a name for every dispatch that it cannot read.
    events: list(declaration, 'events')
      .filter((event) => typeof property(event, 'name') === 'string')
      .map((event): EventDoc => ({ ...named(event), type: typeText(event, names) })),
    slots: list(declaration, 'slots').map(named),
    parts: list(declaration, 'cssParts').map(named),
    cssProperties: list(declaration, 'cssProperties').map((item): CssPropertyDoc => ({
      ...named(item),
      ...optional('default', item),
    })),
  };
}

function eventClassOf(source: string, declaration: unknown, names: TypeNames): EventClassDoc {
  const members = list(declaration, 'members').filter(isPublic);
  const superclass = property(property(declaration, 'superclass'), 'name');
  const { name, description } = named(declaration);
  const properties = fields(members, names);
  const detail = properties.find((candidate) => candidate.name === 'detail')?.type;
  return {
    name,
    description: description || headerOf(source),
    source,
    superclass: typeof superclass === 'string' ? superclass : 'Event',
    properties,
    ...(detail !== undefined && detail !== 'undefined' && { detail: shapeOf(detail, names) }),
  };
}

/** A file of one event says in its header what the event means, after the event's name. */
function headerOf(source: string): string {
  const [, header = ''] = /^\/\*\*(.*?)\*\//s.exec(readFileSync(join(ROOT, source), 'utf8')) ?? [];
  const words = header.replace(/\n\s*\*/g, ' ').replace(/^\s*`[^`]*`:/, '');
  const said = words.replace(/\s+/g, ' ').trim();
  return said.charAt(0).toUpperCase() + said.slice(1);
}

function fields(members: readonly unknown[], names: TypeNames): PropertyDoc[] {
  return members
    .filter((member) => text(member, 'kind') === 'field')
    .map((member) => ({
      ...named(member),
      type: typeText(member, names),
      ...optional('default', member),
      ...optional('attribute', member),
      reflects: property(member, 'reflects') === true,
      readonly: property(member, 'readonly') === true,
    }));
}

function attributeOf(attribute: unknown, properties: readonly PropertyDoc[], names: TypeNames): AttributeDoc {
  const { name, description } = named(attribute);
  const field = properties.find((candidate) => candidate.attribute === name);
  return {
    name,
    // One sentence serves both; an attribute has its own only where it differs.
    description: description || (field?.description ?? ''),
    type: withoutUndefined(typeText(attribute, names) || (field?.type ?? '')),
    ...optional('default', attribute),
    ...(field && { property: field.name }),
  };
}

function methodOf(member: unknown): MethodDoc {
  const returns = property(property(property(member, 'return'), 'type'), 'text');
  return {
    ...named(member),
    parameters: list(member, 'parameters').map((parameter) => ({
      name: text(parameter, 'name'),
      type: typeText(parameter, new Map()),
      optional: property(parameter, 'optional') === true,
    })),
    returns: typeof returns === 'string' ? returns : 'void',
  };
}

/** Members that a page may use: neither private nor inherited nor Lit's own. */
function isPublic(member: unknown): boolean {
  const privacy = property(member, 'privacy');
  return (
    (privacy === undefined || privacy === 'public') &&
    property(member, 'static') !== true &&
    property(member, 'inheritedFrom') === undefined &&
    !text(member, 'name').startsWith('#') &&
    // The browser calls these, and no page.
    !/^\w+Callback$/.test(text(member, 'name'))
  );
}

function typeText(item: unknown, names: TypeNames): string {
  const found = property(property(item, 'type'), 'text');
  if (typeof found !== 'string') return '';
  // The analyzer appends this to what is optional, without the parentheses that a function type needs.
  const [, functionType] = /^(\(.*=>.*) \| undefined$/s.exec(found) ?? [];
  if (functionType !== undefined && !functionType.startsWith('((')) return `(${functionType}) | undefined`;
  return found
    .split(' | ')
    .map((name) => writtenOut(name, names))
    .join(' | ');
}

function withoutUndefined(type: string): string {
  return type.replace(/ \| undefined$/, '');
}

function named(item: unknown): Named {
  return { name: text(item, 'name'), description: sentence(item) };
}

function sentence(item: unknown): string {
  const description = property(item, 'description');
  return typeof description === 'string' ? description.replace(/\s+/g, ' ').trim() : '';
}

function optional<Key extends 'default' | 'attribute'>(key: Key, item: unknown): { [Name in Key]?: string } {
  const value = property(item, key);
  const result: { [Name in Key]?: string } = {};
  if (typeof value === 'string' && value !== 'undefined') result[key] = value;
  return result;
}

function list(item: unknown, key: string): readonly unknown[] {
  const value = property(item, key);
  return Array.isArray(value) ? value : [];
}

function text(item: unknown, key: string): string {
  const value = property(item, key);
  if (typeof value !== 'string') throw new Error(`The analyzer's manifest has no text "${key}" where one belongs`);
  return value;
}
