import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { GraphQLContext } from '../context.ts';
import type { ModelOf } from '../models.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A three-letter ISO 4217 currency code, for example `GBP`. */
  CurrencyCode: { input: string; output: string; }
  /** A civil date in the market's own calendar, for example `2024-11-04`. It has no time zone of its own. */
  Date: { input: string; output: string; }
  /** An instant in UTC, RFC 3339, for example `2024-11-04T00:30:00Z`. */
  DateTime: { input: Date; output: Date; }
  /** An exact decimal number as a string, for example `"-185.33"`. Money and prices are never binary floating point. */
  Decimal: { input: string; output: string; }
};

/** What became of an instruction, as an edge agent reports it. */
export type AcknowledgeInstructionInput = {
  /** When it happened, by the site's clock. */
  readonly happenedAt: Scalars['DateTime']['input'];
  /** The agent's own unique key for this report, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The instruction. */
  readonly instructionId: Scalars['ID']['input'];
  /** What became of it. */
  readonly outcome: AcknowledgementOutcome;
  /** Why, when the site refused it; 1 to 200 characters. */
  readonly refusalReason?: InputMaybe<Scalars['String']['input']>;
};

/** What came of the report. */
export type AcknowledgeInstructionResult = InstructionAcknowledged;

/** What an edge agent can report of an instruction. */
export type AcknowledgementOutcome =
  /** Its setpoint was written to the hardware and read back. */
  | 'APPLIED'
  /** It is on the site's disk. */
  | 'DELIVERED'
  /** The site will not carry it out. */
  | 'REFUSED';

/** A dated relation between a party and a battery, or a whole site. */
export type Agreement = Node & {
  readonly __typename: 'Agreement';
  /** The battery; null when the agreement is over the whole site, and every battery there. */
  readonly battery?: Maybe<Battery>;
  /** Every version of this agreement, oldest first; at most 100. */
  readonly history: ReadonlyArray<AgreementVersion>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The party. */
  readonly party: Party;
  /** What the party is to the battery or the site. */
  readonly role: AgreementRole;
  /** The share of an owner, percent; null when none was agreed. The shares of all owners never come to more than 100 at any instant. */
  readonly sharePercent?: Maybe<Scalars['Float']['output']>;
  /** What else was agreed, in words; null when nothing was recorded. */
  readonly terms?: Maybe<Scalars['String']['output']>;
  /** When the agreement begins. */
  readonly validFrom: Scalars['DateTime']['output'];
  /** When the agreement ends (that instant excluded); null while it is open-ended. */
  readonly validUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Counts the changes of this agreement, from 1. */
  readonly versionSequence: Scalars['Int']['output'];
};

/** The agreement has an end. */
export type AgreementEnded = {
  readonly __typename: 'AgreementEnded';
  /** The agreement as it stands now. */
  readonly agreement: Agreement;
};

/** The agreement stands. */
export type AgreementMade = {
  readonly __typename: 'AgreementMade';
  /** The new agreement. */
  readonly agreement: Agreement;
};

/** Why an agreement was refused. */
export type AgreementRefusalReason =
  /** It ends before it begins. */
  | 'BAD_TIME_SPAN'
  /** It has ended already, or it was agreed to end no later than asked for. */
  | 'ENDED_ALREADY'
  /** Only one party at a time can have this role, and another one has it then. */
  | 'ROLE_TAKEN'
  /** The party has an agreement of this role then already. */
  | 'SAME_AGREEMENT'
  /** The shares of the owners would come to more than 100 percent. */
  | 'SHARES_ABOVE_WHOLE'
  /** A share was given for another role than an owner's. */
  | 'SHARE_NOT_OF_OWNER';

/** The agreement contradicts itself or another one; nothing was changed. */
export type AgreementRefused = {
  readonly __typename: 'AgreementRefused';
  /** Why, as a sentence. */
  readonly message: Scalars['String']['output'];
  /** Why, as a code. */
  readonly reason: AgreementRefusalReason;
};

/** What a party can be to a battery. */
export type AgreementRole =
  /** Checks what was done and what it earned. */
  | 'AUDITOR'
  /** Rents it. */
  | 'LESSEE'
  /** Rents it out. */
  | 'LESSOR'
  /** Buys what it delivers. */
  | 'OFFTAKER'
  /** Keeps it running. */
  | 'OPERATOR'
  /** Decides when it charges and discharges. */
  | 'OPTIMISER'
  /** Owns it. */
  | 'OWNER'
  /** Owns the ground or the building it stands in. */
  | 'SITE_HOST';

/** An agreement as it stood after one change. Versions are never altered. */
export type AgreementVersion = {
  readonly __typename: 'AgreementVersion';
  /** Why the change was made, in the words of whoever made it. */
  readonly changeReason: Scalars['String']['output'];
  /** When the change was made. */
  readonly changedAt: Scalars['DateTime']['output'];
  /** The share of an owner, percent; null when none was agreed. */
  readonly sharePercent?: Maybe<Scalars['Float']['output']>;
  /** When the agreement begins. */
  readonly validFrom: Scalars['DateTime']['output'];
  /** When the agreement ends (that instant excluded); null while it is open-ended. */
  readonly validUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Position in the history, from 1. */
  readonly versionSequence: Scalars['Int']['output'];
};

/** A credential for servers and scripts, sent as `Authorization: Bearer <key>`. */
export type ApiKey = Node & {
  readonly __typename: 'ApiKey';
  /** When the key was created. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** What the key is for, in your words. */
  readonly name: Scalars['String']['output'];
  /** The party on whose behalf the key acts; null when it acts for the tenant itself. */
  readonly party?: Maybe<Party>;
  /** When the key was revoked; null while it is valid. */
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the key may do. */
  readonly role: ApiKeyRole;
};

