// Types into the bank's page as a customer would, letter by letter, so that one can watch the other side while it happens.

const LETTER_MS = 55;
const ANSWERS = [
  ['name', 'Ada Lovelace'],
  ['email', 'ada@example.com'],
  ['born', '1990-12-10'],
  ['tax', '12 345 678 901'],
];

const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** Resolves once `find` finds something, whichever change of the document brings it; `undefined` after a while. */
function appear(target, find) {
  const { promise, resolve } = Promise.withResolvers();
  const observer = new target.MutationObserver(() => check());
  const timer = setTimeout(() => resolve(undefined), 10_000);
  const check = () => {
    const found = find();
    if (found) resolve(found);
  };
  observer.observe(target.document, { subtree: true, childList: true, attributes: true });
  check();
  return promise.finally(() => {
    observer.disconnect();
    clearTimeout(timer);
  });
}

function tell(field) {
  field.dispatchEvent(new field.ownerDocument.defaultView.InputEvent('input', { bubbles: true }));
}

async function type(field, answer) {
  field.scrollIntoView({ block: 'center' });
  field.value = '';
  for (const letter of answer) {
    // A reload of the frame takes the field away.
    if (!field.isConnected || !field.ownerDocument.defaultView) return false;
    field.value += letter;
    tell(field);
    await pause(LETTER_MS);
  }
  return true;
}

/** Fills in the first step of the bank's loan application; answers whether it came to the end. */
export async function fillInForm(target) {
  const { document } = target;
  document.querySelector('nav a[href="?view=loan"]').click();
  const form = await appear(target, () => document.querySelector('#loan-form'));
  if (!form) return false;
  for (const [name, answer] of ANSWERS) {
    if (!(await type(form.elements[name], answer))) return false;
  }
  return true;
}
