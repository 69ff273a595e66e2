/** The desk page's entry: takes the token out of the address, makes the session, its element and the page around, and wires them. */
import { shownName } from './customer-name.js';
import { DeskElement } from './desk.js';
import { DeskLanguage } from './desk-language.js';
import { wearTheme } from './desk-theme.js';
import { DeskSession } from './desk-session.js';
import { keepAdmission, takeAccess } from './desk-token.js';
import { Embedder } from './embedder.js';
import { readEmbedders } from './embedder-origins.js';

const access = takeAccess();

const language = new DeskLanguage(document.documentElement);

const pageSheet = new CSSStyleSheet();
pageSheet.replaceSync('body { margin: 0; }');
document.adoptedStyleSheets = [pageSheet];

const desk = new DeskElement();
const session: DeskSession = new DeskSession({
  origin: location.origin,
  token: access?.token,
  renewToken: (signal) => embedder.renewToken(signal),
  onMessage: (message) => desk.mirror?.receive(message),
  nameCustomer: (name) => shownName(name, desk.texts),
  // Under the token of the address, if it has one: the page around would load this desk with it again.
  onAdmission: (admission, latest, joinedAt) => {
    embedder.tellAdmission(admission);
    const token = access?.token ?? latest;
    if (token !== undefined) keepAdmission(token, admission, joinedAt);
  },
});
const embedder = new Embedder({
  allowed: readEmbedders(document),
  session,
  hasToken: access?.fromAddress === true,
  onPin: (text) => void shown.then(() => desk.takePin(text)),
  onLocale: (locale) => void speak(locale),
  onTheme: (theme) => wearTheme(desk, theme),
});
desk.session = session;
desk.onTabExtra = (extra) => embedder.tellExtra(extra);
/** With the texts of the reader's language, which may take a moment. What a session brings needs the element. */
const shown = speak().then(() => {
  document.body.append(desk);
  if (access?.pin !== undefined) desk.takePin(access.pin);
  else if (access?.admission) session.resume(access.admission, access.joinedAt);
});

// Another address of the same desk loads nothing anew where only the fragment differs, and must not stay in sight.
addEventListener('hashchange', () => {
  const next = takeAccess();
  if (next?.pin === undefined || !session.isFree) return;
  session.takeToken(next.token);
  desk.takePin(next.pin);
});

addEventListener('pagehide', () => session.suspend());
addEventListener('pageshow', (event) => event.persisted && session.comeBack());

/** Not the document's own `lang`: a desk has one reader, whose language the browser knows, unless the page around says another. */
async function speak(...first: readonly string[]): Promise<void> {
  await language.speak([...first, ...navigator.languages]);
  Object.assign(desk, language.chosen);
  session.renameCustomer();
}
