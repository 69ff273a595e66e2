/**
 * The contract's error table (section 7), row by row: each code in the situation that it names, from the real engine, as
 * `{ code, errorMsg }` at the callback and `session_error`, and as `cobrowse-error` from the real elements, with `retryable` and a
 * sentence in the reader's language. A code without a row fails. What the Worker answers is proven by its own test.
 */
import { expect, waitUntil } from '@open-wc/testing';
import { sentenceOf } from '../../../widget/elements/cobrowse-button/failure-advice.js';
import { failureSentence } from '../../../widget/elements/cobrowse-agent-desk/sentences.js';
import * as ErrorCode from '../../../widget/engine/protocol/error-code-values.js';
import { texts as en } from '../../../widget/locales/languages/en.js';
import { texts as zhCn } from '../../../widget/locales/languages/zh-cn.js';
import type { AgentCallResult, AgentJoinOptions } from '../../../widget/service/agent-sdk.js';
import type { CallResult, StartOptions } from '../../../widget/service/contract.js';
import { failure } from '../../../widget/service/failures.js';
import { SERVICE_ANSWERS, type HttpAnswer } from '../../fixtures/service-answers.js';
import { AgentStage } from '../../support/contract-stage/agent-stage.js';
import { CustomerStage, LANGUAGES } from '../../support/contract-stage/customer-stage.js';

const SOON = { interval: 5, timeout: 15_000 };
const TOKEN = 'aaa.bbb.ccc';
/** What no error may repeat. */
const PIN = 'TICKET42';
const TEXTS = { en, 'zh-CN': zhCn } as const;

/** Codes after which nothing but another page or another configuration helps. */
const FINAL: ReadonlySet<number> = new Set([1008, 1009, 2001]);

interface Row<Act> {
  readonly code: number;
  readonly when: string;
  /** HTTP answers have a code of their own for it; pages get this one. */
  readonly arrivesAs?: number;
  readonly act: Act;
}

/** What the page calls, and what `start` is called by: the page, or a press of the button. */
interface CustomerAct {
  readonly before?: (stage: CustomerStage) => unknown;
  /** `start` unless said otherwise. */
  readonly call?: 'join';
  /** While the call is under way. */
  readonly meanwhile?: (stage: CustomerStage) => unknown;
  /** Whether `session_error` says it as well; a call that was wrong in itself has its callback alone. */
  readonly told: boolean;
  /** The button never resumes what a person pressed for: to it this happens to a session that is on. */
  readonly toLive?: (stage: CustomerStage) => unknown;
}

const whenAnswered = (answer: HttpAnswer | undefined, told = true): CustomerAct => ({
  before: (stage) => stage.answers(answer),
  told,
});

const CUSTOMER: readonly Row<CustomerAct>[] = [
  { code: 1001, when: 'no PIN is free', act: whenAnswered(SERVICE_ANSWERS.noPinIsFree) },
  {
    code: 1002,
    when: 'a start comes while one is connecting',
    act: {
      before: (stage) => stage.nextSocket(() => void stage.session.start({ sdkToken: TOKEN })),
      told: false,
    },
  },
  { code: 1004, when: 'the page has a session already', act: { before: (stage) => stage.live(TOKEN), told: false } },
  { code: 1008, when: 'a PIN is none', act: whenAnswered(SERVICE_ANSWERS.customPinIsNone) },
  { code: 1009, when: 'the token wants a PIN', act: whenAnswered(SERVICE_ANSWERS.customPinIsMissing) },
  { code: 1010, when: 'a PIN is in use', act: whenAnswered(SERVICE_ANSWERS.customPinIsTaken) },
  {
    code: 1011,
    when: 'the session that is resumed is gone',
    act: {
      before: (stage) => stage.leaveMarker(),
      call: 'join',
      meanwhile: (stage) => stage.closes(SERVICE_ANSWERS.sessionIsGone),
      told: true,
      toLive: (stage) => stage.closes(SERVICE_ANSWERS.sessionIsGone),
    },
  },
  {
    code: 1012,
    when: 'the session that is resumed is that of another browser, which is alive',
    act: {
      before: (stage) => stage.leaveMarker(),
      call: 'join',
      meanwhile: (stage) => stage.closes(SERVICE_ANSWERS.seatIsAnotherBrowsers),
      told: true,
      toLive: (stage) => stage.closes(SERVICE_ANSWERS.seatIsAnotherBrowsers),
    },
  },
  { code: 1016, when: 'the service does not answer', act: whenAnswered(undefined) },
  {
    code: 1017,
    when: 'the session is ended before it began',
    act: { meanwhile: (stage) => stage.session.end(), told: false },
  },
  { code: 2001, when: 'the token is refused', act: whenAnswered(SERVICE_ANSWERS.tokenIsRefused) },
];

