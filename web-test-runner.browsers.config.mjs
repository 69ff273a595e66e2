/** The browser tests in one browser that scripts/browsers.ts names, each file in a window of its own. */
import { puppeteerLauncher } from '@web/test-runner-puppeteer';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import base from './web-test-runner.config.mjs';

const { TEST_BROWSER, TEST_BROWSER_PATH, WEBKIT_DRIVER_PORT, WEBKIT_BROWSER } = process.env;

const webkitCapabilities = WEBKIT_BROWSER
  ? { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: WEBKIT_BROWSER, args: ['--automation'] } }
  : { browserName: 'safari' };

const launchers = {
  chromium: () => base.browsers,
  firefox: () => [
    puppeteerLauncher({
      launchOptions: {
        browser: 'firefox',
        executablePath: TEST_BROWSER_PATH,
        extraPrefsFirefox: {
          // Windows behind others go on painting, as Chromium's do here.
          'widget.windows.window_occlusion_tracking.enabled': false,
          'dom.min_background_timeout_value': 4,
        },
      },
    }),
  ],
  webkit: () => [
    webdriverLauncher({
      hostname: '127.0.0.1',
      port: Number(WEBKIT_DRIVER_PORT),
      path: '/',
      capabilities: { ...webkitCapabilities, 'wdio:enforceWebDriverClassic': true },
    }),
  ],
};

/** WebKit has no disposable objects yet, which tests use and the product does not. */
const DISPOSABLE = "for (const name of ['dispose', 'asyncDispose']) Symbol[name] ??= Symbol.for('Symbol.' + name);";

export default {
  ...base,
  testRunnerHtml: (framework) =>
    `<!doctype html><html><head><script>${DISPOSABLE}</script></head><body><script type="module" src="${framework}"></script></body></html>`,
  browsers: (launchers[TEST_BROWSER ?? 'chromium'] ?? launchers.chromium)(),
  // One window at a time: what is not in front does not paint, and WebKit's driver has one window.
  concurrency: 1,
  testFramework: { config: { timeout: 60_000 } },
};
