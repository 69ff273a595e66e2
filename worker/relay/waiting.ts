/**
 * The Worker's side of waiting with an agreed PIN (SPEC J): an agent's wait before the customer has started, and a start that
 * takes over who waits. Knows HTTP only as problems.
 */
import type { Env } from '../env.js';
import type { Asker, DirectoryObject } from './directory.js';
import type { JoinResult, Person } from './seats.js';
import type { ExpectedAgent, WaitingRoomObject, WaitResult } from './waiting-room.js';

/** A start reserves its PIN before its session is there; so long at most an agent who asks in between tries again. */
const START_ATTEMPTS = 4;
const START_PAUSE_MS = 250;

type Room = DurableObjectStub<WaitingRoomObject>;

/** By name, so that both sides find it by the PIN alone. Customers touch many that are empty; those store nothing. */
export function waitingRoom(env: Env, sdkKey: string, pin: string): Room {
  return env.WAITING_ROOMS.getByName(`${sdkKey} ${pin}`);
}

/** Whom a start of this PIN finds waiting. */
export interface Waiting {
  readonly expected: readonly ExpectedAgent[];
  /** The session is there: they are sent to it, and their tries are forgiven. */
  handOver(sessionId: string): Promise<void>;
}

export async function whoWaits(room: Room, directory: DurableObjectStub<DirectoryObject>): Promise<Waiting> {
  const expected: readonly ExpectedAgent[] = await room.expected();
  return {
    expected,
    async handOver(sessionId) {
      if (expected.length === 0) return;
      await room.handOver(
        sessionId,
        expected.map(({ secretHash }) => secretHash),
      );
      await Promise.all(expected.map(({ userId, address }) => directory.forgive({ userId, address })));
    },
  };
}

/**
 * Lets an agent wait who was just told that no session has the PIN.
 * @param join tries the session that began between that answer and the wait.
 */
export async function waitForCustomer(
  room: Room,
  directory: DurableObjectStub<DirectoryObject>,
  pin: string,
  person: Person,
  { address }: Asker,
  join: (sessionId: string) => Promise<JoinResult>,
): Promise<WaitResult | JoinResult> {
  const result = await room.wait(person, address);
  // Only now: a customer who starts from here on finds this agent waiting.
  const sessionId = result.state === 'waiting' ? await directory.peek(pin) : undefined;
  if (sessionId === undefined) return result;
  await room.forget(person.userId);
  return joinSoon(() => join(sessionId));
}

/** Joins a session that may be about to begin. */
export async function joinSoon(join: () => Promise<JoinResult>): Promise<JoinResult> {
  for (let attempt = 1; ; attempt++) {
    const result = await join();
    if (result.state !== 'gone' || attempt === START_ATTEMPTS) return result;
    await new Promise((resolve) => setTimeout(resolve, START_PAUSE_MS));
  }
}
