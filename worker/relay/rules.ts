/** Judges what arrives on a socket, without any state of its own. The relay reads a frame's header and nothing behind it. */
import { CloseCode } from '../../widget/engine/protocol/close-codes.js';
import { decodeClientMessage, type ClientMessage } from '../../widget/engine/protocol/control.js';
import { decodeFrameHeader, maySend, type FrameHeader, type Role } from '../../widget/engine/protocol/frame.js';
import { FRAME_MAX_BYTES } from '../../widget/engine/protocol/limits.js';
import type { MessageRule } from './message-rule.js';
import { ruleOf } from './message-rules.js';

export type FrameVerdict =
  { readonly ok: true; readonly header: FrameHeader } | { readonly ok: false; readonly code: CloseCode };

export type MessageVerdict =
  | { readonly ok: true; readonly message: ClientMessage; readonly rule: MessageRule }
  | { readonly ok: false; readonly code: CloseCode };

/**
 * @param lastSequence that of the socket's frame before this one, 0 on a new socket, or `undefined` if the relay slept
 * in between and forgot it: then the frame's own number is where counting goes on.
 */
export function judgeFrame(frame: ArrayBuffer, role: Role, lastSequence: number | undefined): FrameVerdict {
  if (frame.byteLength > FRAME_MAX_BYTES) return { ok: false, code: CloseCode.OVERSIZED };
  const header = decodeFrameHeader(frame);
  if (!header) return { ok: false, code: CloseCode.MALFORMED };
  if (lastSequence !== undefined && header.sequence !== lastSequence + 1) {
    return { ok: false, code: CloseCode.OUT_OF_ORDER };
  }
  if (!maySend(header.class, role)) return { ok: false, code: CloseCode.WRONG_ROLE };
  return { ok: true, header };
}

/** @param waiting whether this agent was not let in yet: then there is little that they may send (SPEC W2). */
export function judgeMessage(text: string, role: Role, waiting: boolean): MessageVerdict {
  const message = decodeClientMessage(text);
  const rule = message && ruleOf(message);
  if (waiting && !rule?.whileWaiting) return { ok: false, code: CloseCode.NOT_ADMITTED };
  if (!message || !rule) return { ok: false, code: CloseCode.MALFORMED };
  if ((rule.from ?? role) !== role) return { ok: false, code: CloseCode.WRONG_ROLE };
  return { ok: true, message, rule };
}
