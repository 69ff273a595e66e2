/** Which version of the script an address means (contract, section 1): exact, floating in its patch, or the newest. */

/** In rising order. */
const VERSIONS = ['2.12.4', '2.13.0', '2.13.2', '3.9.1', '3.10.0'];

/** `undefined` for one that there is not: the cloud answers 404. */
export function resolveVersion(wanted: string | undefined): string | undefined {
  if (wanted === undefined) return VERSIONS.at(-1);
  if (!wanted.endsWith('.x')) return VERSIONS.find((version) => version === wanted);
  return VERSIONS.findLast((version) => version.startsWith(wanted.slice(0, -1)));
}
