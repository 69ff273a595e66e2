/** What each service can do, as the elements tell it. */
import { describe, expect, it } from 'vitest';
import { AssistType } from '../../../widget/engine/protocol/control/permission-messages.js';
import { capabilitiesOf } from '../../../widget/service/capabilities.js';

describe('the capabilities of a service', () => {
  it('are all there with our engine, in every way to assist that it knows', () => {
    const { assistTypes, ...rest } = capabilitiesOf('engine');
    expect([...assistTypes].toSorted()).toEqual(Object.values(AssistType).toSorted());
    expect(Object.values(rest)).not.toContain(false);
  });

  it('are with Zoom what its documentation says, and no promise that an account’s switch can break', () => {
    expect(capabilitiesOf('zoom')).toEqual({
      annotation: true,
      remoteAssist: true,
      assistTypes: ['scroll_page'],
      messages: false,
      pause: false,
      multiTab: true,
      customPin: true,
      unmaskSelectors: false,
      blockSelectors: false,
      maskStrict: false,
      guaranteedMasking: false,
      blockUrls: false,
      metadata: false,
      deskEvents: false,
      deskPin: false,
      deskLook: false,
    });
  });

  it('cannot be changed by a page', () => {
    for (const kind of ['engine', 'zoom'] as const) {
      expect(Object.isFrozen(capabilitiesOf(kind))).toBe(true);
      expect(Object.isFrozen(capabilitiesOf(kind).assistTypes)).toBe(true);
    }
  });
});
