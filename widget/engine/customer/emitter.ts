/** The handlers of a session's events. A handler is the page's code: what it throws is reported, and stops no other. */
import type { CustomerEventHandler, CustomerEventMap, CustomerEventName } from '../../service/contract.js';

/** Calls the page's code without ever suffering from it. */
export function callPage(act: () => void): void {
  try {
    act();
  } catch (error) {
    reportError(error);
  }
}

export interface Emitter {
  on<Name extends CustomerEventName>(name: Name, handler: CustomerEventHandler<Name>): void;
  off<Name extends CustomerEventName>(name: Name, handler: CustomerEventHandler<Name>): void;
  emit<Name extends CustomerEventName>(name: Name, detail: CustomerEventMap[Name]): void;
}

type Handlers = { [Name in CustomerEventName]?: Set<CustomerEventHandler<Name>> };

/** Unknown event names are accepted and never fire, as pages may name events of newer versions. */
export function createEmitter(): Emitter {
  // Without a prototype, a page may name an event `constructor`.
  const handlers: Handlers = Object.create(null);
  return {
    on(name, handler) {
      if (typeof handler !== 'function') return;
      const known: Handlers[typeof name] = handlers[name];
      if (known) known.add(handler);
      else handlers[name] = new Set([handler]) as Handlers[typeof name];
    },
    off(name, handler) {
      handlers[name]?.delete(handler);
    },
    emit(name, detail) {
      // A copy: a handler may take itself or others off.
      for (const handler of Array.from(handlers[name] ?? [])) callPage(() => handler(detail));
    },
  };
}
