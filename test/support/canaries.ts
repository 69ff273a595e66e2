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

/** A piece as it stands in the base64 of any text that holds it, at one of three places. */
interface Base64Trace {
  readonly piece: string;
  /** Bytes of its group before it. */
  readonly shift: number;
  /** What is there whatever stands before and behind. */
  readonly sure: string;
}

interface Traces {
  /** In lower case. */
  readonly plain: readonly string[];
  readonly base64: readonly Base64Trace[];
}

const known = new Map<string, Traces>();

/** The first trace of a secret in a text, or nothing. */
export function traceOf(secret: string, sent: string): string | undefined {
  const { plain, base64 } = tracesOf(secret);
  const found = base64.find((trace) => standsIn(sent, trace));
  if (found !== undefined) return found.sure;
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
  traces = { plain, base64: pieces.flatMap(base64Of) };
  known.set(secret, traces);
  return traces;
}

function base64Of(piece: string): Base64Trace[] {
  const bytes = bytesOf(piece);
  return [0, 1, 2].flatMap((shift) => {
    const encoded = btoa('\0'.repeat(shift) + bytes).replace(/=+$/, '');
    // Without the characters that also hold bits of what stands before or behind.
    const sure = encoded.slice(sureFrom(shift), Math.floor(((shift + bytes.length) * 8) / 6));
    return [...new Set([sure, sure.replaceAll('+', '-').replaceAll('/', '_')])].map((each) => ({
      piece: bytes,
      shift,
      sure: each,
    }));
  });
}

/** Four characters of base64 are three of text, and turn up by chance: the whole piece must be there. */
function standsIn(sent: string, { piece, shift, sure }: Base64Trace): boolean {
  const length = Math.ceil(((shift + piece.length) * 8) / 6);
  for (let at = sent.indexOf(sure); at >= 0; at = sent.indexOf(sure, at + 1)) {
    const from = at - sureFrom(shift);
    const group = sent
      .slice(Math.max(0, from), from + length)
      .replaceAll('-', '+')
      .replaceAll('_', '/');
    if (from >= 0 && /^[\w+/]+$/.test(group) && atob(group).slice(shift) === piece) return true;
  }
  return false;
}

const sureFrom = (shift: number): number => (shift === 0 ? 0 : shift + 1);

const bytesOf = (piece: string): string => String.fromCharCode(...new TextEncoder().encode(piece));

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
