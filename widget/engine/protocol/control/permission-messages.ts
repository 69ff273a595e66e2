/** What the customer's page lets people do beside watching (SPEC G1): its settings, told to the agents by the relay. */
import { isObject, type Json } from './json.js';

/** What an agent may be allowed to do on the customer's page. */
export const AssistType = {
  /** The contract's one: scroll the window and what scrolls inside it. */
  SCROLL_PAGE: 'scroll_page',
  CLICK: 'click',
  /** Focus, type, select, check. */
  FILL_FORM: 'fill_form',
} as const;
export type AssistType = (typeof AssistType)[keyof typeof AssistType];

const ASSIST_TYPES: readonly AssistType[] = Object.values(AssistType);

export interface Permissions {
  /** Whether agents may draw. */
  readonly agentAnnotation: boolean;
  /** Whether the customer may draw. */
  readonly customerAnnotation: boolean;
  /** What agents may ask to do; without repetition. */
  readonly assist: readonly AssistType[];
}

/** Until the customer's page has said anything. */
export const NO_PERMISSIONS: Permissions = { agentAnnotation: false, customerAnnotation: false, assist: [] };

/** Customer → relay after each welcome and when the settings change; the relay keeps it. Relay → agents when it changes. */
export interface PermissionsMessage extends Permissions {
  readonly type: 'permissions';
}

/** Those kinds of assist that a list of whatever names; unknown ones may be of a newer version and are left out. */
export function readAssistTypes(value: unknown): readonly AssistType[] {
  return Array.isArray(value) ? ASSIST_TYPES.filter((type) => value.includes(type)) : [];
}

export function readPermissions(value: unknown): Permissions | undefined {
  if (!isObject(value)) return undefined;
  const { agentAnnotation, customerAnnotation, assist } = value;
  if (typeof agentAnnotation !== 'boolean' || typeof customerAnnotation !== 'boolean' || !Array.isArray(assist)) {
    return undefined;
  }
  return { agentAnnotation, customerAnnotation, assist: readAssistTypes(assist) };
}

export function readPermissionsMessage(json: Json): PermissionsMessage | undefined {
  const { type } = json;
  const permissions = type === 'permissions' ? readPermissions(json) : undefined;
  return permissions && { type: 'permissions', ...permissions };
}
