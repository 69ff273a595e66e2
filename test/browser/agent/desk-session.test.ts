/** The agent's session on a live socket: what it asks for, and what it hands on to the mirror. */
import { expect, waitUntil } from '@open-wc/testing';
import { CloseCode } from '../../../widget/engine/protocol/close-codes.js';
import { EndReason } from '../../../widget/engine/protocol/control.js';
import { OperationEncoder } from '../../../widget/engine/protocol/encoder.js';
import { FrameClass } from '../../../widget/engine/protocol/frame.js';
import { ASSET_REQUEST_MAX_HASHES } from '../../../widget/engine/protocol/limits.js';
import type { Operation } from '../../../widget/engine/protocol/operations.js';
import { inflate } from '../../../widget/engine/transport/deflate.js';
import type { InboundMessage } from '../../../widget/engine/transport/inbox.js';
import { DeskSession } from '../../../widget/engine/agent/desk-session.js';
import { AGENT_WELCOME, ANN as AGENT } from '../../support/agent-welcome.js';
import { ScriptedRelay } from '../transport/scripted-socket.js';

const INTERVAL_MS = 250;

function bodyOf(...operations: Operation[]): Uint8Array {
  const encoder = new OperationEncoder();
  for (const operation of operations) encoder.write(operation);
  return encoder.take();
}

describe('a desk in a session', () => {
  let relay: ScriptedRelay;
  let session: DeskSession;
  let heard: InboundMessage[];

  beforeEach(() => {
    relay = new ScriptedRelay();
    heard = [];
    session = new DeskSession({
      origin: location.origin,
      token: 'token',
      onMessage: (message) => heard.push(message),
      snapshotRequestIntervalMs: INTERVAL_MS,
    });
    session.resume({ sessionId: 'id', secret: 'secret' });
    relay.socket.says(AGENT_WELCOME);
  });

  afterEach(() => {
    session.leave();
    relay.restore();
  });

  const sends = (frameClass: FrameClass, body: Uint8Array): void =>
    relay.socket.passesOn({ class: frameClass, sender: 0 }, body);
  const requests = (): number => relay.socket.controls.filter((type) => type === 'snapshot_request').length;

  it('K3 K5 knows where the customer is, and waits for a snapshot of another tab', () => {
    const live = (): unknown => session.state;
    sends(FrameClass.SNAPSHOT, bodyOf({ type: 'begin', quirks: false }));
    expect(heard).to.have.lengthOf(1);
    relay.socket.says({ type: 'customer_focus', focused: false });
    expect(live()).to.include({ state: 'live', elsewhere: true });
    relay.socket.says({ type: 'customer_transferred' });
    relay.socket.says({ type: 'customer_back' });
    expect(live()).to.include({ state: 'live', transfers: 1 });
    expect(live()).not.to.have.property('elsewhere');
    // What the other tab sent before its snapshot means nothing.
    sends(FrameClass.OPERATIONS, bodyOf({ type: 'remove', ids: [7] }));
    expect(heard).to.have.lengthOf(1);
    relay.socket.says({ type: 'customer_focus', focused: false });
    relay.socket.says({ type: 'customer_focus', focused: true });
    expect(live()).to.include({ elsewhere: false, transfers: 1 });
    // This desk's own line was lost and is back: that is no transfer, nor one fewer.
    relay.socket.says(AGENT_WELCOME);
    expect(live()).to.include({ transfers: 1 });
  });

  it('asks for a snapshot at once, and again for one that was wanted too soon afterwards', async () => {
    const before = performance.now();
    session.requestSnapshot();
    expect(requests()).to.equal(1);
    session.requestSnapshot();
    session.requestSnapshot();
    expect(requests()).to.equal(1);
    await waitUntil(() => requests() > 1, 'the second request', { interval: 1 });
    // Half of it: a browser's timers and its clock are rounded, each in its own way.
    expect(performance.now() - before).to.be.at.least(INTERVAL_MS / 2);
    expect(requests()).to.equal(2);
  });

  it('does not ask again once a snapshot has begun', async () => {
    session.requestSnapshot();
    session.requestSnapshot();
    sends(FrameClass.SNAPSHOT, bodyOf({ type: 'begin', quirks: false }));
    // Set later than the timer that must be gone, so it would ring after it.
    await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
    expect(requests()).to.equal(1);
  });

  it('S3 S5 hands nothing on before a snapshot begins, not even the rest of one that was given up', () => {
    const rest = bodyOf({ type: 'end' });
    sends(FrameClass.OPERATIONS, rest);
    sends(FrameClass.SNAPSHOT, rest);
    sends(FrameClass.OPERATIONS, rest);
    expect(heard).to.deep.equal([]);
    sends(FrameClass.ASSET, new Uint8Array(20));
    sends(FrameClass.SNAPSHOT, bodyOf({ type: 'begin', quirks: false }));
    sends(FrameClass.OPERATIONS, rest);
    expect(heard.map((message) => message.class)).to.deep.equal([
      FrameClass.ASSET,
      FrameClass.SNAPSHOT,
      FrameClass.OPERATIONS,
    ]);
  });

  it('U5 hands nothing on behind a curtain, whatever was still on its way, and afterwards first a snapshot', () => {
    const begins = bodyOf({ type: 'begin', quirks: false });
    sends(FrameClass.SNAPSHOT, begins);
    relay.socket.says({ type: 'sharing', paused: true });
    sends(FrameClass.SNAPSHOT, begins);
    sends(FrameClass.OPERATIONS, bodyOf({ type: 'end' }));
    expect(heard).to.have.lengthOf(1);
    relay.socket.says({ type: 'sharing', paused: false });
    sends(FrameClass.OPERATIONS, bodyOf({ type: 'end' }));
    expect(heard).to.have.lengthOf(1);
    sends(FrameClass.SNAPSHOT, begins);
    expect(heard).to.have.lengthOf(2);
    expect(requests()).to.equal(0);
  });

  it('asks for another snapshot when the beginning of one cannot be read', () => {
    sends(FrameClass.SNAPSHOT, new TextEncoder().encode('nonsense'));
    expect(heard).to.deep.equal([]);
    expect(requests()).to.equal(1);
  });

  it('asks for many assets in as many requests as one may name', async () => {
    const hashes = Array.from({ length: 2 * ASSET_REQUEST_MAX_HASHES + 5 }, (_, i) => String(i).padStart(16, '0'));
    session.requestAssets(hashes);
    session.requestAssets([]);
    await waitUntil(() => relay.socket.frames.length === 3, 'three requests', { interval: 1 });
    const bodies = relay.socket.frames.map(({ header, body }) => (header?.deflated ? inflate(body, 100_000) : body));
    const asked = (await Promise.all(bodies)).map((body) => JSON.parse(new TextDecoder().decode(body)));
    expect(asked.map(({ length }) => length)).to.deep.equal([ASSET_REQUEST_MAX_HASHES, ASSET_REQUEST_MAX_HASHES, 5]);
    expect(asked.flat()).to.deep.equal(hashes);
  });
});

