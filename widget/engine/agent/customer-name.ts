/** What the desk calls a customer whom the page gives no name. */
import type { DeskTexts } from '../../locales/sections/desk.js';
import { TAB_COLOUR_COUNT } from '../../service/tab-mark.js';
import type { CustomerTab } from './desk-state.js';

/** The Worker's random `user_id`, which then stands for the name as well. */
const RANDOM_ID = /^[0-9a-f]{32}$/;

/** As much of an id as an agent needs to tell two customers apart. */
const SHOWN_LENGTH = 4;

/** A name for people: the service's, or of an id that nobody chose its beginning. */
export function shownName(name: string, texts: DeskTexts): string {
  return RANDOM_ID.test(name) ? texts.nameless(beginningOf(name)) : name;
}

/** For a tab: of customers without a name what differs, and a colour that a reload finds again, as the session's id is random. */
export function tabOf(name: string, sessionId: string): CustomerTab {
  let colour = 0;
  for (const character of sessionId) colour = (colour + character.charCodeAt(0)) % TAB_COLOUR_COUNT;
  return { name: RANDOM_ID.test(name) ? beginningOf(name) : name, colour };
}

function beginningOf(id: string): string {
  return id.slice(0, SHOWN_LENGTH).toUpperCase();
}
