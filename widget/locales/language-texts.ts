/**
 * The shape of a language: one object with a section for each thing that is loaded by itself. What a language file leaves out does
 * not compile. `sections/` has the shape of each section; CONTRIBUTING.md says how to add a text, a section or a language.
 */
import type { AdmissionTexts } from './sections/admission.js';
import type { AgentDeskTexts } from './sections/agent-desk.js';
import type { AssistTexts } from './sections/assist.js';
import type { ButtonSessionTexts } from './sections/button-session.js';
import type { ButtonTexts } from './sections/button.js';
import type { CompanyTexts } from './sections/company.js';
import type { DeskEndingTexts } from './sections/desk-ending.js';
import type { DeskToolsTexts } from './sections/desk-tools.js';
import type { DeskAssistTexts } from './sections/desk-assist.js';
import type { DeskTexts } from './sections/desk.js';
import type { DrawingTexts } from './sections/drawing.js';
import type { NotesTexts } from './sections/notes.js';
import type { PanelTexts } from './sections/panel.js';
import type { SightTexts } from './sections/sight.js';
import type { TabQuestionTexts } from './sections/tab-question.js';

export interface LanguageTexts {
  readonly button: ButtonTexts;
  readonly buttonSession: ButtonSessionTexts;
  readonly agentDesk: AgentDeskTexts;
  readonly panel: PanelTexts;
  readonly admission: AdmissionTexts;
  readonly tabQuestion: TabQuestionTexts;
  readonly company: CompanyTexts;
  readonly sight: SightTexts;
  readonly assist: AssistTexts;
  readonly notes: NotesTexts;
  readonly desk: DeskTexts;
  readonly deskEnding: DeskEndingTexts;
  readonly deskTools: DeskToolsTexts;
  readonly drawing: DrawingTexts;
  readonly deskAssist: DeskAssistTexts;
}
