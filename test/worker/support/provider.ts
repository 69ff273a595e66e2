/** An identity provider of a test's own: real keys, published on the server of test/support/identity-provider.ts. */
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { Env } from '../../../worker/env.js';

/** One key pair of a provider. */
export interface Key {
  readonly alg: string;
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export async function makeKey(kid: string, alg = 'ES256'): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { alg, kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

let providers = 0;

export class TestProvider {
  readonly issuer: string;
  readonly audience: string = 'cobrowse-desk';
  readonly keysUrl: string;

  /** @param path where the keys are; Access has one of its own. */
  constructor(path = '/keys.json') {
    this.issuer = `https://id-${++providers}.example`;
    this.keysUrl = `${this.issuer}/${crypto.randomUUID()}${path}`;
  }

  async publish(...keys: readonly Key[]): Promise<void> {
    await this.publishText(JSON.stringify({ keys: keys.map(({ publicJwk }) => publicJwk) }));
  }

  async publishText(body: string, status = 200): Promise<void> {
    await fetch(`${this.keysUrl}?status=${status}`, { method: 'PUT', body });
  }

  /** How often the Worker has fetched the keys. */
  async reads(): Promise<number> {
    return Number(await (await fetch(`${this.keysUrl}?reads`)).text());
  }

  /** A good token but for what is given; `undefined` leaves a claim out. */
  sign(key: Key, claims: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const usual = { iss: this.issuer, aud: this.audience, sub: 'agent-7', iat: now, exp: now + 300 };
    return new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg: key.alg, kid: key.kid }).sign(key.privateKey);
  }
}

/** What a deployment's variables are: nothing of development, real limits. */
export const DEPLOYED = {
  COBROWSE_DEV: '',
  RATE_LIMITS: '',
  ALLOWED_ORIGINS: 'https://shop.example',
} satisfies Partial<Env>;

/** A deployment whose agents come from this provider. */
export function agentsFrom({ issuer, audience, keysUrl }: TestProvider): Partial<Env> {
  return {
    ...DEPLOYED,
    AGENT_AUTH: 'jwt',
    AGENT_JWT_ISSUER: issuer,
    AGENT_JWT_AUDIENCE: audience,
    AGENT_JWKS_URL: keysUrl,
  };
}
