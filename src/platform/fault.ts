import type { AgreementRole } from '../kernel/ownership-models.ts';

/** The closed catalogue of refusals and failures; each appears in the API as `extensions.code`. */
export const FAULT_CODES = {
  UNAUTHENTICATED: 'No valid credential came with the request.',
  FORBIDDEN: 'The credential is valid but may not do this.',
  NOT_FOUND: 'It does not exist, or it is not yours: the two give the same answer.',
  BAD_USER_INPUT: 'An argument has a value that cannot be meant.',
  IDEMPOTENCY_MISMATCH: 'The idempotency key was used before with another input.',
  QUERY_TOO_LARGE: 'The document asks for more than one request may.',
  RATE_LIMITED: 'The budget is used up for now; try again after the time that the answer tells.',
  UNAVAILABLE: 'A part of the platform does not answer at present; try again later.',
  INTERNAL: 'Something broke on our side; the request id finds it in our logs.',
} as const;

export type FaultCode = keyof typeof FAULT_CODES;

interface FaultFaces {
  /** A sentence for the customer. */
  readonly tell: string;
  /** Facts for the operator's log; never sent to the customer. */
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
  /** What would be needed; told to the customer beside the sentence. */
  readonly lacks?: Omit<Lack, 'missing'>;
}

/** Why a right is not there. */
export type RefusalReason =
  | 'NO_AGREEMENT'
  | 'AGREEMENT_ENDED'
  | 'OUTSIDE_AGREEMENT'
  | 'CREDENTIAL_KIND'
  | 'CREDENTIAL_ROLE'
  | 'CREDENTIAL_SCOPE'
  | 'CREDENTIAL_ENDS';

/** What somebody lacks for what they ask for. */
export interface Lack {
  readonly reason: RefusalReason;
  /** The roles of an agreement, one of which would give it. */
  readonly missingRoles: readonly AgreementRole[];
  /** The roles of a credential, one of which would give it. */
  readonly missingCredentialRoles: readonly string[];
  /** The scopes, all of which it needs, by their names in the API. */
  readonly missingScopes: readonly string[];
  /** A sentence for people. */
  readonly missing: string;
}

/** Something refused or broken, with a public and a private face. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly lacks: Omit<Lack, 'missing'> | null;

  constructor(code: FaultCode, { tell, detail = {}, cause, lacks }: FaultFaces) {
    super(tell, cause === undefined ? undefined : { cause });
    this.name = 'Fault';
    this.code = code;
    this.detail = detail;
    this.lacks = lacks ?? null;
  }
}

/** What is said of a lack that agreements, roles and scopes have no part in, or only some of them. */
export function lackOf({ reason, missing, ...parts }: Pick<Lack, 'reason' | 'missing'> & Partial<Lack>): Lack {
  return { reason, missingRoles: [], missingCredentialRoles: [], missingScopes: [], missing, ...parts };
}

/** The refusal of somebody who lacks something: it says what. */
export function forbidden({ reason, missingRoles, missingCredentialRoles, missingScopes, missing }: Lack): Fault {
  const lacks = { reason, missingRoles, missingCredentialRoles, missingScopes };
  return new Fault('FORBIDDEN', { tell: `You may not do this. ${missing}`, lacks });
}
