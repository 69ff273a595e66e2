/** What the desk calls a customer whom the page gives no name. */
import type { DeskTexts } from '../../locales/sections/desk.js';

/** The Worker's random `user_id`, which then stands for the name as well. */
const RANDOM_ID = /^[0-9a-f]{32}$/;

/** As much of an id as an agent needs to tell two customers apart. */
const SHOWN_LENGTH = 4;

/** A name for people: the service's, or of an id that nobody chose its beginning. */
export function shownName(name: string, texts: DeskTexts): string {
  return RANDOM_ID.test(name) ? texts.nameless(beginningOf(name)) : name;
}

/** What differs between customers without a name, for a tab's few letters; nothing for one who has a name. */
export function tabNameOf(name: string): string | undefined {
  return RANDOM_ID.test(name) ? beginningOf(name) : undefined;
}

function beginningOf(id: string): string {
  return id.slice(0, SHOWN_LENGTH).toUpperCase();
}
