/** Reads from the page's settings what people may do beside watching. Of any shape, so only a clear yes allows something. */
import type { CobrowseSettings } from '../../service/contract.js';
import { AssistType, readAssistTypes, type Permissions } from '../protocol/control/permission-messages.js';

/** The last `init` that says something about a setting decides, as with Zoom's one slot for all of them. */
export function permissionsOf(settings: readonly CobrowseSettings[]): Permissions {
  const last = (name: keyof CobrowseSettings): unknown => settings.findLast((each) => each[name] !== undefined)?.[name];
  return {
    agentAnnotation: last('allowAgentAnnotation') === true,
    customerAnnotation: last('allowCustomerAnnotation') === true,
    assist: assistOf(last('remoteAssist')),
  };
}

/** Enabled without a list of types: the contract's only one. */
function assistOf(remoteAssist: unknown): readonly AssistType[] {
  if (typeof remoteAssist !== 'object' || remoteAssist === null || Reflect.get(remoteAssist, 'enable') !== true)
    return [];
  return readAssistTypes(Reflect.get(remoteAssist, 'remoteAssistTypes') ?? [AssistType.SCROLL_PAGE]);
}
