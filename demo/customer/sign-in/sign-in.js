// Signing in, as far as a bank without customers can. Passwords are masked always, whatever a page says.
import { loadFragment } from '../fragment.js';

export async function createView({ go }) {
  const element = await loadFragment('./sign-in.html', import.meta.url);
  element.querySelector('form').addEventListener('submit', (event) => {
    event.preventDefault();
    event.target.elements.password.value = '';
    go('?view=accounts');
  });
  return { element };
}
