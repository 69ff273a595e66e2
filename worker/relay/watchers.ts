/** Tells the agents who watch of each other. One who waits to be let in is neither told nor named. */
import { CUSTOMER_NUMBER } from '../../widget/engine/protocol/frame.js';
import { agentInfo } from './presence.js';
import type { SessionContext, SessionFeature } from './session-context.js';

export const watchers: SessionFeature = {
  agentCame: tell,
  departed(context, number) {
    if (number !== CUSTOMER_NUMBER && !context.store.waits.has(number)) tell(context);
  },
};

function tell({ store, sockets }: SessionContext): void {
  const { waits } = store;
  const agents = store.agents().filter(({ number }) => sockets.has(number) && !waits.has(number));
  sockets.sendToAgents({ type: 'watchers', agents: agents.map(agentInfo) }, waits);
}
