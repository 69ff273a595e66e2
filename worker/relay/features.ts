/** The parts of a session that hear of its events, in the order in which they do. Where several deadlines are due, the first goes first. */
import type { Activity } from './activity.js';
import { admissionFeature } from './admission.js';
import type { Delivery } from './delivery.js';
import { endings, silence } from './deadlines.js';
import type { JournalReports } from './journal-reports.js';
import { assistFeature } from './messages/assist.js';
import { sharingFeature } from './messages/sharing.js';
import type { PinRenewal } from './pin-renewal.js';
import type { SessionFeature } from './session-context.js';
import { seatClaims } from './seat-claim.js';
import { tabsFeature } from './tabs.js';
import { watchers } from './watchers.js';

/** Those that are given need the Worker's bindings, or have something of their own in each session's object. */
export function featuresWith(
  delivery: Delivery,
  pins: PinRenewal,
  activity: Activity,
  journal: JournalReports,
): readonly SessionFeature[] {
  return [
    seatClaims,
    tabsFeature,
    delivery,
    endings,
    activity,
    admissionFeature,
    silence,
    pins,
    watchers,
    journal,
    sharingFeature,
    assistFeature,
  ];
}
