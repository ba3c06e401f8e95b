import { type ClientCertificate, clientCertificateOf } from '../platform/client-certificate.ts';

/** What came with a request or connection to show who asks: a bearer token, or a certificate on a listener that asks for them. */
export interface Proof {
  readonly authorization: string | undefined;
  readonly certificate: ClientCertificate | null;
}

/** What a request over HTTP proves with. A connection that has a certificate needs no token, and none is looked at. */
export function proofOf({ headers, socket }: { headers: { authorization?: string | undefined }; socket: unknown }): Proof {
  return { authorization: headers.authorization, certificate: clientCertificateOf(socket) };
}
