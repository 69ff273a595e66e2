/**
 * What agents are told of assets (SPEC A3): an asset that nothing of the page names any more, since it was masked or has gone, is withdrawn,
 * so that nobody who comes later gets it. Knows neither how assets are read nor how anything is sent.
 */
import type { PageModel } from '../protocol/model.js';
import { ASSET_SCHEME, type Operation } from '../protocol/operations.js';
import type { AssetStore, LoadedAsset } from './assets.js';
import { EMPTY, type Masker } from './masking/masker.js';
import type { SheetReader } from './sheets.js';

export interface ToldAssetsOptions {
  readonly model: PageModel;
  readonly store: Pick<AssetStore, 'rest'>;
  readonly reader: Pick<SheetReader, 'forgetAll'>;
  readonly masker: Pick<Masker, 'token'>;
  readonly emit: (operation: Operation) => void;
}

export class ToldAssets {
  readonly #options: ToldAssetsOptions;
  /** Of which nobody has been told yet. */
  readonly #read: LoadedAsset[] = [];
  /** Whether some of those that were told may be named by nothing any more. */
  #stale = false;

  constructor(options: ToldAssetsOptions) {
    this.#options = options;
  }

  /** An asset was read. It may have been masked meanwhile, so nobody is told of it before the model is the page. */
  add(asset: LoadedAsset): void {
    this.#read.push(asset);
  }

  /** What named an asset may be masked now. */
  masksChanged(): void {
    this.#stale = true;
  }

  /**
   * The model is the page now: tells of what was read, and withdraws what is named no more.
   * @param masksContent whether anything is masked that may have named what was read
   * @param late whether somebody comes late, who is told of nothing that was shown once
   */
  settle(masksContent: boolean, late: boolean): void {
    if (this.#tell() && masksContent) this.#stale = true;
    if (this.#stale || late) this.#sweep();
    this.#stale = false;
  }

  /** Answers whether there was anything to tell. */
  #tell(): boolean {
    const { masker, emit } = this.#options;
    const read = this.#read.splice(0);
    for (const { id, hash, mimeType } of read) {
      emit({ type: 'asset', id, hash: masker.token(hash), mimeType: masker.token(mimeType) });
    }
    return read.length > 0;
  }

  /** A new model begins: what is read into it names its assets anew. */
  restart(): void {
    this.#read.length = 0;
    this.#options.store.rest();
    this.#options.reader.forgetAll();
  }

  /** Withdraws what the model does not name. */
  #sweep(): void {
    const { model, store, reader, emit } = this.#options;
    const unnamed = unnamedAssets(model);
    if (unnamed.length === 0) return;
    store.rest(unnamed);
    // A rule's text that is kept would name its asset without asking for it.
    reader.forgetAll();
    for (const id of unnamed) emit({ type: 'asset', id, hash: EMPTY, mimeType: EMPTY });
  }
}

function unnamedAssets(model: PageModel): number[] {
  if (model.assets.size === 0) return [];
  const unnamed = new Set(model.assets.keys());
  const look = (text: string): void => {
    for (let at = text.indexOf(ASSET_SCHEME); at >= 0; at = text.indexOf(ASSET_SCHEME, at + 1))
      unnamed.delete(parseInt(text.slice(at + ASSET_SCHEME.length), 10));
  };
  for (const { attributes, sheet } of model.nodes.values()) {
    attributes.forEach(look);
    sheet?.chunks.forEach(look);
  }
  for (const { chunks } of model.sheets.values()) chunks.forEach(look);
  return [...unnamed];
}
