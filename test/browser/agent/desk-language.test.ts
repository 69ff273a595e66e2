/** A desk whose language changes while it is open: in each of its states nothing of the first language stays, in sight or for assistive technology. */
import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { shownName } from '../../../widget/engine/agent/customer-name.js';
import { DeskSession } from '../../../widget/engine/agent/desk-session.js';
import type { DeskElement } from '../../../widget/engine/agent/desk.js';
import '../../../widget/engine/agent/desk.js';
import type { StageElement } from '../../../widget/engine/agent/stage.js';
import { PageShownEvent } from '../../../widget/engine/agent/viewer-events.js';
import { CloseCode } from '../../../widget/engine/protocol/close-codes.js';
import { AssistType } from '../../../widget/engine/protocol/control/permission-messages.js';
import { ErrorCode } from '../../../widget/engine/protocol/error-codes.js';
import { texts as en } from '../../../widget/locales/languages/en.js';
import { texts as zhCn } from '../../../widget/locales/languages/zh-cn.js';
import { AGENT_WELCOME, ANN } from '../../support/agent-welcome.js';
import { pageState } from '../../support/page-state.js';
import { ScriptedRelay } from '../transport/scripted-socket.js';

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

/** An element in the desk, through whatever shadow roots. */
function find(root: Node, selector: string): HTMLElement | undefined {
  if (root instanceof HTMLElement && root.matches(selector)) return root;
  const inside =
    root instanceof Element && root.shadowRoot ? [root.shadowRoot, ...root.childNodes] : [...root.childNodes];
  for (const child of inside) {
    const found = find(child, selector);
    if (found) return found;
  }
  return undefined;
}

const pressed = (desk: DeskElement, name: string): void => {
  const button = find(desk, `button[aria-label="${name}"]`);
  if (!button) throw new Error(`no ${name}`);
  button.click();
};

describe('a desk whose language changes', () => {
  let relay: ScriptedRelay;
  let session: DeskSession;
  let desk: DeskElement;

  beforeEach(async () => {
    relay = new ScriptedRelay();
    session = new DeskSession({
      origin: location.origin,
      token: 'token',
      onMessage: () => undefined,
      nameCustomer: (name) => shownName(name, desk.texts),
    });
    desk = await fixture(html`<cobrowse-desk .texts=${en.desk} .session=${session}></cobrowse-desk>`);
  });

  afterEach(() => {
    session.leave();
    relay.restore();
  });

  const isEnglish = () => expect(englishIn(desk), 'what is English at first').not.to.be.empty;

  /** As the desk's page does when the page around says another language. */
  const becomesChinese = async (): Promise<void> => {
    desk.texts = zhCn.desk;
    desk.language = 'zh-cn';
    session.renameCustomer();
    await waitUntil(() => englishIn(desk).length === 0, 'no English').catch(() => undefined);
    expect(englishIn(desk)).to.deep.equal([]);
  };

  const live = async (): Promise<void> => {
    session.resume({ sessionId: 'id', secret: 'secret' });
    relay.socket.says({ ...AGENT_WELCOME, customerName: NAMELESS });
    await waitUntil(() => find(desk, 'cobrowse-tool-bar'), 'the tools’ bar');
  };

  const shown = async (): Promise<void> => {
    await live();
    const stage = find(desk, 'cobrowse-stage') as StageElement;
    stage.view.show(pageState(400, 300), 1);
    const event = new PageShownEvent();
    stage.dispatchEvent(event);
    relay.socket.says({
      type: 'permissions',
      agentAnnotation: true,
      customerAnnotation: true,
      assist: Object.values(AssistType),
    });
    await waitUntil(() => find(desk, `button[aria-label="${en.deskAssist.note}"]`), 'all tools');
  };

  it('has the words of two languages to tell apart', () => {
    for (const word of ['keyboard', 'customer', 'session', 'allowed']) expect(english.has(word), word).to.equal(true);
  });

  const states: Readonly<Record<string, () => void | Promise<void>>> = {
    'the PIN': () => undefined,
    'a PIN that was refused': () => session.refuse(ErrorCode.SESSION_PIN_INVALID_FORMAT),
    'the way to a session': () => session.resume({ sessionId: 'id', secret: 'secret' }),
    'a wait for the customer': () => {
      session.resume({ sessionId: 'id', secret: 'secret' });
      relay.socket.says({ type: 'customer_awaited', remainingMs: 60_000 });
    },
    'a wait to be let in': () => {
      session.resume({ sessionId: 'id', secret: 'secret' });
      relay.socket.says({ type: 'waiting_welcome', agent: ANN });
    },
    'a page that loads': live,
    'a page in sight': shown,
    'a pause': async () => {
      await shown();
      relay.socket.says({ type: 'sharing', paused: true });
    },
    'a customer who looks elsewhere': async () => {
      await shown();
      relay.socket.says({ type: 'customer_focus', focused: false });
    },
    'a customer who is away': async () => {
      await shown();
      relay.socket.says({ type: 'customer_away', remainingMs: 60_000 });
    },
    'the drawing tools': async () => {
      await shown();
      pressed(desk, en.drawing.open);
    },
    'a message that was sent, and one that was not': async () => {
      await shown();
      pressed(desk, en.deskAssist.note);
      await waitUntil(() => find(desk, '.tray textarea') ?? find(desk, 'form textarea'), 'the field');
      const field = find(desk, 'form textarea') as HTMLTextAreaElement;
      field.value = 'x';
      find(desk, '.send')?.click();
      find(desk, '.send')?.click();
    },
    'help that was refused, and help that is on': async () => {
      await shown();
      pressed(desk, en.deskAssist.assist);
      relay.socket.says({ type: 'assist_refused', assist: AssistType.CLICK });
      relay.socket.says({ type: 'assist_state', agent: ANN.number, types: [AssistType.FILL_FORM], paused: false });
      relay.socket.says({ type: 'assist_outcome', outcome: 'declined' });
    },
    'the customer’s facts': async () => {
      await shown();
      pressed(desk, en.deskTools.about);
    },
    'the list of keys': async () => {
      await shown();
      pressed(desk, en.deskTools.keys);
      await waitUntil(() => find(desk, 'dialog[open]'), 'the list');
    },
    'a question before the end': async () => {
      await shown();
      find(desk, '.end')?.click();
    },
    'the end': async () => {
      await shown();
      relay.socket.dispatchEvent(new CloseEvent('close', { code: CloseCode.SESSION_ENDED }));
      await waitUntil(() => find(desk, 'dl'), 'the summary');
    },
  };

  for (const [title, reach] of Object.entries(states)) {
    it(`takes everything along: ${title}`, async () => {
      await reach();
      await desk.updateComplete;
      isEnglish();
      await becomesChinese();
    });
  }
});
