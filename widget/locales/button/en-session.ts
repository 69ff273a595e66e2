/** English, what is loaded with the first session: a file of its own, as English comes with every page. */
import type { ButtonSessionTexts } from './texts.js';

const list = new Intl.ListFormat('en');

export const enButtonSession: ButtonSessionTexts = {
  waiting: 'Waiting for an agent. Nobody can see this page yet.',
  watching: (names, count) => {
    if (names.length === count) return `${list.format(names)} can see this page`;
    return count === 1 ? 'An agent can see this page' : `${count} agents can see this page`;
  },
  reconnecting: 'Reconnecting… Keep this page open.',
  stopping: 'Stopping…',
  ended: 'Sharing has ended. Nobody can see this page.',
  pinTitle: 'Read this PIN to your agent',
  anotherAgent: 'PIN for another agent',
  pinAnnouncement: (spelled) => `Your PIN is ${spelled}. Read it to your agent.`,
  copyPin: 'Copy PIN',
  copied: 'Copied',
  copyFailed: 'Could not copy',
  failures: {
    unreachable: 'The service could not be reached. Check your connection and try again.',
    serviceTrouble: 'The service has a problem right now. Try again in a few minutes.',
    noAnswer: 'The service did not answer in time. Check your connection and try again.',
    notAllowed: 'You are not allowed to share this page right now. Sign in again or reload the page, then try again.',
    throttled: (seconds) =>
      `Too many attempts. Wait ${seconds === 1 ? 'a second' : seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`}, then try again.`,
    siteFault: (code) =>
      `This page is not set up for sharing correctly. Please tell the people who run this website. (Code ${code})`,
    blocked:
      'A part that sharing needs could not be loaded. Check your connection, or allow it in your ad blocker, then try again.',
    refused: (code) =>
      `The service did not accept this page. Please tell the people who run this website. (Code ${code})`,
    browserTooOld: 'This browser is too old for sharing. Update it, or use a current Chrome, Edge, Firefox or Safari.',
    insecure: 'Only secure pages can be shared. Open this page at an address that begins with https://',
    maskingNotGuaranteed:
      'This page cannot be shared, because the service cannot guarantee that private fields stay hidden. Please contact support in another way.',
    pinTaken: 'This PIN is in use right now. Try again in a few minutes, or ask your agent for another one.',
    alreadySharing: 'You are sharing a page in this browser already. Stop sharing there first.',
    sessionOver: 'The earlier session is over. Try again to start a new one.',
    openElsewhere: 'This session goes on in another window. Continue there, or stop it there first.',
    notStarted: 'Sharing could not start. Your network may block live connections: try again, or use another network.',
    other: (code) => `Something went wrong. Please try again. (Code ${code})`,
  },
};
