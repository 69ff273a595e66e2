/**
 * What code leaves behind in a page: elements and scripts, listeners of the window and the document, timers, and open ports are
 * counted as they come and go; objects that should be gone are asked for after a collection.
 */

/** Numbers of what is there now. */
export interface Remains {
  readonly elements: number;
  readonly scripts: number;
  readonly listeners: readonly string[];
  readonly timers: readonly string[];
  readonly ports: number;
}

type Listening = readonly [target: string, type: string, listener: unknown, capture: boolean];

/** Counts from its making until `restore`. What was there before is not its affair. */
export class LeakWatch {
  readonly #listeners = new Set<Listening>();
  readonly #timers = new Map<unknown, string>();
  readonly #ports = new Set<MessagePort>();
  readonly #restore: (() => void)[] = [];

  constructor() {
    this.#watchTarget('window', window);
    this.#watchTarget('document', document);
    this.#watchTimers();
    this.#watchPorts();
  }

  get remains(): Remains {
    return {
      elements: document.querySelectorAll('*').length,
      scripts: document.scripts.length,
      listeners: Array.from(this.#listeners, ([target, type]) => `${target} ${type}`).toSorted(),
      timers: Array.from(this.#timers.values()),
      ports: this.#ports.size,
    };
  }

  restore(): void {
    for (const act of this.#restore) act();
  }

  #watchTarget(name: string, target: Window | Document): void {
    const real = { add: target.addEventListener, remove: target.removeEventListener };
    const drop = (type: string, listener: unknown, capture: boolean): void => {
      for (const known of this.#listeners) {
        if (known[0] === name && known[1] === type && known[2] === listener && known[3] === capture) {
          this.#listeners.delete(known);
        }
      }
    };
    const captureOf = (options: unknown): boolean =>
      options === true || Reflect.get(Object(options), 'capture') === true;
    const add = (...args: Parameters<typeof target.addEventListener>): void => {
      const [type, listener, options] = args;
      Reflect.apply(real.add, target, args);
      const capture = captureOf(options);
      const signal: unknown = Reflect.get(Object(options), 'signal');
      const gone = (): void => drop(type, listener, capture);
      gone();
      if (signal instanceof AbortSignal) {
        if (signal.aborted) return;
        signal.addEventListener('abort', gone);
      }
      this.#listeners.add([name, type, listener, capture]);
      if (Reflect.get(Object(options), 'once') === true) Reflect.apply(real.add, target, [type, gone, options]);
    };
    const remove = (...args: Parameters<typeof target.removeEventListener>): void => {
      Reflect.apply(real.remove, target, args);
      drop(args[0], args[1], captureOf(args[2]));
    };
    Reflect.set(target, 'addEventListener', add);
    Reflect.set(target, 'removeEventListener', remove);
    this.#restore.push(() => {
      Reflect.deleteProperty(target, 'addEventListener');
      Reflect.deleteProperty(target, 'removeEventListener');
    });
  }

  #watchTimers(): void {
    for (const [start, stop, ends] of [
      ['setTimeout', 'clearTimeout', true],
      ['setInterval', 'clearInterval', false],
    ] as const) {
      const { [start]: realStart, [stop]: realStop } = window;
      Reflect.set(window, start, (act: unknown, ...rest: unknown[]) => {
        const run = (...args: unknown[]): void => {
          if (ends) this.#timers.delete(id);
          if (typeof act === 'function') Reflect.apply(act, window, args);
        };
        const id: unknown = Reflect.apply(realStart, window, [run, ...rest]);
        // A test's own are not meant.
        const place = /\/widget\/[^\s:?)]+/.exec(new Error('for its stack').stack ?? '')?.[0];
        if (place !== undefined) this.#timers.set(id, place);
        return id;
      });
      Reflect.set(window, stop, (id: unknown) => {
        this.#timers.delete(id);
        Reflect.apply(realStop, window, [id]);
      });
      this.#restore.push(() => {
        Reflect.set(window, start, realStart);
        Reflect.set(window, stop, realStop);
      });
    }
  }

  /** The half that stays in the page; the other one closes with it. */
  #watchPorts(): void {
    const { MessageChannel: RealChannel } = window;
    const { close } = MessagePort.prototype;
    const ports = this.#ports;
    class WatchedChannel extends RealChannel {
      constructor() {
        super();
        ports.add(this.port1);
      }
    }
    Reflect.set(window, 'MessageChannel', WatchedChannel);
    MessagePort.prototype.close = function (this: MessagePort): void {
      ports.delete(this);
      close.call(this);
    };
    this.#restore.push(() => {
      Reflect.set(window, 'MessageChannel', RealChannel);
      MessagePort.prototype.close = close;
    });
  }
}

/** Waits for something; holds nothing afterwards, unlike what gives up after a while. */
export async function until(holds: () => unknown): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/**
 * Waits until the browser has let go of all of them; rejects if it never does. Only V8 can be asked to collect what is in a document:
 * a browser that keeps an element which nobody ever held cannot say what is held.
 */
export async function collected(objects: readonly WeakRef<object>[]): Promise<void> {
  const gc: unknown = Reflect.get(window, 'gc');
  if (typeof gc !== 'function') return;
  let held = objects.length;
  // What a task still holds is let go of with a later one, and what is to be painted with a frame.
  for (let round = 0; round < 20 && held > 0; round++) {
    if (round > 0) await new Promise((resolve) => requestAnimationFrame(resolve));
    await Reflect.apply(gc, window, [{ type: 'major', execution: 'async' }]);
    held = objects.filter((object) => object.deref() !== undefined).length;
  }
  if (held > 0) throw new Error(`${held} of ${objects.length} are still held`);
}
