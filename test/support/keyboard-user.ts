/** Somebody who has nothing but a keyboard. After every key the focus must be on something that is seen, framed and has a name. */
import { expect, type Page } from '@playwright/test';

interface Focus {
  readonly name: string;
  /** What is wrong with it; empty if nothing is. */
  readonly fault: string;
}

/** More stops than any page of ours has. */
const MOST_STOPS = 60;

export class KeyboardUser {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Presses keys, one after the other. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      await this.keepsFocus(`after ${key}`);
    }
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
    await this.keepsFocus(`after typing “${text}”`);
  }

  /** Tabs on to what is called so. */
  async tabTo(name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const stops: string[] = [];
    for (let i = 0; i < MOST_STOPS; i++) {
      await this.page.keyboard.press(key);
      const focus = await focusIn(this.page);
      // Behind the last stop comes the browser's own bar.
      if (focus.name !== '') await this.keepsFocus(`after ${key}`);
      if (isCalled(focus, name)) return;
      stops.push(focus.name);
    }
    throw new Error(`No “${String(name)}” on the way: ${stops.join(' → ')}`);
  }

  /** Moves along a row of controls, which is one stop. */
  async moveTo(name: string | RegExp, key: string): Promise<void> {
    for (let i = 0; i < MOST_STOPS && !isCalled(await focusIn(this.page), name); i++) await this.press(key);
    await this.isOn(name);
  }

  /** Waits until the focus is on what is called so. */
  async isOn(name: string | RegExp): Promise<void> {
    await expect
      .poll(async () => (await focusIn(this.page)).name)
      .toMatch(name instanceof RegExp ? name : exactly(name));
    await this.keepsFocus(`on ${String(name)}`);
  }

  /** Whatever comes next may be drawn a moment later. */
  async keepsFocus(when: string): Promise<void> {
    const { fault } = await focusIn(this.page);
    if (fault !== '') await expect.poll(async () => (await focusIn(this.page)).fault, when).toBe('');
  }
}

const exactly = (name: string): RegExp => new RegExp(`^${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);

function isCalled({ name }: Focus, wanted: string | RegExp): boolean {
  return (wanted instanceof RegExp ? wanted : exactly(wanted)).test(name);
}

/** The focused element, in whatever open shadow root. */
function focusIn(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    if (!(active instanceof HTMLElement) || active === document.body) return { name: '', fault: 'lost' };
    const root = active.getRootNode();
    const byId = (id: string): string =>
      (root instanceof ShadowRoot || root instanceof Document ? root.getElementById(id)?.textContent : '') ?? '';
    const labels = 'labels' in active && active.labels instanceof NodeList ? [...active.labels] : [];
    const candidates = [
      (active.getAttribute('aria-labelledby') ?? '').split(/\s+/).map(byId).join(' '),
      active.getAttribute('aria-label'),
      labels.map(({ textContent }) => textContent).join(' '),
      active.matches('button, a, summary') ? active.innerText : '',
      // What a page puts into the button is the name that it has.
      [...active.querySelectorAll('slot')]
        .flatMap((slot) => slot.assignedNodes())
        .map(({ textContent }) => textContent)
        .join(' '),
      active.title,
    ];
    const plain = (text: string): string =>
      text
        .replaceAll(/[\u2066-\u2069]/g, '')
        .replaceAll(/\s+/g, ' ')
        .trim();
    const name = candidates.map((text) => plain(text ?? '')).find((text) => text !== '') ?? '';
    // The ring may be around more than the element: the places of a PIN's digits, the page that keys go to.
    const around = [active, active.parentElement, active.parentElement?.parentElement].filter(
      (each) => each instanceof HTMLElement,
    );
    const framed = around.find((each) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow.includes('inset');
    });
    const { width, height } = (framed ?? active).getBoundingClientRect();
    const faults = [
      name === '' && 'has no name',
      !active.matches(':focus-visible') && 'does not look focused',
      !framed && 'has no ring',
      (width < 2 || height < 2 || !active.checkVisibility({ visibilityProperty: true })) && 'is not seen',
      active.closest('[aria-hidden="true"], [inert]') && 'is hidden from a screen reader',
    ].filter(Boolean);
    return { name, fault: faults.length > 0 ? `${active.localName} “${name}” ${faults.join(', ')}` : '' };
  });
}