/** A page of API keys. */
export type ApiKeyConnection = {
  readonly __typename: 'ApiKeyConnection';
  /** The keys with their cursors. */
  readonly edges: ReadonlyArray<ApiKeyEdge>;
  /** The keys alone. */
  readonly nodes: ReadonlyArray<ApiKey>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** The key was created. */
export type ApiKeyCreated = {
  readonly __typename: 'ApiKeyCreated';
  /** The new key. */
  readonly apiKey: ApiKey;
  /** The secret to send as a bearer token. Null when this answer is a replay: a secret is shown once. */
  readonly secret?: Maybe<Scalars['String']['output']>;
};

/** One API key in a page. */
export type ApiKeyEdge = {
  readonly __typename: 'ApiKeyEdge';
  /** Opaque position of this key. */
  readonly cursor: Scalars['String']['output'];
  /** The key. */
  readonly node: ApiKey;
};

/** Why an API key was not created. */
export type ApiKeyRefusalReason =
  /** This role acts for the tenant itself, and a party was given. */
  | 'PARTY_NOT_ALLOWED'
  /** This role acts for a party, and none was given. */
  | 'PARTY_REQUIRED';

/** The key was not created. */
export type ApiKeyRefused = {
  readonly __typename: 'ApiKeyRefused';
  /** Why, as a sentence. */
  readonly message: Scalars['String']['output'];
  /** Why, as a code. */
  readonly reason: ApiKeyRefusalReason;
};

/** The key is revoked; revoking it again gives the same answer. */
export type ApiKeyRevoked = {
  readonly __typename: 'ApiKeyRevoked';
  /** The revoked key. */
  readonly apiKey: ApiKey;
};

/** What a credential may do. What it may see of a battery follows from the agreements of its party. */
export type ApiKeyRole =
  /** Everything inside the tenant, API keys included. */
  | 'ADMIN'
  /** Sees all assets of the tenant, sets overrides and intent. */
  | 'OPERATOR'
  /** Sees the batteries its party optimises; sets intent and asks for plans. */
  | 'OPTIMISER'
  /** Sees the batteries its party owns or leases; sets their intent. */
  | 'OWNER'
  /** Acts for its party through every agreement the party has, whatever the role. */
  | 'PARTY'
  /** Sees all assets of the tenant and changes nothing. */
  | 'VIEWER';

/** What was decided. */
export type AuditDecision =
  /** It was allowed; the outcome says what came of it. */
  | 'ALLOWED'
  /** It was refused for want of a right, or because nothing of that id is there for the credential. */
  | 'DENIED';

/** One line of the audit trail. Entries are never changed or deleted, and each is chained to the one before it by its hash. */
export type AuditEntry = Node & {
  readonly __typename: 'AuditEntry';
  /** What kind of credential asked: `api-key`, `agent`, `enrolment`, `support`, `console` (an operator of the platform at its command line), or `unknown` for a failed log-in. */
  readonly actorKind: Scalars['String']['output'];
  /** What the changed values are now, as JSON; null where nothing is left or nobody can say. */
  readonly after?: Maybe<Scalars['String']['output']>;
  /** What the changed values were before, as JSON; null where nothing was there or nobody can say. */
  readonly before?: Maybe<Scalars['String']['output']>;
  /** The credential that asked. Of a failed log-in: the one it claimed to be. Null when nobody signed in. */
  readonly credentialId?: Maybe<Scalars['ID']['output']>;
  /** Whether it was allowed. */
  readonly decision: AuditDecision;
  /** SHA-256 of the hash before it and of this entry, in hexadecimal. Keep the newest one elsewhere, and nobody can rewrite what lies before it unseen. */
  readonly entryHash: Scalars['String']['output'];
  /** Place in your tenant's chain, counted from 1 without gaps. */
  readonly entrySequence: Scalars['Int']['output'];
  /** When it happened, by the platform's clock. */
  readonly happenedAt: Scalars['DateTime']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The arguments, as JSON. Secrets are withheld; a very long input is kept as its length and hash. */
  readonly input: Scalars['String']['output'];
  /** Denials like this one that followed within the same minute and have no entry of their own. */
  readonly leftOutCount: Scalars['Int']['output'];
  /** The person on whose behalf the credential acted, where it says so; of support access, the member of staff. */
  readonly onBehalfOf?: Maybe<Scalars['String']['output']>;
  /** What was asked for, such as `setIntent`. Of support access: the field that was read. */
  readonly operation: Scalars['String']['output'];
  /** What came of it: the type of the result, or the code of the refusal. */
  readonly outcome: Scalars['String']['output'];
  /** The party on whose behalf the credential acted; null when it acted for the tenant itself. */
  readonly party?: Maybe<Party>;
  /** Why, where a reason is asked for, as for support access. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** The request, as in `extensions.requestId` and the header `x-request-id`. */
  readonly requestId?: Maybe<Scalars['String']['output']>;
  /** Where the request came from. */
  readonly sourceIp?: Maybe<Scalars['String']['output']>;
  /** The object it was about, where there is one. */
  readonly subjectId?: Maybe<Scalars['ID']['output']>;
};

/** A page of audit entries. */
export type AuditEntryConnection = {
  readonly __typename: 'AuditEntryConnection';
  /** The entries with their cursors. */
  readonly edges: ReadonlyArray<AuditEntryEdge>;
  /** The entries alone. */
  readonly nodes: ReadonlyArray<AuditEntry>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One audit entry in a page. */
export type AuditEntryEdge = {
  readonly __typename: 'AuditEntryEdge';
  /** Opaque position of this entry. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: AuditEntry;
};

/** A battery with its inverter, as one controllable unit. */
export type Battery = Node & {
  readonly __typename: 'Battery';
  /** Where exactly it stands; null when nobody has said, or when it is not yours to see (then told in `extensions.withheld`). */
  readonly address?: Maybe<Scalars['String']['output']>;
  /** Who stands in which relation to this battery, now and in the past, oldest first; at most 100. Your party's own agreements, and those of the times in which you may read its contracts. */
  readonly agreements: ReadonlyArray<Agreement>;
  /** Energy stored for each unit taken from the grid, percent. */
  readonly chargeEfficiencyPercent: Scalars['Float']['output'];
  /** The most it can charge with, kW at the grid side, never negative. */
  readonly chargePowerKwMax: Scalars['Float']['output'];
  /** What its owner or optimiser allows it to be used for; null when it is not yours to see. */
  readonly currentIntent?: Maybe<Intent>;
  /** Energy delivered to the grid for each unit taken from store, percent. */
  readonly dischargeEfficiencyPercent: Scalars['Float']['output'];
  /** The most it can discharge with, kW at the grid side, never negative. */
  readonly dischargePowerKwMax: Scalars['Float']['output'];
  /** Usable energy between empty and full, kWh. */
  readonly energyCapacityKwh: Scalars['Float']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Instructions sent to the battery, newest first. */
  readonly instructions: InstructionConnection;
  /** What its owner or optimiser allows it to be used for. Prefer `currentIntent`: this field cannot be null, so that it is an error, and takes the battery with it, for whoever may not read it. */
  readonly intent: Intent;
  /** The newest reading; null before the first one. */
  readonly latestReading?: Maybe<Reading>;
  /** Name as shown to people. */
  readonly name: Scalars['String']['output'];
  /** What was planned and what came of it for each settlement period, in the order of time. Only periods that have begun. */
  readonly outcomes: ReadonlyArray<PeriodOutcome>;
  /** Overrides that are in force or still to come, by their start; at most 100. */
  readonly overrides: ReadonlyArray<Override>;
  /** The ownership model that says what each agreement over this battery gives; see `ownershipModels`. */
  readonly ownershipModel: Scalars['String']['output'];
  /** The plan in force; null before the first one. */
  readonly plan?: Maybe<Plan>;
  /** Readings of a span of time, oldest first, thinned out evenly to at most `pointCountMax`. */
  readonly readings: ReadonlyArray<Reading>;
  /** What the metered energy of each settlement period was worth, in the order of time. Only periods that are over and metered. */
  readonly settledPeriods: ReadonlyArray<SettledPeriod>;
  /** Where it stands. */
  readonly site: Site;
  /** What you may do with this battery now, and for what you may not do, what is missing. Nothing that is allowed here is refused for want of a right. */
  readonly viewerCan: ReadonlyArray<ViewerRight>;
};


/** A battery with its inverter, as one controllable unit. */
export type BatteryInstructionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A battery with its inverter, as one controllable unit. */
export type BatteryOutcomesArgs = {
  from: Scalars['DateTime']['input'];
  until: Scalars['DateTime']['input'];
};


/** A battery with its inverter, as one controllable unit. */
export type BatteryReadingsArgs = {
  from: Scalars['DateTime']['input'];
  pointCountMax?: InputMaybe<Scalars['Int']['input']>;
  until: Scalars['DateTime']['input'];
};


/** A battery with its inverter, as one controllable unit. */
export type BatterySettledPeriodsArgs = {
  from: Scalars['DateTime']['input'];
  until: Scalars['DateTime']['input'];
};

/** A page of batteries. */
export type BatteryConnection = {
  readonly __typename: 'BatteryConnection';
  /** The batteries with their cursors. */
  readonly edges: ReadonlyArray<BatteryEdge>;
  /** The batteries alone. */
  readonly nodes: ReadonlyArray<Battery>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One battery in a page. */
export type BatteryEdge = {
  readonly __typename: 'BatteryEdge';
  /** Opaque position of this battery. */
  readonly cursor: Scalars['String']['output'];
  /** The battery. */
  readonly node: Battery;
};

/** The override is in force, and the site is being told. */
export type BatteryOverridden = {
  readonly __typename: 'BatteryOverridden';
  /** The battery. */
  readonly battery: Battery;
  /** The override. */
  readonly override: Override;
};

/** Why a battery was not registered. */
export type BatteryRefusalReason =
  /** Another battery of the site has this name. */
  | 'NAME_TAKEN';

/** The battery was not registered. */
export type BatteryRefused = {
  readonly __typename: 'BatteryRefused';
  /** Why, as a sentence. */
  readonly message: Scalars['String']['output'];
  /** Why, as a code. */
  readonly reason: BatteryRefusalReason;
};

/** The battery is registered. */
export type BatteryRegistered = {
  readonly __typename: 'BatteryRegistered';
  /** The new battery. */
  readonly battery: Battery;
};

/** Which override to end. */
export type CancelOverrideInput = {
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The override. */
  readonly overrideId: Scalars['ID']['input'];
};

/** What came of ending an override. */
export type CancelOverrideResult = OverrideCancelled;

/** The certificate is issued. */
export type CertificateIssued = {
  readonly __typename: 'CertificateIssued';
  /** The authorities to trust for the platform's own certificates, in PEM, newest first. */
  readonly authoritiesPem: ReadonlyArray<Scalars['String']['output']>;
  /** The certificate in PEM. Ask for the next one when two thirds of its time are over. */
  readonly certificatePem: Scalars['String']['output'];
  /** Its serial number, hexadecimal. */
  readonly serial: Scalars['String']['output'];
  /** It is good from here; a few minutes ago, for clocks that are behind. */
  readonly validFrom: Scalars['DateTime']['output'];
  /** It is good until here. */
  readonly validUntil: Scalars['DateTime']['output'];
};

/** Why no certificate was issued. */
export type CertificateRefusalReason =
  /** The request cannot be read, or is not signed by a P-256 key. */
  | 'REQUEST_INVALID'
  /** The enrolment token is older than 15 minutes, or a newer one has taken its place. */
  | 'TOKEN_EXPIRED'
  /** The enrolment token was used before. */
  | 'TOKEN_USED'
  /** The request names another site than the credential it came with. */
  | 'WRONG_SITE';

/** No certificate was issued. */
export type CertificateRefused = {
  readonly __typename: 'CertificateRefused';
  /** Why, as a sentence. */
  readonly message: Scalars['String']['output'];
  /** Why, as a code. */
  readonly reason: CertificateRefusalReason;
};

/** A new API key. */
export type CreateApiKeyInput = {
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** What the key is for, 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
  /** The party on whose behalf the key acts. Required for OWNER, OPTIMISER and PARTY, not allowed for the others. */
  readonly partyId?: InputMaybe<Scalars['ID']['input']>;
  /** What the key may do. */
  readonly role: ApiKeyRole;
};

/** What came of creating an API key. */
export type CreateApiKeyResult = ApiKeyCreated | ApiKeyRefused;

/** A message that was not understood or not believed, kept as it came. */
export type DeadLetter = Node & {
  readonly __typename: 'DeadLetter';
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The message as it came; bytes that are not text are shown as base64. */
  readonly payload: Scalars['String']['output'];
  /** Why it was not accepted. */
  readonly reason: Scalars['String']['output'];
  /** When it came. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** When it was replayed with success; null until then. */
  readonly replayedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The topic or route on which it came. */
  readonly source: Scalars['String']['output'];
};

/** A page of dead letters. */
export type DeadLetterConnection = {
  readonly __typename: 'DeadLetterConnection';
  /** The dead letters with their cursors. */
  readonly edges: ReadonlyArray<DeadLetterEdge>;
  /** The dead letters alone. */
  readonly nodes: ReadonlyArray<DeadLetter>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One dead letter in a page. */
export type DeadLetterEdge = {
  readonly __typename: 'DeadLetterEdge';
  /** Opaque position of this dead letter. */
  readonly cursor: Scalars['String']['output'];
  /** The dead letter. */
  readonly node: DeadLetter;
};

/** The message is still not accepted. */
export type DeadLetterRefused = {
  readonly __typename: 'DeadLetterRefused';
  /** The dead letter. */
  readonly deadLetter: DeadLetter;
  /** Why it is still not accepted. */
  readonly message: Scalars['String']['output'];
};

/** The message is accepted now. */
export type DeadLetterReplayed = {
  readonly __typename: 'DeadLetterReplayed';
  /** The dead letter. */
  readonly deadLetter: DeadLetter;
};

/** The enrolment has begun. */
export type EdgeAgentEnrolled = {
  readonly __typename: 'EdgeAgentEnrolled';
  /** When the token ends if it is not used. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** The site the agent stands at. */
  readonly site: Site;
  /** The one-time token with which the agent asks for its first certificate. Null when this answer is a replay: a secret is shown once. */
  readonly token?: Maybe<Scalars['String']['output']>;
};

/** The site has no agent now. */
export type EdgeAgentRevoked = {
  readonly __typename: 'EdgeAgentRevoked';
  /** The site the agent stood at. */
  readonly site: Site;
};

/** Which agreement to end. */
export type EndAgreementInput = {
  /** The agreement. */
  readonly agreementId: Scalars['ID']['input'];
  /** When it ends (that instant excluded). Now when left out. */
  readonly endsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Why, in your words, 1 to 200 characters. */
  readonly reason: Scalars['String']['input'];
};

/** What came of ending an agreement. */
export type EndAgreementResult = AgreementEnded | AgreementRefused;

/** Which support session to end. */
export type EndSupportSessionInput = {
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The session to end. */
  readonly supportSessionId: Scalars['ID']['input'];
};

/** What came of ending a support session. */
export type EndSupportSessionResult = SupportSessionEnded;

/** Which site's agent to enrol. */
export type EnrolEdgeAgentInput = {
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The site the agent stands at. */
  readonly siteId: Scalars['ID']['input'];
};

/** What came of enrolling an edge agent. */
export type EnrolEdgeAgentResult = EdgeAgentEnrolled;

/** Why a request or a field of it failed, as `extensions.code`. */
export type ErrorCode =
  /** An argument has a value that cannot be meant. */
  | 'BAD_USER_INPUT'
  /** The credential is valid but may not do this. */
  | 'FORBIDDEN'
  /** The idempotency key was used before with another input. */
  | 'IDEMPOTENCY_MISMATCH'
  /** Something broke on our side; the request id finds it in our logs. */
  | 'INTERNAL'
  /** It does not exist, or it is not yours: the two give the same answer. */
  | 'NOT_FOUND'
  /** The document asks for more than one request may. */
  | 'QUERY_TOO_LARGE'
  /** The budget is used up for now; try again after the time that the answer tells. */
  | 'RATE_LIMITED'
  /** No valid credential came with the request. */
  | 'UNAUTHENTICATED'
  /** A part of the platform does not answer at present; try again later. */
  | 'UNAVAILABLE';

/** What the facts about a battery are grouped into; rights are given for whole groups. */
export type FieldGroup =
  /** Who changed what. */
  | 'AUDIT'
  /** Agreements of other parties, where they overlap the own one. */
  | 'CONTRACTS'
  /** The credentials of the site's edge agent. While an agreement is in force. */
  | 'DEVICE_CREDENTIALS'
  /** Readings and metered energy, each by its own instant. */
  | 'HISTORY'
  /** That it exists, its name, its site and its nameplate. Kept after an agreement has ended. */
  | 'IDENTITY'
  /** Instructions sent to the site, by when they were issued. */
  | 'INSTRUCTIONS'
  /** What it may be used for. While an agreement is in force. */
  | 'INTENT'
  /** The newest reading and live readings. While an agreement is in force. */
  | 'LIVE'
  /** Where exactly it stands. While an agreement is in force. */
  | 'LOCATION'
  /** Overrides. While an agreement is in force. */
  | 'OVERRIDE'
  /** Plans, by when they were made, and what was planned for a period. */
  | 'PLAN'
  /** Settled money, by period. */
  | 'REVENUE';

/** A point of a frequency-power curve. */
export type FrequencyCurvePoint = {
  readonly __typename: 'FrequencyCurvePoint';
  /** The share of the contracted power owed there, 0 to 1. */
  readonly deliveredRatio: Scalars['Float']['output'];
  /** How far the frequency is on the answered side of nominal, hertz, never negative. */
  readonly deviationHertz: Scalars['Float']['output'];
};

/** A frequency response that is enabled on a battery for a span of time. The site measures the frequency and answers it; the platform is not in the loop. */
export type FrequencyResponse = {
  readonly __typename: 'FrequencyResponse';
  /** The power owed at the end of the curve, kW, never negative. */
  readonly contractedPowerKw: Scalars['Float']['output'];
  /** The power owed at a deviation of the frequency: straight lines between the points, level beyond them; at most 20. */
  readonly curve: ReadonlyArray<FrequencyCurvePoint>;
  /** For so long the contracted power must be sustained from the energy in store, or into the room left. */
  readonly deliverySeconds: Scalars['Int']['output'];
  /** Which side of the nominal frequency it answers. */
  readonly direction: ResponseDirection;
  /** From this instant. */
  readonly fromAt: Scalars['DateTime']['output'];
  /** The market's short name of the service, such as DC, DM or DR. */
  readonly service: Scalars['String']['output'];
  /** Until this instant, excluded. */
  readonly untilAt: Scalars['DateTime']['output'];
};

/** What a site is told to do with one battery: absolute, dated, and replaced as a whole by the next one of a higher sequence. */
export type Instruction = Node & {
  readonly __typename: 'Instruction';
  /** When the site had read its first setpoint back from the hardware; null until then. */
  readonly appliedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The battery. */
  readonly battery: Battery;
  /** When the site had it on disk; null until then. */
  readonly deliveredAt?: Maybe<Scalars['DateTime']['output']>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Position in the site's stream of instructions; gaps are possible, repeats are not. */
  readonly instructionSequence: Scalars['Int']['output'];
  /** When it was issued. */
  readonly issuedAt: Scalars['DateTime']['output'];
  /** The bounds the site keeps whatever the setpoints say. */
  readonly limits: InstructionLimits;
  /** Why the site refused it; null unless it did. */
  readonly refusalReason?: Maybe<Scalars['String']['output']>;
  /** Frequency responses the site gives by itself on top of the setpoints, which are their baseline; at most 64, empty without any. */
  readonly responses: ReadonlyArray<FrequencyResponse>;
  /** The setpoints, in the order of time, without gaps; at most 3,000. */
  readonly setpoints: ReadonlyArray<Setpoint>;
  /** What has become of it. */
  readonly state: InstructionState;
  /** It holds from this instant. */
  readonly validFrom: Scalars['DateTime']['output'];
  /** It holds until this instant, excluded; without a newer one the site then falls to its safe state. */
  readonly validUntil: Scalars['DateTime']['output'];
};

/** The report is stored. Late and repeated reports change nothing. */
export type InstructionAcknowledged = {
  readonly __typename: 'InstructionAcknowledged';
  /** The instruction as it stands now. */
  readonly instruction: Instruction;
};

/** A page of instructions. */
export type InstructionConnection = {
  readonly __typename: 'InstructionConnection';
  /** The instructions with their cursors. */
  readonly edges: ReadonlyArray<InstructionEdge>;
  /** The instructions alone. */
  readonly nodes: ReadonlyArray<Instruction>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One instruction in a page. */
export type InstructionEdge = {
  readonly __typename: 'InstructionEdge';
  /** Opaque position of this instruction. */
  readonly cursor: Scalars['String']['output'];
  /** The instruction. */
  readonly node: Instruction;
};

/** The bounds a site keeps for a battery. */
export type InstructionLimits = {
  readonly __typename: 'InstructionLimits';
  /** The most it may charge with, kW, never negative. */
  readonly chargePowerKwMax: Scalars['Float']['output'];
  /** The most it may discharge with, kW, never negative. */
  readonly dischargePowerKwMax: Scalars['Float']['output'];
  /** Not charged above this state of charge, percent. */
  readonly socPercentMax: Scalars['Float']['output'];
  /** Not discharged below this state of charge, percent. */
  readonly socPercentMin: Scalars['Float']['output'];
};

/** What has become of an instruction. */
export type InstructionState =
  /** Written to the hardware and read back. */
  | 'APPLIED'
  /** On the site's disk. */
  | 'DELIVERED'
  /** Its time ran out before the site applied it. */
  | 'EXPIRED'
  /** Stored by the platform, not yet confirmed by the site. */
  | 'ISSUED'
  /** The site refused it; see the reason. */
  | 'REFUSED'
  /** A newer instruction took its place before the site applied it. */
  | 'SUPERSEDED';

/** What an owner or optimiser allows a battery to be used for. */
export type Intent = {
  readonly __typename: 'Intent';
  /** Full cycles a day at most: energy discharged divided by capacity. Null for no limit. */
  readonly cyclesPerDayCountMax?: Maybe<Scalars['Float']['output']>;
  /** State of charge kept for the owner's own needs on top of the minimum, percent. */
  readonly reservePercent: Scalars['Float']['output'];
  /** When it was set; null while the defaults apply. */
  readonly setAt?: Maybe<Scalars['DateTime']['output']>;
  /** The battery is never charged by the market above this state of charge, percent. */
  readonly socPercentMax: Scalars['Float']['output'];
  /** The battery is never discharged by the market below this state of charge, percent. */
  readonly socPercentMin: Scalars['Float']['output'];
  /** Counts the changes, from 1. Zero while the defaults apply. */
  readonly versionSequence: Scalars['Int']['output'];
  /** What one MWh discharged costs in wear; trades that earn less are not made. */
  readonly wearCostPerMwh: Scalars['Decimal']['output'];
};

/** Why an intent was refused. */
export type IntentRefusalReason =
  /** Minimum and reserve together leave no room below the maximum. */
  | 'NO_ROOM'
  /** A percentage is outside 0 to 100, a cycle limit outside 0 to 100, or a wear cost outside 0 to 100000. */
  | 'OUT_OF_RANGE';

/** The intent contradicts itself or the battery; nothing was changed. */
export type IntentRefused = {
  readonly __typename: 'IntentRefused';
  /** Why, as a sentence. */
  readonly message: Scalars['String']['output'];
  /** Why, as a code. */
  readonly reason: IntentRefusalReason;
};

/** The intent is set, and a new plan is on its way. */
export type IntentSet = {
  readonly __typename: 'IntentSet';
  /** The battery with its new intent. */
  readonly battery: Battery;
};

/** Who set a limit. */
export type LimitSource =
  /** The site's grid connection. */
  | 'GRID_CONNECTION'
  /** The battery's nameplate. */
  | 'NAMEPLATE';

/** A new agreement. */
export type MakeAgreementInput = {
  /** The battery. Give this or `siteId`. */
  readonly batteryId?: InputMaybe<Scalars['ID']['input']>;
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The party. */
  readonly partyId: Scalars['ID']['input'];
  /** Why, in your words, 1 to 200 characters. */
  readonly reason: Scalars['String']['input'];
  /** What the party is to the battery or the site. */
  readonly role: AgreementRole;
  /** The share of an owner, percent, above 0 to 100. */
  readonly sharePercent?: InputMaybe<Scalars['Float']['input']>;
  /** The site, for an agreement over every battery there. Give this or `batteryId`. */
  readonly siteId?: InputMaybe<Scalars['ID']['input']>;
  /** What else was agreed, in words, 1 to 2,000 characters. */
  readonly terms?: InputMaybe<Scalars['String']['input']>;
  /** When the agreement begins. */
  readonly validFrom: Scalars['DateTime']['input'];
  /** When the agreement ends (that instant excluded). Null for open-ended. */
  readonly validUntil?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What came of making an agreement. */
export type MakeAgreementResult = AgreementMade | AgreementRefused;

/** A market with one calendar and one set of prices. */
export type MarketCode =
  /** Great Britain: half-hourly settlement periods counted from local midnight, pounds. */
  | 'GB';

/** The price of energy in one settlement period. */
export type MarketPrice = {
  readonly __typename: 'MarketPrice';
  /** The currency of the prices. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** What a unit of energy delivered to the grid earns, per MWh. May be negative. */
  readonly exportPricePerMwh: Scalars['Decimal']['output'];
  /** What a unit of energy taken from the grid costs, per MWh. May be negative. */
  readonly importPricePerMwh: Scalars['Decimal']['output'];
  /** When the price became known. */
  readonly knownAt: Scalars['DateTime']['output'];
  /** The settlement period. */
  readonly period: SettlementPeriod;
};

/** An exact amount of money. */
export type Money = {
  readonly __typename: 'Money';
  /** The amount in major units of the currency, for example `"12.34"` for twelve pounds and 34 pence. Positive is money to the battery's side. */
  readonly amount: Scalars['Decimal']['output'];
  /** The currency of the amount. */
  readonly currency: Scalars['CurrencyCode']['output'];
};

/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type Mutation = {
  readonly __typename: 'Mutation';
  /** An edge agent reports what became of an instruction. Only an agent's own credential may call it. */
  readonly acknowledgeInstruction: AcknowledgeInstructionResult;
  /** Ends an override before its time. Needs what making one needs. */
  readonly cancelOverride: CancelOverrideResult;
  /** Creates an API key. Its secret is in the answer and nowhere else. Needs the role ADMIN. */
  readonly createApiKey: CreateApiKeyResult;
  /** Ends an agreement, now, earlier or later, but never later than was agreed. What was agreed before stays in its history. Needs the role ADMIN. */
  readonly endAgreement: EndAgreementResult;
  /** Ends the access of the platform's staff; a running request is answered, the next one is refused within 5 seconds. Needs the role ADMIN. */
  readonly endSupportSession: EndSupportSessionResult;
  /** Starts the enrolment of a site's edge agent and returns a one-time token, good for 15 minutes. An earlier token of the site that was not used stops working; an earlier agent goes on until the new one has its certificate. Needs the role ADMIN or OPERATOR. */
  readonly enrolEdgeAgent: EnrolEdgeAgentResult;
  /** Records that a party stands in a relation to a battery or to a whole site. Rights follow at once. Needs the role ADMIN. */
  readonly makeAgreement: MakeAgreementResult;
  /** Overrides the plan of a battery with a fixed power until a stated end. Needs the role ADMIN or OPERATOR, or an agreement in force that gives the group OVERRIDE to write. */
  readonly overrideBattery: OverrideBatteryResult;
  /** Registers a battery at a site. Needs the role ADMIN or OPERATOR. */
  readonly registerBattery: RegisterBatteryResult;
  /** Registers a site with its grid connection. Needs the role ADMIN or OPERATOR. */
  readonly registerSite: RegisterSiteResult;
  /** Sends a dead letter through the front door again. Needs the role ADMIN or OPERATOR. */
  readonly replayDeadLetter: ReplayDeadLetterResult;
  /** Gives an edge agent a certificate: its first one for the enrolment token as bearer token, the next one over a connection with its present certificate. The certificate it replaces stays good to its end. */
  readonly requestCertificate: RequestCertificateResult;
  /** Asks for a new plan of a battery. Plans are made without asking whenever prices, intent or the battery's state change. Needs the role ADMIN or OPERATOR, or an agreement in force that gives the group PLAN to write. */
  readonly requestPlan: RequestPlanResult;
  /** Revokes an API key at once. Needs the role ADMIN. */
  readonly revokeApiKey: RevokeApiKeyResult;
  /** Ends the edge agent of a site with its certificates and any enrolment token. Its open connections are closed within 60 seconds. Ending it again changes nothing. Needs the role ADMIN or OPERATOR. */
  readonly revokeEdgeAgent: RevokeEdgeAgentResult;
  /** Sets what the battery may be used for. Needs the role ADMIN or OPERATOR, or an agreement in force that gives the group INTENT to write. */
  readonly setIntent: SetIntentResult;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationAcknowledgeInstructionArgs = {
  input: AcknowledgeInstructionInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationCancelOverrideArgs = {
  input: CancelOverrideInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationCreateApiKeyArgs = {
  input: CreateApiKeyInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationEndAgreementArgs = {
  input: EndAgreementInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationEndSupportSessionArgs = {
  input: EndSupportSessionInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationEnrolEdgeAgentArgs = {
  input: EnrolEdgeAgentInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationMakeAgreementArgs = {
  input: MakeAgreementInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationOverrideBatteryArgs = {
  input: OverrideBatteryInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationRegisterBatteryArgs = {
  input: RegisterBatteryInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationRegisterSiteArgs = {
  input: RegisterSiteInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationReplayDeadLetterArgs = {
  input: ReplayDeadLetterInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationRequestCertificateArgs = {
  input: RequestCertificateInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationRequestPlanArgs = {
  input: RequestPlanInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationRevokeApiKeyArgs = {
  input: RevokeApiKeyInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationRevokeEdgeAgentArgs = {
  input: RevokeEdgeAgentInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationSetIntentArgs = {
  input: SetIntentInput;
};

/** Everything that has a global id. */
export type Node = {
  /** Global id: opaque, stable, and valid for your tenant only. */
  readonly id: Scalars['ID']['output'];
};

/** An operator's fixed power for a battery. */
export type Override = Node & {
  readonly __typename: 'Override';
  /** When it was cancelled; null unless it was. */
  readonly cancelledAt?: Maybe<Scalars['DateTime']['output']>;
  /** From this instant. */
  readonly fromAt: Scalars['DateTime']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Power at the grid side, kW, positive towards the grid (discharge). */
  readonly powerKw: Scalars['Float']['output'];
  /** Why, in the operator's words. */
  readonly reason: Scalars['String']['output'];
  /** Until this instant, excluded. */
  readonly untilAt: Scalars['DateTime']['output'];
};

/** A fixed power for a battery. */
export type OverrideBatteryInput = {
  /** The battery. */
  readonly batteryId: Scalars['ID']['input'];
  /** From this instant; now when left out. */
  readonly fromAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Power at the grid side, kW, positive towards the grid (discharge). Zero makes it stand by. */
  readonly powerKw: Scalars['Float']['input'];
  /** Why, 1 to 200 characters. */
  readonly reason: Scalars['String']['input'];
  /** Until this instant, excluded; at most 24 hours after the start. */
  readonly untilAt: Scalars['DateTime']['input'];
};

/** What came of an override. */
export type OverrideBatteryResult = BatteryOverridden | OverrideRefused;

/** The override has ended; ending it again gives the same answer. */
export type OverrideCancelled = {
  readonly __typename: 'OverrideCancelled';
  /** The override. */
  readonly override: Override;
};

/** Why an override was refused. */
export type OverrideRefusalReason =
  /** It ends before it begins, ends in the past, is longer than 24 hours, or begins more than 10 days ahead. */
  | 'BAD_TIME_SPAN'
  /** The power is more than the battery or its grid connection can take. */
  | 'BEYOND_LIMITS'
  /** The battery has 100 overrides in force or to come. */
  | 'TOO_MANY';

/** The override was refused; nothing was changed. */
export type OverrideRefused = {
  readonly __typename: 'OverrideRefused';
  /** Why, as a sentence. */
  readonly message: Scalars['String']['output'];
  /** Why, as a code. */
  readonly reason: OverrideRefusalReason;
};

/** What each role may see and do, for the batteries that name this model. */
export type OwnershipModel = {
  readonly __typename: 'OwnershipModel';
  /** The name by which batteries refer to it. */
  readonly name: Scalars['String']['output'];
  /** The roles that may do anything. */
  readonly roles: ReadonlyArray<OwnershipModelRole>;
};

/** What one role of an agreement gives. */
export type OwnershipModelRole = {
  readonly __typename: 'OwnershipModelRole';
  /** The groups it may read. */
  readonly reads: ReadonlyArray<FieldGroup>;
  /** The role. */
  readonly role: AgreementRole;
  /** The groups it may change. */
  readonly writes: ReadonlyArray<FieldGroup>;
};

/** Where a page of a connection stands. */
export type PageInfo = {
  readonly __typename: 'PageInfo';
  /** Cursor of the last edge of this page; null when the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether more edges follow the last one of this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether edges precede the first one of this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first edge of this page; null when the page is empty. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** A company or person that can own, lease, operate or optimise assets. */
export type Party = Node & {
  readonly __typename: 'Party';
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Whether it is a company or a person. */
  readonly kind: PartyKind;
  /** Name as shown to people. */
  readonly name: Scalars['String']['output'];
};

/** What a party is. */
export type PartyKind =
  /** A company, a public body, an association. */
  | 'COMPANY'
  /** A natural person or a household. */
  | 'PERSON';

/** What was planned for a settlement period, and what came of it. */
export type PeriodOutcome = {
  readonly __typename: 'PeriodOutcome';
  /** Energy delivered to the grid less energy taken from it, kWh; null until the period is over and metered. */
  readonly netExportedKwh?: Maybe<Scalars['Float']['output']>;
  /** The settlement period. */
  readonly period: SettlementPeriod;
  /** Planned power at the grid side, kW, positive towards the grid, by the plan in force when the period began; null when there was none. */
  readonly plannedPowerKw?: Maybe<Scalars['Float']['output']>;
  /** Value of the planned energy; null when there was no plan. */
  readonly plannedRevenue?: Maybe<Money>;
  /** Planned state of charge at the end of the period, percent; null when there was no plan. */
  readonly plannedSocPercent?: Maybe<Scalars['Float']['output']>;
  /** Value of the metered energy; null until the period is over and metered. */
  readonly realisedRevenue?: Maybe<Money>;
};

/** What a battery is to do over the next day or more. */
export type Plan = Node & {
  readonly __typename: 'Plan';
  /** The battery. */
  readonly battery: Battery;
  /** Value of the energy bought and sold over the whole plan, wear and energy left at the end not counted. */
  readonly expectedRevenue: Money;
  /** Start of its first period. */
  readonly horizonFrom: Scalars['DateTime']['output'];
  /** End of its last period. */
  readonly horizonUntil: Scalars['DateTime']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** When it was made. */
  readonly madeAt: Scalars['DateTime']['output'];
  /** Its settlement periods in the order of time; at most 2,880. */
  readonly periods: ReadonlyArray<PlanPeriod>;
  /** Which solver made it. */
  readonly solver: Scalars['String']['output'];
  /** How good it is. */
  readonly status: PlanStatus;
};

/** What a battery is to do in one settlement period. */
export type PlanPeriod = {
  readonly __typename: 'PlanPeriod';
  /** Value of the energy bought or sold in this period. */
  readonly expectedRevenue: Money;
  /** Export price the plan was made with, per MWh. */
  readonly exportPricePerMwh: Scalars['Decimal']['output'];
  /** Import price the plan was made with, per MWh. */
  readonly importPricePerMwh: Scalars['Decimal']['output'];
  /** The settlement period. */
  readonly period: SettlementPeriod;
  /** Power at the grid side, kW, positive towards the grid (discharge). */
  readonly powerKw: Scalars['Float']['output'];
  /** State of charge at the end of the period, percent. */
  readonly socPercent: Scalars['Float']['output'];
};

/** A plan is on its way; follow it with the subscription `plans`. */
export type PlanRequested = {
  readonly __typename: 'PlanRequested';
  /** The battery. */
  readonly battery: Battery;
};

/** How good a plan is. */
export type PlanStatus =
  /** No plan earns more. */
  | 'OPTIMAL'
  /** The battery is outside its intent's range now; the plan brings it back as fast as it can and is the best one that does. */
  | 'RECOVERING';

/** Reads. */
export type Query = {
  readonly __typename: 'Query';
  /** The API keys of your tenant, newest first. Secrets are never shown again after they were created. Needs the role ADMIN. */
  readonly apiKeys: ApiKeyConnection;
  /** What was done and refused in your tenant, newest first. Secrets are never in it. Needs the right to read the audit trail: role ADMIN. */
  readonly auditEntries: AuditEntryConnection;
  /** The batteries you may see, by name. */
  readonly batteries: BatteryConnection;
  /** One battery. Null when it does not exist or is not yours. */
  readonly battery?: Maybe<Battery>;
  /** Messages that were not understood or not believed, newest first. Needs the role ADMIN or OPERATOR. */
  readonly deadLetters: DeadLetterConnection;
  /** The energy prices of a market that are known now, in the order of time. */
  readonly marketPrices: ReadonlyArray<MarketPrice>;
  /** Any object by its global id. Null when it does not exist or is not yours: the two give the same answer. */
  readonly node?: Maybe<Node>;
  /** Several objects by their global ids, in the order asked for, null where one does not exist or is not yours. At most 100 ids. */
  readonly nodes: ReadonlyArray<Maybe<Node>>;
  /** What each role of an agreement may see and do, under each ownership model of your tenant. The first model is that of batteries that name none. */
  readonly ownershipModels: ReadonlyArray<OwnershipModel>;
  /** One site. Null when it does not exist or is not yours. */
  readonly site?: Maybe<Site>;
  /** The sites you may see, by name. */
  readonly sites: SiteConnection;
  /** When staff of the platform had, or has, access to your data, newest first. Needs the right to read the audit trail: role ADMIN. */
  readonly supportSessions: SupportSessionConnection;
  /** Who is asking, and on whose behalf. */
  readonly viewer: Viewer;
};


/** Reads. */
export type QueryApiKeysArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Reads. */
export type QueryAuditEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  credentialId?: InputMaybe<Scalars['ID']['input']>;
  decision?: InputMaybe<AuditDecision>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  operation?: InputMaybe<Scalars['String']['input']>;
  subjectId?: InputMaybe<Scalars['ID']['input']>;
  until?: InputMaybe<Scalars['DateTime']['input']>;
};


/** Reads. */
export type QueryBatteriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  siteId?: InputMaybe<Scalars['ID']['input']>;
};


/** Reads. */
export type QueryBatteryArgs = {
  id: Scalars['ID']['input'];
};


/** Reads. */
export type QueryDeadLettersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Reads. */
export type QueryMarketPricesArgs = {
  from: Scalars['DateTime']['input'];
  market: MarketCode;
  until: Scalars['DateTime']['input'];
};


/** Reads. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** Reads. */
export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


/** Reads. */
export type QuerySiteArgs = {
  id: Scalars['ID']['input'];
};


/** Reads. */
export type QuerySitesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};


/** Reads. */
export type QuerySupportSessionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What a battery measured at one instant. */
export type Reading = {
  readonly __typename: 'Reading';
  /** Active power at the grid side, kW, positive towards the grid (discharge). */
  readonly activePowerKw: Scalars['Float']['output'];
  /** The battery. */
  readonly battery: Battery;
  /** Meter register: all energy ever delivered to the grid, kWh. */
  readonly exportedKwh: Scalars['Float']['output'];
  /** Meter register: all energy ever taken from the grid, kWh. */
  readonly importedKwh: Scalars['Float']['output'];
  /** Sequence number of the instruction the site was carrying out; null when it was in its safe state. */
  readonly instructionSequence?: Maybe<Scalars['Int']['output']>;
  /** When it was measured, by the site's clock. */
  readonly measuredAt: Scalars['DateTime']['output'];
  /** Whether the reading can be believed. */
  readonly quality: ReadingQuality;
  /** Why the reading is suspect; null when it is good. */
  readonly qualityReason?: Maybe<Scalars['String']['output']>;
  /** When the platform had stored it. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** State of charge, percent of the usable energy. */
  readonly socPercent: Scalars['Float']['output'];
};

/** Whether a reading can be believed. */
export type ReadingQuality =
  /** Within every limit. */
  | 'GOOD'
  /** Stored and shown, but outside a limit; see the reason. */
  | 'SUSPECT';

/** A new battery. */
export type RegisterBatteryInput = {
  /** Energy stored for each unit taken from the grid, percent, above 0 to 100. */
  readonly chargeEfficiencyPercent: Scalars['Float']['input'];
  /** The most it can charge with, kW at the grid side, above zero. */
  readonly chargePowerKwMax: Scalars['Float']['input'];
  /** Energy delivered to the grid for each unit taken from store, percent, above 0 to 100. */
  readonly dischargeEfficiencyPercent: Scalars['Float']['input'];
  /** The most it can discharge with, kW at the grid side, above zero. */
  readonly dischargePowerKwMax: Scalars['Float']['input'];
  /** Usable energy between empty and full, kWh, above zero. */
  readonly energyCapacityKwh: Scalars['Float']['input'];
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Name as shown to people, 1 to 100 characters, unique at its site. */
  readonly name: Scalars['String']['input'];
  /** One of your tenant's ownership models; the first of them when left out. */
  readonly ownershipModel?: InputMaybe<Scalars['String']['input']>;
  /** Where it stands. */
  readonly siteId: Scalars['ID']['input'];
};

/** What came of registering a battery. */
export type RegisterBatteryResult = BatteryRefused | BatteryRegistered;

/** A new site. */
export type RegisterSiteInput = {
  /** Where exactly it stands, 1 to 200 characters. */
  readonly address?: InputMaybe<Scalars['String']['input']>;
  /** The most the site may feed into the grid, kW, not negative. */
  readonly exportLimitKw: Scalars['Float']['input'];
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The most the site may draw from the grid, kW, not negative. */
  readonly importLimitKw: Scalars['Float']['input'];
  /** The market in which the site is settled. */
  readonly market: MarketCode;
  /** Name as shown to people, 1 to 100 characters, unique in your tenant. */
  readonly name: Scalars['String']['input'];
  /** IANA time zone of the site. */
  readonly timeZone: Scalars['String']['input'];
};

/** What came of registering a site. */
export type RegisterSiteResult = SiteRefused | SiteRegistered;

/** Which dead letter to replay. */
export type ReplayDeadLetterInput = {
  /** The dead letter. */
  readonly deadLetterId: Scalars['ID']['input'];
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
};

/** What came of replaying a dead letter. */
export type ReplayDeadLetterResult = DeadLetterRefused | DeadLetterReplayed;

/** A request for a certificate. */
export type RequestCertificateInput = {
  /** PKCS #10 request in PEM, signed by a P-256 key that never leaves the site; its common name is `<tenant slug>/<UUID of the site>`. */
  readonly csrPem: Scalars['String']['input'];
  /** Your own unique key for this change, 8 to 100 characters. After a lost answer send the same key and request again. */
  readonly idempotencyKey: Scalars['String']['input'];
};

/** What came of asking for a certificate. */
export type RequestCertificateResult = CertificateIssued | CertificateRefused;

/** Which battery to plan. */
export type RequestPlanInput = {
  /** The battery. */
  readonly batteryId: Scalars['ID']['input'];
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
};

/** What came of asking for a plan. */
export type RequestPlanResult = PlanRequested;

/** Which side of the nominal frequency a response answers. */
export type ResponseDirection =
  /** A high frequency, with power from the grid. */
  | 'HIGH'
  /** A low frequency, with power towards the grid. */
  | 'LOW';

/** Which API key to revoke. */
export type RevokeApiKeyInput = {
  /** The key to revoke. */
  readonly apiKeyId: Scalars['ID']['input'];
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
};

/** What came of revoking an API key. */
export type RevokeApiKeyResult = ApiKeyRevoked;

/** Which site's agent to end. */
export type RevokeEdgeAgentInput = {
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The site the agent stands at. */
  readonly siteId: Scalars['ID']['input'];
};

/** What came of ending an edge agent. */
export type RevokeEdgeAgentResult = EdgeAgentRevoked;

/** What a credential may be allowed to do, by its role and the agreements of its party. */
export type Right =
  /** Follow the instructions of a site and report what became of them; only its edge agent may. */
  | 'ACKNOWLEDGE'
  /** Manage the credentials, the agreements and the support sessions of the tenant. */
  | 'ADMINISTER'
  /** Ask for a certificate: with a one-time token, or with the certificate it replaces. */
  | 'ENROL'
  /** Override the plan of a battery. */
  | 'OVERRIDE'
  /** See it. */
  | 'READ'
  /** Read the audit trail of the tenant. */
  | 'READ_AUDIT'
  /** Read and replay messages that were not understood. */
  | 'READ_DEAD_LETTERS'
  /** Register sites and batteries and enrol edge agents. */
  | 'REGISTER'
  /** Ask for a new plan of a battery. */
  | 'REQUEST_PLAN'
  /** Change what a battery may be used for. */
  | 'SET_INTENT';

/** Why a right is not there. Also the `reason` of each entry of `withheld` in the extensions of a response. */
export type RightRefusalReason =
  /** The agreement that gave it has ended. */
  | 'AGREEMENT_ENDED'
  /** The role of the credential does not reach that far. */
  | 'CREDENTIAL_ROLE'
  /** The role and the agreements would give it, but the credential was limited to less, by scope or by battery. */
  | 'CREDENTIAL_SCOPE'
  /** No agreement of your party gives it, or none yet. */
  | 'NO_AGREEMENT'
  /** A part of what was asked for lies before or after the agreement. */
  | 'OUTSIDE_AGREEMENT';

/** A new intent. Each change replaces the whole. */
export type SetIntentInput = {
  /** The battery. */
  readonly batteryId: Scalars['ID']['input'];
  /** Full cycles a day at most. Null for no limit. */
  readonly cyclesPerDayCountMax?: InputMaybe<Scalars['Float']['input']>;
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** State of charge kept for the owner's own needs on top of the minimum, percent. */
  readonly reservePercent?: Scalars['Float']['input'];
  /** Never charged by the market above this state of charge, percent, 0 to 100. */
  readonly socPercentMax: Scalars['Float']['input'];
  /** Never discharged by the market below this state of charge, percent, 0 to 100. */
  readonly socPercentMin: Scalars['Float']['input'];
  /** What one MWh discharged costs in wear, not negative. */
  readonly wearCostPerMwh?: Scalars['Decimal']['input'];
};

/** What came of setting an intent. */
export type SetIntentResult = IntentRefused | IntentSet;

/** A power for a span of time. */
export type Setpoint = {
  readonly __typename: 'Setpoint';
  /** From this instant. */
  readonly fromAt: Scalars['DateTime']['output'];
  /** Which limit held it back; null when it is as wished. */
  readonly limitedBy?: Maybe<LimitSource>;
  /** Power at the grid side, kW, positive towards the grid (discharge). */
  readonly powerKw: Scalars['Float']['output'];
  /** What asked for it. */
  readonly source: WishSource;
  /** Until this instant, excluded. */
  readonly untilAt: Scalars['DateTime']['output'];
};

/** What the metered energy of one battery was worth in one settlement period. */
export type SettledPeriod = {
  readonly __typename: 'SettledPeriod';
  /** Energy delivered to the grid, kWh. */
  readonly exportedKwh: Scalars['Float']['output'];
  /** Energy taken from the grid, kWh. */
  readonly importedKwh: Scalars['Float']['output'];
  /** The settlement period. */
  readonly period: SettlementPeriod;
  /** Exported energy at the export price less imported energy at the import price. */
  readonly revenue: Money;
};

/** One settlement period of a market's calendar, half-open: its start belongs to it, its end does not. */
export type SettlementPeriod = {
  readonly __typename: 'SettlementPeriod';
  /** When it ends. */
  readonly endAt: Scalars['DateTime']['output'];
  /** Number within the day, from 1. In Great Britain to 48, on clock-change days to 46 or 50. */
  readonly periodIndex: Scalars['Int']['output'];
  /** The settlement date: the civil date in the market's time zone. */
  readonly settlementDate: Scalars['Date']['output'];
  /** When it begins. */
  readonly startAt: Scalars['DateTime']['output'];
};

/** A place with one grid connection. */
export type Site = Node & {
  readonly __typename: 'Site';
  /** The batteries at this site that you may see, by name; at most 100. */
  readonly batteries: ReadonlyArray<Battery>;
  /** The most the site may feed into the grid, kW, never negative. */
  readonly exportLimitKw: Scalars['Float']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The most the site may draw from the grid, kW, never negative. */
  readonly importLimitKw: Scalars['Float']['output'];
  /** The market in which the site is settled. */
  readonly market: MarketCode;
  /** Name as shown to people. */
  readonly name: Scalars['String']['output'];
  /** IANA time zone of the site, for example `Europe/London`. */
  readonly timeZone: Scalars['String']['output'];
};

/** A page of sites. */
export type SiteConnection = {
  readonly __typename: 'SiteConnection';
  /** The sites with their cursors. */
  readonly edges: ReadonlyArray<SiteEdge>;
  /** The sites alone. */
  readonly nodes: ReadonlyArray<Site>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One site in a page. */
export type SiteEdge = {
  readonly __typename: 'SiteEdge';
  /** Opaque position of this site. */
  readonly cursor: Scalars['String']['output'];
  /** The site. */
  readonly node: Site;
};

/** Why a site was not registered. */
export type SiteRefusalReason =
  /** Another site of the tenant has this name. */
  | 'NAME_TAKEN';

/** The site was not registered. */
export type SiteRefused = {
  readonly __typename: 'SiteRefused';
  /** Why, as a sentence. */
  readonly message: Scalars['String']['output'];
  /** Why, as a code. */
  readonly reason: SiteRefusalReason;
};

/** The site is registered. */
export type SiteRegistered = {
  readonly __typename: 'SiteRegistered';
  /** The new site. */
  readonly site: Site;
};

/** Live streams over the graphql-transport-ws protocol. */
export type Subscription = {
  readonly __typename: 'Subscription';
  /** Instructions of a battery as they are issued and change state: first the newest one, then changes. */
  readonly instructions: Instruction;
  /** Plans of a battery as they are made: first the one in force, then each new one. */
  readonly plans: Plan;
  /** Readings as they arrive: first the latest one of each battery asked for, then changes, at most one a second for each battery. */
  readonly readings: Reading;
  /** Instructions for the site of the calling edge agent, in order of their sequence: first those still in force after the given sequence, then each new one. Only an agent's own credential may subscribe. */
  readonly siteInstructions: Instruction;
};


/** Live streams over the graphql-transport-ws protocol. */
export type SubscriptionInstructionsArgs = {
  batteryId: Scalars['ID']['input'];
};


/** Live streams over the graphql-transport-ws protocol. */
export type SubscriptionPlansArgs = {
  batteryId: Scalars['ID']['input'];
};


/** Live streams over the graphql-transport-ws protocol. */
export type SubscriptionReadingsArgs = {
  batteryIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};


/** Live streams over the graphql-transport-ws protocol. */
export type SubscriptionSiteInstructionsArgs = {
  afterSequence: Scalars['Int']['input'];
};

/** Read-only access of the platform's staff to your tenant, for a stated reason and at most an hour. Every use of it is in your audit trail. */
export type SupportSession = Node & {
  readonly __typename: 'SupportSession';
  /** When you ended it; null if you did not. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it ends by itself. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** When it began. */
  readonly grantedAt: Scalars['DateTime']['output'];
  /** The member of staff who has it. */
  readonly grantedTo: Scalars['String']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Why access was needed. */
  readonly reason: Scalars['String']['output'];
};

/** A page of support sessions. */
export type SupportSessionConnection = {
  readonly __typename: 'SupportSessionConnection';
  /** The sessions with their cursors. */
  readonly edges: ReadonlyArray<SupportSessionEdge>;
  /** The sessions alone. */
  readonly nodes: ReadonlyArray<SupportSession>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One support session in a page. */
export type SupportSessionEdge = {
  readonly __typename: 'SupportSessionEdge';
  /** Opaque position of this session. */
  readonly cursor: Scalars['String']['output'];
  /** The session. */
  readonly node: SupportSession;
};

/** The session is over; ending it again gives the same answer. */
export type SupportSessionEnded = {
  readonly __typename: 'SupportSessionEnded';
  /** The session. */
  readonly supportSession: SupportSession;
};

/** An energy supplier that runs flexible assets on the platform. */
export type Tenant = Node & {
  readonly __typename: 'Tenant';
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Name as shown to people. */
  readonly name: Scalars['String']['output'];
  /** Short name used in addresses and topics, for example `northwind`. */
  readonly slug: Scalars['String']['output'];
};

/** The credential behind this request and what it stands for. */
export type Viewer = {
  readonly __typename: 'Viewer';
  /** The party on whose behalf the credential acts; null when it acts for the tenant itself. */
  readonly party?: Maybe<Party>;
  /** What the credential may do. */
  readonly role: ApiKeyRole;
  /** The tenant whose data this credential may see. */
  readonly tenant: Tenant;
};

/** Something that can be done with a battery. */
export type ViewerAction =
  /** Override the plan. */
  | 'OVERRIDE'
  /** Read the agreements of other parties. */
  | 'READ_CONTRACTS'
  /** Read readings of the past. */
  | 'READ_HISTORY'
  /** Read the instructions sent to the site. */
  | 'READ_INSTRUCTIONS'
  /** Read what it may be used for. */
  | 'READ_INTENT'
  /** See the newest reading and follow live ones. */
  | 'READ_LIVE'
  /** See where exactly it stands. */
  | 'READ_LOCATION'
  /** See overrides. */
  | 'READ_OVERRIDE'
  /** Read plans. */
  | 'READ_PLAN'
  /** Read settled money. */
  | 'READ_REVENUE'
  /** Ask for a new plan. */
  | 'REQUEST_PLAN'
  /** Set what it may be used for. */
  | 'SET_INTENT';

/** Whether you may do something with a battery. */
export type ViewerRight = {
  readonly __typename: 'ViewerRight';
  /** What is to be done. */
  readonly action: ViewerAction;
  /** Whether you may, now. */
  readonly allowed: Scalars['Boolean']['output'];
  /** What is missing, as a sentence; null when you may. */
  readonly missing?: Maybe<Scalars['String']['output']>;
  /** The roles of an agreement of which one would allow it; empty when you may, or when no agreement gives it. */
  readonly missingRoles: ReadonlyArray<AgreementRole>;
  /** Why you may not; null when you may. */
  readonly reason?: Maybe<RightRefusalReason>;
};

/** What can ask a battery for power. */
export type WishSource =
  /** An operator's override. */
  | 'OVERRIDE'
  /** The plan in force. */
  | 'PLAN'
  /** Nobody: the battery stands by at zero. */
  | 'STANDBY';



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;



/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  AcknowledgeInstructionResult: ( ModelOf<InstructionAcknowledged> );
  CancelOverrideResult: ( ModelOf<OverrideCancelled> );
  CreateApiKeyResult:
    | ( ModelOf<ApiKeyCreated> )
    | ( ModelOf<ApiKeyRefused> )
  ;
  EndAgreementResult:
    | ( ModelOf<AgreementEnded> )
    | ( ModelOf<AgreementRefused> )
  ;
  EndSupportSessionResult: ( ModelOf<SupportSessionEnded> );
  EnrolEdgeAgentResult: ( ModelOf<EdgeAgentEnrolled> );
  MakeAgreementResult:
    | ( ModelOf<AgreementMade> )
    | ( ModelOf<AgreementRefused> )
  ;
  OverrideBatteryResult:
    | ( ModelOf<BatteryOverridden> )
    | ( ModelOf<OverrideRefused> )
  ;
  RegisterBatteryResult:
    | ( ModelOf<BatteryRefused> )
    | ( ModelOf<BatteryRegistered> )
  ;
  RegisterSiteResult:
    | ( ModelOf<SiteRefused> )
    | ( ModelOf<SiteRegistered> )
  ;
  ReplayDeadLetterResult:
    | ( ModelOf<DeadLetterRefused> )
    | ( ModelOf<DeadLetterReplayed> )
  ;
  RequestCertificateResult:
    | ( ModelOf<CertificateIssued> )
    | ( ModelOf<CertificateRefused> )
  ;
  RequestPlanResult: ( ModelOf<PlanRequested> );
  RevokeApiKeyResult: ( ModelOf<ApiKeyRevoked> );
  RevokeEdgeAgentResult: ( ModelOf<EdgeAgentRevoked> );
  SetIntentResult:
    | ( ModelOf<IntentRefused> )
    | ( ModelOf<IntentSet> )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( ModelOf<Agreement> )
    | ( ModelOf<ApiKey> )
    | ( ModelOf<AuditEntry> )
    | ( ModelOf<Battery> )
    | ( ModelOf<DeadLetter> )
    | ( ModelOf<Instruction> )
    | ( ModelOf<Override> )
    | ( ModelOf<Party> )
    | ( ModelOf<Plan> )
    | ( ModelOf<Site> )
    | ( ModelOf<SupportSession> )
    | ( ModelOf<Tenant> )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AcknowledgeInstructionInput: ResolverTypeWrapper<ModelOf<AcknowledgeInstructionInput>>;
  AcknowledgeInstructionResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AcknowledgeInstructionResult']>>;
  AcknowledgementOutcome: ResolverTypeWrapper<ModelOf<AcknowledgementOutcome>>;
  Agreement: ResolverTypeWrapper<ModelOf<Agreement>>;
  AgreementEnded: ResolverTypeWrapper<ModelOf<AgreementEnded>>;
  AgreementMade: ResolverTypeWrapper<ModelOf<AgreementMade>>;
  AgreementRefusalReason: ResolverTypeWrapper<ModelOf<AgreementRefusalReason>>;
  AgreementRefused: ResolverTypeWrapper<ModelOf<AgreementRefused>>;
  AgreementRole: ResolverTypeWrapper<ModelOf<AgreementRole>>;
  AgreementVersion: ResolverTypeWrapper<ModelOf<AgreementVersion>>;
  ApiKey: ResolverTypeWrapper<ModelOf<ApiKey>>;
  ApiKeyConnection: ResolverTypeWrapper<ModelOf<ApiKeyConnection>>;
  ApiKeyCreated: ResolverTypeWrapper<ModelOf<ApiKeyCreated>>;
  ApiKeyEdge: ResolverTypeWrapper<ModelOf<ApiKeyEdge>>;
  ApiKeyRefusalReason: ResolverTypeWrapper<ModelOf<ApiKeyRefusalReason>>;
  ApiKeyRefused: ResolverTypeWrapper<ModelOf<ApiKeyRefused>>;
  ApiKeyRevoked: ResolverTypeWrapper<ModelOf<ApiKeyRevoked>>;
  ApiKeyRole: ResolverTypeWrapper<ModelOf<ApiKeyRole>>;
  AuditDecision: ResolverTypeWrapper<ModelOf<AuditDecision>>;
  AuditEntry: ResolverTypeWrapper<ModelOf<AuditEntry>>;
  AuditEntryConnection: ResolverTypeWrapper<ModelOf<AuditEntryConnection>>;
  AuditEntryEdge: ResolverTypeWrapper<ModelOf<AuditEntryEdge>>;
  Battery: ResolverTypeWrapper<ModelOf<Battery>>;
  BatteryConnection: ResolverTypeWrapper<ModelOf<BatteryConnection>>;
  BatteryEdge: ResolverTypeWrapper<ModelOf<BatteryEdge>>;
  BatteryOverridden: ResolverTypeWrapper<ModelOf<BatteryOverridden>>;
  BatteryRefusalReason: ResolverTypeWrapper<ModelOf<BatteryRefusalReason>>;
  BatteryRefused: ResolverTypeWrapper<ModelOf<BatteryRefused>>;
  BatteryRegistered: ResolverTypeWrapper<ModelOf<BatteryRegistered>>;
  Boolean: ResolverTypeWrapper<ModelOf<Scalars['Boolean']['output']>>;
  CancelOverrideInput: ResolverTypeWrapper<ModelOf<CancelOverrideInput>>;
  CancelOverrideResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CancelOverrideResult']>>;
  CertificateIssued: ResolverTypeWrapper<ModelOf<CertificateIssued>>;
  CertificateRefusalReason: ResolverTypeWrapper<ModelOf<CertificateRefusalReason>>;
  CertificateRefused: ResolverTypeWrapper<ModelOf<CertificateRefused>>;
  CreateApiKeyInput: ResolverTypeWrapper<ModelOf<CreateApiKeyInput>>;
  CreateApiKeyResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateApiKeyResult']>>;
  CurrencyCode: ResolverTypeWrapper<ModelOf<Scalars['CurrencyCode']['output']>>;
  Date: ResolverTypeWrapper<ModelOf<Scalars['Date']['output']>>;
  DateTime: ResolverTypeWrapper<ModelOf<Scalars['DateTime']['output']>>;
  DeadLetter: ResolverTypeWrapper<ModelOf<DeadLetter>>;
  DeadLetterConnection: ResolverTypeWrapper<ModelOf<DeadLetterConnection>>;
  DeadLetterEdge: ResolverTypeWrapper<ModelOf<DeadLetterEdge>>;
  DeadLetterRefused: ResolverTypeWrapper<ModelOf<DeadLetterRefused>>;
  DeadLetterReplayed: ResolverTypeWrapper<ModelOf<DeadLetterReplayed>>;
  Decimal: ResolverTypeWrapper<ModelOf<Scalars['Decimal']['output']>>;
  EdgeAgentEnrolled: ResolverTypeWrapper<ModelOf<EdgeAgentEnrolled>>;
  EdgeAgentRevoked: ResolverTypeWrapper<ModelOf<EdgeAgentRevoked>>;
  EndAgreementInput: ResolverTypeWrapper<ModelOf<EndAgreementInput>>;
  EndAgreementResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EndAgreementResult']>>;
  EndSupportSessionInput: ResolverTypeWrapper<ModelOf<EndSupportSessionInput>>;
  EndSupportSessionResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EndSupportSessionResult']>>;
  EnrolEdgeAgentInput: ResolverTypeWrapper<ModelOf<EnrolEdgeAgentInput>>;
  EnrolEdgeAgentResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EnrolEdgeAgentResult']>>;
  ErrorCode: ResolverTypeWrapper<ModelOf<ErrorCode>>;
  FieldGroup: ResolverTypeWrapper<ModelOf<FieldGroup>>;
  Float: ResolverTypeWrapper<ModelOf<Scalars['Float']['output']>>;
  FrequencyCurvePoint: ResolverTypeWrapper<ModelOf<FrequencyCurvePoint>>;
  FrequencyResponse: ResolverTypeWrapper<ModelOf<FrequencyResponse>>;
  ID: ResolverTypeWrapper<ModelOf<Scalars['ID']['output']>>;
  Instruction: ResolverTypeWrapper<ModelOf<Instruction>>;
  InstructionAcknowledged: ResolverTypeWrapper<ModelOf<InstructionAcknowledged>>;
  InstructionConnection: ResolverTypeWrapper<ModelOf<InstructionConnection>>;
  InstructionEdge: ResolverTypeWrapper<ModelOf<InstructionEdge>>;
  InstructionLimits: ResolverTypeWrapper<ModelOf<InstructionLimits>>;
  InstructionState: ResolverTypeWrapper<ModelOf<InstructionState>>;
  Int: ResolverTypeWrapper<ModelOf<Scalars['Int']['output']>>;
  Intent: ResolverTypeWrapper<ModelOf<Intent>>;
  IntentRefusalReason: ResolverTypeWrapper<ModelOf<IntentRefusalReason>>;
  IntentRefused: ResolverTypeWrapper<ModelOf<IntentRefused>>;
  IntentSet: ResolverTypeWrapper<ModelOf<IntentSet>>;
  LimitSource: ResolverTypeWrapper<ModelOf<LimitSource>>;
  MakeAgreementInput: ResolverTypeWrapper<ModelOf<MakeAgreementInput>>;
  MakeAgreementResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['MakeAgreementResult']>>;
  MarketCode: ResolverTypeWrapper<ModelOf<MarketCode>>;
  MarketPrice: ResolverTypeWrapper<ModelOf<MarketPrice>>;
  Money: ResolverTypeWrapper<ModelOf<Money>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  Override: ResolverTypeWrapper<ModelOf<Override>>;
  OverrideBatteryInput: ResolverTypeWrapper<ModelOf<OverrideBatteryInput>>;
  OverrideBatteryResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['OverrideBatteryResult']>>;
  OverrideCancelled: ResolverTypeWrapper<ModelOf<OverrideCancelled>>;
  OverrideRefusalReason: ResolverTypeWrapper<ModelOf<OverrideRefusalReason>>;
  OverrideRefused: ResolverTypeWrapper<ModelOf<OverrideRefused>>;
  OwnershipModel: ResolverTypeWrapper<ModelOf<OwnershipModel>>;
  OwnershipModelRole: ResolverTypeWrapper<ModelOf<OwnershipModelRole>>;
  PageInfo: ResolverTypeWrapper<ModelOf<PageInfo>>;
  Party: ResolverTypeWrapper<ModelOf<Party>>;
  PartyKind: ResolverTypeWrapper<ModelOf<PartyKind>>;
  PeriodOutcome: ResolverTypeWrapper<ModelOf<PeriodOutcome>>;
  Plan: ResolverTypeWrapper<ModelOf<Plan>>;
  PlanPeriod: ResolverTypeWrapper<ModelOf<PlanPeriod>>;
  PlanRequested: ResolverTypeWrapper<ModelOf<PlanRequested>>;
  PlanStatus: ResolverTypeWrapper<ModelOf<PlanStatus>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Reading: ResolverTypeWrapper<ModelOf<Reading>>;
  ReadingQuality: ResolverTypeWrapper<ModelOf<ReadingQuality>>;
  RegisterBatteryInput: ResolverTypeWrapper<ModelOf<RegisterBatteryInput>>;
  RegisterBatteryResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RegisterBatteryResult']>>;
  RegisterSiteInput: ResolverTypeWrapper<ModelOf<RegisterSiteInput>>;
  RegisterSiteResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RegisterSiteResult']>>;
  ReplayDeadLetterInput: ResolverTypeWrapper<ModelOf<ReplayDeadLetterInput>>;
  ReplayDeadLetterResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ReplayDeadLetterResult']>>;
  RequestCertificateInput: ResolverTypeWrapper<ModelOf<RequestCertificateInput>>;
  RequestCertificateResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RequestCertificateResult']>>;
  RequestPlanInput: ResolverTypeWrapper<ModelOf<RequestPlanInput>>;
  RequestPlanResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RequestPlanResult']>>;
  ResponseDirection: ResolverTypeWrapper<ModelOf<ResponseDirection>>;
  RevokeApiKeyInput: ResolverTypeWrapper<ModelOf<RevokeApiKeyInput>>;
  RevokeApiKeyResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RevokeApiKeyResult']>>;
  RevokeEdgeAgentInput: ResolverTypeWrapper<ModelOf<RevokeEdgeAgentInput>>;
  RevokeEdgeAgentResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RevokeEdgeAgentResult']>>;
  Right: ResolverTypeWrapper<ModelOf<Right>>;
  RightRefusalReason: ResolverTypeWrapper<ModelOf<RightRefusalReason>>;
  SetIntentInput: ResolverTypeWrapper<ModelOf<SetIntentInput>>;
  SetIntentResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetIntentResult']>>;
  Setpoint: ResolverTypeWrapper<ModelOf<Setpoint>>;
  SettledPeriod: ResolverTypeWrapper<ModelOf<SettledPeriod>>;
  SettlementPeriod: ResolverTypeWrapper<ModelOf<SettlementPeriod>>;
  Site: ResolverTypeWrapper<ModelOf<Site>>;
  SiteConnection: ResolverTypeWrapper<ModelOf<SiteConnection>>;
  SiteEdge: ResolverTypeWrapper<ModelOf<SiteEdge>>;
  SiteRefusalReason: ResolverTypeWrapper<ModelOf<SiteRefusalReason>>;
  SiteRefused: ResolverTypeWrapper<ModelOf<SiteRefused>>;
  SiteRegistered: ResolverTypeWrapper<ModelOf<SiteRegistered>>;
  String: ResolverTypeWrapper<ModelOf<Scalars['String']['output']>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SupportSession: ResolverTypeWrapper<ModelOf<SupportSession>>;
  SupportSessionConnection: ResolverTypeWrapper<ModelOf<SupportSessionConnection>>;
  SupportSessionEdge: ResolverTypeWrapper<ModelOf<SupportSessionEdge>>;
  SupportSessionEnded: ResolverTypeWrapper<ModelOf<SupportSessionEnded>>;
  Tenant: ResolverTypeWrapper<ModelOf<Tenant>>;
  Viewer: ResolverTypeWrapper<ModelOf<Viewer>>;
  ViewerAction: ResolverTypeWrapper<ModelOf<ViewerAction>>;
  ViewerRight: ResolverTypeWrapper<ModelOf<ViewerRight>>;
  WishSource: ResolverTypeWrapper<ModelOf<WishSource>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AcknowledgeInstructionInput: ModelOf<AcknowledgeInstructionInput>;
  AcknowledgeInstructionResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['AcknowledgeInstructionResult']>;
  Agreement: ModelOf<Agreement>;
  AgreementEnded: ModelOf<AgreementEnded>;
  AgreementMade: ModelOf<AgreementMade>;
  AgreementRefused: ModelOf<AgreementRefused>;
  AgreementVersion: ModelOf<AgreementVersion>;
  ApiKey: ModelOf<ApiKey>;
  ApiKeyConnection: ModelOf<ApiKeyConnection>;
  ApiKeyCreated: ModelOf<ApiKeyCreated>;
  ApiKeyEdge: ModelOf<ApiKeyEdge>;
  ApiKeyRefused: ModelOf<ApiKeyRefused>;
  ApiKeyRevoked: ModelOf<ApiKeyRevoked>;
  AuditEntry: ModelOf<AuditEntry>;
  AuditEntryConnection: ModelOf<AuditEntryConnection>;
  AuditEntryEdge: ModelOf<AuditEntryEdge>;
  Battery: ModelOf<Battery>;
  BatteryConnection: ModelOf<BatteryConnection>;
  BatteryEdge: ModelOf<BatteryEdge>;
  BatteryOverridden: ModelOf<BatteryOverridden>;
  BatteryRefused: ModelOf<BatteryRefused>;
  BatteryRegistered: ModelOf<BatteryRegistered>;
  Boolean: ModelOf<Scalars['Boolean']['output']>;
  CancelOverrideInput: ModelOf<CancelOverrideInput>;
  CancelOverrideResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['CancelOverrideResult']>;
  CertificateIssued: ModelOf<CertificateIssued>;
  CertificateRefused: ModelOf<CertificateRefused>;
  CreateApiKeyInput: ModelOf<CreateApiKeyInput>;
  CreateApiKeyResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['CreateApiKeyResult']>;
  CurrencyCode: ModelOf<Scalars['CurrencyCode']['output']>;
  Date: ModelOf<Scalars['Date']['output']>;
  DateTime: ModelOf<Scalars['DateTime']['output']>;
  DeadLetter: ModelOf<DeadLetter>;
  DeadLetterConnection: ModelOf<DeadLetterConnection>;
  DeadLetterEdge: ModelOf<DeadLetterEdge>;
  DeadLetterRefused: ModelOf<DeadLetterRefused>;
  DeadLetterReplayed: ModelOf<DeadLetterReplayed>;
  Decimal: ModelOf<Scalars['Decimal']['output']>;
  EdgeAgentEnrolled: ModelOf<EdgeAgentEnrolled>;
  EdgeAgentRevoked: ModelOf<EdgeAgentRevoked>;
  EndAgreementInput: ModelOf<EndAgreementInput>;
  EndAgreementResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['EndAgreementResult']>;
  EndSupportSessionInput: ModelOf<EndSupportSessionInput>;
  EndSupportSessionResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['EndSupportSessionResult']>;
  EnrolEdgeAgentInput: ModelOf<EnrolEdgeAgentInput>;
  EnrolEdgeAgentResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['EnrolEdgeAgentResult']>;
  Float: ModelOf<Scalars['Float']['output']>;
  FrequencyCurvePoint: ModelOf<FrequencyCurvePoint>;
  FrequencyResponse: ModelOf<FrequencyResponse>;
  ID: ModelOf<Scalars['ID']['output']>;
  Instruction: ModelOf<Instruction>;
  InstructionAcknowledged: ModelOf<InstructionAcknowledged>;
  InstructionConnection: ModelOf<InstructionConnection>;
  InstructionEdge: ModelOf<InstructionEdge>;
  InstructionLimits: ModelOf<InstructionLimits>;
  Int: ModelOf<Scalars['Int']['output']>;
  Intent: ModelOf<Intent>;
  IntentRefused: ModelOf<IntentRefused>;
  IntentSet: ModelOf<IntentSet>;
  MakeAgreementInput: ModelOf<MakeAgreementInput>;
  MakeAgreementResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['MakeAgreementResult']>;
  MarketPrice: ModelOf<MarketPrice>;
  Money: ModelOf<Money>;
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  Override: ModelOf<Override>;
  OverrideBatteryInput: ModelOf<OverrideBatteryInput>;
  OverrideBatteryResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['OverrideBatteryResult']>;
  OverrideCancelled: ModelOf<OverrideCancelled>;
  OverrideRefused: ModelOf<OverrideRefused>;
  OwnershipModel: ModelOf<OwnershipModel>;
  OwnershipModelRole: ModelOf<OwnershipModelRole>;
  PageInfo: ModelOf<PageInfo>;
  Party: ModelOf<Party>;
  PeriodOutcome: ModelOf<PeriodOutcome>;
  Plan: ModelOf<Plan>;
  PlanPeriod: ModelOf<PlanPeriod>;
  PlanRequested: ModelOf<PlanRequested>;
  Query: Record<PropertyKey, never>;
  Reading: ModelOf<Reading>;
  RegisterBatteryInput: ModelOf<RegisterBatteryInput>;
  RegisterBatteryResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['RegisterBatteryResult']>;
  RegisterSiteInput: ModelOf<RegisterSiteInput>;
  RegisterSiteResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['RegisterSiteResult']>;
  ReplayDeadLetterInput: ModelOf<ReplayDeadLetterInput>;
  ReplayDeadLetterResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['ReplayDeadLetterResult']>;
  RequestCertificateInput: ModelOf<RequestCertificateInput>;
  RequestCertificateResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['RequestCertificateResult']>;
  RequestPlanInput: ModelOf<RequestPlanInput>;
  RequestPlanResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['RequestPlanResult']>;
  RevokeApiKeyInput: ModelOf<RevokeApiKeyInput>;
  RevokeApiKeyResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['RevokeApiKeyResult']>;
  RevokeEdgeAgentInput: ModelOf<RevokeEdgeAgentInput>;
  RevokeEdgeAgentResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['RevokeEdgeAgentResult']>;
  SetIntentInput: ModelOf<SetIntentInput>;
  SetIntentResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['SetIntentResult']>;
  Setpoint: ModelOf<Setpoint>;
  SettledPeriod: ModelOf<SettledPeriod>;
  SettlementPeriod: ModelOf<SettlementPeriod>;
  Site: ModelOf<Site>;
  SiteConnection: ModelOf<SiteConnection>;
  SiteEdge: ModelOf<SiteEdge>;
  SiteRefused: ModelOf<SiteRefused>;
  SiteRegistered: ModelOf<SiteRegistered>;
  String: ModelOf<Scalars['String']['output']>;
  Subscription: Record<PropertyKey, never>;
  SupportSession: ModelOf<SupportSession>;
  SupportSessionConnection: ModelOf<SupportSessionConnection>;
  SupportSessionEdge: ModelOf<SupportSessionEdge>;
  SupportSessionEnded: ModelOf<SupportSessionEnded>;
  Tenant: ModelOf<Tenant>;
  Viewer: ModelOf<Viewer>;
  ViewerRight: ModelOf<ViewerRight>;
};

export type AtMostDirectiveArgs = {
  by?: Maybe<Scalars['String']['input']>;
  entries: Scalars['Int']['input'];
};

export type AtMostDirectiveResolver<Result, Parent, ContextType = GraphQLContext, Args = AtMostDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CostDirectiveArgs = {
  points: Scalars['Int']['input'];
};

export type CostDirectiveResolver<Result, Parent, ContextType = GraphQLContext, Args = CostDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ErrorsDirectiveArgs = {
  codes: ReadonlyArray<ErrorCode>;
};

export type ErrorsDirectiveResolver<Result, Parent, ContextType = GraphQLContext, Args = ErrorsDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type PublicDirectiveArgs = { };

export type PublicDirectiveResolver<Result, Parent, ContextType = GraphQLContext, Args = PublicDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type RequiresDirectiveArgs = {
  right: Right;
};

export type RequiresDirectiveResolver<Result, Parent, ContextType = GraphQLContext, Args = RequiresDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AcknowledgeInstructionResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['AcknowledgeInstructionResult'] = ResolversParentTypes['AcknowledgeInstructionResult']> = {
  __resolveType?: TypeResolveFn<'InstructionAcknowledged', ParentType, ContextType>;
};

export type AgreementResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Agreement'] = ResolversParentTypes['Agreement']> = {
  battery?: Resolver<Maybe<ResolversTypes['Battery']>, ParentType, ContextType>;
  history?: Resolver<ReadonlyArray<ResolversTypes['AgreementVersion']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  party?: Resolver<ResolversTypes['Party'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['AgreementRole'], ParentType, ContextType>;
  sharePercent?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  terms?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  validUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  versionSequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AgreementEndedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['AgreementEnded'] = ResolversParentTypes['AgreementEnded']> = {
  agreement?: Resolver<ResolversTypes['Agreement'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AgreementMadeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['AgreementMade'] = ResolversParentTypes['AgreementMade']> = {
  agreement?: Resolver<ResolversTypes['Agreement'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AgreementRefusedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['AgreementRefused'] = ResolversParentTypes['AgreementRefused']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['AgreementRefusalReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AgreementVersionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['AgreementVersion'] = ResolversParentTypes['AgreementVersion']> = {
  changeReason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sharePercent?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  validUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  versionSequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ApiKeyResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ApiKey'] = ResolversParentTypes['ApiKey']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  party?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['ApiKeyRole'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApiKeyConnectionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ApiKeyConnection'] = ResolversParentTypes['ApiKeyConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ApiKeyEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ApiKey']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ApiKeyCreatedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ApiKeyCreated'] = ResolversParentTypes['ApiKeyCreated']> = {
  apiKey?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApiKeyEdgeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ApiKeyEdge'] = ResolversParentTypes['ApiKeyEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
};

export type ApiKeyRefusedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ApiKeyRefused'] = ResolversParentTypes['ApiKeyRefused']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['ApiKeyRefusalReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApiKeyRevokedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ApiKeyRevoked'] = ResolversParentTypes['ApiKeyRevoked']> = {
  apiKey?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AuditEntryResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['AuditEntry'] = ResolversParentTypes['AuditEntry']> = {
  actorKind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  credentialId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  decision?: Resolver<ResolversTypes['AuditDecision'], ParentType, ContextType>;
  entryHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  entrySequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  happenedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  input?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  leftOutCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  onBehalfOf?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  party?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sourceIp?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  subjectId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AuditEntryConnectionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['AuditEntryConnection'] = ResolversParentTypes['AuditEntryConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AuditEntryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AuditEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AuditEntryEdgeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['AuditEntryEdge'] = ResolversParentTypes['AuditEntryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEntry'], ParentType, ContextType>;
};

export type BatteryResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Battery'] = ResolversParentTypes['Battery']> = {
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  agreements?: Resolver<ReadonlyArray<ResolversTypes['Agreement']>, ParentType, ContextType>;
  chargeEfficiencyPercent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  chargePowerKwMax?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  currentIntent?: Resolver<Maybe<ResolversTypes['Intent']>, ParentType, ContextType>;
  dischargeEfficiencyPercent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  dischargePowerKwMax?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  energyCapacityKwh?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instructions?: Resolver<ResolversTypes['InstructionConnection'], ParentType, ContextType, RequireFields<BatteryInstructionsArgs, 'first'>>;
  intent?: Resolver<ResolversTypes['Intent'], ParentType, ContextType>;
  latestReading?: Resolver<Maybe<ResolversTypes['Reading']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcomes?: Resolver<ReadonlyArray<ResolversTypes['PeriodOutcome']>, ParentType, ContextType, RequireFields<BatteryOutcomesArgs, 'from' | 'until'>>;
  overrides?: Resolver<ReadonlyArray<ResolversTypes['Override']>, ParentType, ContextType>;
  ownershipModel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  plan?: Resolver<Maybe<ResolversTypes['Plan']>, ParentType, ContextType>;
  readings?: Resolver<ReadonlyArray<ResolversTypes['Reading']>, ParentType, ContextType, RequireFields<BatteryReadingsArgs, 'from' | 'pointCountMax' | 'until'>>;
  settledPeriods?: Resolver<ReadonlyArray<ResolversTypes['SettledPeriod']>, ParentType, ContextType, RequireFields<BatterySettledPeriodsArgs, 'from' | 'until'>>;
  site?: Resolver<ResolversTypes['Site'], ParentType, ContextType>;
  viewerCan?: Resolver<ReadonlyArray<ResolversTypes['ViewerRight']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BatteryConnectionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['BatteryConnection'] = ResolversParentTypes['BatteryConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['BatteryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Battery']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type BatteryEdgeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['BatteryEdge'] = ResolversParentTypes['BatteryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Battery'], ParentType, ContextType>;
};

export type BatteryOverriddenResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['BatteryOverridden'] = ResolversParentTypes['BatteryOverridden']> = {
  battery?: Resolver<ResolversTypes['Battery'], ParentType, ContextType>;
  override?: Resolver<ResolversTypes['Override'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BatteryRefusedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['BatteryRefused'] = ResolversParentTypes['BatteryRefused']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['BatteryRefusalReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BatteryRegisteredResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['BatteryRegistered'] = ResolversParentTypes['BatteryRegistered']> = {
  battery?: Resolver<ResolversTypes['Battery'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CancelOverrideResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['CancelOverrideResult'] = ResolversParentTypes['CancelOverrideResult']> = {
  __resolveType?: TypeResolveFn<'OverrideCancelled', ParentType, ContextType>;
};

export type CertificateIssuedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['CertificateIssued'] = ResolversParentTypes['CertificateIssued']> = {
  authoritiesPem?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  certificatePem?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  serial?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  validUntil?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CertificateRefusedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['CertificateRefused'] = ResolversParentTypes['CertificateRefused']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['CertificateRefusalReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateApiKeyResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['CreateApiKeyResult'] = ResolversParentTypes['CreateApiKeyResult']> = {
  __resolveType?: TypeResolveFn<'ApiKeyCreated' | 'ApiKeyRefused', ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeadLetterResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['DeadLetter'] = ResolversParentTypes['DeadLetter']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  payload?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  replayedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeadLetterConnectionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['DeadLetterConnection'] = ResolversParentTypes['DeadLetterConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DeadLetterEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['DeadLetter']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type DeadLetterEdgeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['DeadLetterEdge'] = ResolversParentTypes['DeadLetterEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DeadLetter'], ParentType, ContextType>;
};

export type DeadLetterRefusedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['DeadLetterRefused'] = ResolversParentTypes['DeadLetterRefused']> = {
  deadLetter?: Resolver<ResolversTypes['DeadLetter'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeadLetterReplayedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['DeadLetterReplayed'] = ResolversParentTypes['DeadLetterReplayed']> = {
  deadLetter?: Resolver<ResolversTypes['DeadLetter'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type EdgeAgentEnrolledResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['EdgeAgentEnrolled'] = ResolversParentTypes['EdgeAgentEnrolled']> = {
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  site?: Resolver<ResolversTypes['Site'], ParentType, ContextType>;
  token?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EdgeAgentRevokedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['EdgeAgentRevoked'] = ResolversParentTypes['EdgeAgentRevoked']> = {
  site?: Resolver<ResolversTypes['Site'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EndAgreementResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['EndAgreementResult'] = ResolversParentTypes['EndAgreementResult']> = {
  __resolveType?: TypeResolveFn<'AgreementEnded' | 'AgreementRefused', ParentType, ContextType>;
};

export type EndSupportSessionResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['EndSupportSessionResult'] = ResolversParentTypes['EndSupportSessionResult']> = {
  __resolveType?: TypeResolveFn<'SupportSessionEnded', ParentType, ContextType>;
};

export type EnrolEdgeAgentResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['EnrolEdgeAgentResult'] = ResolversParentTypes['EnrolEdgeAgentResult']> = {
  __resolveType?: TypeResolveFn<'EdgeAgentEnrolled', ParentType, ContextType>;
};

export type FrequencyCurvePointResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['FrequencyCurvePoint'] = ResolversParentTypes['FrequencyCurvePoint']> = {
  deliveredRatio?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  deviationHertz?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type FrequencyResponseResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['FrequencyResponse'] = ResolversParentTypes['FrequencyResponse']> = {
  contractedPowerKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  curve?: Resolver<ReadonlyArray<ResolversTypes['FrequencyCurvePoint']>, ParentType, ContextType>;
  deliverySeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  direction?: Resolver<ResolversTypes['ResponseDirection'], ParentType, ContextType>;
  fromAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  service?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  untilAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type InstructionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Instruction'] = ResolversParentTypes['Instruction']> = {
  appliedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  battery?: Resolver<ResolversTypes['Battery'], ParentType, ContextType>;
  deliveredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instructionSequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  issuedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  limits?: Resolver<ResolversTypes['InstructionLimits'], ParentType, ContextType>;
  refusalReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  responses?: Resolver<ReadonlyArray<ResolversTypes['FrequencyResponse']>, ParentType, ContextType>;
  setpoints?: Resolver<ReadonlyArray<ResolversTypes['Setpoint']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['InstructionState'], ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  validUntil?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InstructionAcknowledgedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['InstructionAcknowledged'] = ResolversParentTypes['InstructionAcknowledged']> = {
  instruction?: Resolver<ResolversTypes['Instruction'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InstructionConnectionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['InstructionConnection'] = ResolversParentTypes['InstructionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['InstructionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Instruction']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type InstructionEdgeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['InstructionEdge'] = ResolversParentTypes['InstructionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Instruction'], ParentType, ContextType>;
};

export type InstructionLimitsResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['InstructionLimits'] = ResolversParentTypes['InstructionLimits']> = {
  chargePowerKwMax?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  dischargePowerKwMax?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  socPercentMax?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  socPercentMin?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type IntentResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Intent'] = ResolversParentTypes['Intent']> = {
  cyclesPerDayCountMax?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  reservePercent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  setAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  socPercentMax?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  socPercentMin?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  versionSequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  wearCostPerMwh?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type IntentRefusedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['IntentRefused'] = ResolversParentTypes['IntentRefused']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['IntentRefusalReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IntentSetResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['IntentSet'] = ResolversParentTypes['IntentSet']> = {
  battery?: Resolver<ResolversTypes['Battery'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MakeAgreementResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['MakeAgreementResult'] = ResolversParentTypes['MakeAgreementResult']> = {
  __resolveType?: TypeResolveFn<'AgreementMade' | 'AgreementRefused', ParentType, ContextType>;
};

export type MarketPriceResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['MarketPrice'] = ResolversParentTypes['MarketPrice']> = {
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  exportPricePerMwh?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  importPricePerMwh?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  knownAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['SettlementPeriod'], ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acknowledgeInstruction: Resolver<ResolversTypes['AcknowledgeInstructionResult'], ParentType, ContextType, RequireFields<MutationAcknowledgeInstructionArgs, 'input'>>;
  cancelOverride: Resolver<ResolversTypes['CancelOverrideResult'], ParentType, ContextType, RequireFields<MutationCancelOverrideArgs, 'input'>>;
  createApiKey: Resolver<ResolversTypes['CreateApiKeyResult'], ParentType, ContextType, RequireFields<MutationCreateApiKeyArgs, 'input'>>;
  endAgreement: Resolver<ResolversTypes['EndAgreementResult'], ParentType, ContextType, RequireFields<MutationEndAgreementArgs, 'input'>>;
  endSupportSession: Resolver<ResolversTypes['EndSupportSessionResult'], ParentType, ContextType, RequireFields<MutationEndSupportSessionArgs, 'input'>>;
  enrolEdgeAgent: Resolver<ResolversTypes['EnrolEdgeAgentResult'], ParentType, ContextType, RequireFields<MutationEnrolEdgeAgentArgs, 'input'>>;
  makeAgreement: Resolver<ResolversTypes['MakeAgreementResult'], ParentType, ContextType, RequireFields<MutationMakeAgreementArgs, 'input'>>;
  overrideBattery: Resolver<ResolversTypes['OverrideBatteryResult'], ParentType, ContextType, RequireFields<MutationOverrideBatteryArgs, 'input'>>;
  registerBattery: Resolver<ResolversTypes['RegisterBatteryResult'], ParentType, ContextType, RequireFields<MutationRegisterBatteryArgs, 'input'>>;
  registerSite: Resolver<ResolversTypes['RegisterSiteResult'], ParentType, ContextType, RequireFields<MutationRegisterSiteArgs, 'input'>>;
  replayDeadLetter: Resolver<ResolversTypes['ReplayDeadLetterResult'], ParentType, ContextType, RequireFields<MutationReplayDeadLetterArgs, 'input'>>;
  requestCertificate: Resolver<ResolversTypes['RequestCertificateResult'], ParentType, ContextType, RequireFields<MutationRequestCertificateArgs, 'input'>>;
  requestPlan: Resolver<ResolversTypes['RequestPlanResult'], ParentType, ContextType, RequireFields<MutationRequestPlanArgs, 'input'>>;
  revokeApiKey: Resolver<ResolversTypes['RevokeApiKeyResult'], ParentType, ContextType, RequireFields<MutationRevokeApiKeyArgs, 'input'>>;
  revokeEdgeAgent: Resolver<ResolversTypes['RevokeEdgeAgentResult'], ParentType, ContextType, RequireFields<MutationRevokeEdgeAgentArgs, 'input'>>;
  setIntent: Resolver<ResolversTypes['SetIntentResult'], ParentType, ContextType, RequireFields<MutationSetIntentArgs, 'input'>>;
};

export type NodeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType?: TypeResolveFn<'Agreement' | 'ApiKey' | 'AuditEntry' | 'Battery' | 'DeadLetter' | 'Instruction' | 'Override' | 'Party' | 'Plan' | 'Site' | 'SupportSession' | 'Tenant', ParentType, ContextType>;
};

export type OverrideResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Override'] = ResolversParentTypes['Override']> = {
  cancelledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  fromAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  powerKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  untilAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OverrideBatteryResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['OverrideBatteryResult'] = ResolversParentTypes['OverrideBatteryResult']> = {
  __resolveType?: TypeResolveFn<'BatteryOverridden' | 'OverrideRefused', ParentType, ContextType>;
};

export type OverrideCancelledResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['OverrideCancelled'] = ResolversParentTypes['OverrideCancelled']> = {
  override?: Resolver<ResolversTypes['Override'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OverrideRefusedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['OverrideRefused'] = ResolversParentTypes['OverrideRefused']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['OverrideRefusalReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OwnershipModelResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['OwnershipModel'] = ResolversParentTypes['OwnershipModel']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['OwnershipModelRole']>, ParentType, ContextType>;
};

export type OwnershipModelRoleResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['OwnershipModelRole'] = ResolversParentTypes['OwnershipModelRole']> = {
  reads?: Resolver<ReadonlyArray<ResolversTypes['FieldGroup']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['AgreementRole'], ParentType, ContextType>;
  writes?: Resolver<ReadonlyArray<ResolversTypes['FieldGroup']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PartyResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Party'] = ResolversParentTypes['Party']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PartyKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PeriodOutcomeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PeriodOutcome'] = ResolversParentTypes['PeriodOutcome']> = {
  netExportedKwh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  period?: Resolver<ResolversTypes['SettlementPeriod'], ParentType, ContextType>;
  plannedPowerKw?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  plannedRevenue?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  plannedSocPercent?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  realisedRevenue?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type PlanResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Plan'] = ResolversParentTypes['Plan']> = {
  battery?: Resolver<ResolversTypes['Battery'], ParentType, ContextType>;
  expectedRevenue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  horizonFrom?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  horizonUntil?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  madeAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  periods?: Resolver<ReadonlyArray<ResolversTypes['PlanPeriod']>, ParentType, ContextType>;
  solver?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PlanStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PlanPeriodResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PlanPeriod'] = ResolversParentTypes['PlanPeriod']> = {
  expectedRevenue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  exportPricePerMwh?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  importPricePerMwh?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['SettlementPeriod'], ParentType, ContextType>;
  powerKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  socPercent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type PlanRequestedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PlanRequested'] = ResolversParentTypes['PlanRequested']> = {
  battery?: Resolver<ResolversTypes['Battery'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  apiKeys: Resolver<ResolversTypes['ApiKeyConnection'], ParentType, ContextType, RequireFields<QueryApiKeysArgs, 'first'>>;
  auditEntries: Resolver<ResolversTypes['AuditEntryConnection'], ParentType, ContextType, RequireFields<QueryAuditEntriesArgs, 'first'>>;
  batteries: Resolver<ResolversTypes['BatteryConnection'], ParentType, ContextType, Partial<QueryBatteriesArgs>>;
  battery: Resolver<Maybe<ResolversTypes['Battery']>, ParentType, ContextType, RequireFields<QueryBatteryArgs, 'id'>>;
  deadLetters: Resolver<ResolversTypes['DeadLetterConnection'], ParentType, ContextType, RequireFields<QueryDeadLettersArgs, 'first'>>;
  marketPrices: Resolver<ReadonlyArray<ResolversTypes['MarketPrice']>, ParentType, ContextType, RequireFields<QueryMarketPricesArgs, 'from' | 'market' | 'until'>>;
  node: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes: Resolver<ReadonlyArray<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  ownershipModels: Resolver<ReadonlyArray<ResolversTypes['OwnershipModel']>, ParentType, ContextType>;
  site: Resolver<Maybe<ResolversTypes['Site']>, ParentType, ContextType, RequireFields<QuerySiteArgs, 'id'>>;
  sites: Resolver<ResolversTypes['SiteConnection'], ParentType, ContextType, Partial<QuerySitesArgs>>;
  supportSessions: Resolver<ResolversTypes['SupportSessionConnection'], ParentType, ContextType, RequireFields<QuerySupportSessionsArgs, 'first'>>;
  viewer: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
};

export type ReadingResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Reading'] = ResolversParentTypes['Reading']> = {
  activePowerKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  battery?: Resolver<ResolversTypes['Battery'], ParentType, ContextType>;
  exportedKwh?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  importedKwh?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  instructionSequence?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  measuredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  quality?: Resolver<ResolversTypes['ReadingQuality'], ParentType, ContextType>;
  qualityReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  socPercent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type RegisterBatteryResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['RegisterBatteryResult'] = ResolversParentTypes['RegisterBatteryResult']> = {
  __resolveType?: TypeResolveFn<'BatteryRefused' | 'BatteryRegistered', ParentType, ContextType>;
};

export type RegisterSiteResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['RegisterSiteResult'] = ResolversParentTypes['RegisterSiteResult']> = {
  __resolveType?: TypeResolveFn<'SiteRefused' | 'SiteRegistered', ParentType, ContextType>;
};

export type ReplayDeadLetterResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ReplayDeadLetterResult'] = ResolversParentTypes['ReplayDeadLetterResult']> = {
  __resolveType?: TypeResolveFn<'DeadLetterRefused' | 'DeadLetterReplayed', ParentType, ContextType>;
};

export type RequestCertificateResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['RequestCertificateResult'] = ResolversParentTypes['RequestCertificateResult']> = {
  __resolveType?: TypeResolveFn<'CertificateIssued' | 'CertificateRefused', ParentType, ContextType>;
};

export type RequestPlanResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['RequestPlanResult'] = ResolversParentTypes['RequestPlanResult']> = {
  __resolveType?: TypeResolveFn<'PlanRequested', ParentType, ContextType>;
};

export type RevokeApiKeyResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['RevokeApiKeyResult'] = ResolversParentTypes['RevokeApiKeyResult']> = {
  __resolveType?: TypeResolveFn<'ApiKeyRevoked', ParentType, ContextType>;
};

export type RevokeEdgeAgentResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['RevokeEdgeAgentResult'] = ResolversParentTypes['RevokeEdgeAgentResult']> = {
  __resolveType?: TypeResolveFn<'EdgeAgentRevoked', ParentType, ContextType>;
};

export type SetIntentResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['SetIntentResult'] = ResolversParentTypes['SetIntentResult']> = {
  __resolveType?: TypeResolveFn<'IntentRefused' | 'IntentSet', ParentType, ContextType>;
};

export type SetpointResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Setpoint'] = ResolversParentTypes['Setpoint']> = {
  fromAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  limitedBy?: Resolver<Maybe<ResolversTypes['LimitSource']>, ParentType, ContextType>;
  powerKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['WishSource'], ParentType, ContextType>;
  untilAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SettledPeriodResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['SettledPeriod'] = ResolversParentTypes['SettledPeriod']> = {
  exportedKwh?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  importedKwh?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['SettlementPeriod'], ParentType, ContextType>;
  revenue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type SettlementPeriodResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['SettlementPeriod'] = ResolversParentTypes['SettlementPeriod']> = {
  endAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  periodIndex?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  settlementDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  startAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SiteResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Site'] = ResolversParentTypes['Site']> = {
  batteries?: Resolver<ReadonlyArray<ResolversTypes['Battery']>, ParentType, ContextType>;
  exportLimitKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  importLimitKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  market?: Resolver<ResolversTypes['MarketCode'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SiteConnectionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['SiteConnection'] = ResolversParentTypes['SiteConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SiteEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Site']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type SiteEdgeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['SiteEdge'] = ResolversParentTypes['SiteEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Site'], ParentType, ContextType>;
};

export type SiteRefusedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['SiteRefused'] = ResolversParentTypes['SiteRefused']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['SiteRefusalReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SiteRegisteredResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['SiteRegistered'] = ResolversParentTypes['SiteRegistered']> = {
  site?: Resolver<ResolversTypes['Site'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  instructions: SubscriptionResolver<ResolversTypes['Instruction'], "instructions", ParentType, ContextType, RequireFields<SubscriptionInstructionsArgs, 'batteryId'>>;
  plans: SubscriptionResolver<ResolversTypes['Plan'], "plans", ParentType, ContextType, RequireFields<SubscriptionPlansArgs, 'batteryId'>>;
  readings: SubscriptionResolver<ResolversTypes['Reading'], "readings", ParentType, ContextType, Partial<SubscriptionReadingsArgs>>;
  siteInstructions: SubscriptionResolver<ResolversTypes['Instruction'], "siteInstructions", ParentType, ContextType, RequireFields<SubscriptionSiteInstructionsArgs, 'afterSequence'>>;
};

export type SupportSessionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['SupportSession'] = ResolversParentTypes['SupportSession']> = {
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  grantedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  grantedTo?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SupportSessionConnectionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['SupportSessionConnection'] = ResolversParentTypes['SupportSessionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SupportSessionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['SupportSession']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type SupportSessionEdgeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['SupportSessionEdge'] = ResolversParentTypes['SupportSessionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SupportSession'], ParentType, ContextType>;
};

export type SupportSessionEndedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['SupportSessionEnded'] = ResolversParentTypes['SupportSessionEnded']> = {
  supportSession?: Resolver<ResolversTypes['SupportSession'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TenantResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Tenant'] = ResolversParentTypes['Tenant']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  party?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['ApiKeyRole'], ParentType, ContextType>;
  tenant?: Resolver<ResolversTypes['Tenant'], ParentType, ContextType>;
};

export type ViewerRightResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ViewerRight'] = ResolversParentTypes['ViewerRight']> = {
  action?: Resolver<ResolversTypes['ViewerAction'], ParentType, ContextType>;
  allowed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  missing?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  missingRoles?: Resolver<ReadonlyArray<ResolversTypes['AgreementRole']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['RightRefusalReason']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphQLContext> = {
  AcknowledgeInstructionResult?: AcknowledgeInstructionResultResolvers<ContextType>;
  Agreement?: AgreementResolvers<ContextType>;
  AgreementEnded?: AgreementEndedResolvers<ContextType>;
  AgreementMade?: AgreementMadeResolvers<ContextType>;
  AgreementRefused?: AgreementRefusedResolvers<ContextType>;
  AgreementVersion?: AgreementVersionResolvers<ContextType>;
  ApiKey?: ApiKeyResolvers<ContextType>;
  ApiKeyConnection?: ApiKeyConnectionResolvers<ContextType>;
  ApiKeyCreated?: ApiKeyCreatedResolvers<ContextType>;
  ApiKeyEdge?: ApiKeyEdgeResolvers<ContextType>;
  ApiKeyRefused?: ApiKeyRefusedResolvers<ContextType>;
  ApiKeyRevoked?: ApiKeyRevokedResolvers<ContextType>;
  AuditEntry?: AuditEntryResolvers<ContextType>;
  AuditEntryConnection?: AuditEntryConnectionResolvers<ContextType>;
  AuditEntryEdge?: AuditEntryEdgeResolvers<ContextType>;
  Battery?: BatteryResolvers<ContextType>;
  BatteryConnection?: BatteryConnectionResolvers<ContextType>;
  BatteryEdge?: BatteryEdgeResolvers<ContextType>;
  BatteryOverridden?: BatteryOverriddenResolvers<ContextType>;
  BatteryRefused?: BatteryRefusedResolvers<ContextType>;
  BatteryRegistered?: BatteryRegisteredResolvers<ContextType>;
  CancelOverrideResult?: CancelOverrideResultResolvers<ContextType>;
  CertificateIssued?: CertificateIssuedResolvers<ContextType>;
  CertificateRefused?: CertificateRefusedResolvers<ContextType>;
  CreateApiKeyResult?: CreateApiKeyResultResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  DeadLetter?: DeadLetterResolvers<ContextType>;
  DeadLetterConnection?: DeadLetterConnectionResolvers<ContextType>;
  DeadLetterEdge?: DeadLetterEdgeResolvers<ContextType>;
  DeadLetterRefused?: DeadLetterRefusedResolvers<ContextType>;
  DeadLetterReplayed?: DeadLetterReplayedResolvers<ContextType>;
  Decimal?: GraphQLScalarType;
  EdgeAgentEnrolled?: EdgeAgentEnrolledResolvers<ContextType>;
  EdgeAgentRevoked?: EdgeAgentRevokedResolvers<ContextType>;
  EndAgreementResult?: EndAgreementResultResolvers<ContextType>;
  EndSupportSessionResult?: EndSupportSessionResultResolvers<ContextType>;
  EnrolEdgeAgentResult?: EnrolEdgeAgentResultResolvers<ContextType>;
  FrequencyCurvePoint?: FrequencyCurvePointResolvers<ContextType>;
  FrequencyResponse?: FrequencyResponseResolvers<ContextType>;
  Instruction?: InstructionResolvers<ContextType>;
  InstructionAcknowledged?: InstructionAcknowledgedResolvers<ContextType>;
  InstructionConnection?: InstructionConnectionResolvers<ContextType>;
  InstructionEdge?: InstructionEdgeResolvers<ContextType>;
  InstructionLimits?: InstructionLimitsResolvers<ContextType>;
  Intent?: IntentResolvers<ContextType>;
  IntentRefused?: IntentRefusedResolvers<ContextType>;
  IntentSet?: IntentSetResolvers<ContextType>;
  MakeAgreementResult?: MakeAgreementResultResolvers<ContextType>;
  MarketPrice?: MarketPriceResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Override?: OverrideResolvers<ContextType>;
  OverrideBatteryResult?: OverrideBatteryResultResolvers<ContextType>;
  OverrideCancelled?: OverrideCancelledResolvers<ContextType>;
  OverrideRefused?: OverrideRefusedResolvers<ContextType>;
  OwnershipModel?: OwnershipModelResolvers<ContextType>;
  OwnershipModelRole?: OwnershipModelRoleResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Party?: PartyResolvers<ContextType>;
  PeriodOutcome?: PeriodOutcomeResolvers<ContextType>;
  Plan?: PlanResolvers<ContextType>;
  PlanPeriod?: PlanPeriodResolvers<ContextType>;
  PlanRequested?: PlanRequestedResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Reading?: ReadingResolvers<ContextType>;
  RegisterBatteryResult?: RegisterBatteryResultResolvers<ContextType>;
  RegisterSiteResult?: RegisterSiteResultResolvers<ContextType>;
  ReplayDeadLetterResult?: ReplayDeadLetterResultResolvers<ContextType>;
  RequestCertificateResult?: RequestCertificateResultResolvers<ContextType>;
  RequestPlanResult?: RequestPlanResultResolvers<ContextType>;
  RevokeApiKeyResult?: RevokeApiKeyResultResolvers<ContextType>;
  RevokeEdgeAgentResult?: RevokeEdgeAgentResultResolvers<ContextType>;
  SetIntentResult?: SetIntentResultResolvers<ContextType>;
  Setpoint?: SetpointResolvers<ContextType>;
  SettledPeriod?: SettledPeriodResolvers<ContextType>;
  SettlementPeriod?: SettlementPeriodResolvers<ContextType>;
  Site?: SiteResolvers<ContextType>;
  SiteConnection?: SiteConnectionResolvers<ContextType>;
  SiteEdge?: SiteEdgeResolvers<ContextType>;
  SiteRefused?: SiteRefusedResolvers<ContextType>;
  SiteRegistered?: SiteRegisteredResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  SupportSession?: SupportSessionResolvers<ContextType>;
  SupportSessionConnection?: SupportSessionConnectionResolvers<ContextType>;
  SupportSessionEdge?: SupportSessionEdgeResolvers<ContextType>;
  SupportSessionEnded?: SupportSessionEndedResolvers<ContextType>;
  Tenant?: TenantResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  ViewerRight?: ViewerRightResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = GraphQLContext> = {
  atMost?: AtMostDirectiveResolver<any, any, ContextType>;
  cost?: CostDirectiveResolver<any, any, ContextType>;
  errors?: ErrorsDirectiveResolver<any, any, ContextType>;
  public?: PublicDirectiveResolver<any, any, ContextType>;
  requires?: RequiresDirectiveResolver<any, any, ContextType>;
};
