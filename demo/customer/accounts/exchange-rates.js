// A web component of the bank's own: an open shadow root whose content changes by itself, and can be paused. The agent sees
// into it as the customer does.
import { text, withLanguage } from '../../shared/language.js';

const RATES = { USD: 1.0842, GBP: 0.8391, CHF: 0.9514, CNY: 7.7216 };
const INTERVAL_MS = 2000;

const style = new CSSStyleSheet();
style.replaceSync(`
  :host { display: block; }
  .head { align-items: center; display: flex; gap: 1rem; justify-content: space-between; }
  h2 { font-size: 1.15rem; line-height: 1.2; margin: 0; }
  ul { list-style: none; margin: 0.75rem 0 0; padding: 0; }
  li { border-block-start: 1px solid var(--line); display: flex; font-variant-numeric: tabular-nums;
    justify-content: space-between; padding: 0.3rem 0; }
  .up { color: var(--good); }
  .down { color: var(--bad); }
  button { background: none; border: 1px solid var(--line-strong); border-radius: 0.5rem; color: inherit; cursor: pointer;
    font: inherit; min-height: 2rem; padding: 0.1rem 0.75rem; }
  button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`);

class ExchangeRatesElement extends HTMLElement {
  #rates = { ...RATES };
  #values = new Map();
  #timer;
  #toggle;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [style];
    root.innerHTML = '<div class="head"><h2></h2><button type="button"></button></div><ul></ul>';
    this.#toggle = root.querySelector('button');
    this.#toggle.addEventListener('click', () => (this.#timer === undefined ? this.#run() : this.#pause()));
    for (const [currency, rate] of Object.entries(RATES)) {
      const item = document.createElement('li');
      const value = document.createElement('span');
      value.textContent = rate.toFixed(4);
      item.append(currency, value);
      root.querySelector('ul').append(item);
      this.#values.set(currency, value);
    }
    withLanguage(() => this.#write());
  }

  connectedCallback() {
    if (!window.matchMedia('(prefers-reduced-motion: reduce)').matches) this.#run();
  }

  disconnectedCallback() {
    this.#pause();
  }

  #run() {
    this.#timer ??= setInterval(() => this.#tick(), INTERVAL_MS);
    this.#write();
  }

  #pause() {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#write();
  }

  #write() {
    this.shadowRoot.querySelector('h2').textContent = text('rates.title');
    this.#toggle.textContent = text(this.#timer === undefined ? 'rates.run' : 'rates.pause');
  }

  #tick() {
    for (const [currency, value] of this.#values) {
      const change = (Math.random() - 0.5) * 0.002;
      this.#rates[currency] *= 1 + change;
      value.textContent = `${change < 0 ? '▼' : '▲'} ${this.#rates[currency].toFixed(4)}`;
      value.className = change < 0 ? 'down' : 'up';
    }
  }
}

customElements.define('exchange-rates', ExchangeRatesElement);
