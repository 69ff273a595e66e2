/** Reads the page's settings: plain JavaScript, so of any shape. What cannot be understood falls to the safe side. */
import { MaskType, type CobrowseSettings, type MaskSettings } from '../../service/contract.js';

/** A selector that no parser takes: a setting which cannot be read masks everything. */
const UNREADABLE = ':unreadable';

/** `piiMask` with every part in place. A `maskType` that we do not know masks every input. */
export function readMaskSettings({ piiMask }: CobrowseSettings): Required<MaskSettings> {
  const given: unknown = piiMask ?? {};
  if (typeof given !== 'object' || Array.isArray(given)) {
    return { maskType: MaskType.ALL_INPUT, maskCssSelectors: UNREADABLE, maskHTMLAttributes: '' };
  }
  const maskType: unknown = piiMask?.maskType;
  return {
    maskType: maskType === undefined || maskType === MaskType.CUSTOM_INPUT ? MaskType.CUSTOM_INPUT : MaskType.ALL_INPUT,
    maskCssSelectors: readList(piiMask?.maskCssSelectors),
    maskHTMLAttributes: readList(piiMask?.maskHTMLAttributes),
  };
}

/** A list with commas; an array of its items is what some pages write. Any other shape was meant to mask something. */
function readList(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isList ? value.join(',') : UNREADABLE;
}
