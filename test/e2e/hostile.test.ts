/** What a hostile customer can do to an agent: nothing. Neither through a page that our capture reads, nor through frames of its own. */
import { expect, type Page } from '@playwright/test';
import { test } from '../support/test.ts';
import { FrameClass } from '../../widget/engine/protocol/frame.ts';
import {
  NO_NODE,
  Namespace,
  NodeKind,
  ROOT_ID,
  SheetMode,
  type NodeData,
  type Operation,
} from '../../widget/engine/protocol/operations.ts';
import { masked } from '../support/operations.ts';
import { RawCustomer } from '../support/raw-customer.ts';
import { serveSite } from '../support/site-server.ts';
import { Agent, Customer } from '../support/story.ts';

const BEGIN: Operation = { type: 'begin', quirks: false };
const END: Operation = { type: 'end' };

/** Nothing of ours at the agent's, in any frame, ran the page's code. */
async function expectUntouched(page: Page): Promise<void> {
  for (const frame of page.frames()) expect(await frame.evaluate('window.pwned')).toBe(undefined);
}

/** Requests that left the agent's browser for somewhere else than the service. */
function strayRequests(agent: Agent, service: string): string[] {
  const { host } = new URL(service);
  return agent.tap.addresses.filter((address) => /^(?:https?|wss?):/.test(address) && new URL(address).host !== host);
}

test('a page with every trick runs nothing and requests nothing at the agent', async ({ browser, baseURL }) => {
  const service = baseURL ?? '';
  const evil = await serveSite('plain');
  const site = await serveSite('hostile', { service, evil: evil.origin });
  try {
    const customer = await Customer.open(browser, `${site.origin}/`);
    const pin = await customer.start();
    await customer.page.waitForLoadState('networkidle');
    // The customer's own browser loads what its page says; from here on nobody may.
    const before = evil.requests.length;
    expect(before).toBeGreaterThan(0);

    const agent = await Agent.open(browser, service, 'ann');
    const violations: string[] = [];
    agent.page.on('dialog', (dialog) => violations.push(dialog.message()));
    agent.page.on('popup', (popup) => violations.push(popup.url()));
    await agent.join(pin);
    await expect(agent.mirror.locator('#title')).toHaveText('Hostile page');
    await agent.mirror.locator('#link').evaluate((link) => (link as HTMLElement).click());
    await agent.mirror.locator('#form').evaluate((form) => (form as HTMLFormElement).requestSubmit());
    await customer.page.evaluate('document.getElementById("title").textContent = "Still here"');
    await expect(agent.mirror.locator('#title')).toHaveText('Still here');

    await expectUntouched(agent.page);
    expect(violations).toEqual([]);
    expect(strayRequests(agent, service)).toEqual([]);
    expect(evil.requests.slice(before).map(({ url }) => url)).toEqual([]);
    expect(customer.tap.sent.text).not.toContain('pwned');
    expect(customer.tap.sent.text).not.toContain(evil.origin);
  } finally {
    await site.close();
    await evil.close();
  }
});

