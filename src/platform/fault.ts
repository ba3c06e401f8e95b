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
}

/** Something refused or broken, with a public and a private face. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(code: FaultCode, { tell, detail = {}, cause }: FaultFaces) {
    super(tell, cause === undefined ? undefined : { cause });
    this.name = 'Fault';
    this.code = code;
    this.detail = detail;
  }
}
