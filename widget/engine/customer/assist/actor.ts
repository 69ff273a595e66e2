/**
 * Does the acts of an agent who has the grant, or does not: each is judged anew, and what needs the customer's yes waits for it (SPEC G9).
 * It knows the page and the grant's kinds; who has the grant is its owner's business.
 */
import type { AssistTexts, DoneVerb } from '../../../locales/sections/assist.js';
import { focusedIn } from '../../geometry/focused-in.js';
import type { Act, ActKey } from '../../protocol/acts.js';
import { ActOutcome } from '../../protocol/control/assist-messages.js';
import { AssistType } from '../../protocol/control/permission-messages.js';
import type { SharedPage } from '../feature.js';
import type { Question } from '../question.js';
import { FieldEditor, setNatively } from './field-editor.js';
import { isForbidden, judgePress, type Deed } from './firewall.js';
import { labelOf } from './label.js';
import { press } from './pressing.js';
import { scrollAt } from './scrolling.js';
import { hitOf } from './target.js';

/** After so many a no to acts, one after the other, nothing is asked for a while: who is asked on and on says yes in the end. */
const MOST_REFUSALS = 3;
const REST_AFTER_REFUSALS_MS = 30_000;

export interface ActorOptions {
  readonly page: SharedPage;
  readonly texts: AssistTexts;
  /** Asks for the customer's yes to one act. */
  readonly nod: Pick<Question, 'ask' | 'take'>;
  readonly done: (verb: DoneVerb, target: Element, label: string) => void;
  readonly outcome: (outcome: ActOutcome) => void;
}

/** One act that waits for the customer's yes. */
interface Pending {
  readonly title: string;
  /** The list in which something was picked, if that is what the customer is asked about. */
  readonly select: HTMLSelectElement | undefined;
  /** Judged anew: much may have changed until the customer answered. */
  readonly perform: () => void;
}

export class Actor {
  readonly #options: ActorOptions;
  /** A name fit for a sentence. */
  #name = '';
  #types: readonly AssistType[] = [];
  #editor: FieldEditor | undefined;
  #pending: Pending | undefined;
  #asked = 0;
  #refusals = 0;
  #restsUntil = -Infinity;
  /** What an agent has picked in a list and the customer has not agreed to. */
  #picked: number | undefined;

  constructor(options: ActorOptions) {
    this.#options = options;
  }

  /** From now on this agent acts, in these kinds; nobody with an empty list. */
  grant(name: string, types: readonly AssistType[]): void {
    this.#name = name;
    this.#types = types;
    if (!types.includes(AssistType.FILL_FORM)) this.#leaveField();
    if (types.length === 0) this.forget();
  }

  /** Nothing waits for a yes any more. */
  forget(): void {
    this.#pending = undefined;
    this.#options.nod.take();
  }

