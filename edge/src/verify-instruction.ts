/** Whether an instruction is the platform's own, for this site. Asked when it comes, and again when it is read from disk. */
import { verify, X509Certificate } from 'node:crypto';
import type { WireInstruction } from '../../src/wire/instruction.ts';
import { DOCUMENT_SIGNING, parseSigned, parseStatement, signerName } from '../../src/wire/signed-instruction.ts';

export type Verified =
  | { readonly ok: true; readonly instruction: WireInstruction }
  | { readonly ok: false; readonly reason: string };

interface By {
  /** The device authorities that the agent learned of with its certificate. While one takes over from another both are. */
  readonly authoritiesPem: readonly string[];
  readonly tenantSlug: string;
  /** The agent's own. */
  readonly agentName: string;
  /** By the wall clock, as all certificates. */
  readonly wallNow: Date;
}

/** The signer whose certificate was looked at last: a site hears from one for a day, and a chain costs more than a signature. */
export class KnownSigner {
  #last: { readonly der: Buffer; readonly authoritiesPem: readonly string[]; readonly signer: X509Certificate } | null = null;

  /** Whose certificate it is; null where none of the authorities has issued it. */
  find(der: Buffer, authoritiesPem: readonly string[]): X509Certificate | null {
    if (this.#last?.authoritiesPem === authoritiesPem && this.#last.der.equals(der)) return this.#last.signer;
    const signer = readCertificate(der);
    if (!signer || !authoritiesPem.some((pem) => isIssuedBy(signer, new X509Certificate(pem)))) return null;
    this.#last = { der, authoritiesPem, signer };
    return signer;
  }
}

/** The instruction that was signed, or why it is not believed. Nothing of it is looked at before the signature is good. */
export function verifyInstruction(
  text: string,
  { authoritiesPem, tenantSlug, agentName, wallNow }: By,
  known = new KnownSigner(),
): Verified {
  const parts = parseSigned(text);
  if (!parts) return refuse('It is not signed.');
  const signer = known.find(parts.certificateDer, authoritiesPem);
  if (!signer) return refuse('Its signer is not of an authority that this site knows.');
  if (signer.subject !== `CN=${signerName(tenantSlug)}` || !signer.keyUsage.includes(DOCUMENT_SIGNING))
    return refuse('Its signer does not sign instructions for this tenant.');
  if (wallNow < signer.validFromDate || signer.validToDate <= wallNow)
    return refuse('The certificate of its signer is not valid now.');
  const key = { key: signer.publicKey, dsaEncoding: 'ieee-p1363' } as const;
  if (!verify('sha256', parts.signedBytes, key, parts.signature)) return refuse('Its signature is wrong.');
  const stated = parseStatement(parts.payload);
  if (!stated) return refuse('What was signed does not fit the format.');
  if (stated.audience !== agentName) return refuse('It was signed for another site.');
  return { ok: true, instruction: stated.instruction };
}

function readCertificate(der: Buffer): X509Certificate | null {
  try {
    return new X509Certificate(der);
  } catch {
    // Whatever it is, it is no certificate.
    return null;
  }
}

function isIssuedBy(certificate: X509Certificate, authority: X509Certificate): boolean {
  return certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
}

function refuse(reason: string): Verified {
  return { ok: false, reason };
}
