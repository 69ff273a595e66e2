/**
 * The preview's entry: the very mirror that agents have, in a frame of the service's origin on the customer's own page, fed with the
 * messages that are sent to agents. It sends nothing anywhere but to the page around it.
 */
import { MirrorHost } from '../mirror/mirror-host.js';
import type { PageStateMessage } from '../mirror/port.js';
import { decodeForPreview, PREVIEW_HELLO, type FromPreview } from './messages.js';

const sheet = new CSSStyleSheet();
// A page without a colour of its own is white; what is beside it goes with the dialog around.
sheet.replaceSync(`
  :root{color-scheme:light dark;background:#e8eaf0}
  body{margin:0;overflow:hidden}
  div{transform-origin:0 0;background:#fff}
  @media(prefers-color-scheme:dark){:root{background:#14161b}}
`);
document.adoptedStyleSheets = [sheet];

const place = document.createElement('div');
document.body.append(place);
let port: MessagePort | undefined;
let page: PageStateMessage | undefined;

const tell = (message: FromPreview): void => port?.postMessage(message);

const mirror = new MirrorHost(place, {
  title: document.title,
  onPage: (state) => {
    page = state;
    fit();
  },
  onShown: fit,
  onPointer: () => undefined,
  onDesync: () => tell({ type: 'snapshot' }),
  onAssetsWanted: (hashes) => tell({ type: 'assets', hashes }),
});

/** Never larger than the page itself. */
function fit(): void {
  if (!page || page.width <= 0 || page.height <= 0) return;
  const scale = Math.min(1, innerWidth / page.width, innerHeight / page.height);
  const { style } = place;
  style.inlineSize = `${page.width}px`;
  style.blockSize = `${page.height}px`;
  style.transform = `translate(${(innerWidth - page.width * scale) / 2}px, 0) scale(${scale})`;
}

addEventListener('resize', fit);
addEventListener('message', ({ data, source, ports: [offered] }) => {
  if (source !== parent || data !== PREVIEW_HELLO || !offered) return;
  port?.close();
  port = offered;
  port.addEventListener('message', (event) => {
    const message = decodeForPreview(event.data);
    if (message) mirror.receive(message.class, message.body);
  });
  port.start();
  tell({ type: 'ready' });
});
