// Reads the markup of a view, which stands in an HTML file beside its script.

/** The first element of the HTML file `name`, beside the module whose `import.meta.url` is `base`. */
export async function loadFragment(name, base) {
  const response = await fetch(new URL(name, base));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  const template = document.createElement('template');
  template.innerHTML = await response.text();
  return document.importNode(template.content.firstElementChild, true);
}
