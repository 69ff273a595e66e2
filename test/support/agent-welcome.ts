/** The relay's first word to an agent, for tests whose subject comes after it. */
import { NO_PERMISSIONS } from '../../widget/engine/protocol/control.js';

export const ANN = { number: 1, userId: 'a-1', userName: 'Ann' } as const;

export const AGENT_WELCOME = {
  type: 'agent_welcome',
  agent: ANN,
  customerName: 'Carla',
  customerVerified: false,
  customerPresent: true,
  permissions: NO_PERMISSIONS,
  metadata: {},
} as const;