describe('a desk that waits to be let in', () => {
  let relay: ScriptedRelay;
  let session: DeskSession;
  let kept: unknown[];

  beforeEach(() => {
    relay = new ScriptedRelay();
    kept = [];
    const onAdmission = (admission: unknown): number => kept.push(admission);
    session = new DeskSession({ origin: location.origin, token: 'token', onMessage: () => undefined, onAdmission });
    session.resume({ sessionId: 'id', secret: 'secret' });
    relay.socket.says({ type: 'waiting_welcome', agent: AGENT });
  });

  afterEach(() => {
    session.cancel();
    session.leave();
    relay.restore();
  });

  it('W1 says so, and can come back to it after a reload', () => {
    expect(session.state).to.deep.equal({ state: 'waiting', agent: AGENT });
    expect(kept).to.deep.equal([{ sessionId: 'id', secret: 'secret' }]);
    expect(relay.socket.sent).to.deep.equal([]);
  });

  it('W3 is live once the customer let the agent in', () => {
    relay.socket.says(AGENT_WELCOME);
    const { state } = session;
    if (state.state !== 'live') throw new Error(state.state);
    const { joinedAt, ...rest } = state;
    expect(joinedAt).to.be.closeTo(Date.now(), 5_000);
    expect(rest).to.deep.equal({
      state: 'live',
      agent: AGENT,
      customerName: 'Carla',
      customerVerified: false,
      watchers: [],
    });
  });

  it('W2 gives up by leaving, and nothing else', () => {
    session.end();
    session.cancel();
    expect(relay.socket.controls).to.deep.equal(['leave']);
    expect(session.state).to.deep.equal({ state: 'idle' });
  });

  it('W2 hears of the end of the session', () => {
    relay.socket.says({ type: 'session_ended', reason: EndReason.CUSTOMER_ENDED });
    expect(session.state).to.deep.equal({ state: 'ended', ending: EndReason.CUSTOMER_ENDED });
  });

  for (const [code, ending] of [
    [CloseCode.REFUSED, 'refused'],
    [CloseCode.UNANSWERED, 'unanswered'],
    [CloseCode.REPLACED, 'replaced'],
    [CloseCode.UNAUTHORIZED, 'lost'],
  ] as const) {
    it(`W3 W4 is over when the relay closes the socket with ${code}: ${ending}`, () => {
      relay.socket.dispatchEvent(new CloseEvent('close', { code }));
      expect(session.state).to.deep.equal({ state: 'ended', ending });
      expect(kept.at(-1)).to.equal(undefined);
    });
  }

  it('W4 is told at once when the customer refused a moment ago', () => {
    session.cancel();
    session.resume({ sessionId: 'id', secret: 'secret' });
    relay.socket.dispatchEvent(new CloseEvent('close', { code: CloseCode.REFUSED }));
    expect(session.state).to.deep.equal({ state: 'ended', ending: 'refused' });
  });
});
