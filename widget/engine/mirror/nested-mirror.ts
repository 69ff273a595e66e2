/** A mirror inside a mirror: takes what concerns its document from the port of the mirror around it. */
import { Mirror, type MirrorOptions } from './mirror.js';
import type { ForNestedMirror, FromNestedMirror } from './port.js';

/** Ids of one message; the mirror around this one takes no more than a few thousand. */
const WANTED_MAX = 1000;

/** Runs until its document goes. */
export function runNestedMirror(
  port: MessagePort,
  options: Pick<MirrorOptions, 'window' | 'document' | 'address'>,
): void {
  const post = (message: FromNestedMirror): void => port.postMessage(message, []);
  let wanted: number[] = [];
  const mirror = new Mirror({
    ...options,
    assetMissing: (id) => {
      if (wanted.push(id) > 1) return;
      queueMicrotask(() => {
        const ids = wanted;
        wanted = [];
        for (let i = 0; i < ids.length; i += WANTED_MAX) post({ type: 'wanted', ids: ids.slice(i, i + WANTED_MAX) });
      });
    },
    pointed: ({ x, y }, pressed) => post({ type: 'pointer', x, y, pressed }),
    placed: post,
  });
  port.addEventListener('message', ({ data }: MessageEvent<ForNestedMirror>) => {
    switch (data.type) {
      case 'operations':
        // Each of them was taken by the same model outside.
        for (const operation of data.operations) mirror.apply(operation);
        return mirror.settle();
      case 'asset':
        return mirror.assetArrived(data.id, data.blob);
      case 'asset_dropped':
        return mirror.assets.drop(data.id);
      case 'frames_refused':
        return mirror.refuseFrames(data.ids);
      case 'leave':
        return mirror.leave();
      case 'watch':
        return mirror.places.watch(data.ids);
      case 'aim':
        return mirror.places.aim(data);
    }
  });
  port.start();
}
