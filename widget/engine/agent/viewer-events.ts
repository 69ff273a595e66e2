/** What the viewer asks of the desk around it. */
import type { PageStateMessage } from '../mirror/port.js';

/** Something happened that whoever does not look should know; bubbles out of the viewer. */
export const DESK_NEWS = 'desk-news';

/** The mirror lost the thread and needs a snapshot. */
export class SnapshotRequestEvent extends Event {
  static readonly type = 'snapshot-request';

  constructor() {
    super(SnapshotRequestEvent.type, { bubbles: true, composed: true });
  }
}

/** The mirror lacks the bytes of these assets. */
export class AssetRequestEvent extends Event {
  static readonly type = 'asset-request';
  readonly detail: { readonly hashes: readonly string[] };

  constructor(hashes: readonly string[]) {
    super(AssetRequestEvent.type, { bubbles: true, composed: true });
    this.detail = { hashes };
  }
}

/** The customer's page changed its title; a desk shows it in its own. */
export class PageChangeEvent extends Event {
  static readonly type = 'page-change';
  readonly detail: PageStateMessage;

  constructor(page: PageStateMessage) {
    super(PageChangeEvent.type, { bubbles: true, composed: true });
    this.detail = page;
  }
}

/** A complete snapshot is in sight for the first time. */
export class PageShownEvent extends Event {
  static readonly type = 'page-shown';

  constructor() {
    super(PageShownEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'snapshot-request': SnapshotRequestEvent;
    'asset-request': AssetRequestEvent;
    'page-change': PageChangeEvent;
    'page-shown': PageShownEvent;
  }
}
