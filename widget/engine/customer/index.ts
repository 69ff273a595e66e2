/** The engine chunk: what the small script loads when a session starts or resumes. */
import type { CustomerEngine, EngineHost } from './engine-api.js';
import { SessionEngine } from './session-engine.js';
import { outsideZones } from './zones.js';

export function createEngine(host: EngineHost): CustomerEngine {
  const engine = new SessionEngine(host);
  return {
    get info() {
      return engine.info;
    },
    start: (options) => outsideZones(() => engine.start(options)),
    join: () => outsideZones(() => engine.join()),
    end: () => outsideZones(() => engine.end()),
  };
}
