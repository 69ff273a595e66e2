/**
 * The body of an ANNOTATION frame ↔ messages (SPEC I2). Everything that a peer can say is bounded here; what does not fit is refused
 * as a whole, and nothing of it is quoted.
 */
import {
  ANNOTATION_MAX_BYTES,
  ANNOTATION_REACH_MAX,
  AUTHOR_STROKES_MAX,
  NOTE_MAX_LENGTH,
  STROKE_POINTS_MAX,
  USER_NAME_MAX_LENGTH,
} from '../protocol/limits.js';
import type { AnnotationMessage } from './message.js';
import { COLOURS, pointCountOf, StrokeKind, WIDTH_COUNT, type Stroke } from './stroke.js';

/** A body that is not what the SPEC says. */
export class MalformedAnnotationError extends Error {
  override name = 'MalformedAnnotationError';
}

/** Fractions travel as whole numbers of this unit: a tenth of a pixel in a page of 10,000. */
const UNIT = 100_000;

const REACH = ANNOTATION_REACH_MAX * UNIT;

/** As ids of nodes and strokes are counted from 1, no page gets here. */
const ID_MAX = 2 ** 31;

const AUTHOR_MAX = 255;

const KINDS: readonly StrokeKind[] = Object.values(StrokeKind);

type Tuple = readonly (string | number | readonly number[])[];

/** One body; the messages must fit: `encodeBodies` sees to it. */
export function encodeAnnotations(messages: readonly AnnotationMessage[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(messages.map(write)));
}

/** As many bodies as it takes, each below ANNOTATION_MAX_BYTES. */
export function encodeBodies(messages: readonly AnnotationMessage[]): Uint8Array<ArrayBuffer>[] {
  const bodies: Uint8Array<ArrayBuffer>[] = [];
  let waiting: AnnotationMessage[] = [];
  let total = 0;
  for (const message of messages) {
    const { byteLength } = encodeAnnotations([message]);
    if (total + byteLength > ANNOTATION_MAX_BYTES && waiting.length > 0) {
      bodies.push(encodeAnnotations(waiting));
      waiting = [];
      total = 0;
    }
    waiting.push(message);
    total += byteLength;
  }
  if (waiting.length > 0) bodies.push(encodeAnnotations(waiting));
  return bodies;
}

/** Reads a body. @throws MalformedAnnotationError; nothing of a malformed body is returned. */
export function decodeAnnotations(body: Uint8Array): AnnotationMessage[] {
  if (body.byteLength > ANNOTATION_MAX_BYTES) throw new MalformedAnnotationError('too long');
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new MalformedAnnotationError('not JSON');
  }
  return list(json).map(read);
}

/** The same fraction that the other side will read: nobody's own picture may differ from what the others see. */
export function rounded(fraction: number): number {
  if (!Number.isFinite(fraction)) return 0;
  return Math.round(Math.min(REACH, Math.max(-REACH, fraction * UNIT))) / UNIT;
}

function write(message: AnnotationMessage): Tuple {
  switch (message.type) {
    case 'begin':
      return ['b', ...strokeFields(message.stroke)];
    case 'draw':
      return ['d', message.id, differences(message.points)];
    case 'put':
      return ['p', ...strokeFields(message.stroke)];
    case 'remove':
      return ['x', message.ids];
    case 'clear':
      return ['c', Number(message.everybody)];
    case 'laser':
      return ['l', message.node, message.colour, differences([message.x, message.y])];
    case 'laser_off':
      return ['o'];
    case 'reset':
      return ['z'];
    case 'restore':
      return ['r', message.author, ...strokeFields(message.stroke)];
    case 'author':
      return ['n', message.author, message.name];
  }
}

function strokeFields({ id, kind, colour, width, node, points, text }: Stroke): Tuple {
  const fields = [id, kind, colour, width, node, differences(points)];
  return kind === StrokeKind.NOTE ? [...fields, text] : fields;
}

