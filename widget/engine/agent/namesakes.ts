/** Numbers the customers of one name in a browser's desks: the first has 1. A number is held by a lock, which goes with its tab. */

import { MOST_NAMESAKES } from '../../service/tab-mark.js';

/** What two names have in common that look the same, or as good as: width, capitals, spaces, and what is not drawn at all. */
export function lookOf(name: string): string {
  const drawn = name.normalize('NFKC').replaceAll(/[\p{Default_Ignorable_Code_Point}\ufff9-\ufffc]/gu, '');
  // Upper case first: of what has two small letters, or none of its own (ß, ς), one remains.
  return drawn.replaceAll(/\s+/g, ' ').trim().toUpperCase().toLowerCase().normalize('NFKC');
}

/**
 * Takes the lowest free number for a name, until the signal is aborted; 1 where there are no locks.
 * The name stands in the lock's own name, which desks of the same origin alone can read.
 */
export async function takeNumber(name: string, signal: AbortSignal): Promise<number> {
  for (let number = 1; number <= MOST_NAMESAKES && !signal.aborted; number++) {
    if (await hold(`cobrowse.desk ${number} ${lookOf(name)}`, signal)) return number;
  }
  return 1;
}

/** Answers whether the lock was free. It is held from then on. */
function hold(lock: string, signal: AbortSignal): Promise<boolean> {
  // Absent on pages without TLS.
  const locks: LockManager | undefined = navigator.locks;
  if (!locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    const held = locks.request(lock, { ifAvailable: true }, (taken) => {
      resolve(taken !== null);
      if (taken && !signal.aborted) return new Promise((free) => signal.addEventListener('abort', free));
      return undefined;
    });
    // A frame may not use them.
    held.catch(() => resolve(true));
  });
}
