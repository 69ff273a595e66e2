/** The session object before and while the engine loads. The engine itself is tested end to end. */
import { expect, waitUntil } from '@open-wc/testing';
import { CobrowseError, type CallResult, type SessionInfo } from '../../../widget/service/contract.js';
import { ErrorCode } from '../../../widget/engine/protocol/error-codes.js';
import { RECONNECT_WINDOW_MS } from '../../../widget/engine/protocol/limits.js';
import type { EngineHost, EngineModule } from '../../../widget/engine/customer/engine-api.js';
import {
  clearMarker,
  dropCopiedMarker,
  readMarker,
  writeMarker,
} from '../../../widget/engine/customer/resume-marker.js';
import { SessionLock } from '../../../widget/engine/customer/session-lock.js';
import { createSession } from '../../../widget/engine/customer/session-facade.js';

const ORIGIN = 'https://service.example';
const MARKER = {
  origin: ORIGIN,
  sessionId: 'id',
  secret: 'secret',
  pinCode: '123456',
  piiMask: { maskCssSelectors: '#ssn' },
};

/** An engine that does as it is told, in place of the chunk. */
class ScriptedEngine implements EngineModule {
  host: EngineHost | undefined;
  loads = 0;
  info: SessionInfo = { sessionStatus: 'session_idle' };
  start: () => Promise<void> = () => Promise.resolve();

  createEngine(host: EngineHost): ReturnType<EngineModule['createEngine']> {
    this.host = host;
    const info = (): SessionInfo => this.info;
    return {
      get info() {
        return info();
      },
      start: () => this.start(),
      join: () => Promise.resolve(),
      end: () => Promise.resolve(),
    };
  }

  readonly load = (): Promise<EngineModule> => {
    this.loads++;
    return Promise.resolve(this);
  };
}

const settings = () => [];

describe('a session before its engine is there', () => {
  afterEach(() => clearMarker());

  it('loads nothing until it starts', async () => {
    const engine = new ScriptedEngine();
    const session = createSession({ origin: ORIGIN, settings, load: engine.load });
    session.on('session_started', () => undefined);
    session.getSessionInfo();
    await session.end();
    expect(engine.loads).to.equal(0);
    await session.start({ sdkToken: 'token' });
    expect(engine.loads).to.equal(1);
  });

  it('refuses a second start with 1002 while the first one connects', async () => {
    const engine = new ScriptedEngine();
    const session = createSession({ origin: ORIGIN, settings, load: engine.load });
    const first = session.start({ sdkToken: 'token' });
    expect(session.getSessionInfo().sessionStatus).to.equal('session_connecting');
    const second = await session.start({ sdkToken: 'token' });
    expect(second.success === false && second.error.code).to.equal(ErrorCode.SESSION_CONNECTING_IN_PROGRESS);
    expect((await first).success).to.equal(true);
  });

  it('says 1001 when the engine does not load, and tries again at the next start', async () => {
    const engine = new ScriptedEngine();
    let broken = true;
    const load = (): Promise<EngineModule> => (broken ? Promise.reject(new TypeError('blocked')) : engine.load());
    const session = createSession({ origin: ORIGIN, settings, load });
    const codes: number[] = [];
    session.on('session_error', ({ code }) => codes.push(code));
    const failed = await session.start({ sdkToken: 'token' });
    expect(failed.success === false && failed.error.code).to.equal(ErrorCode.SESSION_START_FAILED);
    expect(codes).to.deep.equal([ErrorCode.SESSION_START_FAILED]);
    broken = false;
    expect((await session.start({ sdkToken: 'token' })).success).to.equal(true);
  });

  it('answers by promise and by callback, with code and errorMsg only', async () => {
    const engine = new ScriptedEngine();
    engine.start = () => Promise.reject(new CobrowseError(ErrorCode.TOKEN_INVALID, 'No.', { cause: new Error('why') }));
    const session = createSession({ origin: ORIGIN, settings, load: engine.load });
    const called: CallResult[] = [];
    const result = await session.start({ sdkToken: 'token' }, (answer) => called.push(answer));
    expect(result).to.deep.equal({ success: false, error: { code: ErrorCode.TOKEN_INVALID, errorMsg: 'No.' } });
    expect(called).to.deep.equal([result]);
  });

  it('can be resumed while a marker of this service is fresh', () => {
    const session = createSession({ origin: ORIGIN, settings, load: new ScriptedEngine().load });
    expect(session.getSessionInfo()).to.deep.equal({ sessionStatus: 'session_idle' });
    writeMarker(MARKER, true);
    expect(session.getSessionInfo()).to.deep.equal({ sessionStatus: 'session_recoverable', pinCode: '123456' });
  });
});

