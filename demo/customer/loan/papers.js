// "All papers": a box that is checked, empty or in between, as the boxes below it are.

export function createPapers(form) {
  const all = form.querySelector('#all-papers');
  const papers = [...form.querySelectorAll('[name=paper]')];

  function derive() {
    const chosen = papers.filter((paper) => paper.checked).length;
    all.checked = chosen === papers.length;
    all.indeterminate = chosen > 0 && chosen < papers.length;
  }

  all.addEventListener('change', () => {
    for (const paper of papers) paper.checked = all.checked;
    derive();
  });
  for (const paper of papers) paper.addEventListener('change', derive);
  derive();
}
