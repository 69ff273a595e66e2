/** Tells each agent what the customer's browser is (SPEC Z). Loaded with the first agent. It reads nothing of the page. */
import { DeviceKind, encodeFacts, type CustomerFacts } from '../protocol/facts.js';
import { EVERYBODY, FrameClass } from '../protocol/frame.js';
import { FACT_MAX_LENGTH } from '../protocol/limits.js';
import type { CreateFeature } from './feature.js';

/** What is read of the browser. */
export interface BrowserSigns {
  readonly userAgent: string;
  readonly maxTouchPoints: number;
  readonly language: string;
  /** Chromium's; of `unknown` shape, as TypeScript knows none. */
  readonly userAgentData?: unknown;
}

/** In the order in which they give themselves away: each names those below it as well. */
const BROWSERS: readonly (readonly [string, RegExp])[] = [
  ['Edge', /\bEdg(?:A|iOS)?\/(\d+)/],
  ['Opera', /\b(?:OPR|OPT)\/(\d+)/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+)[\d.]*(?: Mobile\/\w+)? Safari\//],
];

const SYSTEMS: readonly (readonly [string, RegExp])[] = [
  ['Android', /\bAndroid\b/],
  ['iOS', /\b(?:iPhone|iPod)\b/],
  ['iPadOS', /\biPad\b/],
  ['Windows', /\bWindows\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
];

/** The facts that a browser's signs stand for. */
export function factsOf({ userAgent, maxTouchPoints, language, userAgentData }: BrowserSigns): CustomerFacts {
  // An iPad says that it is a Mac; no Mac has a touch screen.
  const tablet = /\biPad\b/.test(userAgent) || (/\bMacintosh\b/.test(userAgent) && maxTouchPoints > 1);
  const [name = '', pattern] = BROWSERS.find(([, each]) => each.test(userAgent)) ?? [];
  const version = pattern?.exec(userAgent)?.[1];
  const named = brandOf(userAgentData) ?? (version === undefined ? name : `${name} ${version}`);
  const system = tablet ? 'iPadOS' : (SYSTEMS.find(([, each]) => each.test(userAgent))?.[0] ?? '');
  const mobile = /\bMobile\b|\biPhone\b/.test(userAgent);
  return {
    device:
      tablet || (system === 'Android' && !mobile) ? DeviceKind.TABLET : mobile ? DeviceKind.PHONE : DeviceKind.DESKTOP,
    browser: short(named),
    system,
    timeZone: short(new Intl.DateTimeFormat().resolvedOptions().timeZone),
    language: short(language),
  };
}

export const createOwnFacts: CreateFeature = ({ send }) => {
  const tell = (recipient: number): void => send(FrameClass.FACTS, recipient, encodeFacts(factsOf(navigator)));
  return {
    hear(message) {
      // Whoever comes, or is there when this page comes to a session that goes on.
      if (message.type === 'agent_joined') tell(message.agent.number);
      if (message.type === 'customer_welcome') tell(EVERYBODY);
    },
    close() {
      // Nothing is left behind.
    },
  };
};

/** A browser that is no other one's skin, such as Brave, says its name here alone. */
function brandOf(data: unknown): string | undefined {
  const brands: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'brands') : undefined;
  if (!Array.isArray(brands)) return undefined;
  const known: unknown = brands.find((each: unknown) => {
    const brand = textOf(each, 'brand');
    // Chromium lists itself, and a name that stands for nobody, under another spelling in each version.
    return brand !== '' && brand !== 'Chromium' && !/Not.+Brand/.test(brand);
  });
  const [brand, version] = [textOf(known, 'brand'), textOf(known, 'version')];
  return brand === '' ? undefined : `${brand.replace(/^(?:Google|Microsoft) /, '')} ${version}`.trim();
}

function textOf(value: unknown, key: string): string {
  const text: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return typeof text === 'string' ? text : '';
}

const short = (text: string): string => text.slice(0, FACT_MAX_LENGTH);
