/** What a capture is given by the session that runs it. */
import type { MaskSettings } from '../../service/contract.js';
import type { LookLoader } from './masking/look-loader.js';
import type { PasswordMemory } from './masking/password-memory.js';
import type { CaptureOutput } from './snapshot-jobs.js';

export interface CaptureOptions {
  readonly window: Window & typeof globalThis;
  /** Asked in every slice; another object than before means other settings. */
  readonly masking: () => MaskSettings;
  /** What were passwords since the session began; without one, since the capture did. */
  readonly passwords?: PasswordMemory;
  /** How masked elements look, if the session has loaded it; else the capture loads it with the first of them. */
  readonly looks?: LookLoader;
  readonly output: CaptureOutput;
  /** Nodes of our own on the page; they are never mirrored. */
  readonly ignored: readonly Node[];
  /** Hears of a fault of the capture itself, after which it starts over with a new snapshot. */
  readonly onFault?: (error: unknown) => void;
  /** Hears that too many faults came in a row and the capture has stopped. */
  readonly onGivenUp?: () => void;
  /** DIGEST_INTERVAL_MS unless a test has less time. */
  readonly digestIntervalMs?: number;
  /** How long one slice of work may block the page; SLICE_BUDGET_MS unless a test wants many slices. */
  readonly sliceBudgetMs?: number;
}
