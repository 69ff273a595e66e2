/** Writes the model as what editors read: custom data for VS Code, web types for the JetBrains family. */
import { literalsOf, type ApiModel, type AttributeDoc, type ElementDoc } from './api-model.ts';

/** For VS Code's setting `html.customData`. */
export function htmlCustomData({ elements }: ApiModel): object {
  return {
    version: 1.1,
    tags: elements.map((element) => ({
      name: element.name,
      description: markdown(`${element.description}\n\n${events(element)}${slots(element)}`.trim()),
      attributes: element.attributes.map(({ name, description, type }) => {
        const values = literalsOf(type).map((value) => ({ name: value }));
        return {
          name,
          description: markdown(description),
          // `v` is this format's name for an attribute that has no value.
          ...(type === 'boolean' && { valueSet: 'v' }),
          ...(values.length > 0 && { values }),
        };
      }),
    })),
  };
}

/** For VS Code's setting `css.customData`. */
export function cssCustomData({ elements }: ApiModel): object {
  const properties = new Map(elements.flatMap((element) => element.cssProperties.map((item) => [item.name, item])));
  const parts = new Map<string, string[]>();
  for (const element of elements) {
    for (const { name, description } of element.parts) {
      parts.set(name, [...(parts.get(name) ?? []), `\`<${element.name}>\`: ${description}`]);
    }
  }
  return {
    version: 1.1,
    properties: [...properties.values()].map(({ name, description, default: initial }) => ({
      name,
      description: markdown(initial === undefined ? description : `${description}\n\nDefault: \`${initial}\``),
    })),
    pseudoElements: [...parts].map(([name, sentences]) => ({
      name: `::part(${name})`,
      description: markdown(sentences.join('\n\n')),
    })),
  };
}

/** For IntelliJ, WebStorm and their kin, which find it through `web-types` in package.json. */
export function webTypes({ elements }: ApiModel, packageName: string, version: string): object {
  return {
    $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
    name: packageName,
    version,
    'js-types-syntax': 'typescript',
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: elements.map((element) => ({
          name: element.name,
          description: element.description,
          attributes: element.attributes.map(webTypesAttribute),
          slots: element.slots.map(({ name, description }) => ({ name: name || 'default', description })),
          js: {
            properties: element.properties.map(({ name, description, type, readonly }) => ({
              name,
              description,
              type,
              ...(readonly && { 'read-only': true }),
            })),
            events: element.events.map(({ name, description, type }) => ({ name, description, type })),
          },
          css: {
            properties: element.cssProperties.map(({ name, description }) => ({ name, description })),
            'pseudo-elements': element.parts.map(({ name, description }) => ({ name: `part(${name})`, description })),
          },
        })),
      },
    },
  };
}

function webTypesAttribute({ name, description, type, default: initial }: AttributeDoc): object {
  const bare = initial === undefined ? undefined : initial.replace(/^'(.*)'$/, '$1');
  return {
    name,
    description,
    value: { type, kind: type === 'boolean' ? 'no-value' : 'plain' },
    ...(bare !== undefined && { default: bare }),
  };
}

function markdown(value: string): { readonly kind: 'markdown'; readonly value: string } {
  return { kind: 'markdown', value };
}

function events({ events: all }: ElementDoc): string {
  if (all.length === 0) return '';
  return `**Events**\n${all.map(({ name, description }) => `- \`${name}\`: ${description}`).join('\n')}\n\n`;
}

function slots({ slots: all }: ElementDoc): string {
  if (all.length === 0) return '';
  const line = (name: string) => (name === '' ? 'default' : `\`${name}\``);
  return `**Slots**\n${all.map(({ name, description }) => `- ${line(name)}: ${description}`).join('\n')}`;
}
