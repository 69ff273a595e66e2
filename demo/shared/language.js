// The language of the demo pages. English stands in the markup, next to what it says; each page brings a dictionary for Chinese.
// `lang` on <html> is all that the co-browsing elements need to follow.

const STORAGE_KEY = 'demo-language';
const LANGUAGES = ['en', 'zh-CN'];

/** What an element carries: `data-text` names its text, `data-text-placeholder` and its like name an attribute's. */
const ATTRIBUTES = {
  text: 'textContent',
  textLabel: 'aria-label',
  textPlaceholder: 'placeholder',
  textAlt: 'alt',
  textTitle: 'title',
};

/** The English that the markup came with, by key. */
const english = new Map();
const dictionaries = { en: {}, 'zh-CN': {} };

export const language = () => document.documentElement.lang;

/** The text of a key in the page's language, with `{name}` replaced by what `values` has under that name. */
export function text(key, values = {}) {
  const found = dictionaries[language()]?.[key] ?? dictionaries.en[key] ?? english.get(key) ?? key;
  return found.replace(/\{(\w+)\}/g, (placeholder, name) => values[name] ?? placeholder);
}

/** Puts every text of this part of the page into the page's language. */
export function translate(root = document.documentElement) {
  const selector = Object.keys(ATTRIBUTES).map((name) => `[data-${name.replace(/[A-Z]/g, '-$&').toLowerCase()}]`);
  for (const element of root.querySelectorAll(selector.join())) {
    for (const [name, target] of Object.entries(ATTRIBUTES)) {
      const key = element.dataset[name];
      if (key !== undefined) write(element, target, key);
    }
  }
}

function write(element, target, key) {
  if (target === 'textContent') {
    if (!english.has(key)) english.set(key, element.textContent.trim().replace(/\s+/g, ' '));
    element.textContent = text(key);
  } else {
    if (!english.has(key)) english.set(key, element.getAttribute(target));
    element.setAttribute(target, text(key));
  }
}

/** Calls `listener` now and whenever the language has changed. */
export function withLanguage(listener) {
  document.addEventListener('demo-language', listener);
  listener();
}

function apply(wanted) {
  document.documentElement.lang = wanted;
  translate();
  for (const button of document.querySelectorAll('[data-language-switch]')) {
    const other = otherLanguage();
    button.lang = other;
    button.textContent = other === 'en' ? 'English' : '中文';
  }
  document.dispatchEvent(new Event('demo-language'));
}

const otherLanguage = () => (language() === 'en' ? 'zh-CN' : 'en');

function wantedLanguage() {
  const stored = localStorage.getItem(STORAGE_KEY);
  if (LANGUAGES.includes(stored)) return stored;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

/** Takes a page's dictionaries: `zhCn` whole, `en` for the texts that no markup has. Then brings the page into its language. */
export function startLanguage({ en = {}, zhCn }) {
  Object.assign(dictionaries.en, en);
  Object.assign(dictionaries['zh-CN'], zhCn);
  for (const button of document.querySelectorAll('[data-language-switch]')) {
    button.addEventListener('click', () => {
      localStorage.setItem(STORAGE_KEY, otherLanguage());
      apply(otherLanguage());
    });
  }
  // Other windows and frames of the demo follow: the two sides on one page above all.
  window.addEventListener('storage', ({ key }) => {
    if (key === STORAGE_KEY && wantedLanguage() !== language()) apply(wantedLanguage());
  });
  apply(wantedLanguage());
}
