/**
 * An instruction as the platform signs it for one site: a JWS in compact form (RFC 7515), ES256 over the exact bytes that are
 * sent. Its header carries the signer's certificate, which one of the device authorities has issued to the tenant's signer.
 */
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { isWireInstruction, type WireInstruction } from './instruction.ts';

const SIGNED_INSTRUCTION_TYPE = 'holdfast-instruction';
/** What the signer's certificate is for: documents, and no connection (RFC 9336). */
export const DOCUMENT_SIGNING = '1.3.6.1.5.5.7.3.36';

/** The name in the certificate of a tenant's signer; no agent can have it. */
export function signerName(tenantSlug: string): string {
  return `instructions/${tenantSlug}`;
}

const Header = Type.Object({
  alg: Type.Literal('ES256'),
  typ: Type.Literal(SIGNED_INSTRUCTION_TYPE),
  /** DER in base64. */
  x5c: Type.Array(Type.String(), { minItems: 1, maxItems: 1 }),
});
const header = Compile(Header);

const Statement = Type.Object({
  version: Type.Literal(1),
  /** The agent it is for, by its name. */
  audience: Type.String(),
  instruction: Type.Unknown(),
});
const statement = Compile(Statement);

type SignedHeader = Static<typeof Header>;

export interface SignedParts {
  readonly certificateDer: Buffer;
  /** What the signature is over. */
  readonly signedBytes: Buffer;
  /** The two numbers of the signature, one after the other. */
  readonly signature: Buffer;
  /** To be believed only when the signature is good. */
  readonly payload: Buffer;
}

export function printHeader(certificateDer: Buffer): string {
  const value: SignedHeader = { alg: 'ES256', typ: SIGNED_INSTRUCTION_TYPE, x5c: [certificateDer.toString('base64')] };
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

export function printStatement({ audience, instruction }: { audience: string; instruction: WireInstruction }): string {
  const value: Static<typeof Statement> = { version: 1, audience, instruction };
  return JSON.stringify(value);
}

/** The parts of a text, or null when it is none of ours. */
export function parseSigned(text: string): SignedParts | null {
  const [head, payload, signature, ...rest] = text.split('.').map((part) => ({ part, bytes: bytesOf(part) }));
  if (!head?.bytes || !payload?.bytes || !signature?.bytes || rest.length > 0) return null;
  const value = parseJson(head.bytes);
  if (!header.Check(value)) return null;
  return {
    certificateDer: Buffer.from(value.x5c[0] ?? '', 'base64'),
    signedBytes: Buffer.from(`${head.part}.${payload.part}`),
    signature: signature.bytes,
    payload: payload.bytes,
  };
}

/** Null where the same bytes are written otherwise: digits of plain base64, and bits at the end that mean nothing, are read too. */
function bytesOf(part: string): Buffer | null {
  const bytes = Buffer.from(part, 'base64url');
  return bytes.length > 0 && bytes.toString('base64url') === part ? bytes : null;
}

/** What was signed, or null when it is no instruction for anybody. */
export function parseStatement(payload: Buffer): { audience: string; instruction: WireInstruction } | null {
  const value = parseJson(payload);
  if (!statement.Check(value) || !isWireInstruction(value.instruction)) return null;
  return { audience: value.audience, instruction: value.instruction };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    // Whatever it is, it is not JSON.
    return null;
  }
}
