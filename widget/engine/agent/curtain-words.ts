/** What agents read in place of the page: that the customer has paused, or is where the site shares nothing (SPEC U, Q). */
import type { DeskToolsTexts } from '../../locales/sections/desk-tools.js';
import type { SharingMessage } from '../protocol/control.js';

export interface CurtainWords {
  readonly title: string;
  readonly hint: string;
  /** Once it has gone. */
  readonly up: string;
}

/** For what the relay said of a curtain that is down, or was. */
export function curtainWords(texts: DeskToolsTexts, { reason }: SharingMessage): CurtainWords {
  return reason === 'barred'
    ? { title: texts.barred, hint: texts.barredHint, up: texts.barredUp }
    : { title: texts.curtain, hint: texts.curtainHint, up: texts.curtainUp };
}
