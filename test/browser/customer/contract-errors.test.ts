/**
 * The contract's error table (section 7), row by row: each code in the situation that it names, from the real engine behind the
 * object that pages hold, as `{ code, errorMsg }`, and as the sentence that the button says. The service is played by the test.
 */
import { expect, waitUntil } from '@open-wc/testing';
import { sentenceOf } from '../../../widget/elements/cobrowse-button/failure-advice.js';
import { createEngine } from '../../../widget/engine/customer/index.js';
import { clearMarker, writeMarker } from '../../../widget/engine/customer/resume-marker.js';
import { createSession } from '../../../widget/engine/customer/session-facade.js';
import { CloseCode } from '../../../widget/engine/protocol/close-codes.js';
import * as ErrorCode from '../../../widget/engine/protocol/error-code-values.js';
import { joinSession } from '../../../widget/engine/transport/http.js';
import { texts as en } from '../../../widget/locales/languages/en.js';
import { texts as zhCn } from '../../../widget/locales/languages/zh-cn.js';
import {
  CobrowseError,
  type CallResult,
  type CustomerSession,
  type ErrorInfo,
} from '../../../widget/service/contract.js';
import { failure } from '../../../widget/service/failures.js';
import { ScriptedRelay } from '../transport/scripted-socket.js';

const SOON = { interval: 1 };
const TOKEN = { sdkToken: 'aaa.bbb.ccc' };
const ADMISSION = { sessionId: 'id', secret: 'secret' };
/** What no error may repeat. */
const PIN = 'TICKET42';

type Answer = () => Response | Promise<Response>;

const answers =
  (status: number, code: number): Answer =>
  () =>
    Response.json({ code }, { status });
const admits: Answer = () => Response.json(ADMISSION);

class World {
  readonly relay = new ScriptedRelay();
  readonly told: ErrorInfo[] = [];
  answer: Answer = admits;
  readonly session: CustomerSession;
  readonly #fetch = window.fetch;

  constructor() {
    const { origin } = location;
    this.session = createSession({ origin, settings: () => [], load: () => Promise.resolve({ createEngine }) });
    this.session.on('session_error', (error) => this.told.push(error));
    window.fetch = async () => this.answer();
  }

  async socket(): Promise<void> {
    const { length } = this.relay.sockets;
    await waitUntil(() => this.relay.sockets.length > length, 'a socket', SOON);
  }

  async live(): Promise<void> {
    const started = this.session.start(TOKEN);
    await this.socket();
    this.relay.socket.says({ type: 'customer_welcome', pinCode: '123456', agents: [] });
    await started;
  }

  async restore(): Promise<void> {
    if (this.relay.sockets.length > 0) this.relay.socket.says({ type: 'session_ended', reason: 'expired' });
    await this.session.end();
    window.fetch = this.#fetch;
    this.relay.restore();
    clearMarker();
    for (const panel of document.querySelectorAll('cobrowse-panel')) panel.remove();
  }
}

interface Row {
  readonly code: number;
  readonly when: string;
  readonly provoke: (world: World) => Promise<CallResult>;
  /** Whether `session_error` says it as well; a call that was wrong in itself has its callback alone. */
  readonly told: boolean;
}

const agentJoin = (): Promise<CallResult> =>
  joinSession(location.origin, TOKEN.sdkToken, PIN).then(
    () => ({ success: true }),
    (error: unknown) => {
      if (!(error instanceof CobrowseError)) throw error;
      return { success: false, error: error.info };
    },
  );

const asAgent = (status: number, code: number) => (world: World) => {
  world.answer = answers(status, code);
  return agentJoin();
};

const startWith = (answer: Answer) => (world: World) => {
  world.answer = answer;
  return world.session.start({ ...TOKEN, customPinCode: PIN });
};

/** A resume whose socket the relay closes. */
const resumeClosed = (closeCode: number) => async (world: World) => {
  writeMarker({ origin: location.origin, ...ADMISSION, pinCode: '123456' }, true);
  const joined = world.session.join();
  await world.socket();
  world.relay.socket.dispatchEvent(new CloseEvent('close', { code: closeCode }));
  return joined;
};

