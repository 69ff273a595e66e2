// A custom element with an open shadow root whose content changes by itself, and can be paused.

const RATES = { USD: 1.0842, GBP: 0.8391, CHF: 0.9514, SEK: 11.273 };
const INTERVAL_MS = 2000;

const style = new CSSStyleSheet();
style.replaceSync(`
  :host { display: block; }
  .head { align-items: center; display: flex; gap: 1rem; justify-content: space-between; }
  h2 { font-size: 1.25rem; line-height: 1.2; margin: 0; }
  ul { list-style: none; margin: 0.75rem 0 0; padding: 0; }
  li { border-top: 1px solid var(--line); display: flex; font-variant-numeric: tabular-nums; justify-content: space-between;
    padding: 0.3rem 0; }
  .up { color: var(--good); }
  .down { color: var(--bad); }
  button { background: none; border: 1px solid var(--line); border-radius: 0.5rem; color: inherit; cursor: pointer;
    font: inherit; min-height: 2rem; padding: 0.1rem 0.75rem; }
  button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`);

class ExchangeRates extends HTMLElement {
  #rates = { ...RATES };
  #timer;
  #values = new Map();
  #toggle;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [style];
    root.innerHTML = '<div class="head"><h2>€ 1 buys</h2><button type="button"></button></div><ul></ul>';
    this.#toggle = root.querySelector('button');
    this.#toggle.addEventListener('click', () => (this.#timer === undefined ? this.#run() : this.#pause()));
    for (const [currency, rate] of Object.entries(this.#rates)) {
      const item = document.createElement('li');
      const value = document.createElement('span');
      value.textContent = rate.toFixed(4);
      item.append(currency, value);
      root.querySelector('ul').append(item);
      this.#values.set(currency, value);
    }
  }

  connectedCallback() {
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) this.#pause();
    else this.#run();
  }

  disconnectedCallback() {
    this.#pause();
  }

  #run() {
    this.#timer ??= setInterval(() => this.#tick(), INTERVAL_MS);
    this.#toggle.textContent = 'Pause';
  }

  #pause() {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#toggle.textContent = 'Go on';
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

customElements.define('exchange-rates', ExchangeRates);
