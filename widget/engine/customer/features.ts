/**
 * The parts of a live session that are loaded when they are first needed: which there are, what wakes each, and the way to them.
 * It knows nothing of what they do.
 */
import type { CustomerMessage } from '../protocol/control.js';
import type { Permissions } from '../protocol/control/permission-messages.js';
import { FrameClass } from '../protocol/frame.js';
import type { InboundMessage } from '../transport/inbox.js';
import type { CreateFeature, Feature, FeatureHost } from './feature.js';

interface FeatureEntry {
  readonly load: () => Promise<CreateFeature>;
  /** Whether a control message is a reason to load it; it hears this one first. */
  readonly wakes: (message: CustomerMessage, permissions: Permissions) => boolean;
  /** Classes of frames that it gets. */
  readonly frames?: readonly FrameClass[];
  /** Whether such a frame is a reason to load it. Without this a frame alone loads nothing. */
  readonly wakesForFrame?: (permissions: Permissions) => boolean;
}

const FEATURES = {
  admission: {
    load: async () => (await import('./admission-question.js')).createAdmissionQuestion,
    wakes: ({ type }) => type === 'agent_waiting',
  },
  company: {
    load: async () => (await import('./company.js')).createCompany,
    wakes: (message) => somebodyWatches(message) || (message.type === 'customer_welcome' && message.paused === true),
  },
  masks: {
    load: async () => (await import('./sight/mask-outlines.js')).createMaskOutlines,
    wakes: somebodyWatches,
  },
  preview: {
    load: async () => (await import('./sight/preview.js')).createPreview,
    wakes: somebodyWatches,
  },
  placement: {
    load: async () => (await import('./placement.js')).createPlacement,
    wakes: somebodyWatches,
  },
  assist: {
    load: async () => (await import('./assist/assist.js')).createAssist,
    wakes: ({ type }) => type === 'assist_asked' || type === 'assist_state',
    frames: [FrameClass.ACT],
  },
  notes: {
    load: async () => (await import('./notes.js')).createNotes,
    wakes: ({ type }) => type === 'note_arrived',
  },
  facts: {
    load: async () => (await import('./own-facts.js')).createOwnFacts,
    wakes: somebodyWatches,
  },
  drawing: {
    load: async () => (await import('./drawing.js')).createDrawing,
    wakes: (message, { customerAnnotation }) => customerAnnotation && somebodyWatches(message),
    frames: [FrameClass.ANNOTATION],
    wakesForFrame: ({ agentAnnotation }) => agentAnnotation,
  },
} satisfies Record<string, FeatureEntry>;

function somebodyWatches(message: CustomerMessage): boolean {
  return message.type === 'agent_joined' || (message.type === 'customer_welcome' && message.agents.length > 0);
}

export type FeatureName = keyof typeof FEATURES;

const ENTRIES: readonly (readonly [string, FeatureEntry])[] = Object.entries(FEATURES);

export class Features {
  readonly #host: FeatureHost;
  readonly #awake = new Map<string, Promise<Feature | undefined>>();
  #closed = false;

  constructor(host: FeatureHost) {
    this.#host = host;
  }

  /** Loads a part by name: the customer asked for it. */
  wake(name: FeatureName): void {
    this.#wake(name, FEATURES[name]);
  }

  hear(message: CustomerMessage): void {
    for (const [name, entry] of ENTRIES) {
      if (entry.wakes(message, this.#host.permissions)) this.#wake(name, entry);
      this.#tell(name, (feature) => feature.hear?.(message));
    }
  }

  receive(message: InboundMessage): void {
    for (const [name, entry] of ENTRIES) {
      if (!entry.frames?.includes(message.class)) continue;
      if (entry.wakesForFrame?.(this.#host.permissions)) this.#wake(name, entry);
      this.#tell(name, (feature) => feature.receive?.(message));
    }
  }

  snapshotSent(recipient: number): void {
    for (const [name] of ENTRIES) this.#tell(name, (feature) => feature.snapshotSent?.(recipient));
  }

  curtain(): void {
    for (const [name] of ENTRIES) this.#tell(name, (feature) => feature.curtain?.());
  }

  reconnecting(): void {
    for (const [name] of ENTRIES) this.#tell(name, (feature) => feature.reconnecting?.());
  }

  close(): void {
    for (const [name] of ENTRIES) this.#tell(name, (feature) => feature.close(), true);
    this.#closed = true;
  }

  /** A page that blocks the chunk goes without the part; the next reason to load it is another try. */
  #wake(name: string, { load }: FeatureEntry): void {
    if (this.#closed || this.#awake.has(name)) return;
    const feature = load()
      .then((create) => (this.#closed ? undefined : create(this.#host)))
      .catch((error: unknown) => {
        this.#awake.delete(name);
        reportError(error);
        return undefined;
      });
    this.#awake.set(name, feature);
  }

  /** What a part does wrong is reported, and stops neither the session nor the other parts. */
  #tell(name: string, act: (feature: Feature) => void, last = false): void {
    this.#awake
      .get(name)
      ?.then((feature) => feature && (last || !this.#closed) && act(feature))
      .catch(reportError);
  }
}
