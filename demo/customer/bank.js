// Harbor Bank's own code: its views, its addresses, its languages. Nothing here is about co-browsing, and that is the point:
// the page's share of it is one script tag and one <cobrowse-button> in index.html.
import { startLanguage, withLanguage, text, translate } from '../shared/language.js';
import { en } from './texts/en.js';
import { zhCn } from './texts/zh-cn.js';

const VIEWS = {
  'sign-in': () => import('./sign-in/sign-in.js'),
  accounts: () => import('./accounts/accounts.js'),
  loan: () => import('./loan/loan.js'),
};

const content = document.getElementById('content');
/** Views that were opened once keep what was typed into them. */
const opened = new Map();

function wantedView(parameters) {
  const name = parameters.get('view');
  return name in VIEWS ? name : 'sign-in';
}

async function open(name) {
  if (!opened.has(name)) {
    const { createView } = await VIEWS[name]();
    opened.set(name, await createView({ go }));
  }
  return opened.get(name);
}

async function render({ moveFocus }) {
  const address = window.location.search;
  const parameters = new URLSearchParams(address);
  const name = wantedView(parameters);
  const view = await open(name);
  // Somebody who clicks twice is elsewhere by now.
  if (window.location.search !== address) return;

  if (!view.element.isConnected) content.replaceChildren(view.element);
  translate(view.element);
  view.show?.(parameters);
  for (const link of document.querySelectorAll('nav a')) {
    if (link.search === `?view=${name}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  showTitle();
  if (moveFocus) {
    window.scrollTo(0, 0);
    content.querySelector('h1').focus({ preventScroll: true });
  }
}

function showTitle() {
  const heading = content.querySelector('h1');
  if (heading) document.title = `${heading.textContent} · ${text('bank')}`;
}

/** Goes to an address of this page, such as `?view=loan&step=2`, and gives the browser's Back its way here. */
function go(search) {
  if (search !== window.location.search) window.history.pushState(null, '', search);
  return render({ moveFocus: true });
}

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="?view="]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.getAttribute('href'));
});
window.addEventListener('popstate', () => render({ moveFocus: true }));

startLanguage({ en, zhCn });
withLanguage(showTitle);
render({ moveFocus: false });
