/**
 * Runs in a measured page: times a snapshot and what follows a change, by either recorder, and streams to a viewer. The scripts
 * that drive the browser call `bench.…` and get plain numbers.
 */
import { EVERYBODY } from '../../../widget/engine/protocol/frame.js';
import { deflate } from '../../../widget/engine/transport/deflate.js';
import { Random } from '../../support/random.ts';
import { CHANGES, makeMarkedChange, type ChangeName } from './changes.ts';
import { Heartbeat } from './heartbeat.ts';
import { startRecorder, type Output, type Recorder, type RecorderName } from './recorders.ts';
import { shareSession } from './sharing.ts';

export interface Measured {
  /** From the start to the last message as bytes. */
  readonly ms: number;
  /** The same without the encoding of rrweb's events, which ours has no counterpart of. */
  readonly recordingMs: number;
  readonly longestBlockMs: number;
  readonly rawBytes: number;
  /** Each message by itself, as it would be sent. */
  readonly deflatedBytes: number;
}

/** Beats without news after which a recorder is taken to be done: its observers have all been called by then. */
const QUIET_BEATS = 20;

const encoder = new TextEncoder();
let messages: Uint8Array<ArrayBuffer>[] = [];
/** Sizes that ours is deflated to at once, on the page's thread, as it ships. rrweb leaves that to whoever sends. */
let deflating: Promise<number>[] = [];
let lastAt = 0;
let encodingMs = 0;
let recorder: Recorder | undefined;

function take(output: Output): void {
  const started = performance.now();
  const bytes = output.from === 'ours' ? output.bytes : encoder.encode(JSON.stringify(output.event));
  lastAt = performance.now();
  messages.push(bytes);
  if (output.from === 'ours') deflating.push(deflatedSize(bytes));
  if (output.from === 'rrweb') encodingMs += lastAt - started;
}

async function deflatedSize(bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  return (await deflate(bytes)).byteLength;
}

/** Does something, and measures from the moment it is done, or with `whole` from before it, until the recorder told of it. */
async function measure(act: () => void, whole: boolean): Promise<Measured> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let startedAt = 0;
  let quiet = 0;
  messages = [];
  deflating = [];
  encodingMs = 0;
  const heartbeat = new Heartbeat(() => {
    if (startedAt === 0) {
      startedAt = performance.now();
      act();
      if (whole) return;
      // The page's own layout is not the recorder's doing, and it would fall between our slices.
      document.body.getBoundingClientRect();
      startedAt = performance.now();
      heartbeat.restart();
    } else if (!recorder?.idle) quiet = 0;
    else if (++quiet > QUIET_BEATS) resolve();
  });
  await promise;
  heartbeat.stop();
  const deflated = await Promise.all(deflating.length > 0 ? deflating : messages.map(deflatedSize));
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const ms = lastAt - startedAt;
  return {
    ms,
    recordingMs: ms - encodingMs,
    longestBlockMs: heartbeat.longestMs,
    rawBytes: sum(messages.map(({ byteLength }) => byteLength)),
    deflatedBytes: sum(deflated),
  };
}

const bench = {
  /** How many nodes of the page a mirror has. */
  countNodes(): number {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    let count = 0;
    // What these hold is a property or a sheet to a mirror, not a node.
    while (walker.nextNode()) if (!walker.currentNode.parentElement?.matches('title,style,textarea')) count++;
    return count;
  },

  /** The longest time between two beats of a page that does nothing: what the machine itself does to the measurement. */
  async idleBlock(ms: number): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const until = performance.now() + ms;
    const heartbeat = new Heartbeat(() => performance.now() > until && resolve());
    await promise;
    heartbeat.stop();
    return heartbeat.longestMs;
  },

  /** The first snapshot of the page, by a recorder that then goes on. */
  snapshot: (name: RecorderName): Promise<Measured> => measure(() => (recorder = startRecorder(name, take)), true),

  /** What follows a change, after a snapshot. */
  change: (name: ChangeName): Promise<Measured> => measure(CHANGES[name](), false),

  /** Hands everything to a viewer of this origin, as it comes. */
  stream: (name: RecorderName, receive: (output: Output) => void): Recorder => startRecorder(name, receive),

  /** Streams to the agents of a session. Answers its PIN once the relay told it. */
  share: (service: string, token: string): Promise<string> =>
    shareSession(service, token, (send) =>
      startRecorder('ours', (output) => output.from === 'ours' && send(output.frameClass, EVERYBODY, output.bytes)),
    ),

  /** Marked changes, some time apart. Answers when each was made. */
  async makeChanges(count: number, seed: number): Promise<number[]> {
    const random = new Random(seed);
    const made: number[] = [];
    for (let number = 0; number < count; number++) {
      // Single ones: the browser has drawn the last change by then. Not in step with its frames.
      await new Promise((resolve) => setTimeout(resolve, 30 + random.below(50)));
      made.push(makeMarkedChange(number, random));
    }
    return made;
  },
};

export type CustomerBench = typeof bench;

Object.assign(window, { bench });
