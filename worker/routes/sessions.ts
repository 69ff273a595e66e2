/**
 * Where sessions begin: the customer's start, the agent's way in by PIN, and everybody's socket. Who may do what is in
 * the token; what happens in a session is the relay's matter.
 */
import { Hono } from 'hono';
import { ErrorCode } from '../../widget/engine/protocol/error-codes.js';
import { clientAddress } from '../auth/address.js';
import { requireIdentity } from '../auth/bearer.js';
import { countRequest } from '../auth/limits.js';
import { RoleType } from '../auth/tokens.js';
import { isVerifiedCustomer } from '../auth/verified.js';
import type { AppEnv } from '../context.js';
import type { Env } from '../env.js';
import { Attempt, readMetadata } from '../journal/records.js';
import { coded, failures, tooMany, unspecific } from '../problem.js';
import { refusedUpgrade } from '../relay/handshake.js';
import { readCustomPin, readWait } from '../relay/custom-pin.js';
import type { Asker, DirectoryObject } from '../relay/directory.js';
import { readPin } from '../relay/pins.js';
import type { JoinResult } from '../relay/seats.js';
import type { SessionObject } from '../relay/session.js';
import type { WaitingRoomObject } from '../relay/waiting-room.js';
import { joinSoon, waitForCustomer, waitingRoom, whoWaits } from '../relay/waiting.js';
import { readJsonObject } from './body.js';
import { countFailure, countFailures } from './failure-count.js';

export const sessionRoutes = new Hono<AppEnv>();

type Directory = DurableObjectStub<DirectoryObject>;

const SESSIONS_PATH = '/sdkapi/zcb/sessions';
const METADATA_RULE =
  'Value must be up to 10 names of up to 40 letters, digits, _ . - with texts of up to 200 characters';

/** Says how many wrong PINs are free before the next one costs a wait. */
const TRIES_LEFT = 'cobrowse-tries-left';

const NO_STORE = { 'cache-control': 'no-store' };

sessionRoutes.post(SESSIONS_PATH, countFailures(Attempt.START), async (c) => {
  const configuration = c.get('configuration');
  const { userId, userName, byop = false } = await requireIdentity(c.req.raw, RoleType.CUSTOMER, configuration);
  const { sdkKey, customerAuth, byopMinLength } = configuration;
  const body = await readJsonObject(c.req.raw);
  const metadata = readMetadata(body['metadata'] ?? {});
  if (!metadata) throw failures(400, [{ property: 'metadata', reason: METADATA_RULE }]);
  const customPin = readCustomPin(body, byop, byopMinLength);
  if (customPin !== undefined) await countRequest(c.env.PIN_LIMITER, configuration, 'custom-pin', c.req.raw, userId);
  const id = c.env.SESSIONS.newUniqueId();
  const sessionId = id.toString();
  const directory = c.env.DIRECTORY.getByName(sdkKey);
  const asker = { userId, address: clientAddress(c.req.raw) };
  const pinCode =
    customPin === undefined
      ? await drawnPin(directory, sessionId, asker)
      : await chosenPin(directory, sessionId, asker, customPin);
  const customer = { userId, userName, verified: customerAuth.mode === 'jwt' && isVerifiedCustomer(userId) };
  try {
    // From here on an agent who asks finds the session itself.
    const waiting =
      customPin === undefined ? undefined : await whoWaits(waitingRoom(c.env, sdkKey, pinCode), directory);
    const opening = { sdkKey, pinCode, customer, metadata, expected: waiting?.expected ?? [] };
    const admission = await c.env.SESSIONS.get(id).create(opening);
    await waiting?.handOver(sessionId);
    return c.json(admission, 201, NO_STORE);
  } catch (error) {
    await directory.release(pinCode, sessionId);
    throw error;
  }
});

