/** The calls of the stand-in's browser side on its cloud, as functions of a decoded body. Knows neither HTTP nor the browser. */
import type { Behaviour } from './behaviour.ts';
import { Refusal, type Cloud } from './cloud.ts';
import { checkToken, type Claims } from './tokens.ts';

export interface CallContext {
  readonly cloud: Cloud;
  readonly behaviour: Behaviour;
  readonly sdkKey: string;
  readonly sdkSecret: string;
  /** Aborts when the caller has gone. */
  readonly gone: AbortSignal;
  /** Settings of every `init` so far. */
  readonly inits: Record<string, unknown>[];
  /** Claims of every token that was taken, and why others were not. */
  readonly identities: Claims[];
  readonly refusedTokens: string[];
}

export type Body = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const optionalText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function verify(context: CallContext, token: unknown, role: 1 | 2, badToken: 2001 | 124): Claims {
  const claims = checkToken(token, context.sdkKey, context.sdkSecret);
  if (typeof claims === 'string') context.refusedTokens.push(claims);
  if (typeof claims === 'string' || claims.role_type !== role) throw new Refusal(badToken, 'Invalid token');
  context.identities.push(claims);
  return claims;
}

async function obey(how: 'accept' | 'hang' | number, gone: AbortSignal): Promise<void> {
  if (typeof how === 'number') throw new Refusal(how, 'Refused as the test wishes');
  if (how === 'hang') await new Promise((resolve) => gone.addEventListener('abort', resolve, { once: true }));
}

/** Checks an agent's token and answers what a viewer shows; `unknownPin` is where it asks from. */
function enter(context: CallContext, body: Body, badToken: 2001 | 124, unknownPin: 1006 | 30308): object {
  const pin = text(body['pinCode']).trim().toUpperCase();
  const ticket = context.cloud.joinAsAgent(verify(context, body['sdkToken'], 2, badToken), pin, unknownPin);
  return { ticket, customer: context.cloud.customerName(pin) };
}

/** By name. Throws a `Refusal`. */
export async function answerCall(name: string, body: Body, context: CallContext): Promise<object> {
  const { cloud, behaviour, gone } = context;
  switch (name) {
    case 'init': {
      context.inits.push(asRecord(body['settings']));
      await obey(behaviour.init, gone);
      if (body['key'] !== context.sdkKey) throw new Refusal(1001, 'Unknown SDK key');
      const { errorText, failures } = behaviour;
      return { recoverable: cloud.isRecoverable(text(body['ticket'])), manners: { errorText, failures } };
    }
    case 'start': {
      await obey(behaviour.start, gone);
      const claims = verify(context, body['sdkToken'], 1, 2001);
      // The npm package works only with a PIN that the page brings (contract, section 1).
      if (body['npm'] === true && !claims.enable_byop) throw new Refusal(1001, 'npm needs enable_byop');
      return cloud.start(claims, optionalText(body['customPinCode']), text(body['browserId']));
    }
    case 'join':
      await obey(behaviour.join, gone);
      return cloud.resume(text(body['ticket']));
    case 'agent-join':
      await obey(behaviour.join, gone);
      return enter(context, body, 2001, 1006);
    case 'desk-join':
      return enter(context, body, 124, 30308);
    case 'agent-end':
      cloud.endByAgent(text(body['ticket']));
      return {};
    case 'close':
      cloud.close(text(body['ticket']));
      return {};
    case 'news': {
      const news = await cloud.news(text(body['ticket']), Number(body['after']), body['wait'] === true, gone);
      if (!news) throw new Refusal(1011, 'The session is gone');
      return { news };
    }
    default:
      throw new Refusal(9999, 'There is no such call');
  }
}
