import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { PartyId, TenantId } from '../../../kernel/ids.ts';
import { createIssuerKeys } from '../../../platform/issuer-keys.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { ForeignActor } from '../actor.ts';
import { auditFailedLogIn } from '../audit/audit-sign-in.ts';
import type { TokenCheck } from '../authenticate.ts';
import { idOfKey, type TenantFile } from '../tenant-file.ts';
import { identityOf } from './identities.ts';
import type { Issuer } from './issuer-settings.ts';
import { decideStanding, type StandingRefusal } from './standing.ts';

/** An issuer of one tenant, with what is needed to prove its tokens. */
interface KnownIssuer {
  readonly tenantId: TenantId;
  readonly settings: Issuer;
  readonly partyIds: ReadonlyMap<string, PartyId>;
  readonly keys: JWTVerifyGetKey;
}

/** Why a token was refused; the tenant finds it in its audit trail. */
type Refusal = StandingRefusal | 'EXPIRED' | 'TYPE' | 'DISABLED' | errors.JOSEError['code'];

const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const CLOCK_TOLERANCE_SECONDS = 30;
/** What access tokens say they are (RFC 9068, RFC 7519), where they say it. */
const USUAL_TYPES: ReadonlySet<string> = new Set(['at+jwt', 'jwt']);

/** Checks tokens of the issuers that tenants have named. A token of any other issuer is nobody's, and nothing is fetched for it. */
export function foreignTokens(platform: Platform, files: readonly TenantFile[]): TokenCheck {
  const issuers = files.flatMap((file) => issuersOf(platform, file));
  return async (token, sourceIp) => {
    const claims = claimsOf(token);
    const issuer = claims && issuerOf(issuers, claims);
    if (!issuer) return null;
    const judged = await judge(platform, { token, claims, issuer });
    if (typeof judged === 'object') return judged;
    const claim = { credentialKind: 'external', issuer: issuer.settings.issuer, refusal: judged };
    await auditFailedLogIn(platform, { tenantId: issuer.tenantId, credentialId: null, claim, sourceIp });
    return null;
  };
}

function issuersOf({ log }: Platform, { tenantId, parties, issuers = [] }: TenantFile): KnownIssuer[] {
  const partyIds = new Map(parties.map(({ key }) => [key, idOfKey<PartyId>(tenantId, 'party', key)]));
  return issuers.map((settings) => ({ tenantId, settings, partyIds, keys: createIssuerKeys(settings, log) }));
}

/** What a token says of itself; nothing of it is proved. */
function claimsOf(token: string): JWTPayload | null {
  if (!TOKEN.test(token)) return null;
  try {
    return decodeJwt(token);
  } catch {
    return null;
  }
}

/** The one issuer a token can be of. One that is meant for two of them is meant for nobody. */
function issuerOf(issuers: readonly KnownIssuer[], { iss, aud }: JWTPayload): KnownIssuer | null {
  const audiences = new Set([aud ?? []].flat());
  const [issuer, ...more] = issuers.filter(({ settings }) => settings.issuer === iss && audiences.has(settings.audience));
  return more.length === 0 ? (issuer ?? null) : null;
}

interface Token {
  readonly token: string;
  readonly claims: JWTPayload;
  readonly issuer: KnownIssuer;
}

async function judge(platform: Platform, { token, claims, issuer }: Token): Promise<ForeignActor | Refusal> {
  const { settings, tenantId } = issuer;
  const wallNow = platform.wallNow();
  const toleranceSeconds = settings.clockToleranceSeconds ?? CLOCK_TOLERANCE_SECONDS;
  const endsMs = ((claims.exp ?? -Infinity) + toleranceSeconds) * 1_000;
  // Needs no key, and so no issuer that answers.
  if (!(endsMs > wallNow.getTime())) return 'EXPIRED';
  const proved = await prove(token, { issuer, wallNow, toleranceSeconds });
  if (typeof proved === 'string') return proved;
  const standing = decideStanding(proved, issuer);
  if (typeof standing === 'string') return standing;
  const { subject, role, partyId, bounds } = standing;
  const { externalIdentityId, disabledAt } = await identityOf(platform, { tenantId, issuer: settings.issuer, subject });
  if (disabledAt) return 'DISABLED';
  return {
    kind: 'external',
    tenantId,
    credentialId: externalIdentityId,
    role,
    partyId,
    bounds,
    expiresAt: new Date(endsMs),
    issuer: settings.issuer,
    subject,
    onBehalfOf: subject,
  };
}

async function prove(
  token: string,
  { issuer, wallNow, toleranceSeconds }: { issuer: KnownIssuer; wallNow: Date; toleranceSeconds: number },
): Promise<JWTPayload | Refusal> {
  const { issuer: name, audience, algorithms, tokenType } = issuer.settings;
  try {
    if (!isOfType(decodeProtectedHeader(token).typ, tokenType)) return 'TYPE';
    const { payload } = await jwtVerify(token, issuer.keys, {
      issuer: name,
      audience,
      algorithms,
      clockTolerance: toleranceSeconds,
      currentDate: wallNow,
      requiredClaims: ['exp'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) return error.code;
    throw error;
  }
}

/** A token that says it is something else, such as a logout token, is not taken for one that gives access. */
function isOfType(type: unknown, wanted: string | undefined): boolean {
  if (type === undefined) return wanted === undefined;
  if (typeof type !== 'string') return false;
  const plain = type.toLowerCase().replace(/^application\//, '');
  return wanted === undefined ? USUAL_TYPES.has(plain) : plain === wanted.toLowerCase();
}
