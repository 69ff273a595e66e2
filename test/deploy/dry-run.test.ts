/** The real wrangler, as far as it goes without an account or a network. Needs a build, as `wrangler deploy` does. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ROOT } from '../../scripts/project.ts';

vi.setConfig({ testTimeout: 120_000 });

describe('wrangler deploy --dry-run', () => {
  it('takes the configuration, bundles the Worker, and sees every binding', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, 'scripts/deploy.ts'), '--dry-run', '--no-build', '--agent-auth', 'access'],
      {
        encoding: 'utf8',
        // Nothing of this machine's account, and no way to one.
        env: {
          PATH: process.env['PATH'] ?? '',
          HOME: join(ROOT, '.wrangler/no-home'),
          CLOUDFLARE_API_BASE_URL: 'http://127.0.0.1:9',
          NO_COLOR: '1',
        },
      },
    );
    const output = stdout + stderr;
    expect([status, output]).toEqual([0, expect.stringContaining('--dry-run: exiting now.')]);
    for (const binding of ['DIRECTORY', 'SESSIONS', 'WAITING_ROOMS', 'ASSETS', 'TOKEN_LIMITER', 'PIN_LIMITER']) {
      expect(output).toContain(`env.${binding}`);
    }
    expect(output).toContain('env.AGENT_AUTH');
    expect(output).not.toMatch(/WARNING/);
  });

  it('would ship no variable of its own: the configuration holds none', () => {
    expect(readFileSync(join(ROOT, 'wrangler.jsonc'), 'utf8')).not.toMatch(/^\s*"vars"/m);
  });
});
