// Both sides next to each other. The customer's window is a frame with the bank's page, untouched; the agent's is the element.
// This page only listens to their events, says what happens, and offers to do the next step itself.
import { startLanguage, text, withLanguage } from '../shared/language.js';
import { fillInForm } from './customer-hand.js';
import { en, zhCn } from './texts.js';

/** The chapters of the story, in order. */
const CHAPTERS = ['start', 'pin', 'look', 'private'];

const frame = document.getElementById('customer');
const desk = document.querySelector('cobrowse-agent-desk');
const caption = document.getElementById('caption');
const act = document.getElementById('act');

/** What the story has come to; every value has a caption, and most a button. */
const SCENES = {
  opening: { chapter: 'start' },
  idle: { chapter: 'start', side: 'customer', act: () => customerButton().start() },
  loading: { chapter: 'start', side: 'customer' },
  waiting: { chapter: 'pin', side: 'agent', act: typePin },
  joining: { chapter: 'pin', side: 'agent' },
  live: { chapter: 'look', side: 'agent', act: fillIn },
  filling: { chapter: 'private', side: 'agent' },
  filled: { chapter: 'private', side: 'agent', act: () => customerButton().end() },
  reconnecting: { chapter: 'look', side: 'customer' },
  ended: { chapter: 'start', side: 'customer', act: () => customerButton().start() },
  error: { chapter: 'start', side: 'customer', act: () => customerButton().start() },
};
let scene = 'opening';

const customerButton = () => frame.contentDocument?.querySelector('cobrowse-button');

function write() {
  const { chapter, act: action } = SCENES[scene];
  const said = text(`caption.${scene}`, { pin: spellPin(), problem: customerButton()?.error?.message ?? '' });
  if (caption.textContent !== said) caption.textContent = said;
  // Not `disabled`, which would drop the focus of whoever follows the story by keyboard.
  act.setAttribute('aria-disabled', String(action === undefined));
  act.textContent = text(action ? `act.${scene}` : 'act.busy');
  for (const item of document.querySelectorAll('.chapters li')) {
    const own = CHAPTERS.indexOf(item.dataset.chapter);
    item.toggleAttribute('data-done', own < CHAPTERS.indexOf(chapter));
    if (item.dataset.chapter === chapter) item.setAttribute('aria-current', 'step');
    else item.removeAttribute('aria-current');
  }
}

function show(next) {
  if (next === scene) return;
  const before = scene;
  scene = next;
  write();
  // On a phone the windows stand one below the other: bring the one that matters into view.
  const { side } = SCENES[scene];
  // At the beginning that is the top of the page.
  if (side && before !== 'opening') document.querySelector(`[data-side=${side}]`).scrollIntoView({ block: 'nearest' });
}

/** In groups of three, as people read a number out. */
const spellPin = () => (customerButton()?.pin ?? '').replace(/^(\d{3})(\d{3})$/, '$1 $2');

function followCustomer() {
  const button = customerButton();
  const state = button?.state;
  if (state === undefined) return;
  if (state === 'live' && ['filling', 'filled'].includes(scene)) return;
  show(state in SCENES ? state : 'loading');
}

function typePin() {
  desk.pin = customerButton().pin;
  show('joining');
}

async function fillIn() {
  show('filling');
  const complete = await fillInForm(frame.contentWindow);
  if (complete && scene === 'filling') show('filled');
}

// Anew after each load: a reload or a link inside the frame brings another document.
function watchFrame() {
  const { contentDocument, contentWindow } = frame;
  contentDocument.addEventListener('cobrowse-state-change', followCustomer);
  contentDocument.addEventListener('cobrowse-pincode-updated', write);
  contentWindow.customElements.whenDefined('cobrowse-button').then(followCustomer);
}

act.addEventListener('click', () => SCENES[scene].act?.());
desk.addEventListener('cobrowse-error', () => scene === 'joining' && show('waiting'));
frame.addEventListener('load', watchFrame);
startLanguage({ en, zhCn });
withLanguage(write);
if (frame.contentDocument?.readyState === 'complete' && frame.contentWindow.location.href !== 'about:blank')
  watchFrame();
