/** AGENT_REQUIRED_CLAIM: what a provider must say of somebody before they are an agent. */

export interface RequiredClaim {
  readonly name: string;
  readonly value: string;
}

const WORD_LISTS: ReadonlySet<string> = new Set(['scope', 'scp']);

/** Reads `groups=support`. Names may be URLs, so only the first `=` divides. */
export function parseClaim(text: string): RequiredClaim | undefined {
  const [, name = '', value = ''] = /^([^\s=]+)=(\S(?:.*\S)?)$/.exec(text) ?? [];
  return name === '' ? undefined : { name, value };
}

/** Whether verified claims have it, as providers write such things: a text, a list of them, or words in one text. */
export function hasClaim(claims: Readonly<Record<string, unknown>>, { name, value }: RequiredClaim): boolean {
  const actual = Object.hasOwn(claims, name) ? claims[name] : undefined;
  // Only these are lists of words by their standard (RFC 8693, 4.2); `travel agent` is not an `agent`.
  if (typeof actual === 'string')
    return actual === value || (WORD_LISTS.has(name) && actual.split(' ').includes(value));
  return Array.isArray(actual) && actual.includes(value);
}
