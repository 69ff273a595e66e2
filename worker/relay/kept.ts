/** A small value of a part's in the session's store, which must be at hand for every frame: read once, then from memory. */
import type { SessionContext } from './session-context.js';
import type { SessionStore } from './session-store.js';

export interface Kept<Value> {
  get(context: SessionContext): Value;
  set(context: SessionContext, value: Value): void;
}

/**
 * @param name of the value in the store
 * @param read checks what the store has
 * @param initial until something was kept
 */
export function kept<Value>(name: string, read: (value: unknown) => Value | undefined, initial: Value): Kept<Value> {
  const known = new WeakMap<SessionStore, Value>();
  return {
    get({ store }) {
      const before = known.get(store);
      if (before !== undefined) return before;
      const value = (store.session && read(store.noted(name))) ?? initial;
      known.set(store, value);
      return value;
    },
    set({ store }, value) {
      if (!store.session) return;
      store.note(name, value);
      known.set(store, value);
    },
  };
}
