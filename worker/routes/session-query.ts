/** Reads what a list of sessions is asked for (contract, section 12), and writes where its next page begins. */
import { PIN_PATTERN } from '../../widget/engine/protocol/limits.js';
import type { PageMark, SessionQuery } from '../journal/records.js';
import { failures, type Failure } from '../problem.js';

const PAGE_SIZE_DEFAULT = 30;
const PAGE_SIZE_MAX = 300;

/** A day or a moment, as ISO 8601 has them; a day is UTC's. */
const MOMENT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;
const DAY_LENGTH = 10;
const DAY_MS = 24 * 60 * 60_000;

const SESSION_ID = /^[0-9a-f]{64}$/;
const PAGE_TOKEN = /^(\d{1,15})\.([0-9a-f]{64})$/;

/** Throws a 400 problem that names everything that cannot be read. */
export function readSessionQuery(parameters: URLSearchParams, live: boolean): SessionQuery {
  const wrong: Failure[] = [];
  const read = <Value>(name: string, parse: (text: string) => Value | undefined, expected: string) => {
    const text = parameters.get(name);
    if (text === null || text === '') return undefined;
    const value = parse(text);
    // What was sent is not repeated: it may be a PIN.
    if (value === undefined) wrong.push({ property: name, reason: `Value is not valid, expected ${expected}` });
    return value;
  };
  const from = read('from', (text) => readMoment(text), 'a date such as 2026-11-27');
  const to = read('to', readEnd, 'a date such as 2026-11-27');
  const pageSize = read('page_size', readPageSize, `a number from 1 to ${PAGE_SIZE_MAX}`);
  const after = read('next_page_token', readPageToken, 'the next_page_token of the page before');
  // Zoom's list of live sessions calls it by another name than its list of past ones.
  const [given] = ['session_pin', 'pin_code']
    .map((name) => read(name, readPin, '1 to 10 letters or digits'))
    .filter(Boolean);
  const sessionId = read('session_id', (text) => (SESSION_ID.test(text) ? text : undefined), 'a session_id');
  if (wrong.length > 0) throw failures(400, wrong);
  return {
    live,
    pageSize: pageSize ?? PAGE_SIZE_DEFAULT,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(given !== undefined && { pinCode: given }),
    ...(sessionId !== undefined && { sessionId }),
    ...(after && { after }),
  };
}

/** For `next_page_token`. It holds nothing that the page before did not show. */
export function pageToken({ startedAt, sessionId }: PageMark): string {
  return `${startedAt}.${sessionId}`;
}

function readPageToken(text: string): PageMark | undefined {
  const [, startedAt, sessionId] = PAGE_TOKEN.exec(text) ?? [];
  return startedAt === undefined || sessionId === undefined ? undefined : { startedAt: Number(startedAt), sessionId };
}

function readMoment(text: string): number | undefined {
  const moment = MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}

/** A day is meant to its end. */
function readEnd(text: string): number | undefined {
  const moment = readMoment(text);
  return moment !== undefined && text.length === DAY_LENGTH ? moment + DAY_MS : moment;
}

function readPageSize(text: string): number | undefined {
  const size = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return size >= 1 && size <= PAGE_SIZE_MAX ? size : undefined;
}

function readPin(text: string): string | undefined {
  return PIN_PATTERN.test(text) ? text.toUpperCase() : undefined;
}
