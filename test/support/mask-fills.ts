/** Ways in which a page puts a secret into an element that is masked. Each is a number, so that a failing script shrinks. */

const SVG = 'http://www.w3.org/2000/svg';
const XLINK = 'http://www.w3.org/1999/xlink';

/** Everything but `id`, `class`, `part` and `exportparts`, which are documented as not masked. */
const NAMES = (
  'title alt aria-label placeholder label data-x value name role lang style href src content dir slot width ' +
  'aria-details aria-valuetext for form headers is media face color size maxlength min max step pattern list datetime cite download ' +
  'srcset poster action coords usemap itemprop nonce onclick viewBox d points fill transform textLength clip-path type autocomplete ' +
  'srcdoc http-equiv xml:lang data-u wrap popover open hidden'
).split(' ');

const TAGS = 'b p span li button td h2 a x-card summary output progress meter option legend caption'.split(' ');

/** Elements that take a shadow root. */
export const HOST = /^(?:div|p|span|section|h2|x-card|article|main|nav)$/;

/** The open shadow root of an element that may have one. */
export function shadowOf(element: Element): ShadowRoot | undefined {
  if (!HOST.test(element.localName) || element.namespaceURI !== 'http://www.w3.org/1999/xhtml') return undefined;
  return element.shadowRoot ?? element.attachShadow({ mode: 'open' });
}

export class MaskFills {
  readonly #page: Document;
  readonly #secret: string;

  constructor(page: Document, secret: string) {
    this.#page = page;
    this.#secret = secret;
  }

  /** Puts a secret somewhere into a masked element. */
  fill(vault: Element, what: number): void {
    const all = [vault, ...vault.querySelectorAll('*')];
    const target = all[(what >> 2) % all.length] ?? vault;
    const kinds = [
      this.#plain(target, what),
      this.#markup(target),
      this.#state(vault, target, what),
      this.#deep(target, what),
    ];
    const fills = kinds.flat();
    fills[what % fills.length]?.();
  }

  #plain(target: Element, what: number): (() => void)[] {
    const [page, secret] = [this.#page, this.#secret];
    const name = NAMES[(what >> 3) % NAMES.length] ?? 'title';
    return [
      () => target.append(secret),
      () => target.setAttribute(name, secret),
      () => target.setAttribute(name, `https://shop.example/a?b=${encodeURIComponent(secret)}#${secret}`),
      () => target.setAttribute(`data-${secret.replace(/[^a-z]/g, '')}`, secret),
      () => target.setAttributeNS(XLINK, 'xlink:href', what % 2 ? `#${secret}` : secret),
      () => target.setAttributeNS('http://example.org', 'x:y', secret),
      () => {
        const child = page.createElement(TAGS[what % TAGS.length] ?? 'b');
        child.append(`${secret} and more`);
        child.title = secret;
        target.append(child);
      },
      () => {
        const text = target.firstChild;
        if (text?.nodeType !== 3) return;
        text.nodeValue = secret;
        if (what % 3 === 1) (text as Text).splitText(7);
        if (what % 3 === 2) target.normalize();
      },
      () => target.append(page.createComment(secret), page.createTextNode(''), secret.slice(0, 9), secret.slice(9)),
    ];
  }

