import { randomUUID } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type GenerateKeyPairResult, type JWK, type JWTHeaderParameters, SignJWT } from 'jose';

type Claims = Readonly<Record<string, unknown>>;

interface SigningKey {
  readonly kid: string;
  readonly pair: GenerateKeyPairResult;
  readonly jwk: JWK;
}

/** An OpenID issuer of this machine, with real keys, that a test can break. */
export class TestIssuer {
  readonly url: string;
  /** The paths it was asked for. */
  readonly asked: string[] = [];
  /** Set to answer with something else. */
  answer: ((path: string, response: ServerResponse) => boolean) | null = null;
  private readonly server: Server;
  private keys: SigningKey[];

  private constructor(server: Server, first: SigningKey) {
    this.server = server;
    this.keys = [first];
    // A server that listens on a TCP port has an AddressInfo.
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', ({ url: path = '' }, response) => {
      this.asked.push(path);
      if (this.answer?.(path, response)) return;
      const body = this.bodyOf(path);
      response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}));
    });
  }

  static async open(): Promise<TestIssuer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new TestIssuer(server, await newKey());
  }

  private bodyOf(path: string): object | null {
    if (path === '/.well-known/openid-configuration') return { issuer: this.url, jwks_uri: `${this.url}/jwks` };
    return path === '/jwks' ? { keys: this.keys.map(({ jwk }) => jwk) } : null;
  }

  /** The newest key, as it is published. */
  get publicJwk(): JWK {
    return this.newest.jwk;
  }

  get newest(): SigningKey {
    const [newest] = this.keys;
    if (!newest) throw new Error('an issuer has a key');
    return newest;
  }

  /** Publishes another key instead of those before. */
  async rotate(): Promise<void> {
    this.keys = [await newKey()];
  }

  /** A token with the newest key; it lasts ten minutes. */
  sign(
    claims: Claims,
    { header = {}, key = this.newest }: { header?: Partial<JWTHeaderParameters>; key?: SigningKey } = {},
  ): Promise<string> {
    const issuedAt = Math.floor(Date.now() / 1_000);
    return new SignJWT({ iss: this.url, iat: issuedAt, exp: issuedAt + 600, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: key.kid, ...header })
      .sign(key.pair.privateKey);
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

async function newKey(): Promise<SigningKey> {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const kid = randomUUID();
  return { kid, pair, jwk: { ...(await exportJWK(pair.publicKey)), kid, use: 'sig', alg: 'ES256' } };
}
