import { type SecureVersion, TLSSocket } from 'node:tls';

/** What the other side of a TLS connection has proved to hold. The chain to a trusted authority was checked by TLS itself. */
export interface ClientCertificate {
  readonly commonName: string;
  /** SHA-256 of the whole certificate, as Node prints it. */
  readonly fingerprint256: string;
}

/** What a listener for clients with certificates needs; `ca` holds the authorities that are trusted. */
export interface TlsSettings {
  readonly cert: string;
  readonly key: string;
  readonly ca: readonly string[];
}

/** How a server asks for certificates: without one that chains to a trusted authority there is no connection at all. */
export function requiringCertificates({ cert, key, ca }: TlsSettings) {
  const minVersion: SecureVersion = 'TLSv1.2';
  return { cert, key, ca: [...ca], requestCert: true, rejectUnauthorized: true, minVersion };
}

/** The certificate behind a connection, or null when it is not one of TLS or nothing was proved. */
export function clientCertificateOf(socket: unknown): ClientCertificate | null {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return null;
  const { subject, fingerprint256 } = socket.getPeerCertificate();
  return typeof subject?.CN === 'string' ? { commonName: subject.CN, fingerprint256 } : null;
}
