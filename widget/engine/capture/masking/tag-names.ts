/** Which elements are called by the browser or by a component, and which by a text that was written as markup. Knows nothing of masks. */
import { localNameOf } from '../dom.js';

const NOBODYS = /^\[object (?:HTMLUnknown|SVG|)Element\]/;
/** A component's, or one of MathML, of which browsers make no difference between those that they know and others. */
const NAME = /^(?:[a-z][a-z\d]*(?:-[a-z\d]+)+|m[a-z]{1,13}|none|semantics)$/;

/** Whether an element's name is nobody's text. */
export function hasTagName(element: Element): boolean {
  const kind = Object.prototype.toString.call(element);
  const name = localNameOf(element);
  return !NOBODYS.test(kind) && (!(name.includes('-') || kind.includes('Math')) || NAME.test(name));
}
