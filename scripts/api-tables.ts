/**
 * `npm run docs`: writes the tables of attributes, events, parts and the rest into the README, between
 * `<!-- api:cobrowse-button -->` and `<!-- /api -->`. Knows nothing of the prose around them.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { ApiModel, AttributeDoc, ElementDoc, PropertyDoc } from './package/api-model.ts';
import { readApi } from './package/read-api.ts';
import { ROOT } from './project.ts';

const README = join(ROOT, 'README.md');

type Row = readonly string[];

/** A Markdown table, or nothing where it would have no row. */
function table(title: string, header: Row, rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const line = (cells: Row) => `| ${cells.join(' | ')} |`;
  return `**${title}**\n\n${[header, header.map(() => '---'), ...rows].map(line).join('\n')}\n\n`;
}

/** Inline code for a table's cell, where even inside code a bar ends the cell. */
function code(value: string): string {
  return value === '' ? '' : `\`${value.replaceAll('|', '\\|')}\``;
}

function prose(value: string): string {
  return value.replaceAll('|', '\\|');
}

function settingRow(attribute: AttributeDoc | undefined, property: PropertyDoc | undefined): Row {
  const initial = attribute?.default ?? property?.default ?? '';
  const notes = property?.readonly ? ' Read-only.' : '';
  return [
    code(attribute && !property?.readonly ? attribute.name : ''),
    code(property?.name ?? ''),
    code((attribute?.type || property?.type || '').replace(/ \| undefined$/, '').replace(/^\((\(.*)\)$/, '$1')),
    code(initial === "''" ? '' : initial),
    `${prose(property?.description ?? attribute?.description ?? '')}${notes}`,
  ];
}

function settings({ attributes, properties }: ElementDoc): readonly Row[] {
  const attributeOf = ({ name }: PropertyDoc) => attributes.find((attribute) => attribute.property === name);
  const writable = properties.filter(({ readonly }) => !readonly);
  const fixed = properties.filter(({ readonly }) => readonly);
  return [
    ...writable.map((property) => settingRow(attributeOf(property), property)),
    ...attributes.filter(({ property }) => property === undefined).map((attribute) => settingRow(attribute, undefined)),
    ...fixed.map((property) => settingRow(attributeOf(property), property)),
  ];
}

/** Everything that one element offers, as tables. */
function elementTables(element: ElementDoc, { eventClasses }: ApiModel): string {
  const detail = (type: string) => eventClasses.find(({ name }) => type.replace(/<.*$/, '') === name)?.detail ?? '';
  const signature = ({ name, parameters }: ElementDoc['methods'][number]) =>
    `${name}(${parameters.map((parameter) => `${parameter.name}${parameter.optional ? '?' : ''}`).join(', ')})`;
  return [
    table('Attributes and properties', ['Attribute', 'Property', 'Type', 'Default', ''], settings(element)),
    table(
      'Methods',
      ['Method', 'Returns', ''],
      element.methods.map((method) => [code(signature(method)), code(method.returns), prose(method.description)]),
    ),
    table(
      'Events',
      ['Event', '`detail`', ''],
      element.events.map(({ name, type, description }) => [code(name), code(detail(type)), prose(description)]),
    ),
    table(
      'Slots',
      ['Slot', ''],
      element.slots.map(({ name, description }) => [name === '' ? '(default)' : code(name), prose(description)]),
    ),
    table(
      'Parts',
      ['Part', ''],
      element.parts.map(({ name, description }) => [code(`::part(${name})`), prose(description)]),
    ),
    table(
      'Custom properties',
      ['Property', 'Default', ''],
      element.cssProperties.map((item) => [code(item.name), code(item.default ?? ''), prose(item.description)]),
    ),
  ].join('');
}

/** The text with every element's tables between its markers. Throws when an element has no markers. */
export async function withApiTables(text: string, model: ApiModel): Promise<string> {
  let result = text;
  for (const element of model.elements) {
    const markers = new RegExp(`(<!-- api:${element.name} -->)[^]*?(<!-- /api -->)`);
    if (!markers.test(result)) throw new Error(`The README has no <!-- api:${element.name} --> … <!-- /api -->`);
    const tables = elementTables(element, model);
    result = result.replace(markers, (_, open: string, close: string) => `${open}\n\n${tables}${close}`);
  }
  return format(result, { ...(await resolveConfig(README)), filepath: README });
}

if (import.meta.main) await writeFile(README, await withApiTables(await readFile(README, 'utf8'), readApi()));
