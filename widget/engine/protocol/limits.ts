/**
 * Every number that both sides must agree on, with its reason.
 * Owns no behaviour; the customer's page, the agent's desk and the Worker read the same values.
 */

/** Exchanged first, in the WebSocket sub-protocol. A relay refuses any other. */
export const PROTOCOL_VERSION = 1;

/** The WebSocket sub-protocol of this version (SPEC F1). */
export const SUBPROTOCOL = `cobrowse.v${PROTOCOL_VERSION}`;

/** Prefix of the sub-protocol entry that carries a participant's secret, so that it never stands in a URL. */
export const SECRET_SUBPROTOCOL_PREFIX = 'secret.';

/** Prefix of the entry that names the page by a word which no other page knows: so a page that connects anew is told from another. */
export const PAGE_SUBPROTOCOL_PREFIX = 'page.';

/** Agents in a session. Contract, section 8. */
export const MAX_AGENTS = 5;

/** Digits of an allocated PIN. Contract, section 8. */
export const PIN_DIGITS = 6;

/** A PIN that a person may type: 1–10 letters or digits. Contract, section 7, error 1008. */
export const PIN_PATTERN = /^[A-Za-z0-9]{1,10}$/;

/** A session nobody joins keeps its PIN for this long; long enough for a phone call to be answered. */
export const PIN_LIFETIME_MS = 15 * 60_000;

/** A customer who vanished has this long to come back. Contract, section 8. */
export const RECONNECT_WINDOW_MS = 2 * 60_000;

/** An agent waits this long for a customer who was not there yet. Contract, section 8. */
export const AGENT_WAIT_MS = 3 * 60_000;

/** A session in which nobody did anything ends after this: a page left open at somebody's desk must not be watched for a day. */
export const SESSION_IDLE_MS = 30 * 60_000;

/** No session lasts longer, whatever happens in it: a working day. */
export const SESSION_LONGEST_MS = 8 * 60 * 60_000;

/** Tabs of one customer beside the first: more than anybody works in. */
export const MAX_TABS = 15;

/** A page that holds the customer's seat answers within this time, or another one takes over: its answer needs no timer, only a free moment. */
export const SEAT_CLAIM_MS = 2_500;

/** The state cookie lives as long as a customer may be away, and a minute more, as a hidden tab renews it no more often. */
export const STATE_COOKIE_LIFE_S = 180;

/** When the tab that agents see is gone and the customer came to no other, they see another one after this: longer than a reload. */
export const TAB_GRACE_MS = 5_000;

/** An agent waits this long to be let in: enough to read a name, too short to be forgotten. */
export const ADMISSION_WAIT_MS = 60_000;

/** The customer is not asked again about an agent whom they refused before this has passed. */
export const ADMISSION_PAUSE_MS = 60_000;

/** Attempts to come back in that window. Contract, section 8. */
export const RECONNECT_ATTEMPTS = 2;

/**
 * Sockets that open within this time of each other are one attempt: a page that sends the browser on to the next before it was
 * heard of must not use both up. A socket that stays for as long is a success, though nothing was said on it.
 */
export const RECONNECT_ATTEMPT_MS = 10_000;

/** A token's life in seconds: shortest, longest and default. Contract, section 5. */
export const TOKEN_LIFE_MIN_S = 1800;
export const TOKEN_LIFE_MAX_S = 172_800;
export const TOKEN_LIFE_DEFAULT_S = 7200;

/** Longest `user_id` and `user_name` of a token. Contract, section 5. */
export const USER_ID_MAX_LENGTH = 35;
export const USER_NAME_MAX_LENGTH = 80;

/** Bytes of one WebSocket frame. workerd takes up to 32 MiB; a small frame keeps a slow agent's queue fair. */
export const FRAME_MAX_BYTES = 1024 * 1024;

/** Bytes of one message after its chunks are put together, still deflated. */
export const MESSAGE_MAX_BYTES = 16 * 1024 * 1024;

/** Bytes of one message once inflated: what a deflate bomb may cost an agent's tab. */
export const INFLATED_MAX_BYTES = 64 * 1024 * 1024;

/** Bytes from which a body is deflated; below it the header of a deflate stream eats the gain. */
export const DEFLATE_FROM_BYTES = 1024;

/** A receiver acknowledges after so many bytes, or a few more: seldom enough to cost nothing, often enough to keep a line full. */
export const ACK_EVERY_BYTES = 64 * 1024;

/** Bytes on their way to one receiver before the rest waits where it can still be dropped: a fast line with a long way is full. */
export const FLIGHT_MAX_BYTES = 1024 * 1024;

/** Bytes that wait for one receiver in the relay. Beyond, an agent gets a snapshot in place of all of it. */
export const QUEUE_MAX_BYTES = 4 * 1024 * 1024;

/** Bytes that wait on the customer's page. Beyond, a snapshot takes their place. */
export const CUSTOMER_QUEUE_MAX_BYTES = 8 * 1024 * 1024;

