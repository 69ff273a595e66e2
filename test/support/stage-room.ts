/** Whether the agent can reach all of the customer's page while tools are open, on a desktop and on a phone. */
import type { Page } from '@playwright/test';

const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 760 },
] as const;

/** What lies over the stage of a desk, and in which window. */
export async function coveringStage(page: Page, selector: string): Promise<string[]> {
  const before = page.viewportSize() ?? SIZES[0];
  const covering: string[] = [];
  for (const size of SIZES) {
    await page.setViewportSize(size);
    const [stage, part] = await Promise.all(
      ['cobrowse-stage', selector].map((each) => page.locator(each).first().boundingBox()),
    );
    if (!stage || !part) throw new Error('not in sight');
    const apart =
      part.x + part.width <= stage.x ||
      stage.x + stage.width <= part.x ||
      part.y + part.height <= stage.y ||
      stage.y + stage.height <= part.y;
    if (!apart) covering.push(`${selector} at ${size.width} pixels`);
  }
  await page.setViewportSize(before);
  return covering;
}