  #markup(target: Element): (() => void)[] {
    const secret = this.#secret;
    const picture = `data:image/svg+xml,${secret}`;
    return [
      `<input value="${secret}"><select><option label="${secret}">${secret}</select><textarea>${secret}</textarea>`,
      `<svg><text x="1">${secret}</text><title>${secret}</title></svg><img alt="${secret}"><!--${secret}-->`,
      `<div contenteditable>${secret}<div>${secret}</div></div>`,
      `<style>.q::after { content: "${secret}" }</style><p style="background: url('${picture}')">x</p>`,
      `<${secret}>x</${secret}><b ${secret}="${secret}">y</b>`,
      `<svg viewBox="0 0 9 9"><g data-u="${secret}"><a href="#${secret}"><image href="${picture}"/><use href="#${secret}"/></a><foreignObject><p title="${secret}">${secret}</p></foreignObject></g></svg>`,
      `<math alttext="${secret}"><mi mathvariant="${secret}">${secret}</mi><semantics><annotation encoding="${secret}">${secret}</annotation></semantics></math>`,
      `<template><p>${secret}</p></template><noscript>${secret}</noscript><object type="${secret}"><param value="${secret}">${secret}</object>`,
      `<form action="/${secret}"><fieldset name="${secret}"><legend>${secret}</legend><input list="l" type="radio" value="${secret}" checked><datalist id="l"><option value="${secret}">${secret}</datalist><output name="${secret}">${secret}</output></fieldset></form>`,
      `<progress value="0.5" title="${secret}">${secret}</progress><meter value="1">${secret}</meter><details open><summary>${secret}</summary>${secret}</details>`,
      `<map name="${secret}"><area alt="${secret}" href="/${secret}" coords="${secret}"></map><video poster="${picture}" title="${secret}"><track label="${secret}" src="${picture}"></video><audio title="${secret}"></audio>`,
      `<picture><source srcset="${picture}" media="${secret}"><img src="${picture}" srcset="${picture} 2x" sizes="${secret}"></picture><img src="data:image/png;base64,${btoa(encodeURIComponent(secret))}">`,
      `<table><caption>${secret}</caption><tr><th abbr="${secret}" headers="${secret}" scope="${secret}">${secret}</th><td><time datetime="${secret}">${secret}</time></td></tr></table>`,
      `<ruby>${secret}<rt>${secret}</rt></ruby><bdo dir="rtl">${secret}</bdo><q cite="${secret}">${secret}</q><data value="${secret}">${secret}</data><wbr title="${secret}">`,
      `<dialog open title="${secret}">${secret}</dialog><div popover>${secret}</div><slot name="${secret}">${secret}</slot><label for="${secret}">${secret}</label>`,
      `<meta name="description" content="${secret}"><base target="${secret}"><link rel="${secret}" href="${secret}"><title>${secret}</title>`,
    ].map((html) => () => void (target.innerHTML = html));
  }

  #state(vault: Element, target: Element, what: number): (() => void)[] {
    const [page, secret] = [this.#page, this.#secret];
    // One of SVG is none.
    const fields = (): HTMLInputElement[] =>
      [...vault.querySelectorAll<HTMLInputElement>('input,textarea')].filter((field) => 'select' in field);
    return [
      () => {
        for (const field of fields()) if (field.type !== 'file') field.value = `${secret}${what}`;
      },
      () => {
        for (const field of fields()) {
          field.focus();
          field.select();
          page.execCommand('insertText', false, secret);
        }
      },
      () => {
        const [host] = vault.querySelectorAll<HTMLElement>('[contenteditable]');
        host?.focus();
        if (host) page.execCommand('insertText', false, secret);
      },
      () => {
        for (const field of fields()) {
          field.defaultValue = secret;
          field.setCustomValidity(secret);
          if (field.localName === 'input')
            field.type = ['text', 'search', 'hidden', 'button', 'email', 'radio'][what % 6] ?? 'text';
        }
      },
      () => {
        const view = target.ownerDocument.defaultView;
        if (view) view.getSelection()?.selectAllChildren(target);
      },
      () => {
        for (const output of vault.querySelectorAll('output')) output.value = secret;
        for (const option of vault.querySelectorAll('option')) option.text = secret;
        for (const select of vault.querySelectorAll('select'))
          if ('add' in select) select.add(new Option(secret, secret, true, true));
      },
      () => {
        for (const dialog of vault.querySelectorAll('dialog')) {
          // One of SVG is none.
          if (!('show' in dialog)) continue;
          if (dialog.open) dialog.close(secret);
          else if (dialog.isConnected) dialog.show();
        }
      },
      () =>
        (target as HTMLElement).style?.setProperty(
          ['--name', 'font-family', 'grid-area', 'animation-name'][what % 4] ?? '',
          what % 4 ? secret.replace(/[^a-z]/g, '') : `"${secret}"`,
        ),
      () => {
        // Several pieces that come and go one after the other.
        target.replaceChildren(...[...target.childNodes].toReversed(), secret);
      },
    ];
  }

  #deep(target: Element, what: number): (() => void)[] {
    const [page, secret] = [this.#page, this.#secret];
    return [
      () => shadowOf(target)?.append(secret),
      () => {
        const root = shadowOf(target);
        if (root)
          root.innerHTML = `<style>p::before { content: "${secret}" }</style><p title="${secret}">${secret}<slot name="${secret}"></slot></p><slot></slot>`;
      },
      () => {
        const root = shadowOf(target);
        const view = target.ownerDocument.defaultView;
        if (!root || !view) return;
        const sheet = new (view as Window & typeof globalThis).CSSStyleSheet();
        sheet.replaceSync(`:host { --x: "${secret}" } p { background: url("data:image/svg+xml,${secret}") }`);
        root.append(page.createElement('p'));
        try {
          root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
        } catch {
          // The tree is of another document by now.
        }
        sheet.insertRule(
          `@media all { @layer a { ::slotted(*) { content: "${secret}" } [data-x="${secret}"] { color: red } } }`,
        );
      },
      () => {
        const frame = page.createElement('iframe');
        target.append(frame);
        const inner = frame.contentDocument;
        if (!inner) return;
        inner.title = secret;
        inner.body.append(secret);
        if (what % 2) inner.body.setAttribute('title', secret);
      },
      () => {
        const frame = page.createElement('iframe');
        frame.srcdoc = `<p title="${secret}">${secret}</p>`;
        frame.name = secret;
        target.append(frame);
      },
      () => {
        const slot = page.createElement('slot');
        slot.name = what % 2 ? secret : '';
        target.append(slot, secret);
      },
      () => {
        const svg = page.createElementNS(SVG, ['svg', 'g', 'text', 'a', 'title', secret.slice(0, 4)][what % 6] ?? 'g');
        svg.append(secret);
        svg.setAttribute('aria-label', secret);
        target.append(svg);
      },
      () => {
        const title = page.createElement('title');
        title.text = secret;
        target.append(title);
      },
    ];
  }
}
