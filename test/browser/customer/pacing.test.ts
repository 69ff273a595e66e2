/** What one agent may ask of the customer's page. */
import { expect, waitUntil } from '@open-wc/testing';
import { AssetGate } from '../../../widget/engine/customer/asset-gate.js';
import { SnapshotPace } from '../../../widget/engine/customer/snapshot-pace.js';

const INTERVAL_MS = 60;
const SOON = { interval: 1 };

describe('snapshots', () => {
  it('are given at once, and put off when the one before was just given', async () => {
    const given: [number, number][] = [];
    const pace = new SnapshotPace((agent) => given.push([agent, performance.now()]), INTERVAL_MS);
    pace.wanted(1);
    for (let i = 0; i < 50; i++) pace.wanted(1);
    pace.wanted(2);
    expect(given.map(([agent]) => agent)).to.deep.equal([1, 2]);
    await waitUntil(() => given.length > 2, 'the snapshot that was put off', SOON);
    expect(given).to.have.lengthOf(3);
    // Half of it: a browser's timers and its clock are rounded, each in its own way.
    expect((given[2]?.[1] ?? 0) - (given[0]?.[1] ?? 0)).to.be.at.least(INTERVAL_MS / 2);
    pace.clear();
  });

  it('of agents on a new socket count, and take the place of one that was put off', async () => {
    const given: number[] = [];
    const pace = new SnapshotPace((agent) => given.push(agent), INTERVAL_MS);
    pace.given(1);
    pace.wanted(1);
    pace.given(1);
    pace.given(2);
    pace.wanted(2);
    await waitUntil(() => given.length > 0, 'the snapshot that was put off', SOON);
    expect(given).to.deep.equal([2]);
    pace.clear();
  });
});

describe('requests for assets', () => {
  const request = (byte: number): Uint8Array => Uint8Array.of(byte);
  let backlog: number;
  let answered: [number, number][];
  let gate: AssetGate;

  beforeEach(() => {
    backlog = 0;
    answered = [];
    gate = new AssetGate({
      backlog: () => backlog,
      answers: (_agent, body) => [Uint8Array.from(body)].values(),
      send: (agent, body) => {
        answered.push([agent, body[0] ?? -1]);
        backlog += 1_000_000;
      },
    });
  });

  afterEach(() => gate.clear());

  it('are answered one after another, as what was sent drains away', async () => {
    for (const byte of [1, 2, 3]) gate.ask(7, request(byte));
    expect(answered).to.deep.equal([[7, 1]]);
    backlog = 0;
    await waitUntil(() => answered.length === 2, 'the second answer', SOON);
    gate.ask(8, request(9));
    backlog = 0;
    await waitUntil(() => answered.length === 3, 'the third answer', SOON);
    backlog = 0;
    await waitUntil(() => answered.length === 4, 'the fourth answer', SOON);
    expect(answered).to.deep.equal([
      [7, 1],
      [7, 2],
      [7, 3],
      [8, 9],
    ]);
  });

  it('of one agent wait in a number that is limited, which takes nothing from others', async () => {
    backlog = 1_000_000;
    for (let byte = 0; byte < 100; byte++) gate.ask(7, request(byte));
    gate.ask(8, request(1));
    while (!answered.some(([agent]) => agent === 8)) {
      const { length } = answered;
      backlog = 0;
      await waitUntil(() => answered.length > length, 'the next answer', SOON);
    }
    expect(answered.filter(([agent]) => agent === 7).map(([, byte]) => byte)).to.deep.equal([...Array(16).keys()]);
  });

  it('B6: are answered one image at a time', async () => {
    const three = new AssetGate({
      backlog: () => backlog,
      answers: () => [1, 2, 3].map((byte) => Uint8Array.of(byte)).values(),
      send: (agent, body) => {
        answered.push([agent, body[0] ?? -1]);
        backlog += 1_000_000;
      },
    });
    three.ask(7, request(0));
    expect(answered).to.deep.equal([[7, 1]]);
    backlog = 0;
    await waitUntil(() => answered.length === 2, 'the second image', SOON);
    expect(answered[1]).to.deep.equal([7, 2]);
    three.clear();
  });

  it('B6: of an agent who is slow wait, and those of others do not', async () => {
    gate.pace(7, true);
    gate.ask(7, request(1));
    gate.ask(8, request(2));
    await waitUntil(() => answered.length === 1, 'the other agent’s answer', SOON);
    expect(answered).to.deep.equal([[8, 2]]);
    gate.pace(7, false);
    backlog = 0;
    await waitUntil(() => answered.length === 2, 'the answer that waited', SOON);
    expect(answered[1]).to.deep.equal([7, 1]);
  });

  it('are forgotten with the socket that they came on', async () => {
    backlog = 1_000_000;
    gate.ask(7, request(1));
    gate.ask(8, request(2));
    gate.forget(7);
    backlog = 0;
    await waitUntil(() => answered.length > 0, 'an answer', SOON);
    expect(answered).to.deep.equal([[8, 2]]);
  });
});
