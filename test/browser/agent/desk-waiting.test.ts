/** An agent with an agreed PIN at the desk: waits by a request of their own, and goes on in the session (SPEC J). */
import { expect, waitUntil } from '@open-wc/testing';
import { CloseCode } from '../../../widget/engine/protocol/close-codes.js';
import { DeskSession } from '../../../widget/engine/agent/desk-session.js';
import { ScriptedRelay } from '../transport/scripted-socket.js';

const AGENT = { number: 1, userId: 'a-1', userName: 'Ann' };
const ROOM = { sessionId: 'room', secret: 'secret' };

function tokenWith(claims: object): string {
  return `h.${btoa(JSON.stringify(claims)).replaceAll('=', '')}.s`;
}

describe('an agent with an agreed PIN', () => {
  const realFetch = window.fetch;
  let relay: ScriptedRelay;
  let kept: unknown[];
  let bodies: unknown[];
  let answer: Response;

  beforeEach(() => {
    relay = new ScriptedRelay();
    kept = [];
    bodies = [];
    answer = Response.json(ROOM);
    window.fetch = async (_url, init) => {
      bodies.push(JSON.parse(String(init?.body)));
      return answer;
    };
  });

  afterEach(() => {
    window.fetch = realFetch;
    relay.restore();
  });

  function open(claims: object = { enable_byop: 1 }): DeskSession {
    return new DeskSession({
      origin: location.origin,
      token: tokenWith(claims),
      onMessage: () => undefined,
      onAdmission: (admission) => kept.push(admission),
    });
  }

  async function waiting(): Promise<DeskSession> {
    const session = open();
    await session.join('TICKET42', true);
    await waitUntil(() => relay.sockets.length > 0, 'a socket', { interval: 1 });
    relay.socket.says({ type: 'customer_awaited', remainingMs: 180_000 });
    return session;
  }

  for (const [claims, mayWait] of [
    [{ enable_byop: 1 }, true],
    [{ enable_byop: '1' }, undefined],
    [{}, undefined],
  ] as const) {
    it(`J3 may wait after an unknown PIN with the claims ${JSON.stringify(claims)}: ${mayWait ?? false}`, async () => {
      answer = Response.json({ code: 30308 }, { status: 404 });
      const session = open(claims);
      await session.join('TICKET42');
      expect(bodies).to.deep.equal([{ pinCode: 'TICKET42' }]);
      expect(session.state).to.deep.equal({
        state: 'idle',
        problem: mayWait ? { code: 30308, mayWait } : { code: 30308 },
      });
    });
  }

  it('J3 asks to wait, says so, and can come back to it after a reload', async () => {
    const session = await waiting();
    expect(bodies).to.deep.equal([{ pinCode: 'TICKET42', wait: true }]);
    expect(session.state).to.deep.include({ state: 'awaiting' });
    expect(kept).to.deep.equal([ROOM]);
  });

  it('J4 goes on at the session with the same secret, and waits to be let in', async () => {
    const session = await waiting();
    relay.socket.says({ type: 'customer_started', sessionId: 'session' });
    expect(relay.sockets).to.have.lengthOf(2);
    expect(relay.socket.url).to.contain('/sessions/session/socket');
    relay.socket.says({ type: 'waiting_welcome', agent: AGENT });
    expect(session.state).to.deep.equal({ state: 'waiting', agent: AGENT });
    expect(kept.at(-1)).to.deep.equal({ sessionId: 'session', secret: 'secret' });
  });

  it('J5 gives up by leaving', async () => {
    const session = await waiting();
    session.cancel();
    expect(relay.socket.controls).to.deep.equal(['leave']);
    expect(session.state).to.deep.equal({ state: 'idle' });
  });

  it('J5 is told when the customer did not start', async () => {
    const session = await waiting();
    relay.socket.dispatchEvent(new CloseEvent('close', { code: CloseCode.NO_CUSTOMER }));
    expect(session.state).to.deep.equal({ state: 'ended', ending: 'no-customer' });
    expect(kept.at(-1)).to.equal(undefined);
  });
});
