/** The states of `<cobrowse-agent-desk>`, each with only what belongs to it. */
import type { DeskPhase } from '../../service/desk-port.js';
import type { PinProblem } from '../../pin/pin-problem.js';
import type { CobrowseError } from '../../service/contract.js';

/** As pages see it. With a desk that reports nothing, such as Zoom's, it stays `ready`. */
export type AgentDeskStateName = AgentDeskState['state'];

export type AgentDeskState =
  | { readonly state: 'idle' }
  /** With a frame, its desk has not answered yet. */
  | { readonly state: 'loading'; readonly frame?: DeskFrame }
  | { readonly state: DeskPhase; readonly frame: DeskFrame; readonly sdk?: undefined }
  | { readonly state: DeskPhase; readonly sdk: true; readonly problem?: PinRefusal; readonly frame?: undefined }
  | { readonly state: 'error'; readonly error: CobrowseError };

/** The service's desk as a page. */
export interface DeskFrame {
  readonly src: string;
  readonly origin: string;
  /** It tells nothing; `doubt` if there was no sign of the service at all. */
  readonly silence?: 'known' | 'doubt';
}

/** Why a PIN was refused before, or after, the service was asked. */
export type PinRefusal = 'empty' | PinProblem;
