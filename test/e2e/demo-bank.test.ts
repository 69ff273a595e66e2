/** The bank's demo page, with an agent at the demo desk: what a site owner gets from one tag and one element. */
import { expect } from '@playwright/test';
import { test } from '../support/test.ts';
import { DemoPage, untranslated } from '../support/demo.ts';
import { axeProblems } from '../support/looks.ts';

const SECRETS = {
  password: 'harbor-canary-1',
  customer: '40 771 209',
  account: 'DE99-canary-2',
  born: '1985-07-23',
  tax: '98 765 432 109',
  income: '7654321',
  iban: 'DE02 1203',
  balance: '4,218',
};

test('an agent follows a whole visit to the bank, and nothing private leaves it', async ({ browser }) => {
  // Five looks by axe on the way.
  test.setTimeout(240_000);
  const customer = await DemoPage.open(browser, '/demo/customer/');
  const { page } = customer;
  const agent = await DemoPage.open(browser, '/demo/desk/');
  const pin = await customer.share('Get help');
  await agent.join(pin);
  await customer.isIn('live');
  const { mirror } = agent;

  await test.step('sign in', async () => {
    await expect(mirror.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await expect(mirror.getByLabel('Customer number')).toHaveValue('******');
    expect([...(await customer.accessProblems()), ...(await agent.accessProblems())]).toEqual([]);
    await page.getByLabel('Password').pressSequentially(SECRETS.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(mirror.locator('#balance')).toHaveText('******');
  });

  await test.step('transactions', async () => {
    await page.getByRole('button', { name: 'Payee' }).click();
    await expect(mirror.locator('#transactions th').nth(1)).toHaveAttribute('aria-sort', 'ascending');
    await expect(mirror.locator('#transactions tbody td').nth(1)).toHaveText('Bookshop');
    await page.getByLabel('Search').fill('salary');
    await expect(mirror.locator('#transactions tbody tr')).toHaveCount(5);
    await page.getByLabel('Search').fill('');
    await page.getByLabel('Period').selectOption('12');
    await expect(mirror.locator('#spending-chart rect')).toHaveCount(12);
    await expect(mirror.locator('exchange-rates li')).toHaveCount(4);
    expect(await customer.accessProblems()).toEqual([]);
  });

  await test.step('a transfer, with its dialog', async () => {
    await page.getByLabel('To', { exact: true }).fill('Sailing club');
    await page.getByLabel('Their account').fill(SECRETS.account);
    await page.getByLabel('Amount in euros').fill('12.5');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(mirror.getByRole('dialog')).toBeVisible();
    expect(await axeProblems(page)).toEqual([]);
    await expect(mirror.locator('#confirm-payee')).toHaveText('Sailing club');
    await expect(mirror.locator('#confirm-account')).toHaveText('******');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(mirror.getByText('€12.50 sent to Sailing club.')).toBeVisible();
    await expect(mirror.locator('#transactions tbody tr')).toHaveCount(41);
  });

  await test.step('the loan application, step by step', async () => {
    await page.getByRole('link', { name: 'Apply for a loan' }).click();
    await page.getByLabel('Full name').fill('Ada Lovelace');
    await page.getByLabel('Date of birth').fill(SECRETS.born);
    await page.getByLabel('Tax number').fill('12');
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(page.locator('#loan-form').getByRole('alert')).toHaveText('2 fields need your attention.');
    await expect(page.getByLabel('E-mail')).toBeFocused();
    expect(await customer.accessProblems()).toEqual([]);
    await expect(mirror.getByText('A tax number has 11 digits.')).toBeVisible();
    await page.getByLabel('E-mail').fill('ada@example.com');
    await page.getByLabel('Tax number').fill(SECRETS.tax);
    await expect(mirror.locator('[name=name]')).toHaveValue('Ada Lovelace');
    await expect(mirror.getByLabel('Tax number')).toHaveValue('******');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Monthly income').fill(SECRETS.income);
    await page.getByLabel('All papers').check();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Purpose').selectOption('bicycle');
    await page.getByRole('slider').fill('20000');
    await expect(mirror.locator('#loan-amount')).toHaveText('€20,000');
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(mirror.locator('#review-list dd')).toHaveText([
      'Ada Lovelace',
      'ada@example.com',
      '******',
      '******',
      '******',
      '€20,000',
      '48',
      'Bicycle',
      /€/,
    ]);
  });

  await test.step('back, forward, and Chinese', async () => {
    await page.goBack();
    await expect(mirror.locator('#loan-amount')).toBeVisible();
    await page.goForward();
    await page.getByRole('button', { name: '中文' }).click();
    await expect(mirror.getByRole('heading', { name: '以下信息是否正确？' })).toBeVisible();
    await page.getByRole('button', { name: '提交申请' }).click();
    await expect(mirror.getByText('我们已收到您的申请')).toBeVisible();
  });

  for (const [name, secret] of Object.entries(SECRETS)) {
    expect(customer.tap.sent.text, name).not.toContain(secret);
  }
  await page.locator('cobrowse-button').getByRole('button', { name: '停止共享' }).click();
  await customer.isIn('ended');
  await expect(agent.desk.getByRole('button', { name: 'Enter another PIN' })).toBeVisible();
  expect(customer.problems).toEqual([]);
  expect(agent.problems).toEqual([]);
});

test('the bank speaks Chinese to a browser that does, in every view', async ({ browser }) => {
  const { page, problems } = await DemoPage.open(browser, '/demo/customer/', { locale: 'zh-CN' });
  for (const [address, heading] of [
    ['?view=sign-in', '登录'],
    ['?view=accounts', '账户'],
    ['?view=loan', '贷款申请'],
  ]) {
    await page.goto(`/demo/customer/${address}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading ?? '');
    await expect(page).toHaveTitle(`${heading} · 海港银行`);
    expect(await untranslated(page)).toEqual([]);
  }
  await expect(page.getByRole('button', { name: '获取帮助' })).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Loan application');
  expect(problems).toEqual([]);
});
