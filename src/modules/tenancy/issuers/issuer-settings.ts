import Type, { type Static } from 'typebox';
import { isSafeAddress } from '../../../platform/issuer-keys.ts';
import type { FileProblem } from '../file-problem.ts';
import { ROLES_OF_PARTIES } from '../role-scopes.ts';
import { SCOPE_NAMES } from '../scope-names.ts';

const closed = { additionalProperties: false };
const Text = Type.String({ minLength: 1, maxLength: 200 });

/** Signatures that are checked with a public key; who can check one cannot make one. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'] as const;

const Claim = { claim: Text, within: Type.Optional(Text) };
const Role = Type.Enum(['ADMIN', 'OPERATOR', 'OPTIMISER', 'OWNER', 'PARTY', 'VIEWER']);

/** An issuer whose tokens a tenant accepts, and what their claims mean. */
export const Issuer = Type.Object(
  {
    /** As the tokens say it in `iss`, to the letter. */
    issuer: Text,
    /** What the tokens must be meant for (`aud`). */
    audience: Text,
    algorithms: Type.Array(Type.Enum([...ALGORITHMS]), { minItems: 1, maxItems: ALGORITHMS.length }),
    /** Where its keys are; what its discovery document says when left out. */
    jwksUri: Type.Optional(Text),
    /** The `typ` that tokens must have. Left out, it is `at+jwt`, `JWT` or absent. */
    tokenType: Type.Optional(Text),
    /** Which claim names the person or program; `sub` when left out. */
    subjectClaim: Type.Optional(Text),
    clockToleranceSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 120 })),
    /** Values of a claim and the role each gives; the first in the file counts. Whoever has none of them has the other role, or is refused. */
    role: Type.Object(
      { ...Claim, values: Type.Record(Text, Role, { maxProperties: 50 }), otherwise: Type.Optional(Role) },
      closed,
    ),
    /** Which claim names the party; its values are keys of parties, where they are not told to mean one. */
    party: Type.Optional(
      Type.Object({ ...Claim, values: Type.Optional(Type.Record(Text, Text, { maxProperties: 1_000 })) }, closed),
    ),
    /** Which claim limits the token, and what its values allow. Left out, the role alone decides. */
    scopes: Type.Optional(
      Type.Object(
        { ...Claim, values: Type.Record(Text, Type.Array(Type.Enum([...SCOPE_NAMES])), { maxProperties: 50 }) },
        closed,
      ),
    ),
  },
  closed,
);
export type Issuer = Static<typeof Issuer>;
export type IssuerClaim = Pick<Issuer['role'], 'claim' | 'within'>;

/** The part of a tenant file that its issuers are judged by. */
interface FileContent {
  readonly issuers?: readonly Issuer[];
  readonly parties: readonly { readonly key: string }[];
}

/** What is wrong with issuers that fit their format. */
export function problemOfIssuers({ issuers = [], parties }: FileContent): FileProblem | null {
  const keys = new Set(parties.map(({ key }) => key));
  for (const [index, one] of issuers.entries()) {
    const problem = problemOf(one, keys);
    if (problem) return { path: ['issuers', index, ...problem.path], text: `issuer ${one.issuer}: ${problem.text}` };
    if (issuers.findIndex((other) => isSame(other, one)) !== index) {
      const text = `issuer ${one.issuer}: there are two of this issuer and audience, and nothing tells their tokens apart`;
      return { path: ['issuers', index, 'audience'], text };
    }
  }
  return null;
}

/** A token must be of one tenant: an issuer that two of them name must issue for an audience of each. */
export function problemOfSharedIssuers(
  { issuers = [] }: Pick<FileContent, 'issuers'>,
  others: readonly (Pick<FileContent, 'issuers'> & { readonly slug: string })[],
): FileProblem | null {
  for (const [index, one] of issuers.entries()) {
    const other = others.find((file) => file.issuers?.some((theirs) => isSame(theirs, one)));
    if (!other) continue;
    const text = `issuer ${one.issuer}: the tenant ${other.slug} has this issuer and audience too, and nothing tells their tokens apart`;
    return { path: ['issuers', index, 'audience'], text };
  }
  return null;
}

/** Two issuers whose tokens nothing tells apart. */
function isSame(one: Issuer, other: Issuer): boolean {
  return one.issuer === other.issuer && one.audience === other.audience;
}

function problemOf({ issuer, jwksUri, role, party }: Issuer, partyKeys: ReadonlySet<string>): FileProblem | null {
  if (!isSafeAddress(issuer) || issuer.includes('?'))
    return { path: ['issuer'], text: 'its address must begin with https:// (http:// on this machine alone) and have no query' };
  if (jwksUri !== undefined && !isSafeAddress(jwksUri))
    return { path: ['jwksUri'], text: 'the address of its keys must begin with https:// (http:// on this machine alone)' };
  const ofParty = [...Object.values(role.values), ...(role.otherwise ? [role.otherwise] : [])].find((one) =>
    ROLES_OF_PARTIES.has(one),
  );
  if (ofParty && !party)
    return { path: ['role'], text: `the role ${ofParty} acts for a party; say under \`party\` which claim names it` };
  for (const [value, key] of Object.entries(party?.values ?? {})) {
    if (!partyKeys.has(key)) return { path: ['party', 'values', value], text: `the party ${key} is not in the list of parties` };
  }
  return null;
}
