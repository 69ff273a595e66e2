/** Types `env` of `cloudflare:workers` and `cloudflare:test`: the Worker's own, and what vitest.worker.config.ts adds. */
import type { Env as WorkerEnv } from '../../worker/env.js';

declare global {
  namespace Cloudflare {
    interface Env extends WorkerEnv {
      readonly FUZZ_SEED: string;
    }
  }
}
