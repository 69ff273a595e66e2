/**
 * The port between a page and the desk that it embeds: every message, its direction, and the check of each. The page offers
 * the port with a hello; a desk that knows none, as Zoom's, stays silent. A leaf: it knows neither the element nor the engine.
 */
import { MOST_NAMESAKES, TabState, type TabMark } from './tab-mark.js';
import { isToken } from './token-claims.js';

/** Both sides say it first; a desk answers no other. */
export const DESK_PORT_VERSION = 1;

/** Longer than any PIN with all that people write between its digits. */
const PIN_TEXT_MAX_LENGTH = 64;
const ERROR_TEXT_MAX_LENGTH = 500;

/** A session's id and the agent's secret in it, both in the characters of base64url. */
export const TICKET_PATTERN = /^[\w-]{1,128}\.[\w-]{1,128}$/;

/** Longer than any name that a token may have. */
const NAME_MAX_LENGTH = 200;

/** What is recommended to make room for (RFC 5646, section 4.4.1). */
const LOCALE_MAX_LENGTH = 35;
const LOCALE_PATTERN = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/;

/** Page → desk, with the port. The only message that goes through `window.postMessage`. */
export interface DeskHello {
  readonly type: 'cobrowse-desk-hello';
  readonly version: typeof DESK_PORT_VERSION;
}

export const DESK_HELLO: DeskHello = { type: 'cobrowse-desk-hello', version: DESK_PORT_VERSION };

/** What the desk is doing. */
export const DeskPhase = { READY: 'ready', JOINING: 'joining', LIVE: 'live', ENDED: 'ended' } as const;
export type DeskPhase = (typeof DeskPhase)[keyof typeof DeskPhase];

/** Desk → page. */
export type FromDesk =
  /** The answer to the hello. */
  | { readonly type: 'welcome'; readonly version: typeof DESK_PORT_VERSION }
  /** Once after the welcome, then with every change, before the event that tells of the same. */
  | { readonly type: 'state'; readonly state: DeskPhase }
  | { readonly type: 'session_joined' }
  /** This agent is out of the session; it may go on without them. */
  | { readonly type: 'session_left' }
  | { readonly type: 'session_ended' }
  /** The customer looks at something else, or what is seen is another tab of theirs. */
  | { readonly type: 'customer_focus_lost' | 'customer_transferred' }
  /** What the desk shows in words itself. */
  | { readonly type: 'session_error'; readonly code: number; readonly errorMsg: string }
  /** Which customer the desk shows and how that is going, with every change; without a mark, nobody. */
  | { readonly type: 'mark'; readonly mark?: TabMark }
  /** The token has expired or was refused; the desk waits for another. */
  | { readonly type: 'token_wanted' }
  /**
   * What leads back into the session after a reload of the page, or nothing once that is over. A desk in another site's page may have no
   * storage, and the page whose token it is may keep it.
   */
  | { readonly type: 'ticket'; readonly ticket: string };

/** Page → desk. */
export type ToDesk =
  /** Join the session behind it; as a person would write it. */
  | { readonly type: 'pin'; readonly pinCode: string }
  | { readonly type: 'token'; readonly token: string }
  /** Leave the session, or give up joining one. */
  | { readonly type: 'leave' }
  /** Go on with the session that a reload interrupted. */
  | { readonly type: 'resume'; readonly ticket: string }
  /** The language tag of the element around, after the welcome and with every change. */
  | { readonly type: 'locale'; readonly locale: string }
  /** The look of the page around, after the welcome and with every change. */
  | ({ readonly type: 'theme' } & DeskTheme);

/** Colours that a page may set, by what follows `--cobrowse-` in the name of their custom property. */
export const THEME_COLOURS = [
  'ground',
  'surface',
  'text',
  'text-soft',
  'border',
  'accent',
  'on-accent',
  'error',
  'focus',
] as const;
export type ThemeColour = (typeof THEME_COLOURS)[number];

