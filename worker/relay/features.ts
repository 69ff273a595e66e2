/** The parts of a session that hear of its events, in the order in which they do. Where several deadlines are due, the first goes first. */
import { admissionFeature } from './admission.js';
import { endings, silence } from './deadlines.js';
import type { JournalReports } from './journal-reports.js';
import type { PinRenewal } from './pin-renewal.js';
import type { SessionFeature } from './session-context.js';

/** Those that are given need the Worker's bindings, so that each object has its own. */
export function featuresWith(pins: PinRenewal, journal: JournalReports): readonly SessionFeature[] {
  return [endings, admissionFeature, silence, pins, journal];
}
