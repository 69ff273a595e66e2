/** Lit's decorator, without its other half for standard decorators, which our build makes none of: every page would load it. */
import type { LitElement, PropertyDeclaration } from 'lit';

type Decorate = (prototype: LitElement, name: PropertyKey) => void;

/** A public property, drawn when it changes. */
export function property(options?: PropertyDeclaration): Decorate {
  // What TypeScript calls a function of some kind is the element's class.
  return (prototype, name) => (prototype.constructor as typeof LitElement).createProperty(name, options);
}
