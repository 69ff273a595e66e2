/**
 * In front of the Worker under `workerd serve`, where nobody serves static assets: the built files from disk, the rest from the
 * Worker. Only pages come through here; sockets are opened at the Worker's own port.
 */
const TYPES = { js: 'text/javascript', html: 'text/html; charset=utf-8', css: 'text/css' };

// oxlint-disable-next-line import/no-default-export -- the form of a Worker
export default {
  async fetch(request, { DISK, WORKER }) {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith('/engine/')) return WORKER.fetch(request);
    const file = await DISK.fetch(request);
    const headers = { 'content-type': TYPES[pathname.split('.').at(-1)] ?? 'application/octet-stream' };
    return new Response(file.body, { status: file.status, headers });
  },
};
