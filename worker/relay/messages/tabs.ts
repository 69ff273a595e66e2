/** What a customer's tabs say: that there may be several, and where the customer is. */
import type { TabFocusMessage, TabMasksMessage, TabsOpenMessage } from '../../../widget/engine/protocol/control.js';
import { Role } from '../../../widget/engine/protocol/frame.js';
import type { MessageRule } from '../message-rule.js';
import { isStandby } from '../numbers.js';
import { openTabs, show } from '../tabs.js';
import { noteTabs, readTabs } from '../tabs-record.js';

export const tabsOpen: MessageRule<TabsOpenMessage> = {
  from: Role.CUSTOMER,
  whileStandby: true,
  handle: (context, _sender, { domain }) => openTabs(context, domain),
};

export const tabMasks: MessageRule<TabMasksMessage> = {
  from: Role.CUSTOMER,
  whileStandby: true,
  handle({ store }, _sender, { masks }) {
    const tabs = readTabs(store);
    if (tabs) noteTabs(store, { ...tabs, masks });
  },
};

export const tabFocus: MessageRule<TabFocusMessage> = {
  from: Role.CUSTOMER,
  whileStandby: true,
  handle(context, sender, { focused }) {
    const { store, sockets } = context;
    const tabs = readTabs(store);
    if (!tabs) return;
    if (isStandby(sender)) {
      if (focused) show(context, sender);
    } else if (focused !== tabs.focused) {
      noteTabs(store, { ...tabs, focused });
      sockets.sendToAgents({ type: 'customer_focus', focused }, store.waits);
    }
  },
};