/** What the agent's page does to join. A row of an agent is seen at the desk that is framed, and in the npm shape. */
interface AgentAct {
  readonly answer?: HttpAnswer | undefined;
  readonly pin?: string;
  /** After the join, whose socket is there. */
  readonly toLive?: (stage: AgentStage) => unknown;
  /** How pages of the npm shape get into it, where a PIN alone does not. */
  readonly npm?: (
    stage: AgentStage,
    join: (options?: AgentJoinOptions) => Promise<AgentCallResult>,
  ) => Promise<AgentCallResult>;
  /** Not at the desk, which has a form for a PIN and nothing else; or there alone. */
  readonly only?: 'npm' | 'desk';
}

const joining = { pinCode: PIN, sdkToken: TOKEN };

const AGENT: readonly Row<AgentAct>[] = [
  {
    code: 1002,
    when: 'a join comes while one is under way',
    act: { only: 'npm', npm: (_stage, join) => (void join(joining), join(joining)) },
  },
  {
    code: 1004,
    when: 'the agent is in a session already',
    act: {
      only: 'npm',
      npm: async (stage, join) => {
        let first: Promise<unknown> = Promise.resolve();
        await stage.nextSocket(() => (first = join(joining)));
        stage.welcomes();
        await first;
        return join(joining);
      },
    },
  },
  { code: 1006, when: 'the PIN is not known', act: { only: 'npm', answer: SERVICE_ANSWERS.pinIsUnknown } },
  { code: 30308, when: 'the PIN is not known', act: { only: 'desk', answer: SERVICE_ANSWERS.pinIsUnknown } },
  { code: 1008, when: 'the PIN is none', act: { pin: '12?4' } },
  { code: 1008, when: 'the service finds that the PIN is none', act: { answer: SERVICE_ANSWERS.pinIsNone } },
  { code: 1011, when: 'there is nothing to resume', act: { only: 'npm', npm: (_stage, join) => join() } },
  {
    code: 1011,
    when: 'the connection is lost for good',
    act: { only: 'desk', toLive: (stage) => stage.closes(SERVICE_ANSWERS.sessionIsGone) },
  },
  { code: 1013, when: 'five others are there', act: { answer: SERVICE_ANSWERS.sixthAgent } },
  { code: 1015, when: 'the same user is there', act: { answer: SERVICE_ANSWERS.sameUserTwice } },
  { code: 1016, when: 'the service does not answer', act: { answer: undefined } },
  { code: 2001, when: 'the token is refused', act: { answer: SERVICE_ANSWERS.tokenIsRefused } },
  {
    code: 124,
    arrivesAs: 2001,
    when: 'the service says so of the token',
    act: { answer: SERVICE_ANSWERS.tokenIsRefused },
  },
  { code: 9999, when: 'there were too many tries', act: { answer: SERVICE_ANSWERS.tooManyTries } },
];

function expectInfo(error: unknown, code: number): void {
  const info = Object(error);
  expect(Object.keys(info).sort()).to.deep.equal(['code', 'errorMsg']);
  expect(info.code).to.equal(code);
  expect(info.errorMsg).to.match(/^[A-Z].*\.$/);
  expect(info.errorMsg).not.to.contain(PIN).and.not.to.contain(TOKEN);
}

/** @param sentence in English and in Chinese, as the element words this code. */
function expectDetail(detail: object | undefined, code: number, sentence: string): void {
  expect(detail).to.include({ code, retryable: !FINAL.has(code), message: sentence });
  expect(sentence.length).to.be.greaterThan(5);
  expect(Reflect.get(Object(detail), 'errorMsg'))
    .to.match(/\.$/)
    .and.not.contain(PIN)
    .and.not.contain(TOKEN);
}

const titleOf = ({ code, when, arrivesAs }: Row<unknown>): string =>
  `${code}${arrivesAs === undefined ? '' : ` as ${arrivesAs}`}: ${when}`;

