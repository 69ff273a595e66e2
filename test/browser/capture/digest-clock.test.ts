import { expect } from '@open-wc/testing';
import { DigestClock } from '../../../widget/engine/capture/digest-clock.js';
import { digest } from '../../../widget/engine/protocol/digest.js';
import { PageModel } from '../../../widget/engine/protocol/model.js';
import type { Operation } from '../../../widget/engine/protocol/operations.js';
import { CapturedPage, until } from '../../support/capture-harness.js';
import { emptyPage } from '../../support/page-operations.js';

const digests = (operations: readonly Operation[]): number[] =>
  operations.flatMap((operation) => (operation.type === 'digest' ? [operation.value] : []));

describe('D3 the digest', () => {
  let page: CapturedPage | undefined;
  afterEach(() => page?.close());

  it('follows what was sent, and is that of a model which took all before it', async () => {
    page = await CapturedPage.open('<p id="p">one</p><ul id="list"><li>a</li><li>b</li></ul>');
    const { operations, agent } = page;
    await page.start({ digestIntervalMs: 0 });
    await until(() => digests(operations).length > 0);
    expect(digests(operations).at(-1)).to.equal(digest(agent));

    const list = page.find('#list');
    const steps = [
      () => (page as CapturedPage).find('#p').append(' two'),
      () => list.append(list.firstElementChild ?? ''),
      () => list.lastElementChild?.remove(),
      () => list.setAttribute('class', 'x'),
    ];
    for (const step of steps) {
      const before = digests(operations).length;
      step();
      await until(() => digests(operations).length > before);
      expect(operations.at(-1)?.type).to.equal('digest');
      expect(digests(operations).at(-1)).to.equal(digest(agent));
    }
    const said = digests(operations).length;
    await page.idle();
    expect(digests(operations)).to.have.lengthOf(said);
  });

  it('finds the one operation that an agent did not get', async () => {
    page = await CapturedPage.open('<p id="p">one</p>');
    await page.start({ digestIntervalMs: 0 });
    await until(() => digests(page?.operations ?? []).length > 0);
    const node = page.node('p').first;
    if (!node) throw new Error('no text');
    const { operations } = page;
    expect(digests(operations).at(-1)).to.equal(digest(page.agent));
    page.agent.apply({ type: 'remove', ids: [node.id] });
    expect(digests(operations).at(-1)).not.to.equal(digest(page.agent));
  });

  it('waits for its time, says one thing for many changes, and nothing without any', () => {
    const model = new PageModel();
    for (const operation of emptyPage()) model.apply(operation);
    const said: Operation[] = [];
    let asked = 0;
    const clock = new DigestClock({
      model,
      request: () => asked++,
      say: (operation) => said.push(operation),
      intervalMs: 60_000,
    });
    expect([clock.run(() => false), clock.run(() => false)]).to.deep.equal([true, true]);
    clock.stop();
    expect([said.length, asked]).to.deep.equal([0, 0]);
    const eager = new DigestClock({
      model,
      request: () => asked++,
      say: (operation) => said.push(operation),
      intervalMs: 0,
    });
    // One node a slice: the work goes on in the next one.
    while (!eager.run(() => true));
    expect(said).to.deep.equal([{ type: 'digest', value: digest(model) }]);
    eager.run(() => true);
    expect(said).to.have.lengthOf(1);
    eager.sent();
    eager.run(() => true);
    expect(said).to.have.lengthOf(2);
  });
});
