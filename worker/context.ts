/** What every route's context carries. */
import type { AuditFacts } from './audit.js';
import type { Configuration } from './configuration.js';
import type { Env } from './env.js';

export interface AppEnv {
  Bindings: Env;
  Variables: {
    configuration: Configuration;
    /** Only where tokens are minted. */
    audit: AuditFacts;
  };
}