const ROWS: readonly Row[] = [
  { code: ErrorCode.SESSION_START_FAILED, when: 'no PIN is free', provoke: startWith(answers(503, 1001)), told: true },
  {
    code: ErrorCode.SESSION_CONNECTING_IN_PROGRESS,
    when: 'a start comes while one is connecting',
    provoke: async (world) => {
      void world.session.start(TOKEN);
      await world.socket();
      return world.session.start(TOKEN);
    },
    told: false,
  },
  {
    code: ErrorCode.SESSION_COUNT_LIMIT,
    when: 'the page has a session already',
    provoke: async (world) => {
      await world.live();
      return world.session.start(TOKEN);
    },
    told: false,
  },
  {
    code: ErrorCode.SESSION_PIN_INVALID_FORMAT,
    when: 'a PIN is none',
    provoke: startWith(answers(400, 1008)),
    told: true,
  },
  {
    code: ErrorCode.SESSION_START_PIN_REQUIRED,
    when: 'a token wants a PIN',
    provoke: startWith(answers(400, 1009)),
    told: true,
  },
  {
    code: ErrorCode.SESSION_START_PIN_CONFLICT,
    when: 'a PIN is in use',
    provoke: startWith(answers(409, 1010)),
    told: true,
  },
  {
    code: ErrorCode.SESSION_JOIN_FAILED,
    when: 'the session that is resumed is gone',
    provoke: resumeClosed(CloseCode.UNAUTHORIZED),
    told: true,
  },
  {
    code: ErrorCode.SESSION_CUSTOMER_COUNT_LIMIT,
    when: 'the session that is resumed is open elsewhere',
    provoke: resumeClosed(CloseCode.REPLACED),
    told: true,
  },
  { code: ErrorCode.SESSION_AGENT_COUNT_LIMIT, when: 'a sixth agent joins', provoke: asAgent(409, 1013), told: false },
  { code: ErrorCode.SESSION_DUPLICATE_USER, when: 'a user joins twice', provoke: asAgent(409, 1015), told: false },
  {
    code: ErrorCode.NETWORK_ERROR,
    when: 'the service does not answer',
    provoke: startWith(() => Promise.reject(new TypeError('no network'))),
    told: true,
  },
  {
    code: ErrorCode.SESSION_CANCELING_IN_PROGRESS,
    when: 'the session is ended before it began',
    provoke: async (world) => {
      const started = world.session.start(TOKEN);
      await world.socket();
      await world.session.end();
      return started;
    },
    told: false,
  },
  { code: ErrorCode.TOKEN_INVALID, when: 'the token is refused', provoke: startWith(answers(401, 124)), told: true },
  { code: ErrorCode.UNDEFINED, when: 'an agent has tried too often', provoke: asAgent(429, 9999), told: false },
  {
    code: ErrorCode.SERVER_INVALID_TOKEN,
    when: 'an agent’s token is refused',
    provoke: asAgent(401, 124),
    told: false,
  },
  {
    code: ErrorCode.DESK_PIN_NOT_FOUND,
    when: 'an agent’s PIN is not known',
    provoke: asAgent(404, 30308),
    told: false,
  },
];

/** Elsewhere: the agent's package says 1006 for what the desk says 30308 for. */
const ELSEWHERE: ReadonlySet<number> = new Set([ErrorCode.SESSION_JOIN_PIN_NOT_FOUND]);

describe('the contract’s error table', () => {
  let world: World;

  beforeEach(() => {
    world = new World();
  });

  afterEach(() => world.restore());

  it('has a row here for each code', () => {
    const codes = ROWS.map(({ code }) => code);
    expect(Object.values(ErrorCode).filter((code) => !ELSEWHERE.has(code) && !codes.includes(code))).to.deep.equal([]);
  });

  for (const { code, when, provoke, told } of ROWS) {
    it(`${code}: ${when}`, async () => {
      const result = await provoke(world);
      expect(result.success).to.equal(false);
      if (result.success) return;
      expect(Object.keys(result.error).sort()).to.deep.equal(['code', 'errorMsg']);
      expect(result.error.code).to.equal(code);
      expect(result.error.errorMsg).to.match(/^[A-Z].*\.$/);
      expect(result.error.errorMsg).not.to.contain(PIN).and.not.to.contain(TOKEN.sdkToken);
      expect(world.told).to.deep.equal(told ? [result.error] : []);
    });
  }

  for (const code of Object.values(ErrorCode)) {
    it(`${code} is a sentence in each language at the button, and nothing of what developers read`, () => {
      const error = failure('service', { code, message: 'For developers.' });
      const sentences = [en, zhCn].map(({ buttonSession }) => sentenceOf(error, buttonSession.failures));
      for (const sentence of sentences) expect(sentence.length).to.be.greaterThan(5);
      expect(sentences[0]).not.to.equal(sentences[1]);
      expect(sentences.join()).not.to.contain('For developers');
    });
  }
});

describe('the contract’s events of a customer', () => {
  const AGENT = { number: 1, userId: 'a-1', userName: 'Ann' };
  const NAMES = [
    'pincode_updated',
    'session_started',
    'session_joined',
    'agent_joined',
    'agent_left',
    'session_reconnecting',
    'session_ended',
    'session_error',
  ] as const;

  it('come in their order, with what the contract gives them', async () => {
    const world = new World();
    const heard: [string, unknown][] = [];
    for (const name of NAMES) world.session.on(name, (detail) => heard.push([name, detail]));
    try {
      await world.live();
      const { relay } = world;
      relay.socket.says({ type: 'agent_joined', agent: AGENT });
      relay.socket.says({ type: 'agent_left', agent: AGENT });
      const left = (): boolean => heard.some(([name]) => name === 'agent_left');
      await waitUntil(left, 'agent_left', { interval: 5, timeout: 10_000 });
      const again = world.socket();
      relay.socket.dispatchEvent(new CloseEvent('close', { code: 1006 }));
      await again;
      relay.socket.says({ type: 'customer_welcome', pinCode: '123456', agents: [] });
      relay.socket.says({ type: 'session_ended', reason: 'agent_ended' });
      const { userId, userName } = AGENT;
      expect(heard).to.deep.equal([
        ['pincode_updated', { pinCode: '123456', pincode: '123456' }],
        ['session_started', undefined],
        ['agent_joined', { userId, userName }],
        ['agent_left', { userId, userName }],
        ['session_reconnecting', undefined],
        ['session_joined', undefined],
        ['session_ended', undefined],
      ]);
    } finally {
      await world.restore();
    }
  });
});