sessionRoutes.post(`${SESSIONS_PATH}/join`, countFailures(Attempt.JOIN), async (c) => {
  const configuration = c.get('configuration');
  const { userId, userName, byop = false } = await requireIdentity(c.req.raw, RoleType.AGENT, configuration);
  const body = await readJsonObject(c.req.raw);
  const waits = readWait(body, byop);
  const pin = Object.hasOwn(body, 'pinCode') ? readPin(body['pinCode']) : undefined;
  if (pin === undefined) throw coded(400, ErrorCode.SESSION_PIN_INVALID_FORMAT, 'A PIN has 1 to 10 letters or digits.');

  await countRequest(c.env.PIN_LIMITER, configuration, 'pin', c.req.raw, userId);
  const directory = c.env.DIRECTORY.getByName(configuration.sdkKey);
  const asker = { userId, address: clientAddress(c.req.raw) };
  const lookup = await directory.find(pin, asker);
  if (lookup.state === 'throttled') throw tooMany('Too many wrong PINs. Please wait a little.', lookup.waitMs);
  const tries = lookup.state === 'unknown' ? triesAfter(lookup) : undefined;
  // Without a mode it was another service that signed the token, if not a developer's own.
  const agent = { userId, userName, verified: configuration.agentAuth.mode !== 'none' };
  const join = async (sessionId: string): Promise<JoinResult> =>
    (await findSession(c.env, sessionId)?.join(agent)) ?? { state: 'gone' };
  const room = waits ? waitingRoom(c.env, configuration.sdkKey, pin) : undefined;
  const result =
    lookup.state === 'found'
      ? await (waits ? joinSoon(() => join(lookup.sessionId)) : join(lookup.sessionId))
      : room
        ? await waitForCustomer(room, directory, pin, agent, asker, join)
        : { state: 'gone' as const };
  switch (result.state) {
    case 'admitted':
    case 'waiting':
      return c.json(result.admission, 200, NO_STORE);
    case 'gone':
      throw coded(404, ErrorCode.DESK_PIN_NOT_FOUND, 'Pincode is not found', tries);
    case 'duplicate':
      throw coded(409, ErrorCode.SESSION_DUPLICATE_USER, 'This user is already in the session.');
    case 'full':
      throw coded(409, ErrorCode.SESSION_AGENT_COUNT_LIMIT, 'The session has as many agents as it can take.');
  }
});

sessionRoutes.post(`${SESSIONS_PATH}/:id/tabs`, async (c) => {
  const { ticket } = await readJsonObject(c.req.raw);
  const session = findSession(c.env, c.req.param('id'));
  const origin = c.req.header('origin') ?? null;
  const result =
    session && typeof ticket === 'string' ? await session.joinTab(ticket, origin) : { state: 'gone' as const };
  switch (result.state) {
    case 'admitted':
      return c.json(
        { ...result.admission, ticket: result.ticket, count: result.count, masks: result.masks },
        200,
        NO_STORE,
      );
    case 'gone':
      throw coded(404, ErrorCode.SESSION_JOIN_FAILED, 'The session is over.');
    case 'refused':
      throw coded(403, ErrorCode.SESSION_JOIN_FAILED, 'The ticket is not good.');
    case 'full':
      throw coded(409, ErrorCode.SESSION_CUSTOMER_COUNT_LIMIT, 'The session has as many tabs as it can take.');
  }
});

sessionRoutes.get(`${SESSIONS_PATH}/:id/socket`, async (c) => {
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') {
    throw unspecific(426, 'This address takes WebSockets only.', { upgrade: 'websocket', connection: 'Upgrade' });
  }
  const id = c.req.param('id');
  const target = findSession(c.env, id) ?? findRoom(c.env, id);
  // An id that was made up is no attempt to resume.
  if (!target) return refusedUpgrade(c.req.raw);
  const answer = await target.fetch(c.req.raw);
  if (answer.status === 101) return answer;
  countFailure(c, Attempt.RESUME, ErrorCode.SESSION_JOIN_FAILED);
  return refusedUpgrade(c.req.raw);
});

async function drawnPin(directory: Directory, sessionId: string, { address }: Asker): Promise<string> {
  const allocation = await directory.allocate(sessionId, address);
  switch (allocation.state) {
    case 'throttled':
      throw tooManyStarts(allocation.waitMs);
    case 'full':
      throw coded(503, ErrorCode.SESSION_START_FAILED, 'No PIN is free.', { 'retry-after': '60' });
    case 'allocated':
      return allocation.pin;
  }
}

async function chosenPin(directory: Directory, sessionId: string, asker: Asker, pin: string): Promise<string> {
  const allocation = await directory.allocateCustom(pin, sessionId, asker);
  switch (allocation.state) {
    case 'throttled':
      throw tooManyStarts(allocation.waitMs);
    case 'taken':
      throw coded(409, ErrorCode.SESSION_START_PIN_CONFLICT, 'The PIN is in use.');
    case 'allocated':
      return pin;
  }
}

/** What an agent reads of their next tries, once there are few. */
function triesAfter({ triesLeft, waitMs }: { readonly triesLeft: number; readonly waitMs: number }) {
  const wait = waitMs > 0 && { 'retry-after': String(Math.ceil(waitMs / 1000)) };
  return { [TRIES_LEFT]: String(triesLeft), ...wait };
}

function tooManyStarts(waitMs: number) {
  return tooMany('Too many sessions were started. Please wait a little.', waitMs);
}

/** Ids carry a signature of the platform's, so one that was made up creates no object. */
export function findSession(env: Env, sessionId: string): DurableObjectStub<SessionObject> | undefined {
  try {
    return env.SESSIONS.get(env.SESSIONS.idFromString(sessionId));
  } catch {
    return undefined;
  }
}

/** Who waits with an agreed PIN has the room's id instead of a session's. */
function findRoom(env: Env, roomId: string): DurableObjectStub<WaitingRoomObject> | undefined {
  try {
    return env.WAITING_ROOMS.get(env.WAITING_ROOMS.idFromString(roomId));
  } catch {
    return undefined;
  }
}
