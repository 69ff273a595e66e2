/** Loads how masked elements look, once for all captures of a session. Knows nothing of what is masked. */
import type * as MaskedLook from './masked-look.js';

export class LookLoader {
  #loading: Promise<void> | undefined;
  /** Until it is here, masked elements have neither size nor shape. */
  look: typeof MaskedLook | undefined;

  /** Settles once it is here, or will not come: where the page blocks the chunk, masked elements do without. */
  load(): Promise<void> {
    return (this.#loading ??= import('./masked-look.js').then(
      (look) => void (this.look = look),
      () => undefined,
    ));
  }
}
