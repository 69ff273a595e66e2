/**
 * The pages that are measured, as HTML and CSS from a seed: an application with a long table, a form, icons and two style sheets.
 * The same text in every run, on every machine. Knows nothing of what is measured.
 */
import { Random } from '../support/random.ts';

export interface PageSize {
  readonly name: string;
  /** Elements and texts that a mirror has; white space between tags counts, as the browser's parser keeps it. */
  readonly nodes: number;
  readonly rows: number;
}

/** 8,465 nodes is the page of the design's tables. */
export const PAGE_SIZES = {
  '1k': { name: '1k', nodes: 1_000, rows: 40 },
  '8k': { name: '8k', nodes: 8_465, rows: 600 },
  '40k': { name: '40k', nodes: 40_000, rows: 2_900 },
} as const satisfies Record<string, PageSize>;

export type PageName = keyof typeof PAGE_SIZES;

/** Style rules in the linked sheet and in the inline one. */
const LINKED_RULES = 300;
const INLINE_RULES = 80;

const WORDS = (
  'account balance invoice payment transfer customer contract policy order shipment warehouse supplier region quarter report ' +
  'approved pending rejected review draft archive export import filter column total subtotal discount currency exchange rate ' +
  'harbour river station bridge garden market school office tower valley forest island coast mountain village city north south ' +
  'east west monday tuesday wednesday thursday friday spring summer autumn winter small large narrow wide early late open closed'
).split(' ');
const STATES = ['active', 'pending', 'overdue', 'closed', 'draft'];
const COLOURS = ['#1d4ed8', '#047857', '#b45309', '#b91c1c', '#6d28d9', '#0f172a', '#334155', '#64748b'];

/** A page's HTML. `head` goes into its head as it is. */
export function pageHtml({ nodes, rows }: PageSize, head: string): string {
  const page = new PageWriter(1);
  const body = [page.navigation(), page.form(), page.table(rows)].join('');
  // html, head, meta, title, link, style, script, body, main and footer's own paragraphs make up the rest.
  const top =
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Orders</title>` +
    `<link rel="stylesheet" href="/bench/page.css"><style>${inlineCss()}</style>${head}</head>`;
  const footer = page.paragraphs(nodes - page.nodes - FRAME_NODES);
  return `${top}<body class="app theme-light"><main class="main">${body}<footer class="footer">${footer}</footer></main></body></html>`;
}

/** html, head, meta, title, link, style, script, body, main, footer: elements of the frame; none of their texts is captured. */
const FRAME_NODES = 10;

/** The linked sheet. */
export function pageCss(): string {
  return rules(new Random(2), LINKED_RULES, 'app');
}

function inlineCss(): string {
  return rules(new Random(3), INLINE_RULES, 'theme-light');
}

function rules(random: Random, count: number, scope: string): string {
  const css = ['table{border-collapse:collapse;width:100%}', 'td,th{padding:4px 8px;border-bottom:1px solid #e2e8f0}'];
  const words = WORDS;
  while (css.length < count) {
    const selector = `.${scope} .${random.pick(words)}-${random.pick(words)}`;
    const colour = random.pick(COLOURS);
    const size = 8 + random.below(20);
    css.push(
      random.chance(0.1)
        ? `@media (min-width:${400 + random.below(900)}px){${selector}{padding:${size}px;color:${colour}}}`
        : `${selector}${random.pick(['', ':hover', '::before', ' > span', '[data-state="open"]'])}{display:flex;gap:${size}px;` +
            `color:${colour};border:1px solid ${random.pick(COLOURS)};font:${random.pick([400, 600])} ${size}px/1.4 sans-serif}`,
    );
  }
  return css.join('\n');
}

/** One row of the table, as a server or a script would write it: 13 nodes. */
export function rowHtml(random: Random, number: number): string {
  const state = random.pick(STATES);
  const word = (): string => random.pick(WORDS);
  return (
    `<tr class="row row-${state}" data-id="${number}"><td class="cell cell-pick"><input type="checkbox" class="pick" name="pick-${number}"></td>` +
    `<td class="cell cell-name"><a class="link" href="/orders/${number}">${word()} ${word()} ${number}</a></td>` +
    `<td class="cell cell-state"><span class="badge badge-${state}" title="${state} since ${word()}">${state}</span></td>` +
    `<td class="cell cell-note">${word()} ${word()} ${word()}</td>` +
    `<td class="cell cell-amount">${(random.below(1_000_000) / 100).toFixed(2)}</td></tr>`
  );
}

const ROW_NODES = 13;

class PageWriter {
  nodes = 0;
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  navigation(): string {
    const items = Array.from({ length: 12 }, (_, i) => {
      const icon =
        `<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none"><path d="${this.#path()}" stroke="currentColor"></path>` +
        `<circle cx="${4 + i}" cy="12" r="3"></circle></svg>`;
      return `<li class="nav-item"><a class="nav-link" href="/${this.#word()}">${icon}<span>${this.#word()}</span></a></li>\n`;
    });
    // Per item: li, a, svg, path, circle, span, its text and the line break behind.
    this.nodes += 2 + 12 * 8;
    return `<nav class="nav" aria-label="Main"><ul>${items.join('')}</ul></nav>`;
  }

  form(): string {
    const fields = Array.from({ length: 12 }, (_, i) => {
      const label = `<label class="label" for="field-${i}">${this.#word()}</label>`;
      if (i % 4 === 3) {
        const options = Array.from({ length: 6 }, () => `<option>${this.#word()}</option>`).join('');
        this.nodes += 4 + 12;
        return `<div class="field">${label}<select id="field-${i}" name="field-${i}">${options}</select></div>`;
      }
      this.nodes += 4;
      const control =
        i % 4 === 2
          ? `<textarea id="field-${i}" rows="2">${this.#words(6)}</textarea>`
          : `<input id="field-${i}" name="field-${i}" value="${this.#words(2)}" placeholder="${this.#word()}">`;
      return `<div class="field">${label}${control}</div>`;
    });
    this.nodes += 1;
    return `<form class="filters">${fields.join('')}</form>`;
  }

  table(rows: number): string {
    const head = ['', 'Name', 'State', 'Note', 'Amount'].map((title) => `<th scope="col">${title}</th>`).join('');
    const body = Array.from({ length: rows }, (_, i) => rowHtml(this.#random, i));
    // table, thead, tr, five th with four texts, tbody.
    this.nodes += 13 + rows * ROW_NODES;
    return `<table class="table"><thead><tr>${head}</tr></thead><tbody id="rows">${body.join('')}</tbody></table>`;
  }

  /** Fills up with paragraphs of two nodes each, and an empty element where the number is odd. */
  paragraphs(nodes: number): string {
    const texts = Array.from({ length: nodes >> 1 }, () => `<p class="text">${this.#words(12)}</p>`);
    return texts.join('') + (nodes % 2 === 1 ? '<hr>' : '');
  }

  #word(): string {
    return this.#random.pick(WORDS);
  }

  #words(count: number): string {
    return Array.from({ length: count }, () => this.#word()).join(' ');
  }

  #path(): string {
    const at = (): number => this.#random.below(240) / 10;
    return Array.from({ length: 6 }, (_, i) => `${i === 0 ? 'M' : 'L'}${at()} ${at()}`).join('') + 'z';
  }
}
