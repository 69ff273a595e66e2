/** From a button's attributes to the contract's settings, and what to do about those that a service cannot honour. */
import { capabilitiesOf, type Capabilities, type ServiceKind } from '../../service/capabilities.js';
import { MaskType, PIN_PATTERN, type CobrowseSettings, type MaskSettings } from '../../service/contract.js';
import { failure } from '../../service/failures.js';
import type { SessionPlan } from '../../service/open-request.js';
import type { ButtonAttributes } from './button-attributes.js';

/** Tells the page's developer something, once. */
export type Advise = (topic: string, advice: string) => void;

/** What each attribute needs of a service. */
const NEEDS: readonly (readonly [
  attribute: string,
  isSet: (button: ButtonAttributes) => unknown,
  keyof Capabilities,
])[] = [
  ['agent-annotation', (button) => button.agentAnnotation, 'annotation'],
  ['customer-annotation', (button) => button.customerAnnotation, 'annotation'],
  ['remote-assist', (button) => button.remoteAssist !== false, 'remoteAssist'],
  ['multi-tab', (button) => button.multiTab, 'multiTab'],
  ['custom-pin', (button) => button.customPin, 'customPin'],
  ['unmask-selectors', (button) => button.unmaskSelectors, 'unmaskSelectors'],
  ['unmask-query-parameters', (button) => button.unmaskQueryParameters, 'unmaskSelectors'],
  ['block-selectors', (button) => button.blockSelectors, 'blockSelectors'],
  ['block-urls', (button) => button.blockUrls, 'blockUrls'],
  ['metadata', (button) => button.metadata, 'metadata'],
  ['mask-strict', (button) => button.maskStrict, 'maskStrict'],
];

/**
 * What the session is to be like.
 * @throws CobrowseError `masking-not-guaranteed` or `pin-invalid`: to start even so would be worse than not to start.
 */
export function planOf(button: ButtonAttributes, kind: ServiceKind, advise: Advise): SessionPlan {
  const can = capabilitiesOf(kind);
  if (button.maskStrict && !can.guaranteedMasking) throw failure('masking-not-guaranteed');
  if (button.customPin && !PIN_PATTERN.test(button.customPin)) throw failure('pin-invalid');
  const missing = NEEDS.filter(([, isSet, needed]) => isSet(button) && !can[needed]).map(([attribute]) => attribute);
  if (missing.length > 0) {
    advise(
      'unsupported-attribute',
      `This service does not do what is asked by ${missing.join(', ')}. Read button.capabilities`,
    );
  }
  return {
    settings: settingsOf(button, can, advise),
    ...(button.customPin && can.customPin && { customPin: button.customPin }),
    ...(button.metadata && can.metadata && { metadata: button.metadata }),
  };
}

function settingsOf(button: ButtonAttributes, can: Capabilities, advise: Advise): CobrowseSettings {
  const piiMask = maskOf(button, can, advise);
  return {
    ...(button.sdk && button.sdkKey && { appKey: button.sdkKey }),
    ...(button.sdk && button.serviceUrl && { zoomHostName: hostOf(button.serviceUrl) }),
    allowAgentAnnotation: button.agentAnnotation,
    allowCustomerAnnotation: button.customerAnnotation,
    ...(piiMask && { piiMask }),
    ...(button.blockUrls && can.blockUrls && { blockUrls: button.blockUrls }),
    remoteAssist: {
      enable: button.remoteAssist !== false,
      ...(button.remoteAssist !== false && { enableCustomerConsent: true, remoteAssistTypes: assistTypes(button) }),
    },
    multiTabSessionPersistence: { enable: button.multiTab },
  };
}

/** As the npm shape names a service: our own package must be told which. */
function hostOf(serviceUrl: string): string {
  return URL.canParse(serviceUrl) ? new URL(serviceUrl).host : serviceUrl;
}

/** The attribute alone stands for what the contract has. */
function assistTypes({ remoteAssist }: ButtonAttributes): readonly string[] {
  const types = typeof remoteAssist === 'string' ? remoteAssist.split(/\s+/).filter(Boolean) : [];
  return types.length > 0 ? types : ['scroll_page'];
}

/** What the attributes mask; nothing for none of them. */
export function maskOf(button: ButtonAttributes, can: Capabilities, advise: Advise): MaskSettings | undefined {
  const { maskType, maskAttributes, unmaskSelectors, blockSelectors, unmaskQueryParameters } = button;
  // Where nothing can be blocked, a mask is what comes nearest.
  const maskSelectors = [button.maskSelectors, can.blockSelectors ? '' : blockSelectors].filter(Boolean).join(', ');
  const mask: MaskSettings = {
    ...(maskSelectors && { maskCssSelectors: maskSelectors }),
    ...(maskAttributes && { maskHTMLAttributes: maskAttributes }),
    ...(unmaskSelectors && can.unmaskSelectors && { unmaskCssSelectors: unmaskSelectors }),
    ...(blockSelectors && can.blockSelectors && { blockCssSelectors: blockSelectors }),
    ...(unmaskQueryParameters && can.unmaskSelectors && { unmaskQueryParameters }),
  };
  if (!maskType && Object.keys(mask).length === 0) return undefined;
  return { maskType: readMaskType(maskType, can, advise), ...mask };
}

/** What is not understood falls to the safe side. */
function readMaskType(text: string, can: Capabilities, advise: Advise): MaskType {
  if (text === '' || text === MaskType.CUSTOM_INPUT) return MaskType.CUSTOM_INPUT;
  if (text === MaskType.ALL && can.maskStrict) return MaskType.ALL;
  if (text !== MaskType.ALL_INPUT) {
    advise(
      'mask-type',
      'This service takes custom_input or all_input for mask-type, ours all. Every input is masked now',
    );
  }
  return MaskType.ALL_INPUT;
}
