// Client-side navigation: one view at a time, addressed by `?view=`, so that a reload comes back to it.

const views = [...document.querySelectorAll('.view')];
const links = [...document.querySelectorAll('a[data-view]')];

function wantedView() {
  const name = new URLSearchParams(window.location.search).get('view');
  return views.find((view) => view.id === name) ?? views[0];
}

function render({ moveFocus }) {
  const current = wantedView();
  for (const view of views) view.hidden = view !== current;
  for (const link of links) {
    if (link.dataset.view === current.id) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  const heading = current.querySelector('h1');
  document.title = `${heading.textContent}: Harbor Bank`;
  if (moveFocus) {
    window.scrollTo(0, 0);
    heading.focus();
  }
}

function go(name) {
  window.history.pushState(null, '', `?view=${name}`);
  render({ moveFocus: true });
}

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element && event.target.closest('a[data-view]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.dataset.view);
});

document.getElementById('sign-in-form').addEventListener('submit', (event) => {
  event.preventDefault();
  event.target.elements.password.value = '';
  go('accounts');
});

window.addEventListener('popstate', () => render({ moveFocus: true }));
render({ moveFocus: false });
