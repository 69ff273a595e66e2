/** The desk page's entry: takes the token out of the address, makes the session, its element and the page around, and wires them. */
import { DeskElement } from './desk.js';
import { speak } from './desk-language.js';
import { DeskSession } from './desk-session.js';
import { keepAdmission, takeAccess } from './desk-token.js';
import { Embedder } from './embedder.js';
import { readEmbedders } from './embedder-origins.js';

const access = takeAccess();

// Not the document's own `lang`: a desk has one reader, whose language the browser knows, unless the page around says another.
const chosen = speak(document.documentElement, navigator.languages);

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
  onLocale: (locale) => Object.assign(desk, speak(document.documentElement, [locale, ...navigator.languages])),
});
Object.assign(desk, chosen);
desk.session = session;
document.body.append(desk);

addEventListener('pagehide', () => session.suspend());
addEventListener('pageshow', (event) => event.persisted && session.comeBack());
if (access?.admission) session.resume(access.admission);
