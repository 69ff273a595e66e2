/** The desk page's entry: takes the token out of the address, makes the session, its element and the page around, and wires them. */
import { chooseTexts, wantedLanguages } from '../../locales/locale.js';
import { enDesk } from '../../locales/en.js';
import { zhCnDesk } from '../../locales/zh-cn.js';
import { DeskElement } from './desk.js';
import { DeskSession } from './desk-session.js';
import { keepAdmission, takeAccess } from './desk-token.js';
import { Embedder } from './embedder.js';
import { readEmbedders } from './embedder-origins.js';

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
const session: DeskSession = new DeskSession({
  origin: location.origin,
  token: access?.token,
  renewToken: (signal) => embedder.renewToken(signal),
  onMessage: (message) => desk.mirror?.receive(message),
  // Under the token of the address, which the page around would load this desk with again.
  onAdmission: (admission) => access && keepAdmission(access.token, admission),
});
const embedder = new Embedder({
  allowed: readEmbedders(document),
  session,
  onPin: (text) => desk.takePin(text),
});
desk.texts = texts;
desk.session = session;
document.body.append(desk);

addEventListener('pagehide', () => session.suspend());
addEventListener('pageshow', (event) => event.persisted && session.comeBack());
if (access?.admission) session.resume(access.admission);
