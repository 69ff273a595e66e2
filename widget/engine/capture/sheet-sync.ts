/** Brings the model's sheets in line with the page's: an element's own, and the constructed ones that a root adopts (SPEC N6). */
import type { ModelNode, PageModel, Sheet } from '../protocol/model.js';
import type { Operation } from '../protocol/operations.js';
import { adoptedSheetsOf, baseURI, type Root } from './dom.js';
import type { SheetContent, SheetReader } from './sheets.js';

/** Rules that one step sends; more would make a slice too long. */
const RULES_A_STEP = 400;

export class SheetSync {
  readonly #model: PageModel;
  readonly #reader: SheetReader;
  readonly #emit: (operation: Operation) => void;
  readonly #ids = new WeakMap<CSSStyleSheet, number>();

  constructor(model: PageModel, reader: SheetReader, emit: (operation: Operation) => void) {
    this.#model = model;
    this.#reader = reader;
    this.#emit = emit;
  }

  /** A style or link element's sheet. False when there is more to send. */
  syncElement(element: Element, node: ModelNode, masked: boolean): boolean {
    return this.#sync(node.id, node.sheet, this.#reader.ofElement(element, masked));
  }

  /** The sheets that a root adopts, and what is in those that the model does not have yet. */
  syncAdopted(root: Root, node: ModelNode, nextId: () => number): void {
    const sheets = Array.from(adoptedSheetsOf(root));
    const adopted = sheets.map((sheet) => {
      let id = this.#ids.get(sheet);
      if (id === undefined) this.#ids.set(sheet, (id = nextId()));
      if (!this.#model.sheets.has(id)) this.#sendConstructed(id, sheet, root);
      return id;
    });
    const known = node.adopted ?? [];
    if (adopted.length === known.length && adopted.every((id, i) => id === known[i])) return;
    this.#emit({ type: 'adopt', id: node.id, sheets: adopted });
  }

  /** Whether a root's list differs from the model's: pushing to it fires nothing. */
  adoptedChanged(root: Root, node: ModelNode): boolean {
    const sheets = adoptedSheetsOf(root);
    const known = node.adopted ?? [];
    return sheets.length !== known.length || sheets.some((sheet, i) => this.#ids.get(sheet) !== known[i]);
  }

  /** A constructed sheet's rules changed; nothing to do for one that nobody adopts. */
  syncConstructed(sheet: CSSStyleSheet, root: Root): void {
    const id = this.#ids.get(sheet);
    if (id !== undefined && this.#model.sheets.has(id)) this.#sendConstructed(id, sheet, root);
  }

  #sendConstructed(id: number, sheet: CSSStyleSheet, root: Root): void {
    const content = this.#reader.ofSheet(sheet, baseURI(root));
    // An empty sheet has to exist as well, or it could not be adopted.
    if (!this.#model.sheets.has(id)) {
      this.#emit({ type: 'sheet', id, mode: content.mode, index: 0, removed: 0, chunks: content.chunks });
      return;
    }
    while (!this.#sync(id, this.#model.sheets.get(id), content));
  }

  #sync(id: number, sheet: Sheet | undefined, { mode, chunks }: SheetContent): boolean {
    const known = sheet?.mode === mode ? sheet.chunks : [];
    let index = 0;
    while (index < known.length && index < chunks.length && known[index] === chunks[index]) index++;
    let end = 0;
    while (
      end < known.length - index &&
      end < chunks.length - index &&
      known[known.length - 1 - end] === chunks[chunks.length - 1 - end]
    ) {
      end++;
    }
    const removed = known.length - end - index;
    const added = chunks.slice(index, chunks.length - end);
    const otherMode = sheet !== undefined && sheet.mode !== mode && sheet.chunks.length > 0;
    if (removed > 0 || added.length > 0 || otherMode) {
      this.#emit({ type: 'sheet', id, mode, index, removed, chunks: added.slice(0, RULES_A_STEP) });
    }
    return added.length <= RULES_A_STEP;
  }
}
