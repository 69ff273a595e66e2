// What the loan costs a month, live while the slider moves.
import { formatMoney } from '../formats.js';

const YEARLY_INTEREST = 0.049;

export function createCalculator(form) {
  const { amount, months, income } = form.elements;

  function monthlyPayment() {
    const interest = YEARLY_INTEREST / 12;
    return (Number(amount.value) * interest) / (1 - (1 + interest) ** -Math.max(1, Number(months.value)));
  }

  const rate = () => formatMoney(monthlyPayment());

  function update() {
    form.querySelector('#loan-amount').value = formatMoney(Number(amount.value), 0);
    form.querySelector('#loan-rate').value = rate();
    form.querySelector('#loan-share').value = Math.min(1, monthlyPayment() / Math.max(1, Number(income.value)));
  }

  form.addEventListener('input', update);
  return { rate, update };
}
