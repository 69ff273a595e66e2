/**
 * The state of a node that its markup does not tell (SPEC N4): values, choices, scroll position, natural size, top layer.
 * Reads the page and answers what the model should hold; the reconciler sends the difference.
 */
import type { PropertyName, PropertyValue } from '../protocol/operations.js';
import type { ModelNode } from '../protocol/model.js';
import {
  getAttribute,
  isDialog,
  isElement,
  isImage,
  isInput,
  isSelect,
  isTextArea,
  isVideo,
  localNameOf,
  matches,
  scrollLeftOf,
  scrollTopOf,
} from './dom.js';
import type { Choices } from './choices.js';
import { EMPTY, type Masker } from './masking/masker.js';
import { Standing } from './standings.js';

/** Inputs whose `value` is their caption or their name in a form, not what a person typed. */
const CAPTION_INPUTS: ReadonlySet<string> = new Set('checkbox radio submit reset button image hidden file'.split(' '));

const STATEFUL: ReadonlySet<string> = new Set('input textarea select img video dialog'.split(' '));

export type Properties = Map<PropertyName, PropertyValue>;

/** Whether an element of this name has state besides scrolling. */
export function isStateful(element: Element, localName: string): boolean {
  return STATEFUL.has(localName) || getAttribute(element, 'popover') !== null;
}

/** What the model should hold for this element; what is not named keeps its default. */
export function elementProperties(element: Element, standing: Standing, masker: Masker, choices: Choices): Properties {
  const properties: Properties = new Map();
  const masked = standing !== Standing.OPEN;
  const hidden = masked || choices.hidden(element, localNameOf(element));
  // A box holds nothing, nor what was sent of it before.
  if (standing === Standing.BLOCKED) {
    if (isInput(element) || isTextArea(element)) properties.set('value', EMPTY);
    for (const name of ['checked', 'indeterminate', 'boxWidth', 'boxHeight'] as const) properties.set(name, 0);
    return properties;
  }
  if (isInput(element)) inputProperties(element, { masked, hidden }, masker, properties);
  else if (isTextArea(element)) properties.set('value', masker.value(element.value, masked));
  else if (isSelect(element)) {
    if (!hidden) properties.set('selection', masker.selection(selectedIndices(element)));
  } else if (isImage(element)) {
    setBox(properties, element.naturalWidth, element.naturalHeight);
  } else if (isVideo(element)) {
    setBox(properties, element.videoWidth, element.videoHeight);
  } else if (isDialog(element)) {
    properties.set('modal', Number(element.open && matchesSafely(element, ':modal')));
  }
  if (getAttribute(element, 'popover') !== null) {
    properties.set('popover', Number(matchesSafely(element, ':popover-open')));
  }
  return properties;
}

/**
 * An element's scroll position, in whole CSS pixels: a fraction would only make frames. Where a mask is, it would tell how long the
 * text is and where it is read; only a page that is masked as a whole still has to be followed to what it opens.
 */
export function scrollProperties(element: Element, standing: Standing): Properties {
  const isHidden = standing > Standing.VEILED || (standing !== Standing.OPEN && STATEFUL.has(localNameOf(element)));
  return new Map([
    ['scrollLeft', isHidden ? 0 : Math.round(scrollLeftOf(element))],
    ['scrollTop', isHidden ? 0 : Math.round(scrollTopOf(element))],
  ]);
}

/** Whether it was scrolled at all. */
export function isScrolled(element: Element): boolean {
  return scrollTopOf(element) !== 0 || scrollLeftOf(element) !== 0;
}

/** What a node has when nothing was said: a property that equals it needs no operation. */
export function defaultProperty(node: ModelNode, name: PropertyName): PropertyValue | undefined {
  switch (name) {
    case 'value':
      return node.attribute('value') ?? EMPTY;
    case 'checked':
      return Number(node.attribute('checked') !== undefined);
    case 'selection':
    case 'media':
    case 'title':
    case 'url':
      return undefined;
    default:
      return 0;
  }
}

function inputProperties(
  input: HTMLInputElement,
  { masked, hidden }: { readonly masked: boolean; readonly hidden: boolean },
  masker: Masker,
  properties: Properties,
): void {
  if (input.type === 'checkbox' || input.type === 'radio') {
    properties.set('checked', Number(!hidden && input.checked));
    properties.set('indeterminate', Number(!hidden && input.indeterminate));
  } else if (!CAPTION_INPUTS.has(input.type)) {
    properties.set('value', masker.value(input.value, masked));
  }
}

function selectedIndices(select: HTMLSelectElement): number[] {
  return Array.from(select.selectedOptions, (option) => option.index);
}

function setBox(properties: Properties, width: number, height: number): void {
  properties.set('boxWidth', width);
  properties.set('boxHeight', height);
}

/** An older browser does not know the pseudo-class and throws. */
function matchesSafely(element: Element, selector: string): boolean {
  try {
    return isElement(element) && matches(element, selector);
  } catch {
    return false;
  }
}
