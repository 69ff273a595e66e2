// Sending money: a form, and a modal dialog that asks again. While it is open, the rest of the page is inert.
import { text, withLanguage } from '../../shared/language.js';
import { formatMoney } from '../formats.js';

const OPENING_BALANCE = 4218.07;

export function createTransfer(view, { onSent }) {
  const form = view.querySelector('.transfer');
  const status = view.querySelector('.transfer-status');
  const dialog = view.querySelector('#confirm-transfer');
  const balance = view.querySelector('#balance');
  let left = OPENING_BALANCE;

  const showBalance = () => (balance.textContent = formatMoney(left));
  const fieldValue = (name) => form.elements[name].value;

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    status.textContent = '';
    view.querySelector('#confirm-payee').textContent = fieldValue('payee');
    view.querySelector('#confirm-account').textContent = fieldValue('account');
    view.querySelector('#confirm-amount').textContent = formatMoney(Number(fieldValue('amount')));
    dialog.returnValue = '';
    dialog.showModal();
  });

  dialog.addEventListener('close', () => {
    if (dialog.returnValue !== 'send') return;
    const sent = { payee: fieldValue('payee'), amount: Number(fieldValue('amount')) };
    left -= sent.amount;
    showBalance();
    form.reset();
    status.textContent = text('transfer.sent', { amount: formatMoney(sent.amount), payee: sent.payee });
    onSent(sent);
  });

  withLanguage(showBalance);
}
