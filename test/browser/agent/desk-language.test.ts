/** A desk whose language changes while it is open: in each of its states nothing of the first language stays, in sight or for assistive technology. */
import { expect, waitUntil } from '@open-wc/testing';
import type { DeskElement } from '../../../widget/engine/agent/desk.js';
import { CloseCode } from '../../../widget/engine/protocol/close-codes.js';
import { AssistType } from '../../../widget/engine/protocol/control/permission-messages.js';
import { ErrorCode } from '../../../widget/engine/protocol/error-codes.js';
import { texts as en } from '../../../widget/locales/languages/en.js';
import { texts as zhCn } from '../../../widget/locales/languages/zh-cn.js';
import { ANN } from '../../support/agent-welcome.js';
import { LiveDesk } from '../../support/live-desk.js';

const SECTIONS = ['desk', 'deskAssist', 'deskEnding', 'deskTools', 'drawing'] as const;
const NAMED_BY = ['aria-label', 'aria-description', 'aria-roledescription', 'title', 'placeholder', 'alt', 'label'];

/** A customer whom the page gave no name. */
const NAMELESS = 'abcd0123456789abcdef0123456789ab';

/** Latin words of a pack: those of its functions, too, as they are written. */
function wordsOf(pack: unknown): readonly string[] {
  if (typeof pack === 'string') return pack.replaceAll(/\$\{[^}]*\}/g, '').match(/[a-z]{3,}/gi) ?? [];
  if (typeof pack === 'function')
    return Array.from(String(pack).matchAll(/(["'`])(.*?)\1/gs), ([, , text]) => wordsOf(text)).flat();
  return typeof pack === 'object' && pack !== null ? Object.values(pack).flatMap(wordsOf) : [];
}

const words = (pack: typeof en): Set<string> =>
  new Set(SECTIONS.flatMap((section) => wordsOf(pack[section])).map((word) => word.toLowerCase()));

const kept = words(zhCn);
const english = new Set([...words(en)].filter((word) => !kept.has(word)));

/** All that somebody reads or hears, whatever shadow root it is in; what has been said already is past. */
function* readIn(node: Node): Generator<string> {
  if (node instanceof Element) {
    if (node.matches('style, script, iframe, .spoken[role="status"]')) return;
    for (const name of NAMED_BY) yield node.getAttribute(name) ?? '';
    if (node.shadowRoot) yield* readIn(node.shadowRoot);
  }
  if (node instanceof Text) yield node.data;
  for (const child of node.childNodes) yield* readIn(child);
}

const englishIn = (desk: DeskElement): string[] =>
  [...readIn(desk)].filter((text) => (text.match(/[a-z]{3,}/gi) ?? []).some((word) => english.has(word.toLowerCase())));

describe('a desk whose language changes', () => {
  let stage: LiveDesk;
  let desk: DeskElement;

  beforeEach(async () => {
    stage = await LiveDesk.open();
    ({ desk } = stage);
  });

  afterEach(() => stage[Symbol.dispose]());

  /** As the desk's page does when the page around says another language. */
  const becomesChinese = async (): Promise<void> => {
    desk.texts = zhCn.desk;
    desk.language = 'zh-cn';
    stage.session.renameCustomer();
    await waitUntil(() => englishIn(desk).length === 0, 'no English', { timeout: 5_000 }).catch(() => undefined);
    expect(englishIn(desk)).to.deep.equal([]);
  };

  const shown = (): Promise<void> => stage.show(NAMELESS);

  it('has the words of two languages to tell apart', () => {
    for (const word of ['keyboard', 'customer', 'session', 'allowed']) expect(english.has(word), word).to.equal(true);
  });

  const states: Readonly<Record<string, () => void | Promise<void>>> = {
    'the PIN': () => undefined,
    'a PIN that was refused': () => stage.session.refuse(ErrorCode.SESSION_PIN_INVALID_FORMAT),
    'the way to a session': () => stage.connect(),
    'a wait for the customer': () => {
      stage.connect();
      stage.relay.says({ type: 'customer_awaited', remainingMs: 60_000 });
    },
    'a wait to be let in': () => {
      stage.connect();
      stage.relay.says({ type: 'waiting_welcome', agent: ANN });
    },
    'a page that loads': () => stage.join(NAMELESS),
    'a page in sight': shown,
    'a pause': async () => {
      await shown();
      stage.relay.says({ type: 'sharing', paused: true });
    },
    'a customer who looks elsewhere': async () => {
      await shown();
      stage.relay.says({ type: 'customer_focus', focused: false });
    },
    'a customer who is away': async () => {
      await shown();
      stage.relay.says({ type: 'customer_away', remainingMs: 60_000 });
    },
    'the drawing tools': async () => {
      await shown();
      stage.press(en.drawing.open);
    },
    'a note on the page': async () => {
      await shown();
      stage.press(en.drawing.open);
      await waitUntil(() => stage.find('.toolbar')?.checkVisibility(), 'the tools');
      stage.press(`${en.drawing.tools.note} (T)`);
      const area = stage.find('.area');
      // A second one beside it, as somebody who presses elsewhere.
      for (let i = 0; i < 2; i++) area?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
      await waitUntil(() => stage.find('.note-editor textarea'), 'the field');
    },
    'a message that was sent, and one that was not': async () => {
      await shown();
      stage.press(en.deskAssist.note);
      await waitUntil(() => stage.find('.tray textarea') ?? stage.find('form textarea'), 'the field');
      const field = stage.find('form textarea') as HTMLTextAreaElement;
      field.value = 'x';
      stage.find('.send')?.click();
      stage.find('.send')?.click();
    },
    'help that was refused, and help that is on': async () => {
      await shown();
      stage.press(en.deskAssist.assist);
      stage.relay.says({ type: 'assist_refused', assist: AssistType.CLICK });
      stage.relay.says({ type: 'assist_state', agent: ANN.number, types: [AssistType.FILL_FORM], paused: false });
      stage.relay.says({ type: 'assist_outcome', outcome: 'declined' });
    },
    'the customer’s facts': async () => {
      await shown();
      stage.press(en.deskTools.about);
    },
    'the list of keys': async () => {
      await shown();
      stage.press(en.deskTools.keys);
      await waitUntil(() => stage.find('dialog[open]'), 'the list');
    },
    'a question before the end': async () => {
      await shown();
      stage.find('.end')?.click();
    },
    'the end': async () => {
      await shown();
      stage.relay.dispatchEvent(new CloseEvent('close', { code: CloseCode.SESSION_ENDED }));
      await waitUntil(() => stage.find('dl'), 'the summary');
    },
  };

  for (const [title, reach] of Object.entries(states)) {
    it(`takes everything along: ${title}`, async () => {
      await reach();
      await desk.updateComplete;
      expect(englishIn(desk).length, 'what is English at first').to.be.greaterThan(0);
      await becomesChinese();
    });
  }
});
