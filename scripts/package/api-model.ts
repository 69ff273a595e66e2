/**
 * The public interface of the elements as data: what the analyzer found, tidied. Everything that is generated from the
 * sources is made from this: manifest, editor data, framework types and the README's tables.
 */

/** A named thing and its sentence. An empty description is a defect: see {@link undescribed}. */
export interface Named {
  readonly name: string;
  readonly description: string;
}

export interface AttributeDoc extends Named {
  readonly type: string;
  readonly default?: string;
  /** The property that it sets, when there is one. */
  readonly property?: string;
}

export interface PropertyDoc extends Named {
  readonly type: string;
  readonly default?: string;
  readonly attribute?: string;
  readonly reflects: boolean;
  readonly readonly: boolean;
}

export interface MethodDoc extends Named {
  readonly parameters: readonly { readonly name: string; readonly type: string; readonly optional: boolean }[];
  readonly returns: string;
}

export interface EventDoc extends Named {
  /** Name of the event's class. */
  readonly type: string;
}

export interface CssPropertyDoc extends Named {
  readonly default?: string;
}

export interface ElementDoc extends Named {
  /** The class. `name` is the tag. */
  readonly className: string;
  /** Source file from the root. */
  readonly source: string;
  readonly attributes: readonly AttributeDoc[];
  readonly properties: readonly PropertyDoc[];
  readonly methods: readonly MethodDoc[];
  readonly events: readonly EventDoc[];
  /** The default slot's name is empty. */
  readonly slots: readonly Named[];
  readonly parts: readonly Named[];
  readonly cssProperties: readonly CssPropertyDoc[];
}

/** A class of events. */
export interface EventClassDoc extends Named {
  readonly source: string;
  readonly superclass: string;
  /** What its `detail` holds, unless that is nothing. */
  readonly detail?: string;
  readonly properties: readonly PropertyDoc[];
}

export interface ApiModel {
  readonly elements: readonly ElementDoc[];
  readonly eventClasses: readonly EventClassDoc[];
}

/** Where a description is missing, as `tag kind name`. */
export function undescribed({ elements, eventClasses }: ApiModel): string[] {
  const missing = (owner: string, kind: string, things: readonly Named[]) =>
    things.filter(({ description }) => description === '').map(({ name }) => `${owner} ${kind} ${name || '(default)'}`);
  return [
    ...elements.flatMap((element) => [
      ...missing(element.name, 'class', [element]),
      ...missing(element.name, 'attribute', element.attributes),
      ...missing(element.name, 'property', element.properties),
      ...missing(element.name, 'method', element.methods),
      ...missing(element.name, 'event', element.events),
      ...missing(element.name, 'slot', element.slots),
      ...missing(element.name, 'part', element.parts),
      ...missing(element.name, 'custom property', element.cssProperties),
    ]),
    // What an event's `detail` holds is described where its type is.
    ...eventClasses.flatMap((event) => missing(event.name, 'class', [event])),
  ];
}

/** The strings of a type that is a choice of string literals, else nothing. */
export function literalsOf(type: string): readonly string[] {
  const choices = type.split('|').map((choice) => choice.trim());
  const literals = choices.flatMap((choice) => /^'([^']*)'$/.exec(choice)?.[1] ?? []);
  return literals.length === choices.filter((choice) => choice !== 'undefined').length ? literals : [];
}
