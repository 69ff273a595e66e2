/** The desk that Zoom serves into a frame: its own PIN form, and not a word to the page around it (contract, section 6). */
import { call, listen } from './cloud-client.ts';

const sdkToken = new URL(location.href).searchParams.get('access_token');
const form = document.createElement('form');
const field = document.createElement('input');
const enter = document.createElement('button');
const message = document.createElement('p');
const viewer = document.createElement('section');

field.setAttribute('aria-label', 'PIN');
enter.textContent = 'Join';
message.setAttribute('role', 'alert');
form.append(field, enter);
viewer.hidden = true;
document.body.append(form, message, viewer);

function showForm(text: string): void {
  viewer.hidden = true;
  form.hidden = false;
  message.textContent = text;
}

async function join(pinCode: string): Promise<void> {
  const answer = await call<{ ticket: string; customer: string }>('', 'desk-join', { sdkToken, pinCode });
  if (!answer.ok) return showForm(`${answer.error.text} (${answer.error.code})`);
  const { ticket, customer } = answer.result;
  const end = document.createElement('button');
  end.textContent = 'End session';
  end.addEventListener('click', () => void call('', 'agent-end', { ticket }));
  form.hidden = true;
  message.textContent = '';
  viewer.replaceChildren(`Page of ${customer} `, end);
  viewer.hidden = false;
  const listening = new AbortController();
  const news = (name: string): void => {
    if (name !== 'session_ended' && name !== 'session_left') return;
    listening.abort();
    showForm('The session has ended');
  };
  await listen('', ticket, { news, lost() {}, back() {} }, listening.signal);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void join(field.value);
});
