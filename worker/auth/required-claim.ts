/** AGENT_REQUIRED_CLAIM: what a provider must say of somebody before they are an agent. */

export interface RequiredClaim {
  readonly name: string;
  readonly value: string;
}

/** Reads `groups=support`. Names may be URLs, so only the first `=` divides. */
export function parseClaim(text: string): RequiredClaim | undefined {
  const [, name = '', value = ''] = /^([^\s=]+)=(\S(?:.*\S)?)$/.exec(text) ?? [];
  return name === '' ? undefined : { name, value };
}

/** Whether verified claims have it, as providers write such things: a text, a list of them, or words in one text. */
export function hasClaim(claims: Readonly<Record<string, unknown>>, { name, value }: RequiredClaim): boolean {
  const actual = Object.hasOwn(claims, name) ? claims[name] : undefined;
  if (typeof actual === 'string') return actual === value || actual.split(' ').includes(value);
  return Array.isArray(actual) && actual.includes(value);
}
