// The last step: all answers again. What was masked as a field must be masked as text, which is the site's to mark.
import { text } from '../../shared/language.js';

const isPrivate = (field) => field.matches('.pii-mask, [data-sensitive=true]');

export function writeReview(list, form, { amount, rate }) {
  const { elements } = form;
  const purpose = elements.purpose.selectedOptions[0]?.textContent ?? '';
  const facts = [
    ['loan.name', elements.name.value],
    ['loan.email', elements.email.value],
    ['loan.born', elements.born.value, isPrivate(elements.born)],
    ['loan.tax', elements.tax.value, isPrivate(elements.tax)],
    ['loan.income', elements.income.value, isPrivate(elements.income)],
    ['loan.amount', amount],
    ['loan.months', elements.months.value],
    ['loan.purpose', purpose],
    ['loan.rate', rate],
  ];
  list.replaceChildren(...facts.map(createFact));
}

function createFact([key, value, masked = false]) {
  const fact = document.createElement('div');
  const term = document.createElement('dt');
  const detail = document.createElement('dd');
  term.textContent = text(key);
  detail.textContent = value;
  // Before it is in the page: the agent's copy must never have had the plain text.
  if (masked) detail.className = 'pii-mask';
  fact.append(term, detail);
  return fact;
}
