// The loan application: one form in four steps, each with an address of its own. The last step shows all again before it is sent.
import { text, withLanguage } from '../../shared/language.js';
import { loadFragment } from '../fragment.js';
import { formatMoney } from '../formats.js';
import { createCalculator } from './calculator.js';
import { createPapers } from './papers.js';
import { writeReview } from './review.js';
import { clearProblems, showProblems } from './validation.js';

const LAST_STEP = 4;

export async function createView({ go }) {
  const element = await loadFragment('./loan.html', import.meta.url);
  const form = element.querySelector('form');
  const back = element.querySelector('#loan-back');
  const next = element.querySelector('#loan-next');
  const problems = element.querySelector('.problems');
  const calculator = createCalculator(form);
  createPapers(form);
  let step = 1;

  const panelOf = (number) => form.querySelector(`[data-step="${number}"]`);
  const isComplete = (number) => panelOf(number).querySelector(':invalid') === null;

  function write() {
    next.textContent = text(step === LAST_STEP ? 'loan.send' : 'loan.next');
    for (const group of form.querySelectorAll('optgroup')) group.label = text(`purpose.${group.dataset.purpose}`);
    calculator.update();
    writeReview(element.querySelector('#review-list'), form, {
      amount: formatMoney(Number(form.elements.amount.value), 0),
      rate: calculator.rate(),
    });
  }

  function showStep(number) {
    step = number;
    clearProblems(form, problems);
    for (const part of form.querySelectorAll('[data-step]')) part.hidden = Number(part.dataset.step) !== step;
    for (const item of element.querySelectorAll('.steps li')) {
      const own = Number(item.dataset.step);
      item.toggleAttribute('data-done', own < step);
      if (own === step) item.setAttribute('aria-current', 'step');
      else item.removeAttribute('aria-current');
    }
    back.hidden = step === 1;
    write();
  }

  function send() {
    form.hidden = true;
    element.querySelector('.steps').hidden = true;
    element.querySelector('#loan-sent').hidden = false;
    element.querySelector('#loan-sent').focus();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!isComplete(step)) showProblems(panelOf(step), problems);
    else if (step === LAST_STEP) send();
    else go(`?view=loan&step=${step + 1}`);
  });
  back.addEventListener('click', () => go(`?view=loan&step=${step - 1}`));
  withLanguage(write);

  return {
    element,
    /** A later step is only there once the ones before it are filled in, as after a reload they are not. */
    show(parameters) {
      const wanted = Math.min(LAST_STEP, Math.max(1, Number(parameters.get('step')) || 1));
      const first = Array.from({ length: wanted }, (_, index) => index + 1).find((number) => !isComplete(number));
      showStep(first ?? wanted);
    },
  };
}