  /** The customer answered about the act that waits. */
  answered(yes: boolean): void {
    const pending = this.#pending;
    this.forget();
    this.#picked = undefined;
    if (!pending) return;
    this.#refusals = yes ? 0 : this.#refusals + 1;
    if (yes) {
      this.#options.outcome(ActOutcome.AGREED);
      return pending.perform();
    }
    if (this.#refusals % MOST_REFUSALS === 0) this.#restsUntil = performance.now() + REST_AFTER_REFUSALS_MS;
    this.#options.outcome(ActOutcome.DECLINED);
  }

  close(): void {
    this.forget();
    this.#leaveField();
  }

  do(act: Act): void {
    // The customer decides about the page as they see it: meanwhile nothing of it changes, nor what they are asked, but by going on in a list.
    if (this.#pending && !this.#goesOn(act, this.#pending)) return;
    switch (act.type) {
      case 'scroll': {
        if (!this.#types.includes(AssistType.SCROLL_PAGE)) return this.#refuse();
        const { page, done, outcome } = this.#options;
        const hit = hitOf(page, act);
        if (!hit) return outcome(ActOutcome.MISSED);
        const scrolled = scrollAt(hit.element, act.dx, act.dy, page);
        if (scrolled) done('scrolled', scrolled, '');
        return;
      }
      case 'press':
        return this.#press(act);
      case 'text':
        return this.#inField((editor) => this.#type(editor, act.text));
      case 'key':
        return this.#inField((editor) => this.#key(editor, act.key));
    }
  }

  /** Whether this picks something else in the list that the question is about. */
  #goesOn(act: Act, { select }: Pending): boolean {
    if (!select || this.#editor?.target !== select) return false;
    return act.type === 'text' || (act.type === 'key' && (act.key === 'ArrowUp' || act.key === 'ArrowDown'));
  }

  #press(place: Extract<Act, { type: 'press' }>, agreed?: Deed): void {
    const { page, outcome } = this.#options;
    const hit = hitOf(page, place);
    const verdict = hit && judgePress(hit.element, page, this.#types);
    // What the agent types now was meant for there, not for the field before.
    if (verdict?.verdict !== 'do') this.#leaveField();
    if (!hit || !verdict) return outcome(ActOutcome.MISSED);
    switch (verdict.verdict) {
      case 'refused':
        return outcome(ActOutcome.REFUSED);
      case 'missed':
        return outcome(ActOutcome.MISSED);
      case 'do':
        this.#perform(verdict.deed, hit.x, hit.y);
        return this.#choose(hit.element, verdict.deed);
      case 'ask': {
        const { kind, target } = verdict.deed;
        if (agreed?.kind === kind && agreed.target === target) return this.#perform(verdict.deed, hit.x, hit.y);
        // Something else is there by now than what the customer said yes to.
        if (agreed) return outcome(ActOutcome.MISSED);
        return this.#ask(this.#titleOf(verdict.deed), () => this.#press(place, verdict.deed));
      }
    }
  }

  #perform(deed: Deed, x: number, y: number): void {
    const { done } = this.#options;
    const { kind, target } = deed;
    const label = this.#labelOf(target);
    press(deed, x, y);
    if (kind !== 'focus') {
      const checked = kind === 'check' && target.checked ? 'checked' : 'unchecked';
      return done(({ check: checked, open: 'opened', press: 'pressed' } as const)[kind], target, label);
    }
    done('focused', target, label);
    if (this.#editor?.target === target || !this.#types.includes(AssistType.FILL_FORM)) return;
    this.#leaveField();
    this.#editor = new FieldEditor(target);
  }

  /** An entry of a list that is open was pressed. */
  #choose(hit: Element, { target }: Deed): void {
    if (target.localName !== 'select' || hit.localName !== 'option') return;
    if (!this.#types.includes(AssistType.FILL_FORM)) return this.#refuse();
    this.#pick(
      target as HTMLSelectElement,
      [...(target as HTMLSelectElement).options].indexOf(hit as HTMLOptionElement),
    );
  }

  /** Into the field that the last press went to, if it still has the focus and may still be written. */
  #inField(act: (editor: FieldEditor) => void): void {
    if (!this.#types.includes(AssistType.FILL_FORM)) return this.#refuse();
    const editor = this.#editor;
    const { page, outcome } = this.#options;
    if (!editor || focusedIn(editor.target.ownerDocument) !== editor.target) return outcome(ActOutcome.MISSED);
    if (isForbidden(editor.target, page)) return this.#refuse();
    act(editor);
  }

  #type(editor: FieldEditor, text: string): void {
    const { target } = editor;
    if (target.localName === 'select')
      return this.#pick(target as HTMLSelectElement, startingWith(target as HTMLSelectElement, text));
    if (!editor.editable) return this.#refuse();
    editor.insert(text);
    this.#options.done('typed', target, this.#labelOf(target));
  }

  #key(editor: FieldEditor, key: ActKey): void {
    const { target } = editor;
    if (key === 'Tab') return this.#leaveField(true);
    if (target.localName === 'select') {
      const select = target as HTMLSelectElement;
      const at = this.#picked ?? select.selectedIndex;
      if (key === 'ArrowDown') return this.#pick(select, at + 1);
      return key === 'ArrowUp' ? this.#pick(select, at - 1) : undefined;
    }
    if (!editor.editable) return this.#refuse();
    switch (key) {
      case 'Backspace':
        editor.erase(false);
        break;
      case 'Delete':
        editor.erase(true);
        break;
      case 'Enter':
        if (!editor.breakLine()) return this.#refuse();
        break;
      case 'ArrowLeft':
        return editor.move('left');
      case 'ArrowRight':
        return editor.move('right');
      case 'Home':
        return editor.move('start');
      case 'End':
        return editor.move('end');
      case 'ArrowUp':
      case 'ArrowDown':
        editor.step(key === 'ArrowUp');
    }
    this.#options.done('typed', target, this.#labelOf(target));
  }

  /** A choice needs the customer's yes; to go on in the list changes what they are asked. */
  #pick(select: HTMLSelectElement, index: number): void {
    const option = select.options[index];
    if (!option || option.disabled || select.matches(':disabled')) return;
    this.#picked = index;
    const { texts, page, done } = this.#options;
    const wanted = !select.multiple || !option.selected;
    const of = labelOf(option);
    const several = wanted ? texts.wantsToCheck : texts.wantsToUncheck;
    const title = select.multiple
      ? several(this.#name, of)
      : texts.wantsToChoose(this.#name, of, this.#labelOf(select));
    const choose = (): void => {
      if (isForbidden(select, page) || !select.isConnected || select.options[index] !== option) return this.#refuse();
      option.selected = wanted;
      // Past the setter of a framework; in a list of several it would take the others away.
      if (!select.multiple) setNatively(select, select.value);
      option.selected = wanted;
      for (const name of ['input', 'change']) select.dispatchEvent(new Event(name, { bubbles: true }));
      done('chose', select, this.#labelOf(select));
    };
    this.#ask(title, choose, select);
  }

  #ask(title: string, perform: () => void, select?: HTMLSelectElement): void {
    const { nod, outcome, texts } = this.#options;
    if (performance.now() < this.#restsUntil) return outcome(ActOutcome.RESTS);
    this.#pending = { title, perform, select };
    nod.ask({ key: `${++this.#asked}`, title, hints: [texts.nodHint] });
    outcome(ActOutcome.ASKED);
  }

  #titleOf({ kind, target }: Deed): string {
    const { texts } = this.#options;
    const label = this.#labelOf(target);
    if (kind !== 'check') return texts.wantsToPress(this.#name, label);
    return target.checked && target.type !== 'radio'
      ? texts.wantsToUncheck(this.#name, label)
      : texts.wantsToCheck(this.#name, label);
  }

  #labelOf(target: Element): string {
    return labelOf(target) || this.#options.texts.unnamed;
  }

  #leaveField(blur = false): void {
    const editor = this.#editor;
    this.#editor = undefined;
    this.#picked = undefined;
    editor?.close();
    if (blur) editor?.target.blur();
  }

  #refuse(): void {
    this.#options.outcome(ActOutcome.REFUSED);
  }
}

/** The first option that begins with what was typed. */
function startingWith(select: HTMLSelectElement, text: string): number {
  const wanted = text.toLocaleLowerCase();
  return [...select.options].findIndex(({ label }) => label.trim().toLocaleLowerCase().startsWith(wanted));
}
