/** Makes the agent's key and the request for its certificate, and sends it. */
import 'reflect-metadata';
import { KeyObject, randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { CertificateRequest, Credentials } from './identity-file.ts';

const KEY = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const ANSWER_TIMEOUT_MS = 10_000;
const ANSWER_LENGTH_MAX = 64 * 1024;

const REQUEST_CERTIFICATE = /* GraphQL */ `
  mutation RequestCertificate($input: RequestCertificateInput!) {
    requestCertificate(input: $input) {
      __typename
      ... on CertificateIssued {
        certificatePem
        authoritiesPem
      }
      ... on CertificateRefused {
        reason
        message
      }
    }
  }
`;

const Outcome = Type.Union([
  Type.Object({
    __typename: Type.Literal('CertificateIssued'),
    certificatePem: Type.String(),
    authoritiesPem: Type.Array(Type.String(), { minItems: 1 }),
  }),
  Type.Object({ __typename: Type.Literal('CertificateRefused'), reason: Type.String(), message: Type.String() }),
]);
const answer = Compile(Type.Object({ data: Type.Object({ requestCertificate: Outcome }) }));

type CertificateOutcome = Static<typeof Outcome>;

/** A new key pair for each certificate: a key that leaked ends with its certificate. */
export async function newRequest(commonName: string, tokenHash: string | null): Promise<CertificateRequest> {
  const keys = await crypto.subtle.generateKey(KEY, true, ['sign', 'verify']);
  const csr = await Pkcs10CertificateRequestGenerator.create({ name: [{ CN: [commonName] }], keys, signingAlgorithm: KEY });
  return {
    keyPem: KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }),
    csrPem: csr.toString('pem'),
    idempotencyKey: randomUUID(),
    tokenHash,
  };
}

/** What the platform says to a request, proved by an enrolment token or by the present certificate. */
export async function sendRequest(
  { csrPem, idempotencyKey }: CertificateRequest,
  {
    url,
    token,
    credentials,
    signal,
  }: { url: string; token: string | null; credentials: Credentials | null; signal: AbortSignal },
): Promise<CertificateOutcome> {
  const body = JSON.stringify({ query: REQUEST_CERTIFICATE, variables: { input: { idempotencyKey, csrPem } } });
  const text = await post(url, {
    body,
    signal,
    headers: { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) },
    ...(credentials && tlsOf(credentials)),
  });
  const value: unknown = JSON.parse(text);
  if (!answer.Check(value)) throw new Error(`the platform did not answer a request for a certificate: ${text.slice(0, 300)}`);
  return value.data.requestCertificate;
}

/** How a connection is made with the agent's certificate, to a platform that the agent's authorities vouch for. */
export function tlsOf({ keyPem, certificatePem, authoritiesPem }: Credentials): { key: string; cert: string; ca: string[] } {
  return { key: keyPem, cert: certificatePem, ca: [...authoritiesPem] };
}

function post(url: string, { body, ...options }: RequestOptions & { body: string }): Promise<string> {
  const request = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sending = request(url, { ...options, method: 'POST', agent: false, timeout: ANSWER_TIMEOUT_MS }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > ANSWER_LENGTH_MAX) response.destroy(new Error('the answer is too long'));
      });
      response.on('end', () => resolve(text));
      response.on('error', reject);
    });
    sending.on('timeout', () => sending.destroy(new Error('no answer in time')));
    sending.on('error', reject);
    sending.end(body);
  });
}
