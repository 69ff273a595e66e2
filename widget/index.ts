/** npm entry `cobrowse-elements`: defines both elements. A page that needs one imports that one. */
export * from './agent-desk.js';
export * from './button.js';
