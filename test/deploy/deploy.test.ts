/** `npm run deploy` as a process, against an account that a fake wrangler keeps. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { Account, type Call } from './deployment.ts';

// Each of these starts a few processes, beside whatever else the machine does.
vi.setConfig({ testTimeout: 60_000 });

const AGENT_SECRET = 'agents-secret-of-this-test-0123456789-abcdef';

const FIRST = ['--allowed-origins', 'https://shop.example,https://*.example.com', '--agent-auth', 'secret'];

function commands(calls: readonly Call[]): string[] {
  return calls.map(({ args }) =>
    args
      .filter((arg) => /^[a-z]+$/.test(arg))
      .slice(0, 2)
      .join(' '),
  );
}

describe('a first deployment', () => {
  it('makes the SDK’s pair, stores what is secret as secrets before the upload, and the rest as variables', async () => {
    await using account = await Account.open();
    const { code, calls, output } = await account.deploy(FIRST, { AGENT_SECRET });
    expect([code, output]).toEqual([0, expect.stringContaining('first deployment')]);
    expect(commands(calls)).toEqual(['whoami', 'secret list', 'secret bulk', 'deploy']);
    const secrets = await account.secrets();
    expect(Object.keys(secrets).toSorted()).toEqual(['AGENT_SECRET', 'ZOOM_SDK_SECRET']);
    expect(secrets['AGENT_SECRET']).toBe(AGENT_SECRET);
    expect(secrets['ZOOM_SDK_SECRET']).toMatch(/^[\w-]{64}$/);
    expect(await account.variables()).toEqual({
      ZOOM_SDK_KEY: expect.stringMatching(/^[\w-]{20}$/),
      ALLOWED_ORIGINS: 'https://shop.example,https://*.example.com',
      AGENT_AUTH: 'secret',
    });
  });

  it('makes another pair each time', async () => {
    await using one = await Account.open();
    await using other = await Account.open();
    await Promise.all([one.deploy(FIRST, { AGENT_SECRET }), other.deploy(FIRST, { AGENT_SECRET })]);
    expect((await one.secrets())['ZOOM_SDK_SECRET']).not.toBe((await other.secrets())['ZOOM_SDK_SECRET']);
    expect((await one.variables())['ZOOM_SDK_KEY']).not.toBe((await other.variables())['ZOOM_SDK_KEY']);
  });

  it('shows a secret to nobody: it is in no argument, no environment and no output, only on standard input', async () => {
    await using account = await Account.open();
    const { calls, output } = await account.deploy(FIRST, { AGENT_SECRET, ZOOM_SDK_SECRET: 'z'.repeat(40) });
    const all = Object.values(await account.secrets());
    expect(all.toSorted()).toEqual([AGENT_SECRET, 'z'.repeat(40)]);
    for (const secret of all) {
      expect(output).not.toContain(secret);
      for (const { args, environment } of calls) expect(JSON.stringify([args, environment])).not.toContain(secret);
    }
    expect(calls.filter(({ input }) => input !== '').map(({ args }) => args.slice(0, 2))).toEqual([['secret', 'bulk']]);
  });

  it('shows none when wrangler fails and quotes it', async () => {
    await using account = await Account.open({ failing: 'secret bulk' });
    const { code, output, calls } = await account.deploy(FIRST, { AGENT_SECRET });
    expect([code, output]).toEqual([1, expect.stringContaining('Nothing was deployed')]);
    expect(output).not.toContain(AGENT_SECRET);
    expect(commands(calls)).not.toContain('deploy');
  });

  it('where nobody can be asked names every missing answer and how to give it, and does nothing', async () => {
    await using account = await Account.open();
    const { code, output, calls } = await account.deploy(['--agent-auth', 'jwt']);
    expect(code).toBe(1);
    for (const flag of ['--allowed-origins', '--agent-jwt-issuer', '--agent-jwt-audience', '--agent-jwks-url']) {
      expect(output).toContain(flag);
    }
    expect(commands(calls)).toEqual(['whoami', 'secret list']);
  });

  it('with --yes serves its own pages alone unless told otherwise, but never chooses how agents sign in', async () => {
    await using account = await Account.open();
    const refused = await account.deploy(['--yes']);
    expect([refused.code, refused.output]).toEqual([1, expect.stringContaining('--agent-auth')]);
    const access = [
      '--agent-auth',
      'access',
      '--access-team-domain',
      'acme.cloudflareaccess.com',
      '--access-aud',
      'aud1',
    ];
    expect((await account.deploy(['--yes', ...access])).code).toBe(0);
    expect(await account.variables()).not.toHaveProperty('ALLOWED_ORIGINS');
    expect((await account.deploy([])).code).toBe(0);
  });

  it('asks for the pair instead of making one when the service is somebody else’s', async () => {
    await using account = await Account.open();
    const { code, output } = await account.deploy([...FIRST, '--service-url', 'https://us01-zcb.zoom.us'], {
      AGENT_SECRET,
    });
    expect(code).toBe(1);
    expect(output).toContain('ZOOM_SDK_SECRET in the environment');
    expect(output).toContain('--zoom-sdk-key');
  });

  it.each([
    ['no way for agents to sign in', ['--agent-auth', 'none'], {}, 'AGENT_AUTH'],
    ['a wildcard for all', ['--allowed-origins', '*'], {}, 'ALLOWED_ORIGINS'],
    ['a short secret', [], { ZOOM_SDK_SECRET: 'short' }, 'ZOOM_SDK_SECRET'],
    ['the development secret', [], { ZOOM_SDK_SECRET: 'development-sdk-secret-that-is-not-secret' }, 'ZOOM_SDK_SECRET'],
    ['the development key', ['--zoom-sdk-key', 'development-sdk-key'], {}, 'ZOOM_SDK_KEY'],
    ['development mode', [], { COBROWSE_DEV: '1' }, 'COBROWSE_DEV'],
    ['no limits', ['--rate-limits', 'off'], {}, 'RATE_LIMITS'],
    ['an unknown mode', ['--agent-auth', 'maybe'], {}, 'AGENT_AUTH'],
  ])('refuses %s, by its name, and stores nothing', async (_name, args, environment, variable) => {
    await using account = await Account.open();
    const { code, output, calls } = await account.deploy([...FIRST, ...args], { AGENT_SECRET, ...environment });
    expect([code, output]).toEqual([1, expect.stringContaining(variable)]);
    for (const value of Object.values(environment)) if (value.length > 1) expect(output).not.toContain(value);
    expect(commands(calls).filter((command) => /bulk|deploy/.test(command))).toEqual([]);
  });
});

describe('a later deployment', () => {
  it('asks and changes nothing', async () => {
    await using account = await Account.open();
    await account.deploy(FIRST, { AGENT_SECRET });
    const before = [await account.secrets(), await account.variables()];
    const { code, calls } = await account.deploy([]);
    expect(code).toBe(0);
    expect([await account.secrets(), await account.variables()]).toEqual(before);
    expect(commands(calls)).not.toContain('secret bulk');
    expect(calls.at(-1)?.args).toContain('--keep-vars');
    expect(calls.at(-1)?.args).not.toContain('--var');
  });

  it('changes what it is told, and keeps the rest', async () => {
    await using account = await Account.open();
    await account.deploy(FIRST, { AGENT_SECRET });
    const before = await account.variables();
    const { code, output } = await account.deploy(['--admission', 'customer']);
    expect([code, output]).toEqual([0, expect.stringContaining('kept as it is: ')]);
    expect(await account.variables()).toEqual({ ...before, ADMISSION: 'customer' });
  });

  it('goes on where a first one broke off', async () => {
    await using account = await Account.open({ failing: 'deploy' });
    expect((await account.deploy(FIRST, { AGENT_SECRET })).code).toBe(1);
    await using retried = await Account.open({
      worker: { secrets: await account.secrets(), variables: {}, deployed: false },
    });
    expect((await retried.deploy(FIRST)).code).toBe(0);
    expect(await retried.secrets()).toEqual(await account.secrets());
    expect(await retried.variables()).toHaveProperty('ZOOM_SDK_KEY');
  });

  it('refuses to go on while a secret or development mode is deployed as a variable', async () => {
    const variables = {
      ZOOM_SDK_KEY: 'k',
      AGENT_AUTH: 'access',
      ACCESS_AUD: 'a',
      ACCESS_TEAM_DOMAIN: 'a.cloudflareaccess.com',
      ALLOWED_ORIGINS: '',
    };
    const state = (more: object) => ({ worker: { secrets: {}, variables: { ...variables, ...more }, deployed: true } });
    for (const [name, value] of [
      ['ZOOM_SDK_SECRET', 's'.repeat(40)],
      ['COBROWSE_DEV', '1'],
    ] as const) {
      await using account = await Account.open(state({ [name]: value }));
      const { code, output } = await account.deploy([]);
      expect([code, output]).toEqual([1, expect.stringContaining(name)]);
      expect(output).not.toContain('s'.repeat(40));
    }
  });
});

describe('the deploy script', () => {
  it('says what to do for somebody who is not signed in', async () => {
    await using account = await Account.open({ signedIn: false });
    const { code, output, calls } = await account.deploy(FIRST, { AGENT_SECRET });
    expect([code, output]).toEqual([1, expect.stringContaining('CLOUDFLARE_API_TOKEN')]);
    expect(commands(calls)).toEqual(['whoami']);
  });

  it('looks whether what it deployed is healthy, and fails if it answers nobody', async () => {
    let status = 200;
    const server = createServer((_request, response) => {
      response.writeHead(status).end(JSON.stringify({ errors: [{ property: 'AGENT_AUTH', reason: 'x' }] }));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    try {
      await using account = await Account.open({ target: `http://127.0.0.1:${port}` });
      const healthy = await account.deploy(FIRST, { AGENT_SECRET });
      expect([healthy.code, healthy.output]).toEqual([0, expect.stringContaining('healthy')]);
      expect(healthy.output).toContain(`src="http://127.0.0.1:${port}/cobrowse.js"`);
      status = 503;
      const ill = await account.deploy([]);
      expect([ill.code, ill.output]).toEqual([1, expect.stringContaining('AGENT_AUTH')]);
    } finally {
      server.close();
    }
  });

  it('passes a rehearsal on without looking into the account, and without secrets', async () => {
    await using account = await Account.open({ signedIn: false });
    const { code, calls } = await account.deploy(['--dry-run', ...FIRST], { AGENT_SECRET });
    expect(code).toBe(0);
    expect(commands(calls)).toEqual(['deploy']);
    expect(calls[0]?.args).toEqual(expect.arrayContaining(['--dry-run', 'AGENT_AUTH:secret']));
    expect(JSON.stringify(calls)).not.toContain(AGENT_SECRET);
  });

  it('takes no secret as an option, and lists the others', async () => {
    await using account = await Account.open();
    const { output } = await account.deploy(['--help']);
    expect(output).toContain('--agent-jwks-url');
    expect(output).not.toMatch(/--(?:agent-secret|zoom-sdk-secret|cobrowse-dev)/);
    for (const args of [['--agent-secret', AGENT_SECRET], [`--agent-secret=${AGENT_SECRET}`]]) {
      const refused = await account.deploy(args);
      expect([refused.code, refused.calls]).toEqual([1, []]);
      expect(refused.output).not.toContain(AGENT_SECRET);
    }
  });
});
