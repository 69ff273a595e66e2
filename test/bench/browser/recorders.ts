/** Our capture and rrweb's recorder behind one interface, so that every measurement is one piece of code for both. */
import { record, type Replayer } from 'rrweb';
import { Capture } from '../../../widget/engine/capture/capture.js';
import type { FrameClass } from '../../../widget/engine/protocol/frame.js';

const NO_MASKS = {};

export type RecorderName = 'ours' | 'rrweb';

/** What a recorder hands out, in its own form: messages of ours are bytes, rrweb's events are objects. */
export type Output =
  | { readonly from: 'ours'; readonly frameClass: FrameClass; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly from: 'rrweb'; readonly event: RrwebEvent };

/** Of the replayer, which takes what the recorder makes; rrweb exports no name for it. */
export type RrwebEvent = Extract<Parameters<Replayer['addEvent']>[0], object>;

export interface Recorder {
  /** Whether everything that was noticed has been handed out. */
  readonly idle: boolean;
  stop(): void;
}

/** Begins to record this page with the settings that either has by itself. */
export function startRecorder(name: RecorderName, emit: (output: Output) => void): Recorder {
  return name === 'ours' ? startOurs(emit) : startRrweb(emit);
}

function startOurs(emit: (output: Output) => void): Recorder {
  const capture = new Capture({
    window,
    masking: () => NO_MASKS,
    ignored: [],
    output: { send: (frameClass, _recipient, bytes) => emit({ from: 'ours', frameClass, bytes }) },
    onFault: (error) => reportError(error),
  });
  capture.snapshotFor(1);
  return capture;
}

function startRrweb(emit: (output: Output) => void): Recorder {
  const stop = record({ emit: (event) => emit({ from: 'rrweb', event }) });
  // It works in the call, and then in its observers' callbacks: there is no later.
  return { idle: true, stop: () => stop?.() };
}
