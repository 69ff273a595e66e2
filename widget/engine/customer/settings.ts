/** Reads the page's settings: plain JavaScript, so of any shape. What cannot be understood falls to the safe side. */
import { MaskType, type MaskSettings } from '../../service/contract.js';

type Lists = Exclude<keyof MaskSettings, 'maskType'>;

/** A selector that no parser takes: a setting which cannot be read masks everything. */
const UNREADABLE = ':unreadable';

/** From the most open to the most closed. */
const MASK_TYPES: readonly MaskType[] = [MaskType.CUSTOM_INPUT, MaskType.ALL_INPUT, MaskType.ALL];

/** Every `piiMask` that was given, as one: what any of them masks is masked, and only what all of them open is open. */
export function readMaskSettings(given: readonly unknown[]): Required<MaskSettings> {
  const all = given.map(readOne);
  const values = (name: Lists, from = all): string[] => [...new Set(from.map((mask) => mask[name]))];
  const joined = (name: Lists): string => values(name).filter(Boolean).join();
  // Of a caller who masks nothing there is nothing to open.
  const opened = values('unmaskCssSelectors', all.filter(masksSomething));
  return {
    maskType: MASK_TYPES[Math.max(0, ...all.map(({ maskType }) => MASK_TYPES.indexOf(maskType)))] ?? MaskType.ALL,
    maskCssSelectors: joined('maskCssSelectors'),
    maskHTMLAttributes: joined('maskHTMLAttributes'),
    unmaskCssSelectors: opened.length > 1 ? '' : (opened[0] ?? joined('unmaskCssSelectors')),
    blockCssSelectors: joined('blockCssSelectors'),
  };
}

function masksSomething({ maskType, ...lists }: Required<MaskSettings>): boolean {
  return maskType !== MaskType.CUSTOM_INPUT || lists.maskCssSelectors !== '' || lists.maskHTMLAttributes !== '';
}

/** `piiMask` with every part in place. A `maskType` that we do not know masks every input. */
function readOne(piiMask: unknown): Required<MaskSettings> {
  const given: unknown = piiMask ?? {};
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
  const field = (name: keyof MaskSettings): unknown => (isObject ? Reflect.get(given, name) : undefined);
  const maskType = isObject ? (field('maskType') ?? (field('maskType') === undefined && MaskType.CUSTOM_INPUT)) : null;
  return {
    maskType: MASK_TYPES.find((type) => type === maskType) ?? MaskType.ALL_INPUT,
    maskCssSelectors: isObject ? readList(field('maskCssSelectors')) : UNREADABLE,
    maskHTMLAttributes: readList(field('maskHTMLAttributes')),
    unmaskCssSelectors: readList(field('unmaskCssSelectors')),
    blockCssSelectors: readList(field('blockCssSelectors')),
  };
}

/** A list with commas; an array of its items is what some pages write. Any other shape was meant to mask something. */
function readList(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isList ? value.join() : UNREADABLE;
}
