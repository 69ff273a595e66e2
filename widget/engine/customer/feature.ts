/**
 * The seam between a live session and the parts of it that are loaded when they are first needed (`features.ts` has the table of
 * them): what a part may use of the session, and what the session tells a part. Types alone.
 */
import type { CobrowseSettings } from '../../service/contract.js';
import type { ClientMessage, CustomerMessage } from '../protocol/control.js';
import type { Permissions } from '../protocol/control/permission-messages.js';
import type { FrameClass } from '../protocol/frame.js';
import type { InboundMessage } from '../transport/inbox.js';
import type { AgentRoster } from './agent-roster.js';
import type { Emitter } from './emitter.js';
import type { Panel } from './panel.js';

/** The page as the agents' mirrors name it. Without a capture, while nobody watches, nothing has a name. */
export interface SharedPage {
  /** The node behind a protocol id. It may have left the document. */
  nodeOf(id: number): Node | undefined;
  /** The id of a node, or that of the nearest node around it that has one; 0 for none. */
  idOf(node: Node): number;
  /** Whether agents see this only masked, as the page is now. Also of what they do not see at all. */
  isMasked(node: Node): boolean;
  /** From now on this node of ours is never mirrored. To be called before it is on the page. */
  ignore(node: Node): void;
  /** The outermost elements that agents cannot read now. Empty while nobody watches. */
  maskedElements(): readonly Element[];
  /** The same as agents were sent it; costs nothing but a look. */
  maskedAsSent(): readonly Element[];
  /** Hears that what agents were sent has changed, and so may have what of it is masked, and where that is. Answers how to stop. */
  watchMasks(listener: () => void): () => void;
  /** Hears of every message of the page that goes to all agents, and of those for the preview alone. Answers how to stop. */
  tap(listener: (frameClass: FrameClass, body: Uint8Array<ArrayBuffer>) => void): () => void;
  /** A snapshot for those who tap, made as a late agent's is. */
  previewSnapshot(): void;
  /** Assets for those who tap, by hash. */
  previewAssets(hashes: readonly string[]): void;
}

/** What a part gets of a session. Everything stays usable, and does nothing, after the end. */
export interface FeatureHost {
  readonly sessionId: string;
  readonly panel: Panel;
  /** The service's. */
  readonly origin: string;
  /** Whether somebody sees the page now. */
  readonly agentsWatch: boolean;
  readonly agents: Pick<AgentRoster, 'get' | 'has' | 'all'>;
  readonly page: SharedPage;
  /** What the page lets people do. */
  readonly permissions: Permissions;
  /** All that the page ever gave to `init`, the last at the end; unchecked. */
  readonly settings: readonly CobrowseSettings[];
  /** How long a ping to the relay and its answer took last, in milliseconds; `undefined` before the first. */
  readonly roundTripMs: number | undefined;
  /** Sends a control message to the relay; lost while the connection is. */
  control(message: ClientMessage): void;
  /** Sends a frame to one agent or EVERYBODY; lost while the connection is. */
  send(frameClass: FrameClass, recipient: number, body: Uint8Array<ArrayBuffer>): void;
  /** Whether the customer has paused the session: agents see a curtain. */
  readonly paused: boolean;
  /** Whether the site does not share this address: nobody can go on here. */
  readonly barred: boolean;
  /** Pauses the session, or goes on. */
  pause(paused: boolean): void;
  /** Tells the page. */
  readonly emit: Emitter['emit'];
}

/** A part of a live session. It is told in order, from what woke it on; and nothing after `close()`. */
export interface Feature {
  /** A control message, after the session itself took it in. */
  hear?(message: CustomerMessage): void;
  /** A frame of the classes that the table gives it, from an agent who is there. */
  receive?(message: InboundMessage): void;
  /** A whole snapshot was sent, to one agent or EVERYBODY; a new capture, with other ids, begins with one for EVERYBODY. */
  snapshotSent?(recipient: number): void;
  /** The curtain went down or up, or its reason is another. */
  curtain?(): void;
  /** The connection is lost; the next `customer_welcome` says who is there then. */
  reconnecting?(): void;
  /** The session is over: take everything off the page. */
  close(): void;
}

/** What the chunk of a part exports. It may have to load its texts first. */
export type CreateFeature = (host: FeatureHost) => Feature | Promise<Feature>;
