/** A page that takes one element each from its own entry. */
import { CobrowseAgentDeskElement } from 'cobrowse-elements/agent-desk';
import { CobrowseButtonElement, type CobrowseErrorEvent } from 'cobrowse-elements/button';

export const isEither = (element: Element): boolean =>
  element instanceof CobrowseButtonElement || element instanceof CobrowseAgentDeskElement;
export const codeOf = ({ detail }: CobrowseErrorEvent): number => detail.code;
