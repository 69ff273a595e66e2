import { expect, it } from 'vitest';
import { personOf } from '../../../worker/auth/person.js';

it.each([
  'agent-7',
  'auth0|5f7c8ec7c33c6c004bbafe82',
  'ann.agent+desk@example.com',
  '00u1a2b3c4D5e6F7g8h9',
  'x'.repeat(35),
])('the subject %s is the id as it is', async (sub) => {
  expect((await personOf({ sub }))?.userId).toBe(sub);
});

it.each(['x'.repeat(36), 'Änne', 'a b', '<script>', 'a\nb', '~abc', "a'b", '\ud800'])(
  'the subject %j is hashed',
  async (sub) => {
    expect((await personOf({ sub }))?.userId).toMatch(/^~[\w-]{34}$/);
  },
);

it('nobody can choose a subject that looks like somebody’s hash', async () => {
  const hashed = (await personOf({ sub: 'x'.repeat(36) }))?.userId ?? '';
  expect((await personOf({ sub: hashed }))?.userId).not.toBe(hashed);
});

it.each([
  [{ name: 'Ann' }, 'Ann'],
  [{ name: '  Ann  ' }, 'Ann'],
  [{ email: 'ann@example.com' }, 'ann@example.com'],
  [{ email: 'ann@example.com', email_verified: true }, 'ann@example.com'],
  [{ email: 'boss@example.com', email_verified: false }, 's-1'],
  [{ name: '', email: 'ann@example.com' }, 'ann@example.com'],
  [{ name: 7 }, 's-1'],
  [{ name: '\u202enimda\u0000\r\n' }, 'nimda'],
  [{ name: 'y'.repeat(81) }, 'y'.repeat(80)],
  [{ name: `${'y'.repeat(79)}😀` }, 'y'.repeat(79)],
  [{}, 's-1'],
])('claims %j make the name %j', async (claims, name) => {
  expect((await personOf({ sub: 's-1', ...claims }))?.userName).toBe(name);
});

it.each([{}, { sub: '' }])('claims %j make nobody', async (claims) => {
  expect(await personOf(claims)).toBeUndefined();
});
