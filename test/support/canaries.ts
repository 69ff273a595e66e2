/** Looks for a secret in what left a page: any piece of it, plain or in the usual disguises. */

/** Shorter pieces turn up by chance. */
const PIECE_LENGTH = 4;

/** More layers than anybody wraps a text in by mistake. */
const LAYERS = 3;

/** What is worth decoding at all. */
const ENCODED = /%[0-9a-f]{2}|&#?\w+;|\\[ux0-9a-f]/i;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  sol: '/',
  plus: '+',
  eacute: 'é',
  szlig: 'ß',
};

interface Traces {
  /** In lower case. */
  readonly plain: readonly string[];
  readonly base64: readonly string[];
}

const known = new Map<string, Traces>();

/** The first trace of a secret in a text, or nothing. */
export function traceOf(secret: string, sent: string): string | undefined {
  const { plain, base64 } = tracesOf(secret);
  const found = base64.find((trace) => sent.includes(trace));
  if (found !== undefined) return found;
  let text = sent;
  for (let layer = 0; ; layer++) {
    const lower = text.toLowerCase();
    const trace = plain.find((piece) => lower.includes(piece));
    if (trace !== undefined || layer === LAYERS || !ENCODED.test(text)) return trace;
    const decoded = decode(text);
    if (decoded === text) return undefined;
    text = decoded;
  }
}

function tracesOf(secret: string): Traces {
  let traces = known.get(secret);
  if (traces) return traces;
  const characters = [...secret];
  const pieces = characters
    .slice(PIECE_LENGTH - 1)
    .map((_last, at) => characters.slice(at, at + PIECE_LENGTH).join(''));
  const plain = [...pieces.map((piece) => piece.toLowerCase()), characters.toReversed().join('').toLowerCase()];
  traces = { plain, base64: [...new Set(pieces.flatMap(base64Of))] };
  known.set(secret, traces);
  return traces;
}

/** What is sure to stand in the base64 of any text that holds the piece: it may begin at each of three places. */
function base64Of(piece: string): string[] {
  const bytes = String.fromCharCode(...new TextEncoder().encode(piece));
  return [0, 1, 2].flatMap((shift) => {
    const encoded = btoa('\0'.repeat(shift) + bytes).replace(/=+$/, '');
    // Characters that also hold bits of what stands before or behind.
    const sure = encoded.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + bytes.length) * 8) / 6));
    return [sure, sure.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** Takes one layer of addresses', HTML's, JSON's and CSS's escapes off. */
function decode(text: string): string {
  return text
    .replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
      const bytes = Uint8Array.from(run.slice(1).split('%'), (byte) => parseInt(byte, 16));
      return new TextDecoder().decode(bytes);
    })
    .replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,8}));/gi, (entity, hex, decimal, name) => {
      if (name) return ENTITIES[String(name).toLowerCase()] ?? entity;
      return character(hex ? parseInt(hex, 16) : Number(decimal));
    })
    .replace(/\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|([0-9a-f]{2,6})\s?)/gi, (_escape, u, x, css) =>
      character(parseInt(u ?? x ?? css, 16)),
    );
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
