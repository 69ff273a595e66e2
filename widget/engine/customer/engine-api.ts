/** The seam between the small script, which every page loads, and the engine, which only a session loads. Types alone. */
import type { CobrowseSettings, SessionInfo, StartOptions } from '../../service/contract.js';
import type { Emitter } from './emitter.js';

/** What the engine needs from the script that loaded it. */
export interface EngineHost {
  /** The service's origin. */
  readonly origin: string;
  /** All that the page ever gave, the last at the end: nothing is checked yet. */
  readonly settings: () => readonly CobrowseSettings[];
  readonly emit: Emitter['emit'];
}

/** One customer's sessions, one after another. Calls reject with a CobrowseError. */
export interface CustomerEngine {
  readonly info: SessionInfo;
  start(options: StartOptions): Promise<void>;
  join(): Promise<void>;
  end(): Promise<void>;
}

/** The engine chunk's exports. */
export interface EngineModule {
  createEngine(host: EngineHost): CustomerEngine;
}
