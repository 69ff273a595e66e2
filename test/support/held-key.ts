/**
 * A key that is held down. Where a browser's driver can only press keys, as WebDriver's cannot but do here, the page gets the events that
 * a held key sends, and a button the click that the browser makes of them.
 */
import { sendKeys } from '@web/test-runner-commands';

let canHold = true;
let isDown = false;

/** Down again without having been up is what a browser gets of a key that is held. */
export async function holdDown(key: 'Enter'): Promise<void> {
  const repeat = isDown;
  isDown = true;
  if (canHold) {
    try {
      return await sendKeys({ down: key });
    } catch {
      canHold = false;
    }
  }
  const target = focused();
  const event = new KeyboardEvent('keydown', { key, repeat, bubbles: true, composed: true, cancelable: true });
  if (target.dispatchEvent(event)) target.click();
}

export async function letGo(key: 'Enter'): Promise<void> {
  isDown = false;
  if (canHold) await sendKeys({ up: key });
}

/** Into open shadow roots. */
function focused(): HTMLElement {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found instanceof HTMLElement ? found : document.body;
}