/** With more than this on its way, the customer's page is not read: what happens meanwhile becomes one difference later. */
export const COALESCE_FROM_BYTES = 256 * 1024;

/** Characters of a control message, which is a short JSON object. */
export const CONTROL_MAX_LENGTH = 4096;

/** Bytes of one image or font that is shipped to agents; larger ones stay a sized box. */
export const ASSET_MAX_BYTES = 4 * 1024 * 1024;

/** Characters of an asset's hash: 64 bits in hexadecimal. */
export const ASSET_HASH_LENGTH = 16;

/** Hashes of one ASSET_REQUEST: what one small frame may make the customer's page read and send. A mirror that lacks more asks again. */
export const ASSET_REQUEST_MAX_HASHES = 256;

/** Bytes of one act of remote assist (SPEC G6): a tag, an id, four numbers or a short text. */
export const ACT_MAX_BYTES = 512;

/** Characters that one act types: a fast typist's burst, or a pasted address. */
export const ACT_TEXT_MAX_LENGTH = 100;

/** Pixels that one act scrolls in one direction; what is more than a page's end stops there anyway. */
export const ACT_SCROLL_MAX_PX = 100_000;

/** Acts of one agent: so many at once, then so many a second. A wheel turns up to 60 times a second. */
export const ACT_BURST = 120;
export const ACTS_PER_SECOND = 60;

/** After a no, the same question is not asked again for this long; after a stop, none of that agent's. */
export const ASSIST_REST_MS = 30_000;

/** With one secret so many sockets may be opened at once, and then one in this time: more often than any page is left for another. */
export const SOCKET_BURST = 30;
export const SOCKET_INTERVAL_MS = 2_000;

/** Questions for consent of one agent: so many at once, then one in so many seconds. */
export const ASSIST_REQUEST_BURST = 4;
export const ASSIST_REQUEST_INTERVAL_MS = 5_000;

/** Characters of an agent's note and of its link: to be read at a glance, and far below CONTROL_MAX_LENGTH together. */
export const NOTE_TEXT_MAX_LENGTH = 500;
export const NOTE_LINK_MAX_LENGTH = 1000;

/** Notes of one agent: so many at once, then one in so many seconds. */
export const NOTE_BURST = 4;
export const NOTE_INTERVAL_MS = 3_000;

/** A peer sends the text `ping` this often; the relay answers `pong` without waking. A hidden tab may do so once a minute. */
export const PING_INTERVAL_MS = 20_000;
export const PING = 'ping';
export const PONG = 'pong';

/** From here on a person feels the way to the relay and back: both sides say so. */
export const SLOW_LINE_MS = 400;

/** A socket that was silent for this long is taken for dead: two of a hidden tab's pings and a margin. */
export const SILENCE_LIMIT_MS = 150_000;

/** The digest of a page that changes is sent this often: what it finds stays wrong for no longer, and it costs a hash of what changed. */
export const DIGEST_INTERVAL_MS = 5_000;

/** The pointer is sent at most this often. */
export const POINTER_INTERVAL_MS = 33;

/** One slice of capturing works for about this long; its last step and the garbage collector come on top. Design: no slice over 10 ms. */
export const SLICE_BUDGET_MS = 4;

/** Bytes of one HTTP body that the Worker reads: a token request or a PIN is far below. */
export const REQUEST_BODY_MAX_BYTES = 8192;

/** Bytes of one ANNOTATION message, inflated: the longest stroke with room to spare. Whoever has more to say says it in several. */
export const ANNOTATION_MAX_BYTES = 64 * 1024;

/** The points of a stroke that is being drawn are sent at most this often: a change a frame at 30 frames a second. */
export const ANNOTATION_INTERVAL_MS = 33;

/** ANNOTATION frames that one agent may send in a second, on average: what two pens at once would need. The relay and the customer drop more. */
export const ANNOTATION_FRAMES_PER_SECOND = 60;

/** Points of one stroke: half a minute of writing without lifting the pen. */
export const STROKE_POINTS_MAX = 1024;

/** Strokes and points that are kept of one author. Beyond them their oldest stroke goes. */
export const AUTHOR_STROKES_MAX = 100;
export const AUTHOR_POINTS_MAX = 20_000;

/** Strokes that are kept of all authors, those who left included: six authors' worth. */
export const BOARD_STROKES_MAX = 600;

/** Characters of a note: two sentences. */
export const NOTE_MAX_LENGTH = 280;

/** Times the size of the element that a stroke's point may be away from its corner: a tick box and the far end of a wide screen. */
export const ANNOTATION_REACH_MAX = 1000;

/** A vanishing stroke lives this long once it is drawn. Contract, section 8. */
export const VANISHING_STROKE_MS = 4000;

/** Bytes of what the customer's browser says of itself, and characters of each fact: a few words. */
export const FACTS_MAX_BYTES = 1024;
export const FACT_MAX_LENGTH = 60;
