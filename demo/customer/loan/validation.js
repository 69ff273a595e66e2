// Says next to each field what is wrong with it, in the page's language, which need not be the browser's.
import { text } from '../../shared/language.js';

function reasonOf({ name, validity }) {
  if (validity.valueMissing) return 'problem.missing';
  if (validity.typeMismatch) return 'problem.email';
  if (validity.patternMismatch) return `problem.${name}`;
  return 'problem.range';
}

/** Marks every invalid field of `panel`, says how many there are, and goes to the first. */
export function showProblems(panel, summary) {
  clearProblems(panel, summary);
  const invalid = [...panel.querySelectorAll('input:invalid, select:invalid')];
  for (const field of invalid) {
    const note = document.createElement('span');
    note.className = 'problem';
    note.id = `problem-${field.name}`;
    note.textContent = text(reasonOf(field));
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', note.id);
    field.after(note);
    field.addEventListener('input', () => clearProblem(field), { once: true });
  }
  summary.textContent = text(invalid.length === 1 ? 'problem.one' : 'problem.many', { count: invalid.length });
  summary.hidden = false;
  invalid[0]?.focus();
}

function clearProblem(field) {
  document.getElementById(`problem-${field.name}`)?.remove();
  field.removeAttribute('aria-invalid');
  field.removeAttribute('aria-describedby');
}

/** Takes all of it away again. */
export function clearProblems(root, summary) {
  for (const field of root.querySelectorAll('[aria-invalid]')) clearProblem(field);
  summary.hidden = true;
}
