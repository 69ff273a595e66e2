/** The documented interface against the real one: what is described exists, and what exists is described. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { undescribed, type ElementDoc } from '../../scripts/package/api-model.ts';
import { cssCustomData, htmlCustomData, webTypes } from '../../scripts/package/editor-data.ts';
import { apiOf, readApi } from '../../scripts/package/read-api.ts';
import { property, ROOT } from '../../scripts/project.ts';
import { inNode } from './support/in-node.ts';

const consumer = inject('consumer');
const model = readApi();

/** The attributes that the design promises. More may come, none may go. */
const PROMISED = {
  'cobrowse-button':
    'token-url service-url sdk-key sdk-version user-id user-name mask-type mask-selectors mask-attributes ' +
    'unmask-selectors block-selectors unmask-query-parameters mask-strict agent-annotation customer-annotation remote-assist multi-tab custom-pin show-pin locale',
  'cobrowse-agent-desk': 'token-url service-url user-id user-name pin locale',
};

/** All sources of one element, without comments. */
function code({ source }: ElementDoc): string {
  const folder = join(ROOT, dirname(source));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const text = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  return text.replace(/\/\*[^]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

function found(pattern: RegExp, text: string): string[] {
  const all = [...text.matchAll(pattern)].flatMap(([, words = '']) => words.split(/\s+/).filter(Boolean));
  return [...new Set(all)].toSorted();
}

const names = (things: readonly { readonly name: string }[]) => things.map(({ name }) => name).toSorted();

describe('the manifest', () => {
  it('describes every public member of both elements, and every event', () => {
    expect(names(model.elements)).toEqual(['cobrowse-agent-desk', 'cobrowse-button']);
    expect(undescribed(model)).toEqual([]);
  });

  it('would not pass with a member that nobody described', () => {
    const type = { text: 'string' };
    const declaration = {
      kind: 'class',
      name: 'KnobElement',
      description: 'A knob.',
      members: [
        { kind: 'field', name: 'tone', type, attribute: 'tone' },
        { kind: 'method', name: 'turn' },
        { kind: 'field', name: '#angle', type },
        { kind: 'field', name: 'scale', type, privacy: 'private' },
      ],
      attributes: [{ name: 'tone', type, fieldName: 'tone' }],
      events: [{ name: 'turned', type: { text: 'Event' } }, { type: { text: 'Event' } }],
      slots: [{ name: '' }],
      cssParts: [{ name: 'cap', description: 'Its cap.' }],
    };
    const manifest = { modules: [{ path: 'widget/elements/a-knob/a-knob.ts', declarations: [declaration] }] };
    expect(undescribed(apiOf(manifest, new Map()))).toEqual([
      'a-knob attribute tone',
      'a-knob property tone',
      'a-knob method turn',
      'a-knob event turned',
      'a-knob slot (default)',
    ]);
  });

  it('writes the states out', () => {
    const states = model.elements.map(({ properties }) => properties.find(({ name }) => name === 'state')?.type);
    expect(states).toEqual([
      "'idle' | 'loading' | 'waiting' | 'live' | 'reconnecting' | 'ended' | 'error'",
      "'idle' | 'loading' | 'ready' | 'joining' | 'live' | 'ended' | 'error'",
    ]);
  });

  it.each(model.elements)('has exactly the attributes that $name observes', ({ className, attributes }) => {
    const observed = inNode(
      consumer,
      `const { ${className} } = await import('cobrowse-elements');
       console.log(JSON.stringify(${className}.observedAttributes.toSorted()));`,
    );
    expect(names(attributes)).toEqual(observed);
  });

  it.each(Object.entries(PROMISED))('has every attribute that was promised for %s', (tag, promised) => {
    const element = model.elements.find(({ name }) => name === tag);
    expect(
      promised.split(' ').filter((name) => !element?.attributes.some((attribute) => attribute.name === name)),
    ).toEqual([]);
  });

  it("gives every event the class that has its name, and leaves none of the package's out", () => {
    const documented = model.elements.flatMap(({ events }) =>
      events.map(({ name, type }) => [type.split('<')[0], name]),
    );
    const classes = inNode(
      consumer,
      `const all = Object.values(await import('cobrowse-elements')).filter(({ prototype }) => prototype instanceof Event);
       console.log(JSON.stringify(Object.fromEntries(all.map(({ name, type }) => [name, type]))));`,
    );
    expect(Object.fromEntries(documented)).toEqual(classes);
  });

  it('has an entry in the event map for every event', () => {
    const map = readFileSync(join(ROOT, 'widget/events/event-map.ts'), 'utf8');
    const mapped = Object.fromEntries(
      [...map.matchAll(/'(cobrowse-[a-z-]+)': (\w+)/g)].map(([, name, type]) => [name, type]),
    );
    const documented = model.elements.flatMap(({ events }) =>
      events.map(({ name, type }) => [name, type.split('<')[0]]),
    );
    expect(Object.fromEntries(documented)).toEqual(mapped);
  });

  describe.each(model.elements)('of $name', (element) => {
    it('has the parts that its templates have', () => {
      const text = code(element);
      const written = found(/\bpart="([^"]+)"/g, text.replace(/[\w-]*\$\{[^}]*\}/g, ''));
      expect(written.filter((name) => !names(element.parts).includes(name))).toEqual([]);
      // A part's name may be put together; the words are in the code all the same.
      expect(names(element.parts).filter((name) => !new RegExp(`["' ]${name}["' ]`).test(text))).toEqual([]);
    });

    it('has the slots that its templates have', () => {
      const named = element.slots.filter(({ name }) => name !== '');
      expect(names(named)).toEqual(found(/<slot[^>]*\bname="([^"$]+)"/g, code(element)));
    });

    it('has the custom properties that its styles read', () => {
      expect(names(element.cssProperties)).toEqual(found(/var\(\s*(--cobrowse-[a-z-]+)/g, code(element)));
    });
  });
});

describe("editors' data", () => {
  it('offers every tag with every attribute, and the strings of those that are a choice', () => {
    const tags = Object(property(htmlCustomData(model), 'tags'));
    for (const [index, element] of model.elements.entries()) {
      const attributes: unknown = property(tags[index], 'attributes');
      const offered = Array.isArray(attributes) ? attributes.map((attribute) => property(attribute, 'name')) : [];
      expect(offered).toEqual(element.attributes.map(({ name }) => name));
    }
    const tone = { name: 'tone', description: 'Its tone.', type: "'low' | 'high' | undefined" };
    const choice = { ...model, elements: model.elements.map((element) => ({ ...element, attributes: [tone] })) };
    expect(JSON.stringify(htmlCustomData(choice))).toContain('"values":[{"name":"low"},{"name":"high"}]');
    expect(JSON.stringify(webTypes(choice, 'cobrowse-elements', '1.0.0'))).toContain(`"type":"'low' | 'high'`);
  });

  it('offers every part and custom property in style sheets', () => {
    const said = JSON.stringify(cssCustomData(model));
    for (const { parts, cssProperties } of model.elements) {
      for (const { name } of parts) expect(said).toContain(`"::part(${name})"`);
      for (const { name } of cssProperties) expect(said).toContain(`"${name}"`);
    }
  });
});
