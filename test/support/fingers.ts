/** Fingers on a phone's screen, which a browser takes for gestures as it takes real ones. Places are those that events on the page have. */
import { expect, type CDPSession, type Page } from '@playwright/test';

export interface Sight {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

type Place = readonly [x: number, y: number];

export class Fingers {
  readonly #page: Page;
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  static async of(page: Page): Promise<Fingers> {
    return new Fingers(page, await page.context().newCDPSession(page));
  }

  /** What the page's `visualViewport` says is in sight. */
  sight(): Promise<Sight> {
    return this.#page.evaluate(() => {
      const { offsetLeft: x = 0, offsetTop: y = 0, width = 0, height = 0, scale = 0 } = visualViewport ?? {};
      return { x, y, width, height, scale };
    });
  }

  /** One finger, through these places. */
  async draw(...places: readonly Place[]): Promise<void> {
    await this.#move(places.map((place) => [place]));
  }

  async tap(place: Place): Promise<void> {
    await this.draw(place);
  }

  /** Two fingers apart around a place, until the page is at least this large. */
  async magnify([x, y]: Place, scale: number): Promise<void> {
    await expect(async () => {
      const now = (await this.sight()).scale;
      if (now >= scale) return;
      const apart = Array.from({ length: 12 }, (_, i) => 15 + 5 * i);
      await this.#move(
        apart.map((by) => [
          [x - by, y],
          [x + by, y],
        ]),
      );
      expect((await this.sight()).scale).toBeGreaterThanOrEqual(scale);
    }).toPass();
  }

  async #move(steps: readonly (readonly Place[])[]): Promise<void> {
    // The protocol counts from the corner of what is in sight.
    const { x, y } = await this.sight();
    for (const [i, places] of steps.entries()) {
      await this.#session.send('Input.dispatchTouchEvent', {
        type: i === 0 ? 'touchStart' : 'touchMove',
        touchPoints: places.map(([left, top], id) => ({ x: left - x, y: top - y, id })),
      });
    }
    await this.#session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }
}