describe('the contract’s error table', () => {
  it('has a row here for each code', () => {
    const codes: readonly number[] = [...CUSTOMER, ...AGENT].map(({ code }) => code);
    expect(Object.values(ErrorCode).filter((code) => !codes.includes(code))).to.deep.equal([]);
  });

  describe('of a customer', () => {
    let stage: CustomerStage;
    beforeEach(async () => {
      stage = await CustomerStage.open(TOKEN);
    });
    afterEach(() => stage.close());

    for (const row of CUSTOMER) {
      const { before, call, meanwhile, told, toLive } = row.act;

      it(`${titleOf(row)}, in callback and event`, async () => {
        await before?.(stage);
        const options: StartOptions = { sdkToken: TOKEN, customPinCode: PIN };
        const { promise, resolve } = Promise.withResolvers<CallResult>();
        const ask = (): unknown =>
          call === 'join' ? stage.session.join(resolve) : stage.session.start(options, resolve);
        if (meanwhile) {
          await stage.nextSocket(ask);
          await meanwhile(stage);
        } else ask();
        const result = await promise;
        expectInfo(!result.success && result.error, row.code);
        expect(stage.told).to.deep.equal(told && !result.success ? [result.error] : []);
      });

      it(`${titleOf(row)}, from the button, in each language`, async () => {
        if (toLive) {
          await stage.nextSocket(() => stage.button.click());
          stage.welcomes();
          await waitUntil(() => stage.button.state === 'waiting', 'a session', SOON);
          toLive(stage);
        } else {
          await before?.(stage);
          if (meanwhile) {
            await stage.nextSocket(() => stage.button.click());
            await meanwhile(stage);
          } else stage.button.click();
        }
        for (const language of LANGUAGES) {
          const heard = () => stage.heard.get(language) ?? [];
          await waitUntil(() => heard().length > 0, `cobrowse-error in ${language}`, SOON);
          const { failures } = TEXTS[language].buttonSession;
          expectDetail(heard()[0], row.code, sentenceOf(failure('service', { code: row.code }), failures));
          expect(heard(), 'once').to.have.length(1);
        }
        const [english, chinese] = LANGUAGES.map((language) => stage.heard.get(language)?.[0]?.message);
        expect(english).not.to.equal(chinese);
      });
    }
  });

  describe('of an agent', () => {
    let stage: AgentStage;
    beforeEach(() => {
      stage = new AgentStage();
    });
    afterEach(() => stage.close());

    for (const row of AGENT) {
      const { pin = PIN, toLive, npm, only } = row.act;
      const code = row.arrivesAs ?? row.code;
      const prepare = (): void => {
        if ('answer' in row.act) stage.answers(row.act.answer);
      };

      if (only !== 'desk') {
        it(`${titleOf(row)}, in callback and event of the npm shape`, async () => {
          prepare();
          const session = await stage.session();
          const told: unknown[] = [];
          session.on('session_error', (error) => told.push(error));
          const join = (options?: AgentJoinOptions): Promise<AgentCallResult> =>
            new Promise(
              (resolve) =>
                void (options ? session.join(options, resolve) : Reflect.apply(session.join, session, [resolve])),
            );
          const result = await (npm ? npm(stage, join) : join({ pinCode: pin, sdkToken: stage.token }));
          expect(result.success).to.equal(false);
          expectInfo(result.error, code);
          expect(told).to.deep.equal([result.error]);
        });
      }

      for (const locale of LANGUAGES) {
        const sentence = failureSentence(TEXTS[locale].agentDesk, failure('service', { code }));
        for (const withSdk of [true, false]) {
          if (npm || (withSdk ? only === 'desk' : only === 'npm')) continue;
          it(`${titleOf(row)}, from the desk element ${withSdk ? 'with an SDK' : 'around a frame'}, in ${locale}`, async () => {
            prepare();
            const { desk, ear } = await stage.element(locale, withSdk);
            if (toLive) {
              await stage.nextSocket(() => (desk.pin = pin));
              stage.welcomes();
              await waitUntil(() => desk.state === 'live', 'a session', SOON);
              toLive(stage);
            } else desk.pin = pin;
            await waitUntil(() => ear.errors.length > 0, 'cobrowse-error', SOON);
            expectDetail(ear.errors[0], code, sentence);
          });
        }
      }
    }
  });
});
