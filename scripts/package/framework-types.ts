/**
 * Writes the model as declarations for React 19 and Vue 3. They take every type from the elements' classes, so only names
 * and sentences are copied here.
 */
import type { ApiModel, ElementDoc, PropertyDoc } from './api-model.ts';

/** `cobrowse-button` → `CobrowseButton`. */
function pascalCase(tag: string): string {
  return tag.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Comment of a declaration. A sentence that would close it early cannot. */
function comment(description: string): string {
  return `/** ${description.replaceAll('*/', '*\\/')} */`;
}

function writable({ properties }: ElementDoc): readonly PropertyDoc[] {
  return properties.filter(({ readonly }) => !readonly);
}

/** Lines of an interface: properties by their names, and attributes where their name differs. */
function propertyLines(element: ElementDoc): string[] {
  const byName = writable(element).map(
    ({ name, description }) => `  ${comment(description)}\n  ${name}?: ${element.className}['${name}'] | undefined;`,
  );
  const attributes = element.attributes.flatMap(({ name, description, property, type }) => {
    const field = element.properties.find((candidate) => candidate.name === property);
    // A property of the same name says it already; one that cannot be set is told, not asked for.
    if (name === property || field?.readonly) return [];
    const text = field ? `${element.className}['${field.name}']` : 'string';
    return [`  ${comment(description)}\n  '${name}'?: ${type === 'boolean' ? 'boolean' : text} | undefined;`];
  });
  return [...byName, ...attributes];
}

function importLines({ elements }: ApiModel, extra: string): string {
  const classes = elements.map(({ className }) => className);
  const events = elements.flatMap((element) => element.events.flatMap(({ type }) => type.match(/\b[A-Z]\w*/g) ?? []));
  const names = [...new Set([...classes, ...events])].toSorted();
  return `${extra}\nimport type {\n${names.map((name) => `  ${name},`).join('\n')}\n} from './index.js';\n`;
}

/** Content of `react.d.ts`: both tags in TSX, their events as `oncobrowse-…`, as React 19 listens to them. */
export function reactTypes(model: ApiModel): string {
  const interfaces = model.elements.map((element) => {
    const events = element.events.map(
      ({ name, description, type }) =>
        `  ${comment(description)}\n  'on${name}'?: ((event: ${type}) => void) | undefined;`,
    );
    return `/** What \`<${element.name}>\` takes in TSX. */
export interface ${pascalCase(element.name)}Props extends DetailedHTMLProps<HTMLAttributes<${element.className}>, ${element.className}> {
  /** React 19 sets it as it is; \`className\` works too. */
  class?: string | undefined;
${[...propertyLines(element), ...events].join('\n')}
}
`;
  });
  const tags = model.elements.map(
    (element) => `      ${comment(element.description)}\n      '${element.name}': ${pascalCase(element.name)}Props;`,
  );
  return `/** Types for React 19: \`import 'cobrowse-elements/react'\`, once. Generated from the elements. */
${importLines(model, "import type { DetailedHTMLProps, HTMLAttributes } from 'react';")}
${interfaces.join('\n')}
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
${tags.join('\n')}
    }
  }
}
`;
}

/** Content of `vue.d.ts`: both tags in Vue's \`GlobalComponents\`, which Volar and vue-tsc read. */
export function vueTypes(model: ApiModel): string {
  const interfaces = model.elements.map((element) => {
    const name = pascalCase(element.name);
    const listeners = element.events.map(
      (event) =>
        `  ${comment(event.description)}\n  on${pascalCase(event.name)}?: ((event: ${event.type}) => void) | undefined;`,
    );
    const emits = element.events.map((event) => `  (event: '${event.name}', payload: ${event.type}): void;`);
    return `/** What \`<${element.name}>\` takes in a template: \`:token-url\`, \`.getToken\`, \`@cobrowse-…\`. */
export interface ${name}Props {
${[...propertyLines(element), ...listeners].join('\n')}
}

/** What \`<${element.name}>\` emits. */
export interface ${name}Emits {
${emits.join('\n')}
}
`;
  });
  const tags = model.elements.map((element) => {
    const name = pascalCase(element.name);
    const type = `CobrowseComponent<${element.className}, ${name}Props, ${name}Emits>`;
    return `    ${comment(element.description)}\n    '${element.name}': ${type};`;
  });
  return `/** Types for Vue 3: \`import 'cobrowse-elements/vue'\`, once. Generated from the elements. */
${importLines(model, "import type { HTMLAttributes, PublicProps } from 'vue';")}
${interfaces.join('\n')}
/** A custom element as Vue's tools see a component. */
export type CobrowseComponent<Element extends HTMLElement, Props, Emits> = new () => Element & {
  /** For templates only: an element has no such property. */
  $props: HTMLAttributes & Props & PublicProps;
  /** For templates only: an element has no such property. */
  $emit: Emits;
};

declare module 'vue' {
  interface GlobalComponents {
${tags.join('\n')}
  }
}
`;
}
