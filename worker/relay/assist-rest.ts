/**
 * What the customer is not to be asked for again at once, by agent and kind, after a no or a stop (SPEC G2). In the store: neither the
 * customer's next page, nor another tab, nor a sleep of the relay forgets it.
 */
import { isObject } from '../../widget/engine/protocol/control/json.js';
import { readAssistTypes, type AssistType } from '../../widget/engine/protocol/control/permission-messages.js';
import { ASSIST_REST_MS } from '../../widget/engine/protocol/limits.js';
import { kept } from './kept.js';
import type { SessionContext } from './session-context.js';

interface Rest {
  readonly userId: string;
  readonly assist: AssistType;
  readonly since: number;
}

const rests = kept<readonly Rest[]>('assist_rests', readRests, []);

/** From now on. What rests already does so no longer for it: who asks in vain is not kept away by asking. */
export function rest(context: SessionContext, userId: string, types: readonly AssistType[]): void {
  const before = current(context);
  const fresh = types.filter((assist) => restMs(context, userId, assist) === 0);
  if (fresh.length === 0) return;
  const since = Date.now();
  rests.set(context, [...before, ...fresh.map((assist) => ({ userId, assist, since }))]);
}

/** For how long still. */
export function restMs(context: SessionContext, userId: string, assist: AssistType): number {
  const found = current(context).find((each) => each.userId === userId && each.assist === assist);
  return found ? ASSIST_REST_MS - (Date.now() - found.since) : 0;
}

/** Without what is over. A clock that went back ends no rest, and makes none longer than one. */
function current(context: SessionContext): readonly Rest[] {
  const before = rests.get(context);
  const now = Date.now();
  if (before.every(({ since }) => since <= now && now - since < ASSIST_REST_MS)) return before;
  const after = before
    .map((each) => ({ ...each, since: Math.min(each.since, now) }))
    .filter(({ since }) => now - since < ASSIST_REST_MS);
  rests.set(context, after);
  return after;
}

function readRests(value: unknown): readonly Rest[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter(isObject).flatMap(({ userId, assist, since }) => {
    const [known] = readAssistTypes([assist]);
    return typeof userId === 'string' && known && typeof since === 'number' ? [{ userId, assist: known, since }] : [];
  });
}
