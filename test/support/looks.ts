/**
 * How a page looks to people who need it otherwise: zoomed, narrow, from right to left, dark, in forced colours, without motion. Says
 * in sentences what is wrong with it, in every shadow root that is open. Knows no element.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from '@playwright/test';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds wrong in one frame, a line each.
 * @param rules some of them alone.
 */
export async function axeProblems(frame: Page | Frame, rules?: readonly string[]): Promise<string[]> {
  await settle(frame);
  // Not a script of the page: its policy may forbid those.
  await frame.evaluate(`window.axe || (() => { const module = undefined, define = undefined; ${AXE} })()`);
  return frame.evaluate(async (only) => {
    interface Found {
      readonly violations: readonly {
        readonly id: string;
        readonly nodes: readonly { readonly target: unknown; readonly failureSummary: string }[];
      }[];
    }
    const axe: { run(context: Document, options: object): Promise<Found> } = Reflect.get(window, 'axe');
    // Other frames are asked for themselves.
    const options = { iframes: false, resultTypes: ['violations'], ...(only && { runOnly: only }) };
    const { violations } = await axe.run(document, options);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${String(target)}: ${failureSummary.replaceAll(/\s+/g, ' ')}`),
    );
  }, rules);
}

/** Waits for transitions and for whatever else moves once: a colour half way has no contrast to speak of. */
async function settle(frame: Page | Frame): Promise<void> {
  await frame.evaluate(async () => {
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots) {
      for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
    }
    const ends = roots
      .flatMap((root) => root.getAnimations())
      .filter(({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity)
      .map((animation) => animation.finished.catch(() => undefined));
    await Promise.all(ends);
  });
}

interface Look {
  readonly name: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly rtl?: boolean;
  readonly media?: Parameters<Page['emulateMedia']>[0];
}

const DESKTOP = { width: 1280, height: 1024 };

/** At 200 % a window of 1280 by 1024 is one of half as many CSS pixels; at 400 % it has 320. */
const LOOKS: readonly Look[] = [
  { name: 'at 200 % zoom', size: { width: 640, height: 512 } },
  { name: 'in 320 pixels from right to left', size: { width: 320, height: 640 }, rtl: true },
  {
    name: 'in forced colours without motion',
    size: DESKTOP,
    media: { forcedColors: 'active', reducedMotion: 'reduce' },
  },
];

/** All that is wrong with a page in any of these looks, and what axe finds in light and dark. */
export async function lookProblems(page: Page): Promise<string[]> {
  return [...(await fitProblems(page)), ...(await axeProblems(page)), ...(await darkProblems(page))];
}

/** What cannot be read for want of contrast in the dark. */
export async function darkProblems(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  const found = await axeProblems(page, ['color-contrast']);
  await page.emulateMedia({ colorScheme: null });
  return found.map((problem) => `dark: ${problem}`);
}

/** What does not fit, or moves, in any of these looks. */
export async function fitProblems(page: Page): Promise<string[]> {
  const found: string[] = [];
  const size = page.viewportSize() ?? DESKTOP;
  for (const look of LOOKS) {
    await page.setViewportSize(look.size);
    if (look.media) await page.emulateMedia(look.media);
    if (look.rtl) await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    const problems = await page.evaluate(layoutProblems, look.media?.reducedMotion === 'reduce');
    found.push(...problems.map((problem) => `${look.name}: ${problem}`));
    if (look.rtl) await page.evaluate(() => document.documentElement.setAttribute('dir', 'ltr'));
    if (look.media) await page.emulateMedia({ forcedColors: null, reducedMotion: null });
  }
  await page.setViewportSize(size);
  return found;
}

/** Runs in the page. Whatever can be used must be in sight once it is scrolled to, under nothing, and have an edge. */
async function layoutProblems(still: boolean): Promise<string[]> {
  const problems: string[] = [];
  const roots: (Document | ShadowRoot)[] = [document];
  // An array hands out what is added while it is walked.
  for (const root of roots) {
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
  }
  // What the new look changed has been laid out by then.
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

  const name = (element: Element): string => {
    const label = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';
    return `<${element.localName} class="${element.getAttribute('class') ?? ''}"> ${label.slice(0, 40)}`;
  };
  const deepest = (x: number, y: number): Element | null => {
    let at = document.elementFromPoint(x, y);
    for (let inner = at; inner?.shadowRoot && (inner = inner.shadowRoot.elementFromPoint(x, y)) && inner !== at;)
      at = inner;
    return at;
  };
  // Where it is shown: what a page puts into a slot is inside what is around the slot.
  const nodeAround = (node: Node): Node | null =>
    (node instanceof Element && node.assignedSlot) || (node instanceof ShadowRoot ? node.host : node.parentNode);
  const encloses = (outer: Element, inner: Element | null): boolean => {
    for (let at: Node | null = inner; at; at = nodeAround(at)) {
      if (at === outer) return true;
    }
    return false;
  };

  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) problems.push(`scrolls sideways: ${scrollWidth} in ${innerWidth}`);

  const controls = roots.flatMap((root) =>
    Array.from(root.querySelectorAll<HTMLElement>('button, input, select, textarea, a[href], [role="button"]')),
  );
  for (const control of controls) {
    if (!control.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    control.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    const { left, right, top, bottom } = control.getBoundingClientRect();
    if (right - left === 0) continue;
    if (left < -1 || right > innerWidth + 1) problems.push(`reaches out of the page: ${name(control)}`);
    if (top < -1 || bottom > innerHeight + 1) problems.push(`cannot be scrolled to: ${name(control)}`);
    const hit = deepest((left + right) / 2, (top + bottom) / 2);
    if (!encloses(control, hit) && !(hit && encloses(hit, control))) {
      problems.push(`is covered by ${hit ? name(hit) : 'nothing'}: ${name(control)}`);
    }
    // A field may have them from the box that it fills.
    const edges = [control, control.closest('.pin') ?? control].map((element) => getComputedStyle(element));
    const isBox = control.localName !== 'a' && matchMedia('(forced-colors: active)').matches;
    const bare = edges.every(
      ({ borderTopStyle, outlineStyle }) => borderTopStyle === 'none' && outlineStyle === 'none',
    );
    if (isBox && bare) problems.push(`has no edge: ${name(control)}`);
  }
  scrollTo(0, 0);

  for (const element of roots.flatMap((root) => Array.from(root.querySelectorAll<HTMLElement>('*')))) {
    const { overflowX, textOverflow, clipPath } = getComputedStyle(element);
    const hasText = Array.from(element.childNodes).some((node) => node instanceof Text && node.data.trim() !== '');
    const isCut = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
    const isSpoken = clipPath !== 'none' || element.clientWidth <= 1;
    const isField = /^(?:input|textarea|select|pre)$/.test(element.localName);
    if (hasText && isCut && textOverflow !== 'ellipsis' && !isSpoken && !isField) {
      problems.push(`cuts its text: ${name(element)}`);
    }
  }

  if (still) {
    const moving = roots.flatMap((root) => root.getAnimations()).filter(({ playState }) => playState === 'running');
    for (const { effect } of moving) {
      const target = effect instanceof KeyframeEffect ? effect.target : null;
      problems.push(`moves: ${target ? name(target) : 'something'}`);
    }
  }
  return problems;
}

/** What the Tab key does not reach, or reaches without showing that it has. */
export async function keyboardProblems(page: Page): Promise<string[]> {
  const count = await page.evaluate(() => {
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots) {
      for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) roots.push(shadowRoot);
    }
    const controls = roots
      .flatMap((root) =>
        Array.from(root.querySelectorAll<HTMLElement>('button, input, select, textarea, a[href], iframe')),
      )
      .filter((control) => control.checkVisibility({ visibilityProperty: true }) && !control.matches(':disabled'))
      .filter((control) => control.tabIndex >= 0 && !control.closest('[inert]'));
    Reflect.set(window, 'toReach', new Set(controls));
    Reflect.set(window, 'unmarked', new Set());
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    return controls.length;
  });
  for (let presses = 0; presses < count + 3; presses++) {
    await page.keyboard.press('Tab');
    await page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      if (!active || !Reflect.get(window, 'toReach').delete(active)) return;
      // A field may have its mark on the box that it fills.
      const marks = [active, active.closest('.pin') ?? active].map((element) => getComputedStyle(element));
      const unmarked = marks.every(({ outlineStyle, boxShadow }) => outlineStyle === 'none' && boxShadow === 'none');
      if (unmarked && active.localName !== 'iframe') Reflect.get(window, 'unmarked').add(active);
    });
  }
  return page.evaluate(() => {
    const name = (element: Element): string => `${element.localName} ${element.textContent?.trim().slice(0, 40) ?? ''}`;
    const all = (key: string, what: string): string[] =>
      Array.from(Reflect.get(window, key) as Set<Element>, (element) => `${what}: ${name(element)}`);
    return [...all('toReach', 'Tab does not reach'), ...all('unmarked', 'no mark of the focus')];
  });
}
