/** What a live session lends to its parts. Everything is asked when it is used: settings, pauses and people change. */
import type { RelaySocket } from '../transport/relay-socket.js';
import type { AgentRoster } from './agent-roster.js';
import type { EngineHost } from './engine-api.js';
import type { FeatureHost } from './feature.js';
import type { PageShare } from './page-share.js';
import type { Panel } from './panel.js';
import { permissionsOf } from './permissions.js';

export interface Lent {
  readonly engine: EngineHost;
  readonly sessionId: string;
  readonly panel: Panel;
  readonly socket: Pick<RelaySocket, 'control' | 'roundTripMs' | 'send'>;
  readonly agents: AgentRoster;
  readonly page: PageShare;
  readonly pause: FeatureHost['pause'];
  readonly isBarred: () => boolean;
}

export function featureHost({ engine, sessionId, panel, socket, agents, page, pause, isBarred }: Lent): FeatureHost {
  const { origin, settings, emit } = engine;
  return {
    sessionId,
    panel,
    origin,
    agents,
    page,
    pause,
    get agentsWatch() {
      return agents.anyConnected && !page.held;
    },
    get paused() {
      return page.held;
    },
    get barred() {
      return isBarred();
    },
    get permissions() {
      return permissionsOf(settings());
    },
    get settings() {
      return settings();
    },
    get roundTripMs() {
      return socket.roundTripMs;
    },
    control: (message) => socket.control(message),
    send: (frameClass, recipient, body) => socket.send(frameClass, recipient, body),
    emit,
  };
}
