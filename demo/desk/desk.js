// Embeds the agent's desk as the contract has it: a token from the token endpoint, then the service's page in a frame.
// A real desk's back end knows which agent is signed in and mints the token for that identity.

const progress = document.getElementById('progress');
const failure = document.getElementById('failure');
const reason = document.getElementById('reason');
const retry = document.getElementById('retry');

async function fetchAgentToken() {
  const response = await fetch('/', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ role: 2, userName: 'Demo agent' }),
  });
  const answer = await response.json().catch(() => undefined);
  if (response.ok && typeof answer?.token === 'string') return answer.token;
  const reasons = (answer?.errors ?? []).map((error) => error.reason).join(' · ');
  throw new Error(`The token endpoint answered ${response.status}${reasons ? `: ${reasons}` : ''}.`);
}

function embedDesk(token) {
  const frame = document.createElement('iframe');
  frame.title = "Customer's page and tools";
  frame.allow = 'autoplay *; camera *; microphone *; display-capture *; geolocation *;';
  // The token stands in the frame's address: nobody else may learn of it.
  frame.referrerPolicy = 'no-referrer';
  frame.src = `/sdkapi/zcb/frame-templates/desk?access_token=${encodeURIComponent(token)}`;
  document.querySelector('main').replaceChildren(frame);
}

async function open() {
  failure.hidden = true;
  progress.hidden = false;
  try {
    embedDesk(await fetchAgentToken());
  } catch (error) {
    progress.hidden = true;
    reason.textContent =
      error instanceof TypeError
        ? 'The token endpoint cannot be reached. Is `npm start` still running?'
        : error.message;
    failure.hidden = false;
  }
}

retry.addEventListener('click', open);
open();