export interface DeskTheme {
  readonly colorScheme: 'light' | 'dark';
  /** Those that the page set, as a browser computes them. */
  readonly colours: Readonly<Partial<Record<ThemeColour, string>>>;
}

/** A computed colour: a function of numbers. No variable, no address, nothing that ends a declaration. */
const COLOUR_PATTERN = /^(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\([a-z0-9 .,%/+-]{1,80}\)$/;

export function isHello(value: unknown): boolean {
  return read(value, 'type') === DESK_HELLO.type && read(value, 'version') === DESK_PORT_VERSION;
}

/** A message of a desk, or `undefined` for anything else. */
export function decodeFromDesk(value: unknown): FromDesk | undefined {
  const type = read(value, 'type');
  switch (type) {
    case 'welcome':
      return read(value, 'version') === DESK_PORT_VERSION ? { type, version: DESK_PORT_VERSION } : undefined;
    case 'state': {
      const state = Object.values(DeskPhase).find((phase) => phase === read(value, 'state'));
      return state && { type, state };
    }
    case 'session_error': {
      const code = read(value, 'code');
      const errorMsg = read(value, 'errorMsg');
      if (typeof code !== 'number' || !Number.isInteger(code)) return undefined;
      return typeof errorMsg === 'string' && errorMsg.length <= ERROR_TEXT_MAX_LENGTH
        ? { type, code, errorMsg }
        : undefined;
    }
    case 'ticket': {
      const ticket = read(value, 'ticket');
      return ticket === '' || isTicket(ticket) ? { type, ticket } : undefined;
    }
    case 'mark': {
      const mark = read(value, 'mark');
      if (mark === undefined) return { type };
      const customerName = read(mark, 'customerName');
      const state = Object.values(TabState).find((each) => each === read(mark, 'state'));
      const fits = typeof customerName === 'string' && customerName.length <= NAME_MAX_LENGTH;
      if (!fits || !state) return undefined;
      const namesake = read(mark, 'namesake');
      const isNamesake =
        typeof namesake === 'number' && Number.isInteger(namesake) && namesake > 1 && namesake <= MOST_NAMESAKES;
      const news = read(mark, 'news') === true;
      return { type, mark: { customerName, state, ...(isNamesake && { namesake }), ...(news && { news }) } };
    }
    case 'session_joined':
    case 'session_left':
    case 'session_ended':
    case 'customer_focus_lost':
    case 'customer_transferred':
    case 'token_wanted':
      return { type };
    default:
      return undefined;
  }
}

/** A message of a page, or `undefined` for anything else. */
export function decodeToDesk(value: unknown): ToDesk | undefined {
  const type = read(value, 'type');
  switch (type) {
    case 'pin': {
      const pinCode = read(value, 'pinCode');
      return typeof pinCode === 'string' && pinCode.length <= PIN_TEXT_MAX_LENGTH ? { type, pinCode } : undefined;
    }
    case 'token': {
      const token = read(value, 'token');
      return isToken(token) ? { type, token } : undefined;
    }
    case 'leave':
      return { type };
    case 'resume': {
      const ticket = read(value, 'ticket');
      return isTicket(ticket) ? { type, ticket } : undefined;
    }
    case 'locale': {
      const locale = read(value, 'locale');
      return typeof locale === 'string' && locale.length <= LOCALE_MAX_LENGTH && LOCALE_PATTERN.test(locale)
        ? { type, locale }
        : undefined;
    }
    case 'theme': {
      const colorScheme = read(value, 'colorScheme');
      if (colorScheme !== 'light' && colorScheme !== 'dark') return undefined;
      const given = read(value, 'colours');
      const colours = THEME_COLOURS.map((name) => [name, read(given, name)] as const).filter(
        (entry): entry is readonly [ThemeColour, string] =>
          typeof entry[1] === 'string' && COLOUR_PATTERN.test(entry[1]),
      );
      return { type, colorScheme, colours: Object.fromEntries(colours) };
    }
    default:
      return undefined;
  }
}

function isTicket(value: unknown): value is string {
  return typeof value === 'string' && TICKET_PATTERN.test(value);
}

function read(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
