/** `cobrowse-state-change`: the element is in another state. */

/** `State` is the union of the states of the element that fires it. */
export interface StateChangeDetail<State extends string = string> {
  readonly state: State;
}

export class CobrowseStateChangeEvent<State extends string = string> extends Event {
  static readonly type = 'cobrowse-state-change';
  readonly detail: StateChangeDetail<State>;

  constructor(detail: StateChangeDetail<State>) {
    super(CobrowseStateChangeEvent.type, { bubbles: true, composed: true });
    this.detail = Object.freeze({ ...detail });
  }
}
