// The accounts: balance, a transfer with its confirmation, spending and transactions, each in a module of its own.
import { loadFragment } from '../fragment.js';
import { createTransactions } from './transactions.js';
import { createSpendingChart } from './spending-chart.js';
import { createTransfer } from './transfer.js';
import './exchange-rates.js';

export async function createView() {
  const element = await loadFragment('./accounts.html', import.meta.url);
  const transactions = createTransactions(element);
  createSpendingChart(element);
  createTransfer(element, { onSent: transactions.add });
  return { element };
}
