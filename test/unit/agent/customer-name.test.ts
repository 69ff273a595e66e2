/** What the desk calls a customer. */
import { expect, it } from 'vitest';
import { shownName } from '../../../widget/engine/agent/customer-name.ts';
import { texts as en } from '../../../widget/locales/languages/en.ts';
import { texts as zhCn } from '../../../widget/locales/languages/zh-cn.ts';

it('shortens the random id of a page that names nobody, and no name that somebody chose', () => {
  // As the Worker makes them.
  const userName = crypto.randomUUID().replaceAll('-', '');
  expect(shownName(userName, en.desk)).toBe(`Customer ${userName.slice(0, 4).toUpperCase()}`);
  expect(shownName(userName, zhCn.desk)).toBe(`客户 ${userName.slice(0, 4).toUpperCase()}`);
  for (const name of ['Ada Lovelace', 'c-4711', 'ABCDEF0123456789ABCDEF0123456789', `${userName}0`]) {
    expect(shownName(name, en.desk)).toBe(name);
  }
});
