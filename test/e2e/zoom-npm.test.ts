/** `button.sdk`: the npm package's object in place of a script, with a PIN that the page brings. */
import { expect } from '@playwright/test';
import { bundlePage } from '../support/bundle-page.ts';
import { serveSite } from '../support/site-server.ts';
import { TagPage } from '../support/tag-page.ts';
import { test } from '../support/zoom-stand-in/fixtures.ts';

test('a page that hands in the SDK object needs no script of the service', async ({ browser, worker, zoom }) => {
  await using site = await serveSite('tag', { service: worker });
  const shop = await TagPage.open(browser, `${site.origin}/bare.html`);
  await shop.page.exposeFunction('mint', () => zoom.mintToken(1, { enable_byop: 1 }));
  await shop.page.evaluate(
    async ({ npm, tag }) => {
      const { ZoomCobrowseSDK } = await import(npm);
      await import(tag);
      const button = document.createElement('cobrowse-button');
      Object.assign(button, { sdk: ZoomCobrowseSDK, getToken: () => Reflect.get(window, 'mint')() });
      button.setAttribute('sdk-key', 'stand-in-key');
      button.setAttribute('custom-pin', 'T-1'.replace('-', ''));
      document.querySelector('#place')?.append(button);
    },
    { npm: `${zoom.origin}/npm/customer.js`, tag: `${worker}/cobrowse.js` },
  );
  await shop.press();
  await shop.reaches('waiting');
  expect(await shop.pin()).toBe('T1');
  // npm pages name their key in the settings.
  expect(zoom.inits).toEqual([expect.objectContaining({ appKey: 'stand-in-key' })]);
  expect(zoom.servedVersions).toEqual([]);
  const leaves = zoom.agentJoins('T1');
  await shop.reaches('live');
  leaves();
  await shop.reaches('waiting');
  await shop.press();
  await shop.reaches('ended');
  await shop.page.context().close();
});

test('a page that imports cobrowse-elements/zoom has both elements on the package that it installed', async ({
  browser,
  worker,
  zoom,
}) => {
  await using site = await serveSite('tag', { service: worker });
  const installed = {
    '@zoom/cobrowsesdk/customer': `${zoom.origin}/npm/customer.js`,
    '@zoom/cobrowsesdk/agent': `${zoom.origin}/npm/agent.js`,
  };
  const shop = await TagPage.open(browser, `${site.origin}/bare.html`);
  await shop.page.exposeFunction('mint', (role: 1 | 2) => zoom.mintToken(role, { enable_byop: 1 }));
  const code = `import 'cobrowse-elements/zoom';
    const button = document.createElement('cobrowse-button');
    Object.assign(button, { sdkKey: 'stand-in-key', customPin: 'T2', getToken: () => window.mint(1) });
    const desk = document.createElement('cobrowse-agent-desk');
    Object.assign(desk, { serviceUrl: '${zoom.origin}', sdkKey: 'stand-in-key', pin: 'T2', getToken: () => window.mint(2) });
    document.querySelector('#place').append(button);
    button.addEventListener('cobrowse-session-started', () => document.querySelector('#other-place').append(desk));`;
  await shop.page.addScriptTag({ content: await bundlePage(code, installed), type: 'module' });
  await shop.press();
  await shop.reaches('live');
  await expect(shop.page.getByText(/^Page of /)).toBeVisible();
  await shop.page.context().close();
});
