/** What a mirror says of the customer's page, for tests of the desk around it. */
import type { PageStateMessage } from '../../widget/engine/mirror/port.js';

/** A page of this size, at its beginning, with nothing to say of itself. */
export const pageState = (width: number, height: number): PageStateMessage => ({
  type: 'page',
  width,
  height,
  scrollLeft: 0,
  scrollTop: 0,
  title: '',
  url: '',
  dark: false,
});
