/** Reads the page's settings: plain JavaScript, so of any shape. What cannot be understood falls to the safe side. */
import { unreadableMask } from '../capture/masking/mask-rules.js';
import { splitSelectors } from '../capture/masking/selector-text.js';
import { MaskType, type CobrowseSettings, type MaskSettings } from '../../service/contract.js';

type Lists = Exclude<keyof MaskSettings, 'maskType'>;
type Openings = 'unmaskCssSelectors' | 'unmaskQueryParameters';

/** A selector that no parser takes: a setting which cannot be read masks everything. */
const UNREADABLE = ':unreadable';

/** From the most open to the most closed. */
const MASK_TYPES: readonly MaskType[] = [MaskType.CUSTOM_INPUT, MaskType.ALL_INPUT, MaskType.ALL];

/** What each `init` of the page said of masks. */
export function masksOf(settings: readonly CobrowseSettings[]): readonly unknown[] {
  return settings.map(({ piiMask }) => piiMask);
}

/**
 * Every `piiMask` that was given, as one: what any of them masks is masked, and only what all of them open is open.
 * @param lent masks from elsewhere, as of another tab: they mask more and take openings away, and never open anything themselves.
 */
export function readMaskSettings(given: readonly unknown[], lent: readonly unknown[] = []): Required<MaskSettings> {
  const own = given.map(readOne);
  const all = [...own, ...lent.map(readOne)];
  const listsOf = (name: Lists): string[] => withoutRepeats(all.map((mask) => mask[name]));
  // Of a caller who masks nothing there is nothing to open.
  const asked = all.filter(masksSomething);
  const opened = (name: Openings): string => {
    const items = new Set(own.flatMap((mask) => itemsOf(mask[name])));
    return [...items].filter((item) => asked.every((mask) => itemsOf(mask[name]).includes(item))).join();
  };
  return {
    maskType: MASK_TYPES[Math.max(0, ...all.map(({ maskType }) => MASK_TYPES.indexOf(maskType)))] ?? MaskType.ALL,
    maskCssSelectors: joinSelectors(listsOf('maskCssSelectors')),
    maskHTMLAttributes: listsOf('maskHTMLAttributes').join(),
    unmaskCssSelectors: opened('unmaskCssSelectors'),
    blockCssSelectors: joinSelectors(listsOf('blockCssSelectors')),
    unmaskQueryParameters: opened('unmaskQueryParameters'),
  };
}

/** What is masked now with what an `init` during the session adds: nothing opens that the session did not begin with. */
export function addMasks(now: Required<MaskSettings>, given: readonly unknown[]): Required<MaskSettings> {
  const more = readMaskSettings([...given, now]);
  const open = (name: Openings): string =>
    itemsOf(more[name])
      .filter((item) => itemsOf(now[name]).includes(item))
      .join();
  return {
    ...more,
    unmaskCssSelectors: open('unmaskCssSelectors'),
    unmaskQueryParameters: open('unmaskQueryParameters'),
  };
}

/** Selectors as one list, or those that cannot be read: in a list, what is open at their end would swallow the next or be closed by it. */
function joinSelectors(lists: readonly string[]): string {
  return lists.find((maskCssSelectors) => unreadableMask({ maskCssSelectors }) !== undefined) ?? lists.join();
}

/** Only the lists that say something new: what a session masks comes back with each reload. */
function withoutRepeats(lists: readonly string[]): string[] {
  const known = new Set<string>();
  return lists.filter((list) => {
    const before = known.size;
    for (const item of itemsOf(list)) known.add(item);
    return known.size > before;
  });
}

function itemsOf(list: string): string[] {
  return splitSelectors(list).filter(Boolean);
}

/** Whether anything of these masks more than what always is. */
export function masksSomething({ maskType, ...lists }: Required<MaskSettings>): boolean {
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
    maskCssSelectors: isObject ? readList(field('maskCssSelectors'), joinSelectors) : UNREADABLE,
    maskHTMLAttributes: readList(field('maskHTMLAttributes')),
    unmaskCssSelectors: readList(field('unmaskCssSelectors'), joinSelectors),
    blockCssSelectors: readList(field('blockCssSelectors'), joinSelectors),
    unmaskQueryParameters: readList(field('unmaskQueryParameters')),
  };
}

/** A list with commas; an array of its items is what some pages write. Any other shape was meant to mask something. */
function readList(value: unknown, join = (items: readonly string[]): string => items.join()): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isList ? join(value) : UNREADABLE;
}
