/** Reads the page's settings: plain JavaScript, so of any shape. What cannot be understood falls to the safe side. */
import { MaskType, type MaskSettings } from '../../service/contract.js';

/** A selector that no parser takes: a setting which cannot be read masks everything. */
const UNREADABLE = ':unreadable';

/** Every `piiMask` that was given, as one: what any of them masks is masked. */
export function readMaskSettings(given: readonly unknown[]): Required<MaskSettings> {
  const all = given.map(readOne);
  const lists = (name: 'maskCssSelectors' | 'maskHTMLAttributes'): string =>
    [...new Set(all.map((mask) => mask[name]))].filter(Boolean).join(',');
  return {
    maskType: all.some(({ maskType }) => maskType === MaskType.ALL_INPUT) ? MaskType.ALL_INPUT : MaskType.CUSTOM_INPUT,
    maskCssSelectors: lists('maskCssSelectors'),
    maskHTMLAttributes: lists('maskHTMLAttributes'),
  };
}

/** `piiMask` with every part in place. A `maskType` that we do not know masks every input. */
function readOne(piiMask: unknown): Required<MaskSettings> {
  const given: unknown = piiMask ?? {};
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return { maskType: MaskType.ALL_INPUT, maskCssSelectors: UNREADABLE, maskHTMLAttributes: '' };
  }
  const field = (name: keyof MaskSettings): unknown => Reflect.get(given, name);
  const maskType = field('maskType');
  return {
    maskType: maskType === undefined || maskType === MaskType.CUSTOM_INPUT ? MaskType.CUSTOM_INPUT : MaskType.ALL_INPUT,
    maskCssSelectors: readList(field('maskCssSelectors')),
    maskHTMLAttributes: readList(field('maskHTMLAttributes')),
  };
}

/** A list with commas; an array of its items is what some pages write. Any other shape was meant to mask something. */
function readList(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isList ? value.join(',') : UNREADABLE;
}
