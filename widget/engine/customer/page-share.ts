/**
 * What agents get of the page: runs the capture while somebody watches, paces snapshots and assets, and lends the page's nodes
 * to the session's parts. Knows no session machine; it sends when it is told that somebody is connected.
 */
import type { CobrowseSettings, MaskSettings } from '../../service/contract.js';
import { Capture } from '../capture/capture.js';
import { LookLoader } from '../capture/masking/look-loader.js';
import { unreadableMask } from '../capture/masking/mask-rules.js';
import { PasswordMemory } from '../capture/masking/password-memory.js';
import { EVERYBODY, FrameClass } from '../protocol/frame.js';
import { COALESCE_FROM_BYTES, CUSTOMER_QUEUE_MAX_BYTES } from '../protocol/limits.js';
import { NO_NODE } from '../protocol/operations.js';
import type { RelaySocket } from '../transport/relay-socket.js';
import type { AgentRoster } from './agent-roster.js';
import { AssetGate } from './asset-gate.js';
import type { SharedPage } from './feature.js';
import { addMasks, masksOf, masksSomething } from './settings.js';
import { SnapshotPace } from './snapshot-pace.js';

/** With more than this waiting to be sent, the pointer is out of date before it arrives. */
const POINTER_BACKLOG_BYTES = 64 * 1024;

/** As a recipient: nobody but those who tap. Agents have numbers up to 255. */
const PREVIEW = 256;

export interface PageShareOptions {
  readonly masking: Required<MaskSettings>;
  /** All that the page ever gave. */
  readonly settings: () => readonly CobrowseSettings[];
  readonly socket: Pick<RelaySocket, 'bufferedAmount' | 'dropWaiting' | 'send'>;
  readonly agents: Pick<AgentRoster, 'all' | 'anyConnected' | 'has'>;
  /** Nodes of our own; never mirrored. */
  readonly ignored: readonly Node[];
  /** Whether the relay has welcomed the present socket; nothing is sent before. */
  readonly isConnected: () => boolean;
  /** The capture failed too often and has stopped. */
  readonly onGivenUp: () => void;
  /** A whole snapshot was sent, to one agent or EVERYBODY. */
  readonly onSnapshot?: (recipient: number) => void;
  /** The page masks more than before. */
  readonly onMasks?: () => void;
  /** Hears of mask settings that cannot be read. */
  readonly onUnreadableMask: (setting: string) => void;
}

export class PageShare implements SharedPage {
  readonly #options: PageShareOptions;
  /** Older than any capture: a password that was shown before the first agent came stays one. */
  readonly #passwords = new PasswordMemory(window);
  /** As old, so that the first agent's first snapshot has it. */
  readonly #looks = new LookLoader();
  readonly #snapshots: SnapshotPace;
  readonly #assets: AssetGate;
  readonly #ignored: Node[];
  readonly #taps = new Set<Parameters<SharedPage['tap']>[0]>();
  readonly #watching = new Set<() => void>();
  /** Runs while agents watch. */
  #capture: Capture | undefined;
  /** The customer shows nothing for now. */
  #held = false;
  #over = false;
  #masking: Required<MaskSettings>;
  /** The settings that are part of it. */
  #read: readonly CobrowseSettings[];

  constructor(options: PageShareOptions) {
    this.#options = options;
    const { agents, socket, ignored, masking, settings } = options;
    this.#read = [...settings()];
    // Some may have come since the session was asked for.
    this.#masking = addMasks(masking, masksOf(this.#read));
    this.#ignored = [...ignored];
    this.#passwords.watch();
    if (masksSomething(this.#masking)) void this.#looks.load();
    this.#snapshots = new SnapshotPace((agent) => agents.has(agent) && this.show([agent]));
    this.#assets = new AssetGate({
      backlog: () => socket.bufferedAmount,
      answers: (_agent, request) => this.#capture?.answers(request) ?? [].values(),
      send: (agent, answer) => this.#send(FrameClass.ASSET, agent, answer),
    });
  }

