// The "Get help" button: what a page does with the Cobrowse SDK. The PIN, who watches and the end are the SDK's own panel's.

const button = document.getElementById('get-help');
const status = document.getElementById('help-status');

const SETTINGS = {
  allowAgentAnnotation: true,
  allowCustomerAnnotation: true,
  piiMask: {
    maskType: 'custom_input',
    maskCssSelectors: '.pii-mask',
    maskHTMLAttributes: 'data-sensitive=true',
  },
};

function show(text, { live = false, busy = false } = {}) {
  status.textContent = text;
  button.textContent = live ? 'Sharing this page' : 'Get help';
  button.disabled = live || busy;
}

async function fetchToken() {
  const response = await fetch('/', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ role: 1, userName: 'Demo customer' }),
  });
  if (!response.ok) throw new Error(`The token endpoint answered ${response.status}`);
  const { token } = await response.json();
  return token;
}

function describe(error) {
  return error ? `${error.errorMsg} (${error.code})` : 'for an unknown reason';
}

function listen(session) {
  session.on('pincode_updated', ({ pinCode }) => {
    // For scripts that drive this demo. People read the PIN in the panel: a second one would only confuse them.
    button.dataset.pin = pinCode;
    show('Read the PIN to your agent.', { live: true });
  });
  session.on('session_started', () => show('Read the PIN to your agent.', { live: true }));
  session.on('session_joined', () => show('Your session goes on.', { live: true }));
  session.on('agent_joined', () => show('An agent sees this page.', { live: true }));
  session.on('agent_left', () => show('The agent has left.', { live: true }));
  session.on('session_ended', () => {
    delete button.dataset.pin;
    show('The session has ended.');
  });
  session.on('session_error', (error) => show(`Something went wrong: ${describe(error)}`));
}

window.ZoomCobrowseSDK.init(SETTINGS, ({ success, session, error }) => {
  if (!success) {
    show(`Help is not available: ${describe(error)}`, { busy: true });
    return;
  }
  listen(session);
  button.addEventListener('click', async () => {
    show('Connecting…', { busy: true });
    try {
      session.start({ sdkToken: await fetchToken() });
    } catch {
      show('Help cannot be reached at the moment. Please try again.');
    }
  });
  // After a reload the session is still there to come back to.
  if (session.getSessionInfo().sessionStatus === 'session_recoverable') {
    show('Connecting again…', { busy: true });
    session.join();
  } else {
    show('');
  }
});

document.addEventListener('cobrowse-script-failed', () => {
  show('Help is not available: its script did not load.', { busy: true });
});
