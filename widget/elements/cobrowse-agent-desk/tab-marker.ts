/** Has the page's tab say which customer a desk in it shows, where the page wants that. Gives back what it took. */
import { setTabIcon, tabIcon } from '../../service/tab-icon.js';
import type { TabMark } from '../../service/tab-mark.js';
import { tabTitle } from '../../service/tab-title.js';

export class TabMarker {
  /** The page's own title, while the tab has another one. */
  #own: string | undefined;
  #given: string | undefined;

  show(mark: TabMark | undefined): void {
    // A page that gave itself another title meanwhile keeps it.
    const own = this.#own === undefined || document.title !== this.#given ? document.title : this.#own;
    if (!mark) {
      if (this.#own !== undefined) document.title = own;
      this.#own = this.#given = undefined;
      return setTabIcon(document, undefined);
    }
    this.#own = own;
    document.title = tabTitle(mark, own);
    this.#given = document.title;
    setTabIcon(document, tabIcon(mark));
  }
}