test('frames that our capture would never send run nothing and request nothing', async ({ browser, baseURL }) => {
  const service = baseURL ?? '';
  const evil = await serveSite('plain');
  try {
    const customer = await RawCustomer.start(service);
    const joined = customer.agentJoined();
    const agent = await Agent.open(browser, service, 'bo');
    await agent.enter(customer.pin);
    await joined;

    let id = ROOT_ID;
    const element = (
      name: string,
      attributes: Record<string, string> = {},
      namespace: Namespace = Namespace.HTML,
    ): NodeData => ({
      kind: NodeKind.ELEMENT,
      id: ++id,
      namespace,
      name: masked(name),
      attributes: Object.entries(attributes).flat().map(masked),
    });
    const { origin } = evil;
    const html = element('html', { onclick: 'pwned=1' });
    const body = element('body', { onload: 'window.pwned=1', background: `${origin}/bg` });
    const script = element('script', { src: `${origin}/script.js`, type: 'text/javascript', nonce: 'x' });
    const svgScript = element('script', { href: `${origin}/svg.js` }, Namespace.SVG);
    const style = element('style');
    const text = (value: string): NodeData => ({ kind: NodeKind.TEXT, id: ++id, text: masked(value) });
    const hostile = [
      script,
      svgScript,
      style,
      element('img', { src: `${origin}/img`, srcset: `${origin}/srcset 2x`, onerror: 'window.pwned=1' }),
      element('iframe', {
        src: `${origin}/iframe`,
        srcdoc: '<script>parent.pwned=1</script>',
        sandbox: 'allow-scripts allow-same-origin',
      }),
      element('iframe', { src: 'javascript:parent.pwned=1' }),
      element('object', { data: `${origin}/object` }),
      element('embed', { src: `${origin}/embed` }),
      element('meta', { 'http-equiv': 'refresh', content: `0; url=${origin}/refresh` }),
      element('base', { href: `${origin}/base/` }),
      element('link', { rel: 'stylesheet', href: `${origin}/link.css` }),
      element('link', { rel: 'prefetch', href: `${origin}/prefetch` }),
      element('a', { id: 'link', href: 'javascript:window.pwned=1', ping: `${origin}/ping`, target: '_top' }),
      element('form', { id: 'form', action: `${origin}/form`, target: '_top', method: 'post' }),
      element('video', { src: `${origin}/video`, poster: `${origin}/poster`, autoplay: '' }),
      element('input', { type: 'image', src: `${origin}/input`, autofocus: '', onfocus: 'window.pwned=1' }),
      element('image', { href: `${origin}/image`, 'xlink:href': `${origin}/xlink` }, Namespace.SVG),
      element('use', { href: `${origin}/use#x` }, Namespace.SVG),
      element('animate', { attributeName: 'href', values: 'javascript:window.pwned=1' }, Namespace.SVG),
      element('div', { style: `background: url(${origin}/style); --x: url(${origin}/var)` }),
      element('body'),
      element('html'),
      element('frameset'),
      element('p', { 'on click': 'x', '"': 'x', '<': 'x' }),
      element('not a name'),
      element(''),
    ];
    customer.send(
      FrameClass.SNAPSHOT,
      BEGIN,
      { type: 'insert', parent: ROOT_ID, before: NO_NODE, nodes: [html] },
      { type: 'insert', parent: html.id, before: NO_NODE, nodes: [body] },
      { type: 'insert', parent: body.id, before: NO_NODE, nodes: hostile },
      { type: 'insert', parent: script.id, before: NO_NODE, nodes: [text('window.pwned=1')] },
      { type: 'insert', parent: svgScript.id, before: NO_NODE, nodes: [text('window.pwned=1')] },
      { type: 'attribute', id: script.id, name: masked('type'), value: masked('module') },
      { type: 'attribute', id: script.id, name: masked('type'), value: undefined },
      { type: 'attribute', id: body.id, name: masked('onclick'), value: masked('window.pwned=1') },
      {
        type: 'sheet',
        id: style.id,
        mode: SheetMode.TEXT,
        index: 0,
        removed: 0,
        chunks: [
          masked(
            `@import url("${origin}/import"); p { background: url(${origin}/sheet) } </style><script>window.pwned=1</script>`,
          ),
        ],
      },
      { type: 'define', id: ROOT_ID, name: masked('not valid') },
      { type: 'asset', id: 1, hash: masked('0123456789abcdef'), mimeType: masked('text/html') },
      { type: 'property', id: ROOT_ID, name: 'viewportWidth', value: 800 },
      { type: 'property', id: ROOT_ID, name: 'viewportHeight', value: 1e9 },
      { type: 'property', id: ROOT_ID, name: 'title', value: masked('<img src=x onerror=pwned=1>') },
      { type: 'property', id: ROOT_ID, name: 'url', value: masked('javascript:pwned=1') },
      END,
    );
    await agent.mirror.locator('#link').waitFor({ state: 'attached' });
    await agent.mirror.locator('#link').evaluate((link) => (link as HTMLElement).click());
    await agent.mirror.locator('#form').evaluate((form) => (form as HTMLFormElement).requestSubmit());

    // Still alive: it takes an honest page after all that.
    const honest = element('html', { id: 'honest' });
    customer.send(
      FrameClass.SNAPSHOT,
      BEGIN,
      { type: 'insert', parent: ROOT_ID, before: NO_NODE, nodes: [honest] },
      END,
    );
    await agent.mirror.locator('#honest').waitFor({ state: 'attached' });
    await expectUntouched(agent.page);
    expect(strayRequests(agent, service)).toEqual([]);
    expect(evil.requests).toEqual([]);
    expect(agent.page.url()).toBe(`${service}/sdkapi/zcb/frame-templates/desk`);
    customer.close();
  } finally {
    await evil.close();
  }
});

