/** English. */
import type { AdmissionTexts } from './texts.js';

export const enAdmission: AdmissionTexts = {
  question: (name) => `“${name}” wants to see this page`,
  verified: 'The service has checked who they are. They see nothing before you let them in.',
  unverified: 'Nobody has checked this name. Let them in only if you are talking to them right now.',
  admit: 'Let in',
  refuse: 'Do not let in',
  others: (count) => (count === 1 ? 'One more person is waiting.' : `${count} more people are waiting.`),
};
