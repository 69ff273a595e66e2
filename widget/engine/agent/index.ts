/** The desk page's entry: takes the token out of the address, makes the session and its element, and wires them. */
import { chooseTexts, wantedLanguages } from '../../locales/locale.js';
import { enDesk } from '../../locales/en.js';
import { zhCnDesk } from '../../locales/zh-cn.js';
import { DeskElement } from './desk.js';
import { DeskSession } from './desk-session.js';
import { keepAdmission, takeAccess } from './desk-token.js';

const access = takeAccess();

// The page's own `lang` is only the fallback's: a desk has one reader, and the browser knows their language.
const { texts, language } = chooseTexts(
  { en: enDesk, 'zh-cn': zhCnDesk },
  [...navigator.languages].concat(wantedLanguages(document)),
);
document.documentElement.lang = language;

const pageSheet = new CSSStyleSheet();
pageSheet.replaceSync('body { margin: 0; }');
document.adoptedStyleSheets = [pageSheet];

const desk = new DeskElement();
const session = new DeskSession({
  origin: location.origin,
  token: access?.token,
  onMessage: (message) => desk.mirror?.receive(message),
  onAdmission: (admission) => access && keepAdmission(access.token, admission),
});
desk.texts = texts;
desk.session = session;
document.body.append(desk);

addEventListener('pagehide', () => session.suspend());
addEventListener('pageshow', (event) => event.persisted && session.comeBack());
if (access?.admission) session.resume(access.admission);
