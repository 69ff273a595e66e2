// The loan application: figures that follow the form, "all papers" with its mixed state, and a dialog to review and send.

const YEARLY_INTEREST = 0.049;
const USUAL_INCOME = 3000;

const form = document.getElementById('loan-form');
const allPapers = document.getElementById('all-papers');
const papers = [...form.querySelectorAll('[name=paper]')];
const dialog = document.getElementById('review');
const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 });

const REQUIRED_FOR_PROGRESS = ['name', 'email', 'phone', 'born', 'tax', 'occupation', 'first', 'remarks'];

function monthlyPayment() {
  const amount = Number(form.elements.amount.value);
  const months = Math.max(1, Number(form.elements.months.value));
  const interest = YEARLY_INTEREST / 12;
  return (amount * interest) / (1 - (1 + interest) ** -months);
}

function update() {
  const payment = monthlyPayment();
  document.getElementById('loan-amount').value = money.format(Number(form.elements.amount.value));
  document.getElementById('loan-rate').value = money.format(payment);
  document.getElementById('loan-share').value = payment / USUAL_INCOME;
  const filled = REQUIRED_FOR_PROGRESS.filter((name) => form.elements[name].value !== '');
  document.getElementById('loan-progress').value = filled.length / REQUIRED_FOR_PROGRESS.length;
  const chosen = papers.filter((paper) => paper.checked).length;
  allPapers.checked = chosen === papers.length;
  allPapers.indeterminate = chosen > 0 && chosen < papers.length;
}

// Before the form hears of it, and derives the box from the papers again.
allPapers.addEventListener('input', () => {
  for (const paper of papers) paper.checked = allPapers.checked;
});
form.addEventListener('input', update);
form.addEventListener('change', update);

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const facts = [
    ['Name', form.elements.name.value],
    ['Amount', money.format(Number(form.elements.amount.value))],
    ['Monthly payment', money.format(monthlyPayment())],
    ['Purpose', form.elements.purpose.value],
  ];
  const rows = facts.map(([term, text]) => {
    const row = document.createElement('div');
    row.append(document.createElement('dt'), document.createElement('dd'));
    row.firstChild.textContent = term;
    row.lastChild.textContent = text;
    return row;
  });
  document.getElementById('review-list').replaceChildren(...rows);
  dialog.showModal();
});

dialog.addEventListener('close', () => {
  if (dialog.returnValue !== 'send') return;
  const note = document.createElement('p');
  note.className = 'card sent';
  note.setAttribute('role', 'status');
  note.textContent = 'Thank you. We have received your application and answer within two days.';
  form.replaceWith(note);
});

update();
