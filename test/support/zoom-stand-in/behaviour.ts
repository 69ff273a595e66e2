/** What a test may tell the stand-in to do wrong, or differently within what the contract leaves open. */

/** Where the reason of a failed call goes: the contract documents neither for `start` and `join`, so a page must take both. */
export type FailureChannel = 'both' | 'event' | 'callback';

export interface Behaviour {
  /** `held` answers when the test lets go; `missing` is a 404; `foreign` is a script that never takes the global over. */
  readonly script: 'serve' | 'held' | 'missing' | 'foreign';
  /** A number is the code that `init` fails with. */
  readonly init: 'accept' | 'hang' | number;
  readonly start: 'accept' | 'hang' | number;
  readonly join: 'accept' | 'hang' | number;
  readonly desk: 'serve' | 'held' | 'missing';
  /** The property that an error's text is under; the contract says to read both. */
  readonly errorText: 'errorMsg' | 'message';
  readonly failures: FailureChannel;
}

export const GOOD_BEHAVIOUR: Behaviour = {
  script: 'serve',
  init: 'accept',
  start: 'accept',
  join: 'accept',
  desk: 'serve',
  errorText: 'errorMsg',
  failures: 'both',
};
