/** Runs in the agent's page: our mirror, fed by a page beside it or over the relay, or rrweb's replayer in live mode. */
import { Replayer } from 'rrweb';
import { MirrorHost } from '../../../widget/engine/mirror/mirror-host.js';
import { watchArrivals, type Arrivals } from './arrivals.ts';
import type { CustomerBench } from './customer.ts';
import type { Output } from './recorders.ts';
import { joinShared } from './sharing.ts';

let replayed: Arrivals = new Map();

function newHost(mirror: string, shown: () => void): MirrorHost {
  return new MirrorHost(document.body, {
    address: mirror,
    onPage: () => undefined,
    onShown: shown,
    onPointer: () => undefined,
    onDesync: () => reportError(new Error('the mirror lost the thread')),
    onAssetsWanted: () => undefined,
  });
}

/** The measured page in a frame of this one: one browser, one thread, no network. */
async function openCustomer(page: string): Promise<CustomerBench> {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'width:1000px;height:700px';
  frame.src = page;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  return customerIn(frame);
}

/** What the page's script offers in its own window. */
function customerIn(frame: HTMLIFrameElement): CustomerBench {
  return (frame.contentWindow as unknown as { bench: CustomerBench }).bench;
}

/** Resolves when our mirror shows the page beside. */
async function watchOurs(page: string, mirror: string): Promise<void> {
  const customer = await openCustomer(page);
  const { promise, resolve } = Promise.withResolvers<void>();
  const host = newHost(mirror, resolve);
  const receive = (output: Output): void => {
    if (output.from === 'ours') host.receive(output.frameClass, output.bytes);
  };
  customer.stream('ours', receive);
  await promise;
}

async function watchRrweb(page: string): Promise<void> {
  const customer = await openCustomer(page);
  const { promise, resolve } = Promise.withResolvers<void>();
  const replayer = new Replayer([], { root: document.body, liveMode: true, mouseTail: false });
  replayer.on('fullsnapshot-rebuilded', () => resolve());
  // No buffer: what comes is due.
  replayer.startLive();
  customer.stream('rrweb', (output) => {
    if (output.from === 'rrweb') replayer.addEvent(output.event);
  });
  await promise;
  const shown = replayer.iframe.contentDocument;
  if (!shown) throw new Error('the replayer shows no document');
  replayed = watchArrivals(shown);
}

/** Changes in the page beside. */
function makeChanges(count: number, seed: number): Promise<number[]> {
  const frame = document.querySelector('iframe');
  if (!frame) throw new Error('there is no page beside');
  return customerIn(frame).makeChanges(count, seed);
}

/** Joins a session; resolves when the customer's page is in sight. */
async function join(service: string, token: string, pin: string, mirror: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const host = newHost(mirror, resolve);
  await joinShared(service, token, pin, (message) => host.receive(message.class, message.body));
  await promise;
}

const viewer = { watchOurs, watchRrweb, makeChanges, join, replayed: () => [...replayed] };

Object.assign(window, { viewer });
