/** Which pages may talk to the desk: the list that the Worker wrote into the page, the same that may frame it. */

const META = 'meta[name="cobrowse-embedders"]';
const SOURCE = /^(https?):\/\/(\*\.)?([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(\d+|\*))?$/;

/** Whether a source of the list, written as in `frame-ancestors`, means this origin. */
export function matchesSource(source: string, origin: string): boolean {
  const [, scheme, wildcard, host = '', port] = SOURCE.exec(source) ?? [];
  if (scheme === undefined || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  // Also turns away `null`, and everything that is more than an origin.
  if (url.origin !== origin || url.protocol !== `${scheme}:`) return false;
  if (port !== '*' && url.port !== portOf(scheme, host, port)) return false;
  return wildcard === undefined ? url.hostname === host : url.hostname.endsWith(`.${host}`);
}

/** `URL.port` has no default ports, and neither may what it is compared with. */
function portOf(scheme: string, host: string, port = ''): string {
  return new URL(`${scheme}://${host}${port === '' ? '' : `:${port}`}`).port;
}

/** The sources that the page's document lists. */
export function readEmbedders(root: ParentNode): readonly string[] {
  const content = root.querySelector<HTMLMetaElement>(META)?.content ?? '';
  return content.split(' ').filter((source) => source !== '');
}