test('P3 an operation that does not fit makes the desk ask for a snapshot, and the session goes on', async ({
  browser,
  baseURL,
}) => {
  const customer = await RawCustomer.start(baseURL ?? '');
  const joined = customer.agentJoined();
  const agent = await Agent.open(browser, baseURL ?? '', 'cy');
  await agent.enter(customer.pin);
  await joined;
  const html = (id: number, name: string): Operation => ({
    type: 'insert',
    parent: ROOT_ID,
    before: NO_NODE,
    nodes: [
      {
        kind: NodeKind.ELEMENT,
        id,
        namespace: Namespace.HTML,
        name: masked('html'),
        attributes: [masked('id'), masked(name)],
      },
    ],
  });
  customer.send(FrameClass.SNAPSHOT, BEGIN, html(2, 'first'), END);
  await agent.mirror.locator('#first').waitFor({ state: 'attached' });
  customer.send(FrameClass.OPERATIONS, { type: 'remove', ids: [99] });
  await expect.poll(() => agent.tap.sent.text).toContain('snapshot_request');
  customer.send(FrameClass.SNAPSHOT, BEGIN, html(2, 'second'), END);
  await agent.mirror.locator('#second').waitFor({ state: 'attached' });
  customer.close();
});

test('the mirror’s sandbox, address and CSP are exactly these', async ({ browser, baseURL }) => {
  const service = baseURL ?? '';
  const customer = await RawCustomer.start(service);
  const joined = customer.agentJoined();
  const agent = await Agent.open(browser, service, 'dee');
  const answer = agent.page.waitForResponse((response) => response.url().includes('/sdkapi/zcb/mirror'));
  await agent.enter(customer.pin);
  await joined;
  const response = await answer;
  expect(response.url()).toBe(`${service}/sdkapi/zcb/mirror`);
  const headers = await response.allHeaders();
  const nonce = /'nonce-([^']+)'/.exec(headers['content-security-policy'] ?? '')?.[1] ?? '';
  expect(nonce.length).toBeGreaterThanOrEqual(16);
  const mirror = `${service}/sdkapi/zcb/mirror`;
  expect((headers['content-security-policy'] ?? '').split(/;\s*/).filter(Boolean)).toEqual([
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    'img-src data: blob:',
    "style-src 'unsafe-inline'",
    'font-src data: blob:',
    `frame-src ${mirror} ${mirror}/quirks`,
    "form-action 'none'",
    "base-uri 'none'",
    'sandbox allow-scripts',
  ]);
  const again = (await fetch(mirror)).headers.get('content-security-policy');
  expect(again).not.toContain(nonce);

  const frame = agent.page.locator('iframe');
  await expect(frame).toHaveAttribute('sandbox', 'allow-scripts');
  await expect(frame).toHaveAttribute('referrerpolicy', 'no-referrer');
  expect(await agent.mirrorFrame()?.evaluate('origin')).toBe('null');
  const storage = `(() => { try { return localStorage.length } catch (error) { return error.name } })()`;
  expect(await agent.mirrorFrame()?.evaluate(storage)).toBe('SecurityError');
  customer.close();
});