describe('a resume marker', () => {
  afterEach(() => clearMarker());

  /** Rewrites what is stored. */
  function alter(change: (stored: Record<string, unknown>) => unknown): void {
    const key = Object.keys(sessionStorage).find((each) => sessionStorage.getItem(each)?.includes(MARKER.sessionId));
    if (key === undefined) throw new Error('nothing is stored');
    const stored: Record<string, unknown> = JSON.parse(sessionStorage.getItem(key) ?? '{}');
    sessionStorage.setItem(key, JSON.stringify(change(stored)));
  }

  it('comes back as it was written', () => {
    writeMarker(MARKER, true);
    expect(readMarker(ORIGIN)).to.deep.equal({ ...MARKER, left: true });
  });

  it('is not shown to another service', () => {
    writeMarker(MARKER, true);
    expect(readMarker('https://other.example')).to.equal(undefined);
  });

  it('is worthless once the relay has stopped waiting', () => {
    writeMarker(MARKER, true);
    alter((stored) => ({ ...stored, at: Date.now() - RECONNECT_WINDOW_MS }));
    expect(readMarker(ORIGIN)).to.equal(undefined);
  });

  it('Y1 lives a minute longer after a crash, as it may be as old as that', () => {
    writeMarker(MARKER, false);
    alter((stored) => ({ ...stored, at: Date.now() - RECONNECT_WINDOW_MS - 50_000 }));
    expect(readMarker(ORIGIN)).to.deep.equal({ ...MARKER, left: false });
    alter((stored) => ({ ...stored, at: Date.now() - RECONNECT_WINDOW_MS - 60_000 }));
    expect(readMarker(ORIGIN)).to.equal(undefined);
  });

  it('Y2 is forgotten where it is a copy: the tab that wrote it still holds the lock', async () => {
    const [first, second] = [new SessionLock(), new SessionLock()];
    try {
      expect(await first.take()).to.equal(true);
      expect(await second.take()).to.equal(false);
      writeMarker(MARKER, true);
      await dropCopiedMarker(ORIGIN);
      expect(readMarker(ORIGIN), 'of a page that was left').to.deep.equal({ ...MARKER, left: true });
      writeMarker(MARKER, false);
      await dropCopiedMarker(ORIGIN);
      expect(readMarker(ORIGIN), 'of a page that is alive').to.equal(undefined);
      first.release();
      second.wait();
      second.release();
      await waitUntil(async () => (await navigator.locks.query()).held?.length === 0, 'the lock is free');
      writeMarker(MARKER, false);
      await dropCopiedMarker(ORIGIN);
      expect(readMarker(ORIGIN), 'of a page that crashed').to.deep.equal({ ...MARKER, left: false });
    } finally {
      first.release();
      second.release();
    }
  });

  it('is ignored when the page wrote something else in its place', () => {
    for (const value of [null, 1, 'x', [], {}, { sessionId: 1 }]) {
      writeMarker(MARKER, true);
      alter(() => value);
      expect(readMarker(ORIGIN), JSON.stringify(value)).to.equal(undefined);
      clearMarker();
      sessionStorage.clear();
    }
  });
});
