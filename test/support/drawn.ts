/** What is drawn above a page, as a test sees it: on the customer's page with its closed roots opened, and at the desk. */
import type { Frame, Page } from '@playwright/test';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DrawnStroke {
  readonly kind: string;
  readonly done: boolean;
  /** Of what is in sight, in CSS pixels of the customer's viewport, without the width of its line. */
  readonly box: Box | undefined;
  readonly colour: string;
}

export interface DrawnNote {
  readonly author: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly elements: number;
}

export interface Drawn {
  readonly strokes: readonly DrawnStroke[];
  readonly notes: readonly DrawnNote[];
  /** Beside strokes. */
  readonly names: readonly string[];
  readonly lasers: readonly { readonly name: string; readonly x: number; readonly y: number }[];
}

export function drawnOn(page: Page): Promise<Drawn> {
  return page.evaluate(() => {
    const find = (root: Document | ShadowRoot): Element | undefined => {
      const found = root.querySelector('.ink');
      if (found) return found;
      for (const element of root.querySelectorAll('*')) {
        const inner = element.shadowRoot && find(element.shadowRoot);
        if (inner) return inner;
      }
      return undefined;
    };
    const layer = find(document);
    if (!(layer instanceof HTMLElement)) return { strokes: [], notes: [], names: [], lasers: [] };
    const root = layer.getRootNode();
    // On the customer's page a pixel is one of the viewport's, whatever the layer itself takes for one.
    const isPage = root instanceof ShadowRoot && root.host.localName === 'cobrowse-ink';
    const outer = isPage ? new DOMRect() : layer.getBoundingClientRect();
    const scale = isPage ? 1 : outer.width / layer.offsetWidth;
    const at = (x: number, y: number) => ({ x: (x - outer.left) / scale, y: (y - outer.top) / scale });
    const shown = (selector: string) =>
      [...layer.querySelectorAll<HTMLElement>(selector)].filter((element) => !element.hidden);
    return {
      strokes: [...layer.querySelectorAll('svg > g')].map((group) => {
        const path = group.querySelector<SVGPathElement>('path:not(.halo)');
        const isShown = group.parentElement?.style.display !== 'none';
        const matrix = path?.getScreenCTM();
        let box;
        if (path && matrix && isShown) {
          const { x, y, width, height } = path.getBBox();
          const start = new DOMPoint(x, y).matrixTransform(matrix);
          box = { ...at(start.x, start.y), width: (width * matrix.a) / scale, height: (height * matrix.d) / scale };
        }
        return {
          kind: group.classList[0] ?? '',
          done: group.classList.contains('done'),
          box,
          colour: (path?.style.fill === 'none' ? path.style.stroke : path?.style.fill) ?? '',
        };
      }),
      notes: shown('.note').map((note) => ({
        author: note.querySelector('b')?.textContent ?? '',
        text: note.querySelector('p')?.textContent ?? '',
        elements: note.querySelectorAll('*').length,
        ...at(note.getBoundingClientRect().x, note.getBoundingClientRect().y),
      })),
      names: shown('.name').map((name) => name.textContent ?? ''),
      lasers: shown('.laser').map((laser) => ({
        name: laser.textContent ?? '',
        ...at(laser.getBoundingClientRect().x, laser.getBoundingClientRect().y),
      })),
    };
  });
}

/** An element's box in its own window, through open shadow roots. */
export function boxIn(frame: Page | Frame, selector: string): Promise<Box | undefined> {
  return frame.evaluate((wanted) => {
    const find = (root: Document | ShadowRoot): Element | undefined => {
      const found = root.querySelector(wanted);
      if (found) return found;
      for (const element of root.querySelectorAll('*')) {
        const inner = element.shadowRoot && find(element.shadowRoot);
        if (inner) return inner;
      }
      return undefined;
    };
    const element = find(document);
    if (!element) return undefined;
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height };
  }, selector);
}
