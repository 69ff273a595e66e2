/**
 * Entry of the script in a mirror's document, at the root and nested alike: says that it listens, and becomes what the port's
 * message says. Takes one port, and only from the window around it.
 */
import { runNestedMirror } from './nested-mirror.js';
import { decodePortMessage, MIRROR_READY } from './port.js';
import { RootMirror } from './root-mirror.js';

const QUIRKS_SUFFIX = '/quirks';

function boot(): void {
  const outer = window.parent;
  if (outer === window) return;
  const { origin, pathname } = new URL(location.href);
  const quirks = pathname.endsWith(QUIRKS_SUFFIX);
  const base = origin + (quirks ? pathname.slice(0, -QUIRKS_SUFFIX.length) : pathname);
  const address = (other: boolean): string => base + (other ? QUIRKS_SUFFIX : '');

  const listener = new AbortController();
  window.addEventListener(
    'message',
    ({ source, data, ports }: MessageEvent<unknown>) => {
      const message = source === outer ? decodePortMessage(data) : undefined;
      const [port] = ports;
      if (!message || !port) return;
      listener.abort();
      if (message.document === undefined) new RootMirror(port, { window, address, quirks }).start();
      else runNestedMirror(port, { window, address, document: message.document });
    },
    { signal: listener.signal },
  );
  // Whoever is outside may know; the message says nothing.
  outer.postMessage(MIRROR_READY, '*');
}

// The parser must be done with the document before the mirror empties it.
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', boot, { once: true });
else boot();
