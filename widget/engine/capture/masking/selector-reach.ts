/**
 * What a rule's selector may ever select, as something that `querySelectorAll` takes: without states that come and go and parts that it does
 * not find, so it selects more. Knows selectors as text only.
 */

/** What depends on nothing but the tree. `:scope` is not here: whose it would be nobody knows. */
const STEADY =
  /^(?:is|where|not|has|nth-[a-z-]+|first-child|last-child|first-of-type|last-of-type|only-[a-z-]+|root|empty)$/;
/** If more is selected inside of these, less is by them. */
const TURNING = /^(?:not|nth-)/;

const TOKEN = /"(?:[^"\\]|\\[^])*"?|'(?:[^'\\]|\\[^])*'?|\\[\da-f]{1,6}\s?|\\[^]|\[[^\]"']*|::?[\w-]+\(?|[^]/gi;

/** A place in a selector where a type could stand. */
const OPEN_PLACE = /(?:^|[\s,(>+~|])$/;

export function reachOf(selector: string): string {
  const tokens = selector.match(TOKEN) ?? [];
  let at = 0;
  const read = (): { text: string; isWider: boolean } => {
    let [text, isWider, inTest] = ['', false, false];
    for (let token = tokens[at++]; token !== undefined && token !== ')'; token = tokens[at++]) {
      if (token.startsWith('[')) inTest = true;
      if (token === ']') inTest = false;
      if (inTest || !/^::?[\w-]/.test(token)) {
        // A bracket of its own, as in `2n + 1 of (…)`, is kept with what it holds.
        text += token === '(' ? `(${read().text})` : token;
        continue;
      }
      const inner = token.endsWith('(') ? read() : undefined;
      const name = token.replace(/^:|\($/g, '').toLowerCase();
      if (STEADY.test(name) && !(inner?.isWider && TURNING.test(name))) text += token + (inner ? `${inner.text})` : '');
      else {
        isWider = true;
        if (OPEN_PLACE.test(text)) text += '*';
      }
      isWider ||= inner?.isWider ?? false;
    }
    return { text, isWider };
  };
  return read().text.trim() || '*';
}
