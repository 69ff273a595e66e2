/** A page in plain TypeScript. It is compiled, not run: every line that must not compile says so. */
import {
  CobrowseError,
  type CobrowseAgentDeskElement,
  type CobrowseButtonElement,
  type CobrowseEventMap,
  type CobrowsePincodeUpdatedEvent,
  type ServiceSession,
} from 'cobrowse-elements';

const button = document.querySelector('cobrowse-button');
if (button) {
  const element: CobrowseButtonElement = button;
  element.tokenUrl = '/token';
  element.getToken = async ({ role }) => `token for ${role}`;
  const session: ServiceSession | undefined = element.session;
  void session?.end();
  void element.start();
  // @ts-expect-error: the state is the element's to say
  element.state = 'live';
  // @ts-expect-error: an address is a string
  element.tokenUrl = 42;
}

const desk: CobrowseAgentDeskElement = document.createElement('cobrowse-agent-desk');
desk.userName = 'Ada';

desk.addEventListener('cobrowse-session-joined', (event) => event.detail);
document.createElement('cobrowse-button').addEventListener('cobrowse-pincode-updated', (event) => {
  const pin: string = event.detail.pinCode;
  const same: CobrowsePincodeUpdatedEvent = event;
  // @ts-expect-error: what an event tells cannot be changed
  event.detail.pinCode = `${pin}${same.type}`;
});
document.createElement('cobrowse-button').addEventListener('cobrowse-error', ({ detail }) => {
  const error = new CobrowseError(detail.code, detail.message);
  // @ts-expect-error: there is no such detail
  return error.retryable && detail.stack;
});

export type Names = keyof CobrowseEventMap;
export const name: Names = 'cobrowse-agent-joined';
// @ts-expect-error: there is no such event
export const wrong: Names = 'cobrowse-agent-vanished';