/** Whole numbers, each pair as its distance from the one before: mostly short. */
function differences(points: readonly number[]): number[] {
  const units = points.map((fraction) => Math.round(rounded(fraction) * UNIT));
  return units.map((value, i) => value - (units[i - 2] ?? 0));
}

function read(json: unknown): AnnotationMessage {
  const fields = list(json);
  const [tag, ...rest] = fields;
  switch (tag) {
    case 'b':
      return { type: 'begin', stroke: readStroke(rest, false) };
    case 'd':
      size(rest, 2);
      return { type: 'draw', id: count(rest[0], ID_MAX), points: readPoints(rest[1], 1, STROKE_POINTS_MAX) };
    case 'p':
      return { type: 'put', stroke: readStroke(rest, true) };
    case 'x': {
      size(rest, 1);
      const ids = list(rest[0]);
      if (ids.length > AUTHOR_STROKES_MAX) throw new MalformedAnnotationError('too many ids');
      return { type: 'remove', ids: ids.map((id) => count(id, ID_MAX)) };
    }
    case 'c':
      size(rest, 1);
      return { type: 'clear', everybody: count(rest[0], 1) === 1 };
    case 'l': {
      size(rest, 3);
      const [x = 0, y = 0] = readPoints(rest[2], 1, 1);
      return { type: 'laser', node: count(rest[0], ID_MAX), colour: count(rest[1], COLOURS.length - 1), x, y };
    }
    case 'o':
      size(rest, 0);
      return { type: 'laser_off' };
    case 'z':
      size(rest, 0);
      return { type: 'reset' };
    case 'r':
      return { type: 'restore', author: count(rest[0], AUTHOR_MAX), stroke: readStroke(rest.slice(1), true) };
    case 'n':
      size(rest, 2);
      return { type: 'author', author: count(rest[0], AUTHOR_MAX), name: readText(rest[1], USER_NAME_MAX_LENGTH) };
    default:
      throw new MalformedAnnotationError('unknown message');
  }
}

function readStroke(fields: readonly unknown[], done: boolean): Stroke {
  const kind = KINDS.find((known) => known === fields[1]);
  if (kind === undefined) throw new MalformedAnnotationError('unknown kind');
  const isNote = kind === StrokeKind.NOTE;
  size(fields, isNote ? 7 : 6);
  const { least, most } = pointCountOf(kind);
  return {
    id: count(fields[0], ID_MAX),
    kind,
    colour: count(fields[2], COLOURS.length - 1),
    width: count(fields[3], WIDTH_COUNT - 1),
    node: count(fields[4], ID_MAX),
    points: readPoints(fields[5], least, Math.min(most, STROKE_POINTS_MAX)),
    text: isNote ? readText(fields[6], NOTE_MAX_LENGTH) : '',
    done,
  };
}

function readPoints(json: unknown, least: number, most: number): number[] {
  const numbers = list(json);
  if (numbers.length % 2 !== 0 || numbers.length < 2 * least || numbers.length > 2 * most) {
    throw new MalformedAnnotationError('wrong number of points');
  }
  const last: [number, number] = [0, 0];
  return numbers.map((difference, i) => {
    if (!Number.isSafeInteger(difference)) throw new MalformedAnnotationError('expected a coordinate');
    const at = (last[i % 2 === 0 ? 0 : 1] += Number(difference));
    if (Math.abs(at) > REACH) throw new MalformedAnnotationError('out of reach');
    return at / UNIT;
  });
}

function list(json: unknown): readonly unknown[] {
  if (!Array.isArray(json)) throw new MalformedAnnotationError('expected a list');
  return json;
}

function size(fields: readonly unknown[], length: number): void {
  if (fields.length !== length) throw new MalformedAnnotationError('wrong number of fields');
}

function count(json: unknown, most: number): number {
  if (typeof json !== 'number' || !Number.isInteger(json) || json < 0 || json > most) {
    throw new MalformedAnnotationError('expected a count');
  }
  return json;
}

function readText(json: unknown, most: number): string {
  if (typeof json !== 'string' || json.length > most) throw new MalformedAnnotationError('expected a short text');
  return json;
}