  /** What is masked now: an `init` while the session is live adds masks to it, takes none away, and opens nothing. */
  get masking(): Required<MaskSettings> {
    const given = this.#options.settings();
    if (given.length !== this.#read.length || given.some((each, at) => each !== this.#read[at])) {
      this.#read = [...given];
      this.#masking = addMasks(this.#masking, masksOf(given));
      // Whoever asks is in the middle of something.
      queueMicrotask(() => this.#masksChanged());
    }
    return this.#masking;
  }

  /** Tells of mask settings that cannot be read, if there are any. */
  checkMasks(): void {
    const unreadable = unreadableMask(this.#masking);
    if (unreadable !== undefined) this.#options.onUnreadableMask(unreadable);
  }

  nodeOf(id: number): Node | undefined {
    return this.#capture?.nodeOf(id);
  }

  idOf(node: Node): number {
    return this.#capture?.idOf(node) ?? NO_NODE;
  }

  isMasked(node: Node): boolean {
    return this.#capture?.isMasked(node) ?? true;
  }

  ignore(node: Node): void {
    this.#ignored.push(node);
    this.#capture?.ignore(node);
  }

  maskedElements(): readonly Element[] {
    return this.#capture?.maskedElements() ?? [];
  }

  maskedAsSent(): readonly Element[] {
    return this.#capture?.maskedElements(false) ?? [];
  }

  watchMasks(listener: () => void): () => void {
    this.#watching.add(listener);
    return () => this.#watching.delete(listener);
  }

  tap(listener: Parameters<SharedPage['tap']>[0]): () => void {
    this.#taps.add(listener);
    return () => this.#taps.delete(listener);
  }

  previewSnapshot(): void {
    if (this.#taps.size > 0) this.#capture?.snapshotFor(PREVIEW);
  }

  previewAssets(hashes: readonly string[]): void {
    this.#assets.ask(PREVIEW, new TextEncoder().encode(JSON.stringify(hashes)));
  }

  /** Agents on new sockets: each needs a snapshot. */
  show(agents: readonly number[]): void {
    if (this.#held || this.#over || agents.length === 0) return;
    for (const agent of agents) this.#snapshots.given(agent);
    const running = this.#capture;
    const capture = running ?? (this.#capture = this.#newCapture());
    // The first snapshot of a capture goes to everybody.
    for (const agent of running ? agents : agents.slice(0, 1)) capture.snapshotFor(agent);
  }

  /** An agent asks for a snapshot. */
  wanted(agent: number): void {
    if (this.#options.agents.has(agent)) this.#snapshots.wanted(agent);
  }

  /** An agent asks for assets. */
  ask(agent: number, request: Uint8Array): void {
    this.#assets.ask(agent, request);
  }

  /** Whether what can wait for an agent has to. */
  pace(agent: number, slow: boolean): void {
    this.#assets.pace(agent, slow);
  }

  /** An agent's socket is gone, and with it what was asked on it. */
  forget(agent: number): void {
    this.#assets.forget(agent);
  }

  /** The connection is lost: nobody waits for anything any more. */
  disconnected(): void {
    this.#snapshots.clear();
    this.#assets.clear();
  }

  /** Nobody watches: the page costs nothing until somebody does again. */
  rest(): void {
    const capture = this.#capture;
    this.#capture = undefined;
    this.#tellWatching();
    this.#assets.clear();
    try {
      capture?.stop();
    } catch (error) {
      reportError(error);
    }
  }

  /** Whether the customer has paused. */
  get held(): boolean {
    return this.#held;
  }

  /** From here on nothing of the page leaves it. @param held `false` to go on; every agent needs a snapshot then. */
  hold(held: boolean): void {
    this.#held = held;
    if (held) {
      // What waits would be of use to nobody once the line takes it.
      this.#options.socket.dropWaiting();
      this.rest();
      this.#snapshots.clear();
    }
  }

  /** For good: from here on nothing of the page leaves it. */
  stop(): void {
    this.#over = true;
    this.rest();
    this.#snapshots.clear();
    this.#passwords.stop();
  }

  #masksChanged(): void {
    if (this.#over) return;
    this.#options.onMasks?.();
    this.checkMasks();
  }

  #tellWatching(): void {
    for (const listener of this.#watching) listener();
  }

  #send(frameClass: FrameClass, recipient: number, body: Uint8Array<ArrayBuffer>): void {
    const { socket, agents, isConnected } = this.#options;
    if (!isConnected() || !agents.anyConnected) return;
    if (recipient === PREVIEW || recipient === EVERYBODY) for (const tap of this.#taps) tap(frameClass, body);
    if (recipient === PREVIEW) return;
    if (frameClass === FrameClass.POINTER && socket.bufferedAmount > POINTER_BACKLOG_BYTES) return;
    socket.send(frameClass, recipient, body);
    if (socket.bufferedAmount <= CUSTOMER_QUEUE_MAX_BYTES) return;
    // Nobody would see most of it before it is out of date: a snapshot takes its place, once the line takes something again.
    socket.dropWaiting();
    this.rest();
    this.show(agents.all.map(({ number }) => number));
  }

  #newCapture(): Capture {
    const { socket, onGivenUp, onSnapshot } = this.#options;
    const capture: Capture = new Capture({
      window,
      masking: () => this.masking,
      passwords: this.#passwords,
      looks: this.#looks,
      ignored: this.#ignored,
      output: {
        ready: () => socket.bufferedAmount < COALESCE_FROM_BYTES,
        send: (frameClass, recipient, body) => {
          if (this.#capture === capture) this.#send(frameClass, recipient, body);
        },
        snapshotSent: (recipient) => onSnapshot?.(recipient),
        settled: () => this.#tellWatching(),
      },
      onFault: reportError,
      onGivenUp: () => {
        if (this.#capture !== capture) return;
        this.rest();
        onGivenUp();
      },
    });
    return capture;
  }
}
