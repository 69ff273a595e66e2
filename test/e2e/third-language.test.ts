/** What somebody who adds a language gets for one file: the whole product speaks it, from right to left if it is written so. */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, type BrowserContext } from '@playwright/test';
import { openRoots } from '../support/open-roots.ts';
import { test as base } from '../support/test.ts';
import { buildEngine } from '../../scripts/build.ts';
import { DIST, property } from '../../scripts/project.ts';
import { texts as en } from '../../widget/locales/languages/en.ts';
import { fitProblems } from '../support/looks.ts';
import { serveSite } from '../support/site-server.ts';
import { deskAddress } from '../support/story.ts';
import { translated, withThirdLanguage } from '../support/third-language.ts';

type Engine = Awaited<ReturnType<typeof buildEngine>>;

const test = base.extend<{ readonly service: string }, { readonly engine: Engine }>({
  service: async ({ baseURL }, use) => use(baseURL ?? ''),
  engine: [
    async ({ playwright: _playwright }, use) => {
      const third = withThirdLanguage();
      // As the build runs; else the bundler takes the development half of packages.
      const { NODE_ENV } = process.env;
      process.env['NODE_ENV'] = 'production';
      const engine = await buildEngine(third.folder);
      process.env['NODE_ENV'] = NODE_ENV;
      await use(engine);
      third.remove();
    },
    { scope: 'worker' },
  ],
});

/** The service's own files, as they would be with the language in the folder, at the addresses that the service has for the entries. */
async function serveEngine(context: BrowserContext, service: string, engine: Engine): Promise<void> {
  const addresses: unknown = JSON.parse(await readFile(join(DIST, 'engine.json'), 'utf8'));
  const entries = Object.entries(engine).map(([name, entry]) => {
    const address = property(addresses, name);
    if (typeof address !== 'string') throw new Error(`The build has no ${name}`);
    return { ...entry, address };
  });
  // Chunks take what they share from the entry, which must not be there twice.
  const readdressed = (code: string): string =>
    entries.reduce((text, { main, address }) => text.replaceAll(basename(main), basename(address)), code);
  const files = new Map(
    entries.flatMap(({ files: all, main, address }) =>
      all.map(({ fileName, code }) => [fileName === main ? address : `/${fileName}`, readdressed(code)]),
    ),
  );
  await context.route(
    (url) => url.origin === service,
    async (route) => {
      const path = new URL(route.request().url()).pathname;
      const body = files.get(path.startsWith('/static/resource/sdk/') ? '/engine/sdk.js' : path);
      if (body === undefined) return route.fallback();
      const headers = { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/javascript; charset=utf-8' };
      return route.fulfill({ body, headers });
    },
  );
}

test('one file, and the button, the panel and the desk speak it', async ({ browser, service, engine }) => {
  await using site = await serveSite('looks', { service });
  const open = async (address: string) => {
    const context = await browser.newContext({ locale: 'ar-XB', viewport: { width: 1000, height: 700 } });
    await serveEngine(context, service, engine);
    await openRoots(context);
    const page = await context.newPage();
    await page.goto(address);
    return page;
  };
  const button = translated(en.button.share);
  expect(button).toMatch(/^[\u0600-\u06FF ]+$/);

  const customer = await open(`${site.origin}/third.html`);
  await customer.getByRole('button', { name: button }).click();
  const panel = customer.getByRole('region', { name: translated(en.panel.label) });
  await expect(panel).toContainText(translated(en.panel.pinTitle));
  await expect(panel).toHaveCSS('direction', 'rtl');
  await expect(customer.locator('cobrowse-button')).toContainText(translated(en.buttonSession.pinTitle));
  expect(await fitProblems(customer)).toEqual([]);
  const pin = await customer.locator('cobrowse-button').evaluate((element) => String(Reflect.get(element, 'pin')));

  const agent = await open(await deskAddress(service, 'ann'));
  await expect(agent.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(agent).toHaveTitle(translated(en.desk.title));
  await agent.getByRole('textbox', { name: translated(en.desk.pinLabel) }).fill(pin);
  await agent.getByRole('button', { name: translated(en.desk.join) }).click();
  await expect(agent.frameLocator('iframe[sandbox]').locator('h1')).toHaveText('Shop');
  expect(await fitProblems(agent)).toEqual([]);
  await customer.getByRole('button', { name: translated(en.button.stop) }).click();
  await expect(agent.getByText(translated(en.deskEnding.endedByCustomer))).toBeVisible();

  // Nothing English is left but names.
  for (const page of [customer, agent]) {
    const text = await page.locator('body').innerText();
    expect(text.replace('Shop', '')).not.toMatch(/[a-z]{3}/i);
  }
});
