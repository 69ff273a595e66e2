/** Writes the model as a custom-elements manifest (schema 2.1.0) whose paths are those of the published package. */
import type { ApiModel, ElementDoc, EventClassDoc, PropertyDoc } from './api-model.ts';

/** Where the published files are, from the package's root. */
export const PUBLISHED = 'dist/package';

/** The entry that defines an element: `cobrowse-button` → `button.js`. */
export function entryOf({ name }: ElementDoc): string {
  return `${name.replace('cobrowse-', '')}.js`;
}

/** The manifest as an object, to be written as JSON. */
export function customElementsManifest({ elements, eventClasses }: ApiModel): object {
  return {
    schemaVersion: '2.1.0',
    readme: 'README.md',
    modules: [
      ...elements.flatMap((element) => [elementModule(element), definingModule(element)]),
      ...eventClasses.map(eventModule),
    ],
  };
}

/** `widget/elements/a/b.ts` → `dist/package/elements/a/b.js`. */
function publishedPath(source: string): string {
  return source.replace(/^widget/, PUBLISHED).replace(/\.ts$/, '.js');
}

function javascriptExport(name: string, module: string): object {
  return { kind: 'js', name, declaration: { name, module } };
}

function typed(type: string): { readonly type?: { readonly text: string } } {
  return type === '' ? {} : { type: { text: type } };
}

function field({ name, description, type, default: initial, attribute, reflects, readonly }: PropertyDoc): object {
  return {
    kind: 'field',
    name,
    description,
    ...typed(type),
    ...(initial !== undefined && { default: initial }),
    ...(attribute !== undefined && { attribute }),
    ...(reflects && { reflects }),
    ...(readonly && { readonly }),
  };
}

function elementModule(element: ElementDoc): object {
  const path = publishedPath(element.source);
  return {
    kind: 'javascript-module',
    path,
    declarations: [
      {
        kind: 'class',
        customElement: true,
        name: element.className,
        tagName: element.name,
        description: element.description,
        superclass: { name: 'LitElement', package: 'lit' },
        attributes: element.attributes.map(({ name, description, type, default: initial, property }) => ({
          name,
          description,
          ...typed(type),
          ...(initial !== undefined && { default: initial }),
          ...(property !== undefined && { fieldName: property }),
        })),
        members: [
          ...element.properties.map(field),
          ...element.methods.map(({ name, description, parameters, returns }) => ({
            kind: 'method',
            name,
            description,
            ...(parameters.length > 0 && {
              parameters: parameters.map((parameter) => ({
                name: parameter.name,
                ...typed(parameter.type),
                ...(parameter.optional && { optional: true }),
              })),
            }),
            return: typed(returns),
          })),
        ],
        events: element.events.map(({ name, description, type }) => ({ name, description, ...typed(type) })),
        slots: element.slots,
        cssParts: element.parts,
        cssProperties: element.cssProperties,
      },
    ],
    exports: [javascriptExport(element.className, path)],
  };
}

/** A package's entry is what defines the tag; the class alone defines nothing. */
function definingModule(element: ElementDoc): object {
  const declaration = { name: element.className, module: publishedPath(element.source) };
  return {
    kind: 'javascript-module',
    path: `${PUBLISHED}/${entryOf(element)}`,
    exports: [
      { kind: 'custom-element-definition', name: element.name, declaration },
      { kind: 'js', name: element.className, declaration },
    ],
  };
}

function eventModule({ name, description, source, superclass, properties }: EventClassDoc): object {
  const path = publishedPath(source);
  return {
    kind: 'javascript-module',
    path,
    declarations: [
      {
        kind: 'class',
        name,
        description,
        superclass: { name: superclass, ...(superclass === 'Event' && { package: 'global:' }) },
        members: properties.map(field),
      },
    ],
    exports: [javascriptExport(name, path)],
  };
}
