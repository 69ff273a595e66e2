import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findObstacles,
  isSecret,
  makePlan,
  NOTHING_DEPLOYED,
  nextQuestion,
  SETTABLE,
  type Deployed,
  type Settings,
} from '../../../scripts/deploy/plan.ts';

const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000);
process.stdout.write(`seed ${SEED} (FUZZ_SEED)\n`);

const MAKER = { sdkKey: () => 'made-key', sdkSecret: () => 'made-secret' };

function questions(given: Settings, deployed: Deployed, answers: Settings): string[] {
  const asked: string[] = [];
  let settings = given;
  for (let next = nextQuestion(settings, deployed); next; next = nextQuestion(settings, deployed)) {
    asked.push(next.name);
    settings = { ...settings, [next.name]: answers[next.name] ?? 'x' };
  }
  return asked;
}

describe('what a deployment asks', () => {
  it.each([
    ['jwt', ['AGENT_JWT_ISSUER', 'AGENT_JWT_AUDIENCE', 'AGENT_JWKS_URL']],
    ['secret', ['AGENT_SECRET']],
    ['access', ['ACCESS_TEAM_DOMAIN', 'ACCESS_AUD']],
  ])('at first is the sites, the way to sign in, and what that way needs (%s)', (mode, needed) => {
    const asked = questions({}, NOTHING_DEPLOYED, { AGENT_AUTH: mode });
    expect(asked).toEqual(['ALLOWED_ORIGINS', 'AGENT_AUTH', ...needed]);
  });

  it('is nothing that is known from either side', () => {
    const deployed = { exists: true, secrets: new Set(['AGENT_SECRET']), variables: { AGENT_AUTH: 'secret' } };
    expect(questions({}, deployed, {})).toEqual([]);
    expect(questions({ AGENT_AUTH: 'access', ACCESS_AUD: 'a' }, deployed, {})).toEqual(['ACCESS_TEAM_DOMAIN']);
  });

  it('includes the pair of another service', () => {
    const given = {
      SERVICE_URL: 'https://us01-zcb.zoom.us',
      ALLOWED_ORIGINS: '',
      AGENT_AUTH: 'secret',
      AGENT_SECRET: 's',
    };
    expect(questions(given, NOTHING_DEPLOYED, {})).toEqual(['ZOOM_SDK_KEY', 'ZOOM_SDK_SECRET']);
    expect(makePlan(given, NOTHING_DEPLOYED, MAKER).made).toEqual([]);
  });
});

describe('the plan', () => {
  it('makes what is missing of the pair, and never replaces a half that is there', () => {
    expect(makePlan({}, NOTHING_DEPLOYED, MAKER)).toEqual({
      secrets: { ZOOM_SDK_SECRET: 'made-secret' },
      variables: { ZOOM_SDK_KEY: 'made-key' },
      made: ['ZOOM_SDK_KEY', 'ZOOM_SDK_SECRET'],
    });
    const half = { exists: true, secrets: new Set(['ZOOM_SDK_SECRET']), variables: {} };
    expect(makePlan({}, half, MAKER)).toMatchObject({ secrets: {}, made: ['ZOOM_SDK_KEY'] });
    // The key may have been stored as a secret, by hand.
    const both = { exists: true, secrets: new Set(['ZOOM_SDK_SECRET', 'ZOOM_SDK_KEY']), variables: {} };
    expect(makePlan({}, both, MAKER).made).toEqual([]);
  });

  it('never has a secret among the variables, nor anything that is deployed as it is', () => {
    const names = SETTABLE.map(({ name }) => name);
    const settings = fc.dictionary(fc.constantFrom(...names), fc.constantFrom('', 'a', 'b'));
    fc.assert(
      fc.property(settings, settings, fc.subarray(names.filter(isSecret)), (given, variables, secrets) => {
        const deployed = { exists: true, secrets: new Set(secrets), variables };
        const plan = makePlan(given, deployed, MAKER);
        expect(Object.keys(plan.variables).filter(isSecret)).toEqual([]);
        expect(Object.keys(plan.secrets).filter((name) => !isSecret(name))).toEqual([]);
        for (const [name, value] of Object.entries(plan.variables)) expect(value).not.toBe(variables[name]);
        for (const name of plan.made) expect([given[name] ?? '', variables[name] ?? '']).toEqual(['', '']);
        for (const name of plan.made) expect(secrets).not.toContain(name);
      }),
      { seed: SEED },
    );
  });
});

describe('an obstacle', () => {
  const deployed = { exists: true, secrets: new Set(['ZOOM_SDK_SECRET']), variables: { ZOOM_SDK_KEY: 'k' } };
  const plan = { secrets: {}, variables: { AGENT_AUTH: 'access' }, made: [] };

  it('is looked for in everything that will hold after the deployment, stored secrets included', () => {
    let seen: Settings = {};
    expect(findObstacles(plan, deployed, (settings) => ((seen = settings), []))).toEqual([]);
    expect(seen).toMatchObject({ ZOOM_SDK_KEY: 'k', AGENT_AUTH: 'access' });
    expect(seen['ZOOM_SDK_SECRET']?.length).toBeGreaterThanOrEqual(32);
  });

  it('is development mode wherever it stands, and agents who need not sign in', () => {
    const names = (more: Partial<Deployed>, variables: Settings = plan.variables) =>
      findObstacles({ ...plan, variables }, { ...deployed, ...more }, () => []).map(({ property }) => property);
    expect(names({ secrets: new Set(['COBROWSE_DEV']) })).toContain('COBROWSE_DEV');
    expect(names({ variables: { COBROWSE_DEV: '1' } })).toContain('COBROWSE_DEV');
    expect(names({}, { AGENT_AUTH: 'none' })).toEqual(['AGENT_AUTH']);
    expect(names({}, {})).toEqual(['AGENT_AUTH']);
    expect(names({ variables: { AGENT_SECRET: 'readable' } })).toEqual(['AGENT_SECRET']);
  });
});
