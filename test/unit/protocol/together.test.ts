/** The control messages of working together: remote assist, the customer's pause, notes (SPEC G, U, T). */
import { describe, expect, it } from 'vitest';
import {
  decodeAgentMessage,
  decodeClientMessage,
  decodeCustomerMessage,
} from '../../../widget/engine/protocol/control.js';
import { readAssistAsked, readAssistState } from '../../../widget/engine/protocol/control/assist-messages.js';
import { readNoteArrived, readNoteLink } from '../../../widget/engine/protocol/control/note-messages.js';
import { ASSIST_REST_MS, NOTE_LINK_MAX_LENGTH, NOTE_TEXT_MAX_LENGTH } from '../../../widget/engine/protocol/limits.js';

const agent = { number: 3, userId: 'u', userName: 'Ann' };
const note = { id: 7, text: 'Hello', link: 'https://example.com/a?b=c' };

describe('messages of working together', () => {
  it.each([
    { type: 'sharing', paused: true },
    { type: 'sharing', paused: true, reason: 'barred' },
    { type: 'assist_request', assist: 'click' },
    { type: 'assist_answer', agent: 3, userId: 'u', assist: 'scroll_page', granted: false },
    { type: 'assist_stop' },
    { type: 'assist_stop', refuses: true },
    { type: 'assist_pause', paused: false },
    { type: 'assist_outcome', outcome: 'refused' },
    { type: 'note', ...note },
    { type: 'note_seen', agent: 3, id: 7, opened: true },
  ])('to the relay are read: $type', (message) => {
    expect(decodeClientMessage(JSON.stringify({ ...message, unknown: 1 }))).toEqual(message);
  });

  it.each([
    { type: 'sharing', paused: false },
    { type: 'sharing', paused: true, reason: 'barred' },
    { type: 'assist_refused', assist: 'fill_form' },
    { type: 'assist_refused', assist: 'click', restMs: 30_000 },
    { type: 'assist_outcome', outcome: 'asked' },
    { type: 'assist_state', agent: 0, types: [], paused: false },
    { type: 'note_shown', id: 7, opened: false },
  ])('to an agent are read: $type', (message) => {
    expect(decodeAgentMessage(JSON.stringify({ ...message, unknown: 1 }))).toEqual(message);
  });

  it.each([
    { type: 'assist_asked', agent, verified: true, assist: 'click' },
    { type: 'assist_state', agent: 3, types: ['scroll_page'], paused: true },
    { type: 'note_arrived', agent: 3, ...note },
  ])('to a customer are kept for the part that reads them: $type', (message) => {
    const unread = decodeCustomerMessage(JSON.stringify({ ...message, unknown: 1 }));
    if (!unread || !('json' in unread)) return expect.fail('not kept');
    const { json } = unread;
    expect(readAssistAsked(json) ?? readAssistState(json) ?? readNoteArrived(json)).toEqual(message);
    return undefined;
  });

  it('U3 say in the welcome that the customer paused, or nothing', () => {
    const welcome = { type: 'customer_welcome', pinCode: '1', agents: [] };
    expect(decodeCustomerMessage(JSON.stringify({ ...welcome, paused: true }))).toEqual({ ...welcome, paused: true });
    expect(decodeCustomerMessage(JSON.stringify({ ...welcome, paused: 'yes' }))).toEqual(welcome);
  });

  it.each([
    ['a pause of a word', { type: 'sharing', paused: 'yes' }],
    ['a pause for an unknown reason', { type: 'sharing', paused: true, reason: '<b>lunch</b>' }],
    ['a pause for a reason of the prototype', { type: 'sharing', paused: true, reason: 'toString' }],
    ['a pause for two reasons', { type: 'sharing', paused: true, reason: ['barred'] }],
    ['a pause for nothing', { type: 'sharing', paused: true, reason: null }],
    ['the end of a pause for a reason', { type: 'sharing', paused: false, reason: 'barred' }],
    ['a wish for something unknown', { type: 'assist_request', assist: 'delete_page' }],
    ['a wish for two things', { type: 'assist_request', assist: ['click'] }],
    ['a consent without a yes', { type: 'assist_answer', agent: 3, userId: 'u', assist: 'click' }],
    ['a consent to nothing', { type: 'assist_answer', agent: 3, userId: 'u', granted: true }],
    ['a consent for half an agent', { type: 'assist_answer', agent: 0.5, userId: 'u', assist: 'click', granted: true }],
    ['a consent without a user', { type: 'assist_answer', agent: 3, assist: 'click', granted: true }],
    ['a stop that refuses in words', { type: 'assist_stop', refuses: 'yes' }],
    ['a stop that refuses nothing', { type: 'assist_stop', refuses: false }],
    ['an outcome in words', { type: 'assist_outcome', outcome: '<b>done</b>' }],
    ['an outcome of the prototype', { type: 'assist_outcome', outcome: 'toString' }],
    ['a note without anything', { type: 'note', id: 1, text: ' ', link: '' }],
    ['a note that is an object', { type: 'note', id: 1, text: { html: '<b>' }, link: '' }],
    ['a note that is too long', { type: 'note', id: 1, text: 'x'.repeat(NOTE_TEXT_MAX_LENGTH + 1), link: '' }],
    ['a note with a script for a link', { type: 'note', id: 1, text: 'x', link: 'javascript:alert(1)' }],
    ['a note without an id', { type: 'note', text: 'x', link: '' }],
    ['a note of a negative id', { type: 'note', id: -1, text: 'x', link: '' }],
    ['a look at nobody’s note', { type: 'note_seen', agent: 256, id: 1, opened: false }],
  ])('T1 to the relay are refused: %s', (_name, message) => {
    expect(decodeClientMessage(JSON.stringify(message))).toBe(undefined);
  });

  it.each([-1, 1.5, '5', null, ASSIST_REST_MS + 1])('G2 are refused by the desk: a rest of %j', (restMs) => {
    expect(decodeAgentMessage(JSON.stringify({ type: 'assist_refused', assist: 'click', restMs }))).toBe(undefined);
  });

  it.each([
    ['of nobody', { type: 'note_arrived', ...note }],
    ['of half an agent', { type: 'note_arrived', agent: 1.5, ...note }],
    ['with another link', { type: 'note_arrived', agent: 1, ...note, link: 'data:text/html,x' }],
  ])('T1 are refused by the customer’s page: a note %s', (_name, json) => {
    expect(readNoteArrived(json)).toBe(undefined);
  });

  it.each([
    ['https://example.com', 'https://example.com/'],
    ['HTTP://EXAMPLE.com:80/x', 'http://example.com/x'],
    ['https://bücher.example/ä', 'https://xn--bcher-kva.example/%C3%A4'],
  ])('T2 take a link in its normal form: %s', (link, normal) => {
    expect(readNoteLink(link)).toBe(normal);
  });

  it.each([
    'javascript:alert(1)',
    ' https://example.com',
    'https:example.com',
    '//example.com',
    'ftp://example.com',
    'data:text/html,x',
    'blob:https://example.com/1',
    'https://bank.example@evil.example/',
    'https://a:b@evil.example/',
    'https://',
    `https://example.com/${'x'.repeat(NOTE_LINK_MAX_LENGTH)}`,
  ])('T2 take no other link: %s', (link) => {
    expect(readNoteLink(link)).toBe(undefined);
  });
});
