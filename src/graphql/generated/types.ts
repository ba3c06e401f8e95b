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

/** What the system operator accepted of a battery: absolute powers over a time, whatever was planned. */
export type Acceptance = {
  readonly __typename: 'Acceptance';
  /** The system operator's number of it; of one battery each is another one. */
  readonly acceptanceNumber: Scalars['Int']['output'];
  /** When the system operator accepted. */
  readonly acceptedAt: Scalars['DateTime']['output'];
  /** What the newest message about it was. */
  readonly amendment: AcceptanceAmendment;
  /** The powers, linear between the points, in the order of time. */
  readonly points: ReadonlyArray<AcceptancePoint>;
  /** When its newest message was taken. */
  readonly receivedAt: Scalars['DateTime']['output'];
};

/** What a message about an acceptance is; in Great Britain the amendment flag (ORI, INS, UPD, DEL). */
export type AcceptanceAmendment =
  /** It does not count any more, and comes back with no message. */
  | 'DELETED'
  /** The first one, put in afterwards. */
  | 'INSERTED'
  /** The first one. */
  | 'ORIGINAL'
  /** A change of it: counts instead of what came before, whenever that arrives. Of two updates the one that arrived later counts. */
  | 'UPDATED';

/** What came of one acceptance. */
export type AcceptanceAnswer = {
  readonly __typename: 'AcceptanceAnswer';
  /** The system operator's number of it. */
  readonly acceptanceNumber: Scalars['Int']['output'];
  /** Why it was refused, as a sentence; null unless it was. */
  readonly message?: Maybe<Scalars['String']['output']>;
  /** What came of it. */
  readonly outcome: AcceptanceOutcome;
  /** Why it was refused, as a code; null unless it was. */
  readonly reason?: Maybe<AcceptanceRefusalReason>;
};

/** A bid-offer acceptance as the system operator sent it. */
export type AcceptanceInput = {
  /** The system operator's number of it, not negative. */
  readonly acceptanceNumber: Scalars['Int']['input'];
  /** When the system operator accepted. */
  readonly acceptedAt: Scalars['DateTime']['input'];
  /** What the message is. */
  readonly amendment?: AcceptanceAmendment;
  /** The powers in the order of time: 2 to 50 points, 24 hours at most. Two at one instant are a step. None where it is deleted. */
  readonly points?: ReadonlyArray<AcceptancePointInput>;
};

/** What came of one acceptance. */
export type AcceptanceOutcome =
  /** It was taken before, or a newer message about it was: nothing has changed. */
  | 'KNOWN'
  /** It cannot be followed or understood: nothing has changed. */
  | 'REFUSED'
  /** It is stored, and the site is being told. */
  | 'TAKEN';

/** A corner of an acceptance. */
export type AcceptancePoint = {
  readonly __typename: 'AcceptancePoint';
  /** At this instant. */
  readonly at: Scalars['DateTime']['output'];
  /** Power at the grid side, kW, positive towards the grid (discharge). */
  readonly powerKw: Scalars['Float']['output'];
};

/** A corner of an acceptance. */
export type AcceptancePointInput = {
  /** At this instant. */
  readonly at: Scalars['DateTime']['input'];
  /** Power at the grid side, kW, positive towards the grid (discharge). */
  readonly powerKw: Scalars['Float']['input'];
};

/** Why an acceptance was refused. */
export type AcceptanceRefusalReason =
  /** Its points are too few, too many or out of order, or its time is over, too long or too far ahead. */
  | 'BAD_PROFILE'
  /** It asks for more than the limits of its time allow, or for the room that frequency responses need. */
  | 'BEYOND_LIMITS'
  /** An acceptance of this number was taken before and said something else, or was deleted. */
  | 'CONTRADICTION'
  /** An override holds in its time. */
  | 'OVERRIDDEN'
  /** The battery is stopped in its time. */
  | 'STOPPED'
  /** The battery has 100 acceptances in force or to come. */
  | 'TOO_MANY';

/** Each acceptance is answered. */
export type AcceptancesTaken = {
  readonly __typename: 'AcceptancesTaken';
  /** The answers, in the order in which was asked. */
  readonly answers: ReadonlyArray<AcceptanceAnswer>;
};

/** Which alert somebody has seen. */
export type AcknowledgeAlertInput = {
  /** The alert. */
  readonly alertId: Scalars['ID']['input'];
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
};

/** What came of acknowledging an alert. */
export type AcknowledgeAlertResult = AlertAcknowledged;

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
  /** Every version of this agreement up to the one you see, oldest first; the newest 100. */
  readonly history: ReadonlyArray<AgreementVersion>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The party. */
  readonly party: Party;
  /** What the party is to the battery or the site. */
  readonly role: AgreementRole;
  /** The share of an owner, percent; null when none was agreed: of an owner, who then owns the whole. The shares of all owners never come to more than 100 at any instant. */
  readonly sharePercent?: Maybe<Scalars['Float']['output']>;
  /** The site, when the agreement is over all of it; null when it is over one battery. */
  readonly site?: Maybe<Site>;
  /** What else was agreed, in words; null when nothing was recorded. */
  readonly terms?: Maybe<Scalars['String']['output']>;
  /** When the agreement begins. */
  readonly validFrom: Scalars['DateTime']['output'];
  /** When the agreement ends (that instant excluded); null while it is open-ended. */
  readonly validUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Counts the changes of this agreement, from 1. Of an agreement of others' you see the newest version that was made while you might read contracts of the battery, and nothing of later changes. */
  readonly versionSequence: Scalars['Int']['output'];
  /** What you may do with the agreement now, and for what you may not do, what is missing. */
  readonly viewerCan: ReadonlyArray<ViewerRight>;
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
  /** What kind of credential made the change, in the words of `AuditEntry.actorKind`: `platform` for the tenant's file. */
  readonly actorKind: Scalars['String']['output'];
  /** Why the change was made, in the words of whoever made it. */
  readonly changeReason: Scalars['String']['output'];
  /** When the change was made. */
  readonly changedAt: Scalars['DateTime']['output'];
  /** The credential that made the change, as in the audit trail; null when the tenant's file did. */
  readonly credentialId?: Maybe<Scalars['ID']['output']>;
  /** The share of an owner, percent; null when none was agreed: of an owner, who then owns the whole. */
  readonly sharePercent?: Maybe<Scalars['Float']['output']>;
  /** What else was agreed, in words; null when nothing was recorded. */
  readonly terms?: Maybe<Scalars['String']['output']>;
  /** When the agreement begins. */
  readonly validFrom: Scalars['DateTime']['output'];
  /** When the agreement ends (that instant excluded); null while it is open-ended. */
  readonly validUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Position in the history, from 1. */
  readonly versionSequence: Scalars['Int']['output'];
};

/** Something about a battery that somebody should look at. One of a kind is open for each battery, however many instructions it concerns. */
export type Alert = Node & {
  readonly __typename: 'Alert';
  /** When somebody said that they had seen it; null until then. */
  readonly acknowledgedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The battery. */
  readonly battery: Battery;
  /** When it was over; null until then. */
  readonly clearedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The battery's newest instruction when the alert was raised; null where it is not yours to see. */
  readonly instruction?: Maybe<Instruction>;
  /** What is amiss. */
  readonly kind: AlertKind;
  /** When it had lasted too long. */
  readonly raisedAt: Scalars['DateTime']['output'];
  /** Since when it is so. */
  readonly sinceAt: Scalars['DateTime']['output'];
  /** What you may do with the alert now, and for what you may not do, what is missing. */
  readonly viewerCan: ReadonlyArray<ViewerRight>;
};

/** The alert is acknowledged; it stays open until what it tells of is over. */
export type AlertAcknowledged = {
  readonly __typename: 'AlertAcknowledged';
  /** The alert. */
  readonly alert: Alert;
};

/** A page of alerts. */
export type AlertConnection = {
  readonly __typename: 'AlertConnection';
  /** The alerts with their cursors. */
  readonly edges: ReadonlyArray<AlertEdge>;
  /** The alerts alone. */
  readonly nodes: ReadonlyArray<Alert>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One alert in a page. */
export type AlertEdge = {
  readonly __typename: 'AlertEdge';
  /** Opaque position of this alert. */
  readonly cursor: Scalars['String']['output'];
  /** The alert. */
  readonly node: Alert;
};

/** What is amiss with a battery. */
export type AlertKind =
  /** The site has an instruction, and has not confirmed in time that the hardware took it. */
  | 'NOT_APPLIED'
  /** The site has not confirmed in time that it has an instruction. */
  | 'NOT_DELIVERED'
  /** The battery's readings differ from what it is told, for longer than is allowed. */
  | 'OUT_OF_TOLERANCE';

/** A credential for servers and scripts, sent as `Authorization: Bearer <key>`. */
export type ApiKey = Node & {
  readonly __typename: 'ApiKey';
  /** The batteries the key is limited to; null for all of the tenant. */
  readonly batteries?: Maybe<ReadonlyArray<Battery>>;
  /** When the key was created. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** When the key ends by itself, by the wall clock; null when it does not. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** When the key was last used, by the wall clock, to the minute; null when it never was. */
  readonly lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the key is for, in your words. */
  readonly name: Scalars['String']['output'];
  /** The party on whose behalf the key acts; null when it acts for the tenant itself. */
  readonly party?: Maybe<Party>;
  /** The first characters of its secrets, by which a leaked one is recognised. They are no secret themselves. */
  readonly prefix: Scalars['String']['output'];
  /** Until when the secret before the present one works as well, unless the key ends earlier; null when there was none. */
  readonly previousSecretUntil?: Maybe<Scalars['DateTime']['output']>;
  /** When the key was revoked; null while it is valid. */
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the key may do. */
  readonly role: ApiKeyRole;
  /** When its present secret was made by `rotateApiKey`; null when it is the first one. */
  readonly rotatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the key is limited to; null when its role alone decides. */
  readonly scopes?: Maybe<ReadonlyArray<Scope>>;
  /** What you may do with the key now, and for what you may not do, what is missing. */
  readonly viewerCan: ReadonlyArray<ViewerRight>;
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

/** Why an API key was not created, or not rotated. */
export type ApiKeyRefusalReason =
  /** The key would have ended already. */
  | 'EXPIRY_PASSED'
  /** The key has ended by itself. */
  | 'KEY_EXPIRED'
  /** The key was revoked. */
  | 'KEY_REVOKED'
  /** This role acts for the tenant itself, and a party was given. */
  | 'PARTY_NOT_ALLOWED'
  /** This role acts for a party, and none was given. */
  | 'PARTY_REQUIRED'
  /** One of the scopes is never given by this role. */
  | 'SCOPE_NOT_OF_ROLE'
  /** One of the scopes acts on the tenant as a whole, and the key would be limited to batteries. */
  | 'SCOPE_OF_WHOLE_TENANT';

/** The key was not created, or not rotated. */
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

/** The key has a new secret. */
export type ApiKeyRotated = {
  readonly __typename: 'ApiKeyRotated';
  /** The same key. */
  readonly apiKey: ApiKey;
  /** The new secret to send as a bearer token. Null when this answer is a replay: a secret is shown once. */
  readonly secret?: Maybe<Scalars['String']['output']>;
};

/** The app was registered. */
export type AppRegistered = {
  readonly __typename: 'AppRegistered';
  /** The new app. */
  readonly app: OAuthClient;
};

/** A finished day of the tenant's readings in the archive: one Parquet file. */
export type ArchivedDay = {
  readonly __typename: 'ArchivedDay';
  /** When the file came into the archive. */
  readonly archivedAt: Scalars['DateTime']['output'];
  /** Of how many batteries. */
  readonly batteryCount: Scalars['Int']['output'];
  /** Size of the file, bytes. */
  readonly byteCount: Scalars['Float']['output'];
  /** Where the file is, below the archive's folder or the prefix of its bucket. */
  readonly fileKey: Scalars['String']['output'];
  /** Instant of its first reading. */
  readonly firstMeasuredAt: Scalars['DateTime']['output'];
  /** Since when the archive alone has the day's single readings; null while the database has them as well. */
  readonly forgottenAt?: Maybe<Scalars['DateTime']['output']>;
  /** Instant of its last reading. */
  readonly lastMeasuredAt: Scalars['DateTime']['output'];
  /** The day, by UTC. */
  readonly measuredDate: Scalars['Date']['output'];
  /** How many readings are in it. */
  readonly rowCount: Scalars['Int']['output'];
  /** Version of the file's columns. */
  readonly schemaVersionSequence: Scalars['Int']['output'];
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: Scalars['String']['output'];
  /** Goes up each time that late readings made another file of the day. */
  readonly versionSequence: Scalars['Int']['output'];
};

/** What was decided. */
export type AuditDecision =
  /** It was allowed; the outcome says what came of it. */
  | 'ALLOWED'
  /** It was refused for want of a right, or because nothing of that id is there for the credential. */
  | 'DENIED';

/** One line of the audit trail. Entries are never changed or deleted, and each is chained to the one before it by its hash. */
export type AuditEntry = Node & {
  readonly __typename: 'AuditEntry';
  /** What kind of credential asked: `api-key`, `user` (a person, through a program), `service`, `issuer` (which ends a consent by itself), `agent`, `enrolment`, `support`, `external` (a token of an issuer of the tenant's own), `console` (an operator of the platform at its command line), `file` (the tenant's file, as the platform read it when it started), `platform` (the platform by itself), or `unknown` for a failed log-in. */
  readonly actorKind: Scalars['String']['output'];
  /** What the changed values are now, as JSON; null where nothing is left, nobody can say, or they are not yours to see, as `input`. */
  readonly after?: Maybe<Scalars['String']['output']>;
  /** What the changed values were before, as JSON; null where nothing was there, nobody can say, or they are not yours to see, as `input`. */
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
  /** The arguments, as JSON. Secrets are withheld; a very long input is kept as its length and hash. Null where your agreements did not give you, at that instant, the group of facts that the operation is about (then told in `extensions.withheld`). */
  readonly input?: Maybe<Scalars['String']['output']>;
  /** Entries like this one, a denial or a sign-in, that followed within the same minute and do not stand for themselves. */
  readonly leftOutCount: Scalars['Int']['output'];
  /** The person on whose behalf the credential acted, where it says so, and through which program; of support access, the member of staff; of an external identity, its name at its issuer. Of other credentials than your own only for whoever may read the tenant's whole trail; null otherwise (then told in `extensions.withheld`). */
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
  /** Where the request came from. Of other credentials than your own only for whoever may read the tenant's whole trail; null otherwise (then told in `extensions.withheld`). */
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
  /** Bid-offer acceptances that are in force or to come, in the order in which they count: where two hold at one instant, the later accepted one. */
  readonly acceptances: ReadonlyArray<Acceptance>;
  /** Where exactly it stands; null when nobody has said, or when it is not yours to see (then told in `extensions.withheld`). */
  readonly address?: Maybe<Scalars['String']['output']>;
  /** Who stands in which relation to this battery, now and in the past, oldest first; at most 100. Your party's own agreements, and those of the times in which you may read its contracts. */
  readonly agreements: ReadonlyArray<Agreement>;
  /** Alerts of the battery, newest first. */
  readonly alerts: AlertConnection;
  /** What was done to this battery, and refused, and by whom, newest first: the entries of the audit trail about the battery itself (its intents, plans and stops too), its overrides, the agreements over it or its site, and the stops and limits of its site or of everything. Of the times in which your agreements let you read them; nothing, and told in `extensions.withheld`, when they never do. */
  readonly auditEntries: AuditEntryConnection;
  /** Energy stored for each unit taken from the grid, percent. */
  readonly chargeEfficiencyPercent: Scalars['Float']['output'];
  /** The most it can charge with, kW at the grid side, never negative. */
  readonly chargePowerKwMax: Scalars['Float']['output'];
  /** Whether the battery is heard. Null before its first reading. */
  readonly connectivity?: Maybe<BatteryConnectivity>;
  /** When the battery fell silent and spoke again, oldest first; changes that began in the span, at most 1000. */
  readonly connectivityChanges: ReadonlyArray<BatteryConnectivity>;
  /** What its owner or optimiser allows it to be used for; null when it is not yours to see. */
  readonly currentIntent?: Maybe<Intent>;
  /** What the battery was declared to do and to be able to do as a unit that the system operator balances with, newest first: the newest 5. Each one is absolute and takes the place of those before it. None where the battery is no such unit. */
  readonly declarations: ReadonlyArray<Declaration>;
  /** Energy delivered to the grid for each unit taken from store, percent. */
  readonly dischargeEfficiencyPercent: Scalars['Float']['output'];
  /** The most it can discharge with, kW at the grid side, never negative. */
  readonly dischargePowerKwMax: Scalars['Float']['output'];
  /** For each settlement period that has begun, the whole chain: what was wished, what was decided and told, what the meter shows, what was settled, and why asked and done differ. In the order of time. */
  readonly dispatchPeriods: ReadonlyArray<DispatchPeriod>;
  /** Stops that hold the battery now: its own, its site's and those of everything; none while it may move. */
  readonly dispatchStops: ReadonlyArray<DispatchStop>;
  /** What the battery earned in each settlement period that is settled, divided by what it was earned with. In the order of time. */
  readonly earnings: ReadonlyArray<PeriodEarnings>;
  /** Frequency responses that the battery is to give, now or to come, in the order in which they were enabled. */
  readonly enabledResponses: ReadonlyArray<EnabledResponse>;
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
  /** What was sold or bought for the battery in auctions, one for each settlement period and auction, in the order of time. Plans keep to it, unless leaving it is worth more than it costs. */
  readonly positions: ReadonlyArray<MarketPosition>;
  /** Limits over the battery, its own and its site's, in force or to come, in the order in which they were set. */
  readonly powerLimits: ReadonlyArray<PowerLimit>;
  /** Readings of a span of time, oldest first, thinned out evenly to at most `pointCountMax`; those that are kept in the archive only, too. An operation that asks for more than 100,000 readings of the archive is refused: `series` tells of longer spans. */
  readonly readings: ReadonlyArray<Reading>;
  /** Which frequency responses were sold for the battery in auctions, one for each settlement period and service, in the order of time. Plans hold them. */
  readonly responsePositions: ReadonlyArray<ResponsePosition>;
  /** Energy and power of a span of time, in a resolution that fits it. Points that lie only partly inside of what you may see are left out. */
  readonly series: BatterySeries;
  /** What the metered energy of each settlement period was worth, in the order of time. Only periods that are over and metered. */
  readonly settledPeriods: ReadonlyArray<SettledPeriod>;
  /** Where it stands. */
  readonly site: Site;
  /** What you may do with this battery now, and for what you may not do, what is missing. Nothing that is allowed here is refused for want of a right. */
  readonly viewerCan: ReadonlyArray<ViewerRight>;
};


/** A battery with its inverter, as one controllable unit. */
export type BatteryAlertsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  openOnly?: InputMaybe<Scalars['Boolean']['input']>;
};


/** A battery with its inverter, as one controllable unit. */
export type BatteryAuditEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  until?: InputMaybe<Scalars['DateTime']['input']>;
};


/** A battery with its inverter, as one controllable unit. */
export type BatteryConnectivityChangesArgs = {
  from: Scalars['DateTime']['input'];
  until: Scalars['DateTime']['input'];
};


/** A battery with its inverter, as one controllable unit. */
export type BatteryDispatchPeriodsArgs = {
  from: Scalars['DateTime']['input'];
  until: Scalars['DateTime']['input'];
};


/** A battery with its inverter, as one controllable unit. */
export type BatteryEarningsArgs = {
  from: Scalars['DateTime']['input'];
  until: Scalars['DateTime']['input'];
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
export type BatteryPositionsArgs = {
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
export type BatteryResponsePositionsArgs = {
  from: Scalars['DateTime']['input'];
  until: Scalars['DateTime']['input'];
};


/** A battery with its inverter, as one controllable unit. */
export type BatterySeriesArgs = {
  from: Scalars['DateTime']['input'];
  pointCountMax?: InputMaybe<Scalars['Int']['input']>;
  resolution?: InputMaybe<SeriesResolution>;
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

/** Whether a battery is heard, since an instant. */
export type BatteryConnectivity = {
  readonly __typename: 'BatteryConnectivity';
  /** When the platform noticed. */
  readonly noticedAt: Scalars['DateTime']['output'];
  /** Since when. */
  readonly sinceAt: Scalars['DateTime']['output'];
  /** How it stands, or stood from then on. */
  readonly state: ConnectivityState;
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

/** A span of a battery's past. */
export type BatterySeries = {
  readonly __typename: 'BatterySeries';
  /** Points that were left out because they lie only partly inside of what you may see. */
  readonly leftOutCount: Scalars['Int']['output'];
  /** Its points, oldest first. Spans of which nothing is known have none. */
  readonly points: ReadonlyArray<SeriesPoint>;
  /** In which resolution it is; never AUTO. */
  readonly resolution: SeriesResolution;
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

/** A new password for the one there is. */
export type ChangePasswordInput = {
  /** The password that is good now. */
  readonly currentPassword: Scalars['String']['input'];
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The one to sign in with from now on, 12 to 200 characters. */
  readonly newPassword: Scalars['String']['input'];
};

/** What came of changing one’s password. */
export type ChangePasswordResult = PasswordChanged | PasswordRefused;

/** An intent to look at, as `SetIntentInput` without its key. */
export type CheckIntentInput = {
  /** The battery. */
  readonly batteryId: Scalars['ID']['input'];
  /** Times of day in which the market does not use the battery; at most 24. */
  readonly blackouts?: ReadonlyArray<DailyWindowInput>;
  /** Full cycles a day at most. Null for no limit. */
  readonly cyclesPerDayCountMax?: InputMaybe<Scalars['Float']['input']>;
  /** Full cycles in a calendar year at most, at most 36600. Null for no limit. */
  readonly cyclesPerYearCountMax?: InputMaybe<Scalars['Float']['input']>;
  /** What one MWh discharged must earn beyond wear and losses, or the battery stays idle; not negative. */
  readonly leastMarginPerMwh?: Scalars['Decimal']['input'];
  /** State of charge kept for the owner's own needs on top of the minimum, percent. */
  readonly reservePercent?: Scalars['Float']['input'];
  /** Never charged by the market above this state of charge, percent, 0 to 100. */
  readonly socPercentMax: Scalars['Float']['input'];
  /** Never discharged by the market below this state of charge, percent, 0 to 100. */
  readonly socPercentMin: Scalars['Float']['input'];
  /** States of charge to be had by a time of day; at most 24. They lie in the range, the reserve counted. */
  readonly socTargets?: ReadonlyArray<SocTargetInput>;
  /** What one MWh discharged costs in wear, not negative. */
  readonly wearCostPerMwh?: Scalars['Decimal']['input'];
};

/** What an intent would mean. */
export type CheckIntentResult = IntentChecked | IntentNotChecked | IntentRefused;

/** The service has a new secret. */
export type ClientSecretRotated = {
  readonly __typename: 'ClientSecretRotated';
  /** The service. */
  readonly client: OAuthClient;
  /** Until when the earlier secrets work. */
  readonly previousUntil: Scalars['DateTime']['output'];
  /** The new secret. Null when this answer is a replay: it is shown once. */
  readonly secret?: Maybe<Scalars['String']['output']>;
};

/** Whether a battery is heard. The limits are the tenant's: 5 and 15 minutes where its file says nothing. */
export type ConnectivityState =
  /** Its newest reading is older than the second limit. */
  | 'OFFLINE'
  /** Its newest reading is fresh. */
  | 'ONLINE'
  /** Its newest reading is older than the first limit. */
  | 'STALE';

/** What a person lets an app do with which batteries. */
export type Consent = Node & {
  readonly __typename: 'Consent';
  /** The app. */
  readonly app: OAuthClient;
  /** Since when. */
  readonly grantedAt: Scalars['DateTime']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** When the app last used it, by the wall clock, to the minute; null when it never has. */
  readonly lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** For what, and on which batteries. */
  readonly purposes: ReadonlyArray<ConsentPurpose>;
  /** When it was taken back; null while it holds. */
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The person. */
  readonly user: User;
  /** What you may do with the consent now, and for what you may not do, what is missing. */
  readonly viewerCan: ReadonlyArray<ViewerRight>;
};

/** A page of consents. */
export type ConsentConnection = {
  readonly __typename: 'ConsentConnection';
  /** The consents with their cursors. */
  readonly edges: ReadonlyArray<ConsentEdge>;
  /** The consents alone. */
  readonly nodes: ReadonlyArray<Consent>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One consent in a page. */
export type ConsentEdge = {
  readonly __typename: 'ConsentEdge';
  /** Opaque position of this consent. */
  readonly cursor: Scalars['String']['output'];
  /** The consent. */
  readonly node: Consent;
};

/** One purpose of a consent. */
export type ConsentPurpose = {
  readonly __typename: 'ConsentPurpose';
  /** On which batteries, as far as you may see them. */
  readonly batteries: ReadonlyArray<Battery>;
  /** For what. */
  readonly purpose: Purpose;
};

/** The consent is taken back; taking it back again gives the same answer. */
export type ConsentRevoked = {
  readonly __typename: 'ConsentRevoked';
  /** The consent. */
  readonly consent: Consent;
};

/** A new API key. */
export type CreateApiKeyInput = {
  /** The batteries the key is limited to, 1 to 100. Left out, it reaches all of the tenant. */
  readonly batteryIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** When the key ends by itself, by the wall clock. Left out, it does not. */
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** What the key is for, 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
  /** The party on whose behalf the key acts. Required for OWNER, OPTIMISER and PARTY, not allowed for the others. */
  readonly partyId?: InputMaybe<Scalars['ID']['input']>;
  /** What the key may do. */
  readonly role: ApiKeyRole;
  /** What the key is limited to, all of it what its role can give. Left out, its role alone decides. */
  readonly scopes?: InputMaybe<ReadonlyArray<Scope>>;
};

/** What came of creating an API key. */
export type CreateApiKeyResult = ApiKeyCreated | ApiKeyRefused;

/** A new service. */
export type CreateServiceInput = {
  /** The batteries it is limited to, 1 to 100; all that its role gives when left out. */
  readonly batteryIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** What it is for, 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
  /** The party for which the service acts. Required for OWNER, OPTIMISER and PARTY, not allowed for the others. */
  readonly partyId?: InputMaybe<Scalars['ID']['input']>;
  /** What the service may do. */
  readonly role: ApiKeyRole;
  /** How far it reaches at most; at least one. In a token they are OAuth scopes: `LIVE_READ` is `live:read` there. */
  readonly scopes: ReadonlyArray<Scope>;
};

/** What came of creating a service. */
export type CreateServiceResult = OAuthClientRefused | ServiceCreated;

/** A new user. */
export type CreateUserInput = {
  /** Address to sign in with. */
  readonly email: Scalars['String']['input'];
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Name as shown to people, 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
  /** The party the person belongs to. Required for OWNER, OPTIMISER and PARTY, not allowed for the others. */
  readonly partyId?: InputMaybe<Scalars['ID']['input']>;
  /** What the person may do. */
  readonly role: ApiKeyRole;
};

/** What came of creating a user. */
export type CreateUserResult = UserCreated | UserRefused;

/** A new webhook endpoint. */
export type CreateWebhookEndpointInput = {
  /** Tell only of these batteries and of those of `siteIds`, 1 to 100. Left out together with `siteIds`, it is told of all of the tenant. */
  readonly batteryIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** What to tell, at least one. */
  readonly eventTypes: ReadonlyArray<WebhookEventType>;
  /** After so many days without a single success it is disabled, 1 to 30. */
  readonly failingDaysCountMax?: InputMaybe<Scalars['Int']['input']>;
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** What it is for, 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
  /** Tell only of the batteries of these sites, those that are registered later too, and of `batteryIds`, 1 to 100. */
  readonly siteIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Where to send messages: https, at most 2,000 characters, an address of the public internet. */
  readonly url: Scalars['String']['input'];
};

/** What came of making an endpoint. */
export type CreateWebhookEndpointResult = WebhookEndpointCreated | WebhookEndpointRefused;

/** A limit of a credential: these scopes, on these batteries and their sites. */
export type CredentialBound = {
  readonly __typename: 'CredentialBound';
  /** Where; null for everywhere in the tenant. Those that are not yours to see are left out. */
  readonly batteries?: Maybe<ReadonlyArray<Battery>>;
  /** What may be done. */
  readonly scopes: ReadonlyArray<Scope>;
};

/** What kind of credential somebody proves with who they are. */
export type CredentialKind =
  /** An API key of the tenant. */
  | 'API_KEY'
  /** The certificate of an edge agent. */
  | 'EDGE_AGENT'
  /** The one-time token with which an edge agent asks for its first certificate. */
  | 'ENROLMENT'
  /** A token of an issuer of the tenant's own. */
  | 'EXTERNAL'
  /** A token that the platform's issuer gave to a service. */
  | 'SERVICE'
  /** Time-boxed access of the platform's staff. */
  | 'SUPPORT_SESSION'
  /** A token that the platform's issuer gave to a person, through an app or the dashboard. */
  | 'USER';

/** A value that the tenant's file declares beside what every battery measures. */
export type CustomMetric = {
  readonly __typename: 'CustomMetric';
  /** Its name, as declared. */
  readonly name: Scalars['String']['output'];
  /** Its unit, as declared. */
  readonly unit: Scalars['String']['output'];
  /** What was measured, in that unit. */
  readonly value: Scalars['Float']['output'];
};

/** A part of each day in the time zone of the site, over midnight where it ends before it begins. A settlement period that it touches is within. Where clocks change at one of its ends, it is the longer reading. */
export type DailyWindow = {
  readonly __typename: 'DailyWindow';
  /** From this time of day, as `16:00`. */
  readonly fromWallTime: Scalars['String']['output'];
  /** Until this time of day, as `19:00`. */
  readonly untilWallTime: Scalars['String']['output'];
};

/** A part of each day in the time zone of the site, over midnight where it ends before it begins. */
export type DailyWindowInput = {
  /** From this time of day, as `16:00`. */
  readonly fromWallTime: Scalars['String']['input'];
  /** Until this time of day, as `19:00`. */
  readonly untilWallTime: Scalars['String']['input'];
};

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
  /** What you may do with the dead letter now, and for what you may not do, what is missing. */
  readonly viewerCan: ReadonlyArray<ViewerRight>;
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

/** What a unit was declared to do, and to be able to do, from an instant on. */
export type Declaration = {
  readonly __typename: 'Declaration';
  /** When the newest word about it came; null while none has. */
  readonly answeredAt?: Maybe<Scalars['DateTime']['output']>;
  /** Counts the declarations of the unit; the greater one counts. */
  readonly declarationSequence: Scalars['Int']['output'];
  /** It counts from here. */
  readonly declaredAt: Scalars['DateTime']['output'];
  /** One for each settlement period, in the order of time. */
  readonly periods: ReadonlyArray<DeclaredPeriod>;
  /** Why it was refused, or why it is not known whether it is there; null otherwise. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** Where it stands. */
  readonly state: DeclarationState;
  /** The name by which the system operator knows the battery. */
  readonly unit: Scalars['String']['output'];
};

/** Where a declaration stands. */
export type DeclarationState =
  /** The system operator has it. */
  | 'ACCEPTED'
  /** The system operator does not take it; what it had before counts. */
  | 'REFUSED'
  /** It is on its way, and no word of it has come. */
  | 'SENT'
  /** It may have come to the system operator or not: it is asked for, and sent again under the same number when it is not there. Nothing else is declared before that is known. */
  | 'UNKNOWN';

/** A range of power above or below what is notified, with its prices (a bid-offer pair). */
export type DeclaredPair = {
  readonly __typename: 'DeclaredPair';
  /** Paid by the unit for each MWh less that it gives, or more that it takes; per MWh. Below zero the unit is paid for that. */
  readonly bidPricePerMwh: Scalars['Decimal']['output'];
  /** Paid to the unit for each MWh more that it gives, or less that it takes; per MWh. */
  readonly offerPricePerMwh: Scalars['Decimal']['output'];
  /** Counts the ranges away from what is notified: from 1 above it, from -1 below it. */
  readonly pairIndex: Scalars['Int']['output'];
  /** How far the range reaches, kW, with the sign of its number. */
  readonly rangeKw: Scalars['Float']['output'];
};

/** What is declared of a unit in one settlement period. */
export type DeclaredPeriod = {
  readonly __typename: 'DeclaredPeriod';
  /** The most it can give to the grid, kW, never negative (the maximum export limit, MEL). */
  readonly exportLimitKw: Scalars['Float']['output'];
  /** The most it can take from the grid, kW, never negative (the maximum import limit, MIL, without its sign). */
  readonly importLimitKw: Scalars['Float']['output'];
  /** The gate was closed already: what is notified, and the pairs, were declared before. */
  readonly isGateClosed: Scalars['Boolean']['output'];
  /** The power at which it will run throughout, kW, positive towards the grid (the physical notification, PN); null where nothing was planned before the gate closed. */
  readonly notifiedPowerKw?: Maybe<Scalars['Float']['output']>;
  /** What it costs to have the unit do something else, from the lowest range to the highest. */
  readonly pairs: ReadonlyArray<DeclaredPair>;
  /** The settlement period. */
  readonly period: SettlementPeriod;
};

/** Which endpoint to delete. */
export type DeleteWebhookEndpointInput = {
  /** The endpoint. */
  readonly endpointId: Scalars['ID']['input'];
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
};

/** What came of deleting an endpoint. */
export type DeleteWebhookEndpointResult = WebhookEndpointDeleted;

/** A certificate of an edge agent. Its instants are by the wall clock. */
export type DeviceCertificate = {
  readonly __typename: 'DeviceCertificate';
  /** When it was issued. */
  readonly issuedAt: Scalars['DateTime']['output'];
  /** Serial number of the certificate that took its place; null while it is the newest. */
  readonly replacedBySerial?: Maybe<Scalars['String']['output']>;
  /** When it was revoked; null unless it was. */
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Serial number, hexadecimal. */
  readonly serial: Scalars['String']['output'];
  /** It is good from here; a few minutes before it was issued, for clocks that are behind. */
  readonly validFrom: Scalars['DateTime']['output'];
  /** It is good until here. */
  readonly validUntil: Scalars['DateTime']['output'];
};

/** Whom to shut out. */
export type DisableExternalIdentityInput = {
  /** The identity. */
  readonly externalIdentityId: Scalars['ID']['input'];
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
};

/** What came of shutting somebody out. */
export type DisableExternalIdentityResult = ExternalIdentityDisabled;

/** Which response to end. */
export type DisableResponseInput = {
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The response. */
  readonly responseId: Scalars['ID']['input'];
};

/** What came of ending a response. */
export type DisableResponseResult = ResponseDisabled;

/** Which user to disable. */
export type DisableUserInput = {
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The user. */
  readonly userId: Scalars['ID']['input'];
};

/** What came of disabling a user. */
export type DisableUserResult = UserDisabled;

/** Which endpoint to disable. */
export type DisableWebhookEndpointInput = {
  /** The endpoint. */
  readonly endpointId: Scalars['ID']['input'];
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
};

/** What came of disabling an endpoint. */
export type DisableWebhookEndpointResult = WebhookEndpointDisabled;

/** One settlement period of a battery from the wish to the money. Each part is told to whoever may see its group in the whole of the period. */
export type DispatchPeriod = {
  readonly __typename: 'DispatchPeriod';
  /** Energy that the plan asked for, kWh, positive towards the grid; null without a plan. */
  readonly askedKwh?: Maybe<Scalars['Float']['output']>;
  /** For which share of the period the metered energy is known, 0 to 1. */
  readonly coveredRatio?: Maybe<Scalars['Float']['output']>;
  /** Energy of the setpoints, kWh, positive towards the grid; null without an instruction. */
  readonly decidedKwh?: Maybe<Scalars['Float']['output']>;
  /** The instructions that were the newest at some time of the period, with what became of each. */
  readonly instructions: ReadonlyArray<Instruction>;
  /** Energy by the meter's registers, kWh, positive towards the grid; null where nothing was read. */
  readonly meteredKwh?: Maybe<Scalars['Float']['output']>;
  /** The settlement period. */
  readonly period: SettlementPeriod;
  /** Why what was asked and what was done differ; null until the period is over. */
  readonly reason?: Maybe<DispatchReason>;
  /** What was decided, and which limit held it back; with gaps where no instruction held. */
  readonly setpoints: ReadonlyArray<Setpoint>;
  /** Energy that was settled, kWh, positive towards the grid; null until it is. */
  readonly settledKwh?: Maybe<Scalars['Float']['output']>;
  /** What the settled energy was worth; null until it is settled. */
  readonly settledRevenue?: Maybe<Money>;
  /** What was wished, the weakest first; the plan's wish is that of the plan in force when the period began. */
  readonly wishes: ReadonlyArray<PeriodWish>;
};

/** Why a battery did something else than the plan asked. */
export type DispatchReason =
  /** The system operator accepted something else. */
  | 'ACCEPTANCE'
  /** It did not: what was done is what was asked, within the tolerance. */
  | 'AS_ASKED'
  /** A frequency response: its baseline, the room it needs, or what it gave. */
  | 'FREQUENCY_RESPONSE'
  /** The site's grid connection held it back. */
  | 'LIMITED_BY_GRID_CONNECTION'
  /** A limit set for the market held it back. */
  | 'LIMITED_BY_MARKET'
  /** The battery's nameplate held it back. */
  | 'LIMITED_BY_NAMEPLATE'
  /** A limit set for the operator held it back. */
  | 'LIMITED_BY_OPERATOR'
  /** A limit set for the owner held it back. */
  | 'LIMITED_BY_OWNER'
  /** The instruction reached the site, and the hardware did not take it in time. */
  | 'NOT_APPLIED'
  /** The instruction did not reach the site in time. */
  | 'NOT_DELIVERED'
  /** No instruction held. */
  | 'NOT_INSTRUCTED'
  /** Nothing was measured. */
  | 'NO_DATA'
  /** The hardware took the instruction, and the battery did something else. */
  | 'OUT_OF_TOLERANCE'
  /** It was overridden. */
  | 'OVERRIDDEN'
  /** The site refused the instruction. */
  | 'REFUSED'
  /** Another plan came into force within the period. */
  | 'REPLANNED'
  /** The site was not heard. */
  | 'SITE_OFFLINE'
  /** It was stopped. */
  | 'STOPPED';

/** The stop is lifted; lifting it again gives the same answer. */
export type DispatchResumed = {
  readonly __typename: 'DispatchResumed';
  /** The stop. */
  readonly stop: DispatchStop;
};

/** An order that a battery, a site or everything stands still. */
export type DispatchStop = Node & {
  readonly __typename: 'DispatchStop';
  /** The battery; null for a whole site or everything. */
  readonly battery?: Maybe<Battery>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Why things stand still. */
  readonly kind: DispatchStopKind;
  /** When it was lifted; null unless it was. */
  readonly liftedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why, in the operator's words. */
  readonly reason: Scalars['String']['output'];
  /** Since when. */
  readonly setAt: Scalars['DateTime']['output'];
  /** The site; null for a battery or everything. */
  readonly site?: Maybe<Site>;
  /** It ends by itself at this instant, excluded; null when it stays until it is lifted. */
  readonly untilAt?: Maybe<Scalars['DateTime']['output']>;
  /** What you may do with the stop now, and for what you may not do, what is missing. */
  readonly viewerCan: ReadonlyArray<ViewerRight>;
};

/** A page of stops. */
export type DispatchStopConnection = {
  readonly __typename: 'DispatchStopConnection';
  /** The stops with their cursors. */
  readonly edges: ReadonlyArray<DispatchStopEdge>;
  /** The stops alone. */
  readonly nodes: ReadonlyArray<DispatchStop>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One stop in a page. */
export type DispatchStopEdge = {
  readonly __typename: 'DispatchStopEdge';
  /** Opaque position of this stop. */
  readonly cursor: Scalars['String']['output'];
  /** The stop. */
  readonly node: DispatchStop;
};

/** Why things stand still. */
export type DispatchStopKind =
  /** Something is wrong. */
  | 'EMERGENCY'
  /** An engineer is on site. */
  | 'VISIT';

/** The stop is in force, and the sites are being told. */
export type DispatchStopped = {
  readonly __typename: 'DispatchStopped';
  /** The stop. */
  readonly stop: DispatchStop;
};

/** What was earned in one way. */
export type EarningsPart = {
  readonly __typename: 'EarningsPart';
  /** Energy, kWh: above zero given to the grid, below zero taken from it. Zero for a frequency response: its availability is paid, and what it moves is metered energy. */
  readonly energyKwh: Scalars['Float']['output'];
  /** In which auction, as the market calls it; null for what was sold in none. */
  readonly product?: Maybe<Scalars['String']['output']>;
  /** What it was worth: above zero it was earned, below zero it was paid. */
  readonly revenue: Money;
  /** Of a frequency response, the service as the market's terms call it, such as DCL; null for all else. */
  readonly service?: Maybe<Scalars['String']['output']>;
  /** In which way. */
  readonly source: EarningsSource;
};

/** In which way money was earned. */
export type EarningsSource =
  /** By what the system operator accepted beside what was notified, as far as it lies in the pairs that were declared. Where nothing was notified it is not known what is paid, and the energy counts as metered. */
  | 'ACCEPTANCE'
  /** By what was sold or bought in an auction. */
  | 'AUCTION'
  /** By the metered energy beside what was sold and accepted; where there was neither, by all of it. */
  | 'IMBALANCE'
  /** By holding a frequency response that was sold in an auction, in a settlement period in which the battery was available for it. */
  | 'RESPONSE';

/** The program at a site that alone sets the power of the batteries there. Its instants are by the wall clock. */
export type EdgeAgent = Node & {
  readonly __typename: 'EdgeAgent';
  /** Its certificates, newest first; at most 20. */
  readonly certificates: ReadonlyArray<DeviceCertificate>;
  /** When it got its first certificate. */
  readonly enrolledAt: Scalars['DateTime']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** When it was ended, by hand or by another one that took its place; null while it speaks for the site. */
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where it stands. */
  readonly site: Site;
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

/** Whom to let in again. */
export type EnableExternalIdentityInput = {
  /** The identity. */
  readonly externalIdentityId: Scalars['ID']['input'];
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
};

/** What came of letting somebody in again. */
export type EnableExternalIdentityResult = ExternalIdentityEnabled;

/** A frequency response to be given. */
export type EnableResponseInput = {
  /** What the battery does beside it, kW, positive towards the grid; what the plan says when left out. */
  readonly baselinePowerKw?: InputMaybe<Scalars['Float']['input']>;
  /** The battery. */
  readonly batteryId: Scalars['ID']['input'];
  /** The power owed at the end of the service's curve, kW, above zero. */
  readonly contractedPowerKw: Scalars['Float']['input'];
  /** Which side of the nominal frequency it answers. */
  readonly direction: ResponseDirection;
  /** From this instant; now when left out. */
  readonly fromAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The service. */
  readonly service: ResponseServiceName;
  /** Until this instant, excluded; at most 7 days after the start. */
  readonly untilAt: Scalars['DateTime']['input'];
};

/** What came of enabling a response. */
export type EnableResponseResult = ResponseEnabled | ResponseRefused;

/** Which user to enable again. */
export type EnableUserInput = {
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The user. */
  readonly userId: Scalars['ID']['input'];
};

/** What came of enabling a user. */
export type EnableUserResult = UserEnabled;

/** Which endpoint to enable. */
export type EnableWebhookEndpointInput = {
  /** The endpoint. */
  readonly endpointId: Scalars['ID']['input'];
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
};

/** What came of enabling an endpoint. */
export type EnableWebhookEndpointResult = WebhookEndpointEnabled;

/** A frequency response that a battery is to give in a span of time; every new instruction of it carries it until it ends. */
export type EnabledResponse = Node & {
  readonly __typename: 'EnabledResponse';
  /** What the battery does beside it, kW, positive towards the grid; null when it is what the plan says. */
  readonly baselinePowerKw?: Maybe<Scalars['Float']['output']>;
  /** The battery. */
  readonly battery: Battery;
  /** The power owed at the end of the service's curve, kW, never negative. */
  readonly contractedPowerKw: Scalars['Float']['output'];
  /** Which side of the nominal frequency it answers. */
  readonly direction: ResponseDirection;
  /** When it was disabled; null unless it was. */
  readonly disabledAt?: Maybe<Scalars['DateTime']['output']>;
  /** From this instant. */
  readonly fromAt: Scalars['DateTime']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The service. */
  readonly service: ResponseServiceName;
  /** When it was enabled. */
  readonly setAt: Scalars['DateTime']['output'];
  /** How it stands. */
  readonly state: EnabledResponseState;
  /** Until this instant, excluded. */
  readonly untilAt: Scalars['DateTime']['output'];
  /** What you may do with the response now, and for what you may not do, what is missing. */
  readonly viewerCan: ReadonlyArray<ViewerRight>;
};

/** How an enabled frequency response stands. */
export type EnabledResponseState =
  /** The site gives it in its time by itself, with the platform or without. */
  | 'ARMED'
  /** It was ended before its time. */
  | 'DISABLED'
  /** Its time is over. */
  | 'ENDED'
  /** The site refused the instruction that carries it. */
  | 'REFUSED'
  /** The site has not confirmed an instruction that carries it; or an override or a stop suspends it. */
  | 'WAITING';

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

/** A one-time token that waits for its agent. The token itself is shown once, to whoever asked for it. */
export type Enrolment = {
  readonly __typename: 'Enrolment';
  /** When it was given. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** When it ends if it is not used. */
  readonly expiresAt: Scalars['DateTime']['output'];
};

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

/** A person or program that one of your tenant's own issuers vouches for. What it may do follows from the claims of each of its tokens. */
export type ExternalIdentity = Node & {
  readonly __typename: 'ExternalIdentity';
  /** When it was shut out; null while it is not. */
  readonly disabledAt?: Maybe<Scalars['DateTime']['output']>;
  /** When its first good token came, by the wall clock. */
  readonly firstSeenAt: Scalars['DateTime']['output'];
  /** Global id: the same each time, from the first token on. */
  readonly id: Scalars['ID']['output'];
  /** Who vouches for it, as in the claim `iss`. */
  readonly issuer: Scalars['String']['output'];
  /** When it was last seen, by the wall clock, to the minute. */
  readonly lastSeenAt: Scalars['DateTime']['output'];
  /** Its name at the issuer, as in the claim `sub`, or the one that your tenant's file names. */
  readonly subject: Scalars['String']['output'];
  /** What you may do with the identity now, and for what you may not do, what is missing. */
  readonly viewerCan: ReadonlyArray<ViewerRight>;
};

/** A page of external identities. */
export type ExternalIdentityConnection = {
  readonly __typename: 'ExternalIdentityConnection';
  /** The identities with their cursors. */
  readonly edges: ReadonlyArray<ExternalIdentityEdge>;
  /** The identities alone. */
  readonly nodes: ReadonlyArray<ExternalIdentity>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** It is shut out; doing it again gives the same answer. */
export type ExternalIdentityDisabled = {
  readonly __typename: 'ExternalIdentityDisabled';
  /** The identity. */
  readonly externalIdentity: ExternalIdentity;
};

/** One external identity in a page. */
export type ExternalIdentityEdge = {
  readonly __typename: 'ExternalIdentityEdge';
  /** Opaque position of this identity. */
  readonly cursor: Scalars['String']['output'];
  /** The identity. */
  readonly node: ExternalIdentity;
};

/** It may come in again; doing it again gives the same answer. */
export type ExternalIdentityEnabled = {
  readonly __typename: 'ExternalIdentityEnabled';
  /** The identity. */
  readonly externalIdentity: ExternalIdentity;
};

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

/** What can be forecast. */
export type ForecastKind =
  /** What a unit of energy delivered to the grid earns. */
  | 'EXPORT_PRICE'
  /** What a unit of energy taken from the grid costs. */
  | 'IMPORT_PRICE';

/** A price that the true one stays below as often as its level says. */
export type ForecastQuantile = {
  readonly __typename: 'ForecastQuantile';
  /** How often, from 0 to 1. 0.5 is the median, which the planner reckons with. */
  readonly levelRatio: Scalars['Float']['output'];
  /** The price, per MWh. */
  readonly pricePerMwh: Scalars['Decimal']['output'];
};

/** How a method has done at one lead time over the settlement days that count. Each making that was about a period counts, held against the price as it is known now. */
export type ForecastScore = {
  readonly __typename: 'ForecastScore';
  /** How far the median was from the truth on average, per MWh. */
  readonly absoluteErrorPerMwh: Scalars['Decimal']['output'];
  /** How often the truth lay between the outermost quantiles. */
  readonly coveredRatio: Scalars['Float']['output'];
  /** The currency of both. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** How often it should have: far more or less says that the spread is wrong. */
  readonly expectedCoveredRatio: Scalars['Float']['output'];
  /** Whether the planner uses it at this lead time. */
  readonly isChosen: Scalars['Boolean']['output'];
  /** Less than so many hours; null for no limit. */
  readonly leadHoursMax?: Maybe<Scalars['Int']['output']>;
  /** The lead time, from knowing the forecast to the beginning of the period: at least so many hours. */
  readonly leadHoursMin: Scalars['Int']['output'];
  /** Its pinball loss by that of the fallback on the same days: below 1 it is better. Null where the two were never scored on the same day. */
  readonly lossRatio?: Maybe<Scalars['Float']['output']>;
  /** The method. */
  readonly method: Scalars['String']['output'];
  /** Forecasts of single periods that were scored. */
  readonly periodCount: Scalars['Int']['output'];
  /** The mean pinball loss over all levels, per MWh: the lower the better. It counts how far the truth was from each quantile, and how unlikely that was said to be. */
  readonly pinballLossPerMwh: Scalars['Decimal']['output'];
  /** Why it is used, as a sentence; null where it is not. */
  readonly why?: Maybe<Scalars['String']['output']>;
};

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
  /** When the reading was measured that first showed the battery following it; null until then. */
  readonly executingAt?: Maybe<Scalars['DateTime']['output']>;
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
  /** The instruction as the platform signs it for the site: a JWS in compact form (ES256), whose header holds the certificate of the tenant's signer. Null for anybody but the site's edge agent. */
  readonly signed?: Maybe<Scalars['String']['output']>;
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
  /** The battery's readings show it following the setpoints. */
  | 'EXECUTING'
  /** Its time ran out before the site applied it. */
  | 'EXPIRED'
  /** Stored by the platform, not yet confirmed by the site. */
  | 'ISSUED'
  /** The site refused it; see the reason. */
  | 'REFUSED'
  /** A newer instruction took its place before the site applied it. */
  | 'SUPERSEDED'
  /** The site has not confirmed it in time; it may still, and then it goes on from there. */
  | 'UNDELIVERABLE';

/** What an owner or optimiser allows a battery to be used for. */
export type Intent = {
  readonly __typename: 'Intent';
  /** Times of day in which the market does not use the battery. */
  readonly blackouts: ReadonlyArray<DailyWindow>;
  /** Full cycles a day at most: energy discharged divided by capacity. Null for no limit. */
  readonly cyclesPerDayCountMax?: Maybe<Scalars['Float']['output']>;
  /** Full cycles in a calendar year at most, by settlement dates. By any day no more than the year's part until then and 30 days ahead are used; what is not used is kept for later. Null for no limit. */
  readonly cyclesPerYearCountMax?: Maybe<Scalars['Float']['output']>;
  /** What one MWh discharged must earn beyond wear and losses, or the battery stays idle. */
  readonly leastMarginPerMwh: Scalars['Decimal']['output'];
  /** State of charge kept for the owner's own needs on top of the minimum, percent. */
  readonly reservePercent: Scalars['Float']['output'];
  /** When it was set; null while the defaults apply. */
  readonly setAt?: Maybe<Scalars['DateTime']['output']>;
  /** The battery is never charged by the market above this state of charge, percent. */
  readonly socPercentMax: Scalars['Float']['output'];
  /** The battery is never discharged by the market below this state of charge, percent. */
  readonly socPercentMin: Scalars['Float']['output'];
  /** States of charge to be had by a time of day. */
  readonly socTargets: ReadonlyArray<SocTarget>;
  /** Counts the changes, from 1. Zero while the defaults apply. */
  readonly versionSequence: Scalars['Int']['output'];
  /** What one MWh discharged costs in wear; trades that earn less are not made. */
  readonly wearCostPerMwh: Scalars['Decimal']['output'];
};

/** Why an intent could not be looked at. */
export type IntentCheckObstacle =
  /** No price is known or expected from now on. */
  | 'NO_PRICE'
  /** The battery has not been heard for 15 minutes or more. */
  | 'NO_READING'
  /** The plans took too long; try again. */
  | 'TOO_LATE';

/** What an intent would mean over the time for which prices are known. */
export type IntentChecked = {
  readonly __typename: 'IntentChecked';
  /** The battery, with the intent it has now. */
  readonly battery: Battery;
  /** What it costs a day against the default intent (5 to 95 percent, no reserve, no limit, no wear), in planned revenue, with energy left at the end counted at its value. Below zero where it allows more. Null when plans are not yours to see. */
  readonly costPerDay?: Maybe<Money>;
  /** From here. */
  readonly horizonFrom: Scalars['DateTime']['output'];
  /** Until here: the end of the last known or expected price, at most 10 days ahead. */
  readonly horizonUntil: Scalars['DateTime']['output'];
  /** Whether everything is kept by the end of the horizon. */
  readonly isReachable: Scalars['Boolean']['output'];
  /** From when on everything is kept; null when it is not reachable. */
  readonly keptFrom?: Maybe<Scalars['DateTime']['output']>;
  /** What to loosen first: without it the least is missed, or, where nothing is, the most is earned. Null where loosening one part alone changes nothing. */
  readonly loosen?: Maybe<IntentPart>;
  /** What is missed, and when. Empty when everything is kept from the first period on. */
  readonly misses: ReadonlyArray<IntentMiss>;
  /** What each part that is narrower than the default costs a day by itself. Null when plans are not yours to see. */
  readonly partCosts?: Maybe<ReadonlyArray<IntentPartCost>>;
};

/** What of an intent cannot be kept. */
export type IntentMiss = {
  readonly __typename: 'IntentMiss';
  /** Which limit. */
  readonly constraint: PlanConstraint;
  /** From the start of the first period in which it is missed. */
  readonly from: Scalars['DateTime']['output'];
  /** By how much at most, in percent of the battery's energy. */
  readonly missedPercent: Scalars['Float']['output'];
  /** Until the end of the last one. */
  readonly until: Scalars['DateTime']['output'];
};

/** The intent could not be looked at now. */
export type IntentNotChecked = {
  readonly __typename: 'IntentNotChecked';
  /** Why, as a sentence. */
  readonly message: Scalars['String']['output'];
  /** Why, as a code. */
  readonly obstacle: IntentCheckObstacle;
};

/** What of an intent can be loosened by itself. */
export type IntentPart =
  /** The blackout windows. */
  | 'BLACKOUTS'
  /** The limit of cycles a day. */
  | 'CYCLES_PER_DAY'
  /** The limit of cycles a year. */
  | 'CYCLES_PER_YEAR'
  /** The highest charge. */
  | 'HIGHEST_CHARGE'
  /** The least margin. */
  | 'LEAST_MARGIN'
  /** The lowest charge and the reserve on top of it. */
  | 'LOWEST_CHARGE'
  /** The targets by a time of day. */
  | 'SOC_TARGETS'
  /** The wear cost. */
  | 'WEAR_COST';

/** A part of an intent and its price. */
export type IntentPartCost = {
  readonly __typename: 'IntentPartCost';
  /** What is earned more a day without it. */
  readonly costPerDay: Money;
  /** Which part. */
  readonly part: IntentPart;
};

/** Why an intent was refused. */
export type IntentRefusalReason =
  /** Minimum and reserve together leave no room below the maximum. */
  | 'NO_ROOM'
  /** A time of day is none, or a blackout window ends when it begins. */
  | 'NO_WALL_TIME'
  /** A percentage is outside 0 to 100, a cycle limit outside 0 to 100, or a wear cost or margin outside 0 to 100000; or a target has no figure, figures in the wrong order, or the time of another. */
  | 'OUT_OF_RANGE'
  /** A target lies below minimum and reserve, or above the maximum. */
  | 'TARGET_OUTSIDE_RANGE'
  /** There are more than 24 targets or blackout windows. */
  | 'TOO_MANY';

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

/** Which limit to lift. */
export type LiftPowerLimitInput = {
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The limit. */
  readonly limitId: Scalars['ID']['input'];
};

/** What came of lifting a limit. */
export type LiftPowerLimitResult = PowerLimitLifted;

/** Why a limit was refused. */
export type LimitRefusalReason =
  /** It ends in the past, or before it begins. */
  | 'BAD_TIME_SPAN'
  /** It limits neither charging nor discharging. */
  | 'NO_LIMIT'
  /** The battery or the site has 100 limits in force or to come. */
  | 'TOO_MANY';

/** As what somebody sets a limit. */
export type LimitRole =
  /** For the market: whoever decides when the battery charges and discharges. */
  | 'MARKET'
  /** For the operator. */
  | 'OPERATOR'
  /** For the owner. */
  | 'OWNER';

/** Who set a limit. */
export type LimitSource =
  /** The room that enabled frequency responses need. */
  | 'FREQUENCY_RESPONSE'
  /** The site's grid connection. */
  | 'GRID_CONNECTION'
  /** A limit set for the market. */
  | 'MARKET'
  /** The battery's nameplate. */
  | 'NAMEPLATE'
  /** A limit set for the operator. */
  | 'OPERATOR'
  /** A limit set for the owner. */
  | 'OWNER';

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
  /** The share of an owner, percent, above 0 to 100. Left out, an owner owns the whole. */
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

/** How much of an order was taken. */
export type MarketAward = {
  readonly __typename: 'MarketAward';
  /** When it became known. */
  readonly knownAt: Scalars['DateTime']['output'];
  /** At which price, per MWh, and of capacity per MW and hour. May be negative. */
  readonly pricePerMwh: Scalars['Decimal']['output'];
  /** Energy at that price, or capacity over the hours of its block: above zero it is earned, below zero it is paid. */
  readonly revenue: Money;
  /** Mean power, kW, never negative; zero when nothing was taken. */
  readonly volumeKw: Scalars['Float']['output'];
};

/** A market with one calendar and one set of prices. */
export type MarketCode =
  /** Great Britain: half-hourly settlement periods counted from local midnight, pounds. */
  | 'GB';

/** What is offered to, or asked of, an exchange for one period of an auction. */
export type MarketOrder = {
  readonly __typename: 'MarketOrder';
  /** What was awarded; null while that is not known, and for an order that was not accepted. */
  readonly award?: Maybe<MarketAward>;
  /** For how many batteries it was made. */
  readonly batteryCount: Scalars['Int']['output'];
  /** The currency of its prices. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** What was said to the exchange and what it answered, in that order; the newest 100. */
  readonly events: ReadonlyArray<MarketOrderEvent>;
  /** Sold for no less, or bought for no more; per MWh, and of capacity per MW and hour. */
  readonly limitPricePerMwh: Scalars['Decimal']['output'];
  /** The period of the auction, with its number in the auction's own count of the day. */
  readonly period: SettlementPeriod;
  /** The name under which the exchange knows it; never used for another order. */
  readonly reference: Scalars['String']['output'];
  /** What of capacity is sold, as the market's terms call it, such as DCL; null for energy. */
  readonly service?: Maybe<Scalars['String']['output']>;
  /** Whether energy is sold or bought. Capacity is sold. */
  readonly side: MarketSide;
  /** Where it stands. */
  readonly state: MarketOrderState;
  /** Mean power over the period, kW, never negative; it is a multiple of what the exchange counts in. Of capacity, what is held. */
  readonly volumeKw: Scalars['Float']['output'];
};

/** Something that was said to an exchange of an order, or that it answered. */
export type MarketOrderEvent = {
  readonly __typename: 'MarketOrderEvent';
  /** What. */
  readonly kind: MarketOrderEventKind;
  /** When it became known. */
  readonly knownAt: Scalars['DateTime']['output'];
  /** Why, in the exchange's words or the platform's; null where there is nothing to add. */
  readonly reason?: Maybe<Scalars['String']['output']>;
};

/** What was said of an order. */
export type MarketOrderEventKind =
  /** The exchange has it. */
  | 'ACCEPTED'
  /** The gate closed before it was there. */
  | 'MISSED'
  /** The exchange has none of that reference. */
  | 'NOT_KNOWN'
  /** An answer came that is not one about this order; it is among the dead letters. */
  | 'NOT_UNDERSTOOD'
  /** The exchange does not take it. */
  | 'REFUSED'
  /** It is being sent: stored before it is. */
  | 'SENT'
  /** No answer came. */
  | 'UNANSWERED';

/** Where an order stands. */
export type MarketOrderState =
  /** The exchange has it. */
  | 'ACCEPTED'
  /** Nothing was said to the exchange yet. */
  | 'DECIDED'
  /** It did not come to the exchange before the gate closed. */
  | 'MISSED'
  /** The exchange says that it has none of that reference. */
  | 'NOT_THERE'
  /** The exchange does not take it; the last event says why. */
  | 'REFUSED'
  /** It may have come to the exchange or not: it is asked for by its reference, and not sent again. */
  | 'UNKNOWN';

/** What was sold or bought for one battery in one settlement period, in one auction. */
export type MarketPosition = {
  readonly __typename: 'MarketPosition';
  /** Energy over the period, kWh, with the sign of the power. */
  readonly energyKwh: Scalars['Float']['output'];
  /** When it was awarded, as far as the platform knew. */
  readonly knownAt: Scalars['DateTime']['output'];
  /** The settlement period. */
  readonly period: SettlementPeriod;
  /** Mean power, kW: above zero it is sold and given to the grid, below zero it is bought. */
  readonly powerKw: Scalars['Float']['output'];
  /** The price of the award, per MWh. May be negative. */
  readonly pricePerMwh: Scalars['Decimal']['output'];
  /** In which auction, as the market calls it. */
  readonly product: Scalars['String']['output'];
  /** Energy at that price: above zero it is earned, below zero it is paid. */
  readonly revenue: Money;
};

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

/** A tenant's part in one auction: one for each product of a market and day of delivery. Each step leaves a fact that never changes; after a crash the run goes on behind the last one. */
export type MarketRun = Node & {
  readonly __typename: 'MarketRun';
  /** For which day of the market's calendar. */
  readonly deliveryDate: Scalars['Date']['output'];
  /** What came of each step, in their order. */
  readonly facts: ReadonlyArray<MarketRunFact>;
  /** From here on nothing can be bid. */
  readonly gateClosesAt: Scalars['DateTime']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The market. */
  readonly market: MarketCode;
  /** When it began. */
  readonly openedAt: Scalars['DateTime']['output'];
  /** What was bid, in the order of time; one order for each period of the auction at most, of capacity for each service and block. */
  readonly orders: ReadonlyArray<MarketOrder>;
  /** The name by which the exchange knows the tenant. */
  readonly participant: Scalars['String']['output'];
  /** What is traded, as the market's terms call it. */
  readonly product: Scalars['String']['output'];
  /** Where it stands. */
  readonly state: MarketRunState;
};

/** A page of market runs. */
export type MarketRunConnection = {
  readonly __typename: 'MarketRunConnection';
  /** The runs with their cursors. */
  readonly edges: ReadonlyArray<MarketRunEdge>;
  /** The runs alone. */
  readonly nodes: ReadonlyArray<MarketRun>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One market run in a page. */
export type MarketRunEdge = {
  readonly __typename: 'MarketRunEdge';
  /** Opaque position of this run. */
  readonly cursor: Scalars['String']['output'];
  /** The run. */
  readonly node: MarketRun;
};

/** What came of one step of a market run. */
export type MarketRunFact = {
  readonly __typename: 'MarketRunFact';
  /** When it became known. A replay of the run rests on nothing later than its first one. */
  readonly knownAt: Scalars['DateTime']['output'];
  /** Which step. */
  readonly step: MarketRunStep;
  /** What came of it, as a sentence. */
  readonly summary: Scalars['String']['output'];
};

/** Where a market run stands. */
export type MarketRunState =
  /** It could not go on; its last fact says why. */
  | 'ABANDONED'
  /** All orders are known; the results are not. */
  | 'AWAITING_AWARD'
  /** It is known what was awarded. */
  | 'AWARDED'
  /** Prices, forecasts, plans and orders are being made. */
  | 'PREPARING'
  /** The orders are made; not all of them are known to be accepted or refused. */
  | 'SUBMITTING';

/** A step of a market run. */
export type MarketRunStep =
  /** The run could not go on. */
  | 'ABANDON'
  /** What was awarded, and which battery has to deliver it. */
  | 'AWARD'
  /** The orders. */
  | 'BID'
  /** Prices, batteries, intents, limits and positions as they were known. */
  | 'FETCH'
  /** Prices to the end of the delivery day: published ones, and expected ones where there are none. */
  | 'FORECAST'
  /** The best plan of each battery at these prices. */
  | 'OPTIMISE'
  /** What the exchange made of each order. */
  | 'SUBMIT';

/** Whether energy is sold or bought. */
export type MarketSide =
  /** Energy is taken from the grid. */
  | 'BUY'
  /** Energy is given to the grid. */
  | 'SELL';

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
  /** Says that somebody has seen an alert; saying it again gives the same answer. Takes what overriding the battery takes. */
  readonly acknowledgeAlert: AcknowledgeAlertResult;
  /** An edge agent reports what became of an instruction. Only an agent's own credential may call it. */
  readonly acknowledgeInstruction: AcknowledgeInstructionResult;
  /** Ends an override before its time. Needs what making one needs. */
  readonly cancelOverride: CancelOverrideResult;
  /** Changes the password of the person who is signed in. Everywhere else they are signed out at once; what they let apps do stays. A wrong password counts as one at sign-in does. Not for apps, services and keys. */
  readonly changePassword: ChangePasswordResult;
  /** Creates an API key. Its secret is in the answer and nowhere else. A credential gives nothing that it does not have: a key with scopes makes no key that reaches further, and one that ends none that lasts longer. Needs the role ADMIN. */
  readonly createApiKey: CreateApiKeyResult;
  /** Registers a service that asks the issuer for tokens with a secret (client credentials). The secret is in the answer and nowhere else. Needs the role ADMIN. */
  readonly createService: CreateServiceResult;
  /** Creates a person who can sign in. The password to begin with is in the answer and nowhere else. Needs the role ADMIN. */
  readonly createUser: CreateUserResult;
  /** Makes a webhook endpoint: an address of yours that is told what happens. The secret that signs what is sent is in the answer and nowhere else. Needs the role ADMIN, and everywhere in the tenant the scope to see what the chosen events are about. */
  readonly createWebhookEndpoint: CreateWebhookEndpointResult;
  /** Deletes an endpoint with its messages, those that were still to be sent too. Needs the role ADMIN. */
  readonly deleteWebhookEndpoint: DeleteWebhookEndpointResult;
  /** Shuts somebody out, whatever their issuer says: the next request is refused within 5 seconds, open sockets end within 60. Needs the role ADMIN. */
  readonly disableExternalIdentity: DisableExternalIdentityResult;
  /** Ends a frequency response before its time. Needs what enabling one needs. */
  readonly disableResponse: DisableResponseResult;
  /** Lets a person sign in no more, at once; what apps do in their name stops too. Needs the role ADMIN. */
  readonly disableUser: DisableUserResult;
  /** Sends nothing more to an endpoint until it is enabled. What was still to be sent waits; what happens meanwhile is not kept for it. Needs the role ADMIN. */
  readonly disableWebhookEndpoint: DisableWebhookEndpointResult;
  /** Lets somebody in again, as far as their issuer says. Needs the role ADMIN. */
  readonly enableExternalIdentity: EnableExternalIdentityResult;
  /** Has a battery give a frequency response in a span of time; new plans leave it as it is, an override or a stop suspends it. Needs the role ADMIN or OPERATOR, or an agreement in force that gives the group PLAN to write. */
  readonly enableResponse: EnableResponseResult;
  /** Lets a disabled person sign in again; what they had let apps do holds again. Needs the role ADMIN. */
  readonly enableUser: EnableUserResult;
  /** Sends to an endpoint again, whoever disabled it. Needs the role ADMIN. */
  readonly enableWebhookEndpoint: EnableWebhookEndpointResult;
  /** Ends an agreement, now, earlier or later, but never later than was agreed. What was agreed before stays in its history. For another share or other terms from an instant on, end the agreement there and make the next one from there: what counted before is then still told as it was. Needs the role ADMIN. */
  readonly endAgreement: EndAgreementResult;
  /** Ends the access of the platform's staff; a running request is answered, the next one is refused within 5 seconds. Needs the role ADMIN. */
  readonly endSupportSession: EndSupportSessionResult;
  /** Starts the enrolment of a site's edge agent and returns a one-time token, good for 15 minutes. An earlier token of the site that was not used stops working; an earlier agent goes on until the new one has its certificate. Needs the role ADMIN or OPERATOR, or agreements that let you change the device credentials of every battery there. */
  readonly enrolEdgeAgent: EnrolEdgeAgentResult;
  /** Lifts a limit before its end. Needs what setting it needs. */
  readonly liftPowerLimit: LiftPowerLimitResult;
  /** Records that a party stands in a relation to a battery or to a whole site. Rights follow at once. Needs the role ADMIN. */
  readonly makeAgreement: MakeAgreementResult;
  /** Overrides the plan of a battery with a fixed power until a stated end. Needs the role ADMIN or OPERATOR, or an agreement in force that gives the group OVERRIDE to write. */
  readonly overrideBattery: OverrideBatteryResult;
  /** Registers a third party’s app, which may ask people for their consent. It has no secret: it proves itself with PKCE. Needs the role ADMIN. */
  readonly registerApp: RegisterAppResult;
  /** Registers a battery at a site. Needs the role ADMIN or OPERATOR. */
  readonly registerBattery: RegisterBatteryResult;
  /** Registers a company or person with whom agreements can be made. Two may have the same name. Needs the role ADMIN. */
  readonly registerParty: RegisterPartyResult;
  /** Registers a site with its grid connection. Needs the role ADMIN or OPERATOR. */
  readonly registerSite: RegisterSiteResult;
  /** Sends a dead letter through the front door again. Needs the role ADMIN or OPERATOR. */
  readonly replayDeadLetter: ReplayDeadLetterResult;
  /** Sends a message again, under the same `webhook-id` and from its first attempt, whatever became of it. Needs the role ADMIN. */
  readonly replayWebhook: ReplayWebhookResult;
  /** As `replayWebhook`, for what happened in a span, the oldest first and at most 1,000 messages a call. Needs the role ADMIN. */
  readonly replayWebhooks: ReplayWebhooksResult;
  /** Gives an edge agent a certificate: its first one for the enrolment token as bearer token, the next one over a connection with its present certificate. The certificate it replaces stays good to its end. */
  readonly requestCertificate: RequestCertificateResult;
  /** Asks for a new plan of a battery. Plans are made without asking whenever prices, intent or the battery's state change. Needs the role ADMIN or OPERATOR, or an agreement in force that gives the group PLAN to write. */
  readonly requestPlan: RequestPlanResult;
  /** Gives a person a new password and signs them out everywhere. It is in the answer and nowhere else. Needs the role ADMIN. */
  readonly resetPassword: ResetPasswordResult;
  /** Lifts a stop: the batteries go on with their plans and overrides. Needs what making it needs. */
  readonly resumeDispatch: ResumeDispatchResult;
  /** Revokes an API key at once, with every secret it has. Needs the role ADMIN. */
  readonly revokeApiKey: RevokeApiKeyResult;
  /** Takes back what a person lets an app do. The app’s tokens end at once, its open subscriptions within 60 seconds. */
  readonly revokeConsent: RevokeConsentResult;
  /** Ends the edge agent of a site with its certificates and any enrolment token. Its open connections are closed within 60 seconds. Ending it again changes nothing. Needs the role ADMIN or OPERATOR, or agreements that let you change the device credentials of every battery there. */
  readonly revokeEdgeAgent: RevokeEdgeAgentResult;
  /** Ends an app or a service, with every consent and token it has, at once. Needs the role ADMIN. */
  readonly revokeOAuthClient: RevokeOAuthClientResult;
  /** Gives an API key a new secret. The one of now works for a while longer, so that whoever uses it has time to change over; one that was replaced before ends at once. Needs the role ADMIN, and every scope that the key has. */
  readonly rotateApiKey: RotateApiKeyResult;
  /** Gives a service a new secret; the earlier ones work for a while longer. Needs the role ADMIN. */
  readonly rotateClientSecret: RotateClientSecretResult;
  /** Gives an endpoint a new secret. The one of now signs beside it for a while longer, so that the receiver has time to change over; one that was replaced before ends at once. Needs the role ADMIN. */
  readonly rotateWebhookSecret: RotateWebhookSecretResult;
  /** Sends an endpoint a message of the type `webhook.test`, whichever events it asks for. Needs the role ADMIN. */
  readonly sendTestWebhook: SendTestWebhookResult;
  /** Sets what the battery may be used for. Needs the role ADMIN or OPERATOR, or an agreement in force that gives the group INTENT to write. */
  readonly setIntent: SetIntentResult;
  /** Holds a battery, or all of a site together, back to a power from an instant on, whoever wishes more. Of a battery: as OWNER it takes what setting its intent takes, as MARKET what asking for a plan takes, as OPERATOR what overriding takes. Of a site: the role ADMIN or OPERATOR. */
  readonly setPowerLimit: SetPowerLimitResult;
  /** Has a battery, all of a site or all of the tenant stand still at zero, above every plan and override: an emergency, or an engineer on site. Each site is told at once; the stop stays until it is lifted or ends. For one battery it takes what overriding takes; for more the role ADMIN or OPERATOR. */
  readonly stopDispatch: StopDispatchResult;
  /** Takes bid-offer acceptances of a battery as the system operator sent them, in any order and as often as they come: the powers are absolute, and the same acceptance changes nothing. Each is answered by itself. What is taken goes before the plan and a response's baseline, and the site is told at once; what is refused the battery cannot follow, and has to be rejected towards the system operator in time. Whether the store holds enough is not looked at. Needs the role ADMIN or OPERATOR, or an agreement in force that gives the group PLAN to write. */
  readonly takeAcceptances: TakeAcceptancesResult;
  /** Changes an endpoint; what is left out stays as it is. A new address gets what waits, too, under the same secret. Paused, it is sent nothing, and what happens waits for it, for 30 days at most. Needs the role ADMIN, and for a new address or other events the scope to see everywhere in the tenant what its events are about. */
  readonly updateWebhookEndpoint: UpdateWebhookEndpointResult;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationAcknowledgeAlertArgs = {
  input: AcknowledgeAlertInput;
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
export type MutationChangePasswordArgs = {
  input: ChangePasswordInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationCreateApiKeyArgs = {
  input: CreateApiKeyInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationCreateServiceArgs = {
  input: CreateServiceInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationCreateUserArgs = {
  input: CreateUserInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationCreateWebhookEndpointArgs = {
  input: CreateWebhookEndpointInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationDeleteWebhookEndpointArgs = {
  input: DeleteWebhookEndpointInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationDisableExternalIdentityArgs = {
  input: DisableExternalIdentityInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationDisableResponseArgs = {
  input: DisableResponseInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationDisableUserArgs = {
  input: DisableUserInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationDisableWebhookEndpointArgs = {
  input: DisableWebhookEndpointInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationEnableExternalIdentityArgs = {
  input: EnableExternalIdentityInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationEnableResponseArgs = {
  input: EnableResponseInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationEnableUserArgs = {
  input: EnableUserInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationEnableWebhookEndpointArgs = {
  input: EnableWebhookEndpointInput;
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
export type MutationLiftPowerLimitArgs = {
  input: LiftPowerLimitInput;
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
export type MutationRegisterAppArgs = {
  input: RegisterAppInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationRegisterBatteryArgs = {
  input: RegisterBatteryInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationRegisterPartyArgs = {
  input: RegisterPartyInput;
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
export type MutationReplayWebhookArgs = {
  input: ReplayWebhookInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationReplayWebhooksArgs = {
  input: ReplayWebhooksInput;
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
export type MutationResetPasswordArgs = {
  input: ResetPasswordInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationResumeDispatchArgs = {
  input: ResumeDispatchInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationRevokeApiKeyArgs = {
  input: RevokeApiKeyInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationRevokeConsentArgs = {
  input: RevokeConsentInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationRevokeEdgeAgentArgs = {
  input: RevokeEdgeAgentInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationRevokeOAuthClientArgs = {
  input: RevokeOAuthClientInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationRotateApiKeyArgs = {
  input: RotateApiKeyInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationRotateClientSecretArgs = {
  input: RotateClientSecretInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationRotateWebhookSecretArgs = {
  input: RotateWebhookSecretInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationSendTestWebhookArgs = {
  input: SendTestWebhookInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationSetIntentArgs = {
  input: SetIntentInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationSetPowerLimitArgs = {
  input: SetPowerLimitInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationStopDispatchArgs = {
  input: StopDispatchInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationTakeAcceptancesArgs = {
  input: TakeAcceptancesInput;
};


/** Changes. Every mutation takes an `idempotencyKey`: the same key with the same input replays the stored result, the same key with another input is refused with IDEMPOTENCY_MISMATCH. */
export type MutationUpdateWebhookEndpointArgs = {
  input: UpdateWebhookEndpointInput;
};

/** Everything that has a global id. */
export type Node = {
  /** Global id: opaque, stable, and valid for your tenant only. */
  readonly id: Scalars['ID']['output'];
};

/** A program that may ask the tenant’s issuer for tokens. */
export type OAuthClient = Node & {
  readonly __typename: 'OAuthClient';
  /** The batteries a service is limited to; null when it reaches all that its role gives. */
  readonly batteries?: Maybe<ReadonlyArray<Battery>>;
  /** The `client_id` that the program sends. */
  readonly clientId: Scalars['String']['output'];
  /** When it was registered. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** What it is. */
  readonly kind: OAuthClientKind;
  /** Name as shown to people who are asked for consent. */
  readonly name: Scalars['String']['output'];
  /** The party for which a service acts; null when it acts for the tenant itself. */
  readonly party?: Maybe<Party>;
  /** What an app may ask for; empty for a service. */
  readonly purposes: ReadonlyArray<Purpose>;
  /** Where an app is answered, exactly; empty for a service. */
  readonly redirectUris: ReadonlyArray<Scalars['String']['output']>;
  /** When it was ended; null while it is valid. */
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What a service may do; null for an app. */
  readonly role?: Maybe<ApiKeyRole>;
  /** How far a service reaches at most; empty for an app. In a token they are OAuth scopes: `LIVE_READ` is `live:read` there. */
  readonly scopes: ReadonlyArray<Scope>;
  /** What you may do with the app or service now, and for what you may not do, what is missing. */
  readonly viewerCan: ReadonlyArray<ViewerRight>;
};

/** A page of OAuth clients. */
export type OAuthClientConnection = {
  readonly __typename: 'OAuthClientConnection';
  /** The clients with their cursors. */
  readonly edges: ReadonlyArray<OAuthClientEdge>;
  /** The clients alone. */
  readonly nodes: ReadonlyArray<OAuthClient>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One OAuth client in a page. */
export type OAuthClientEdge = {
  readonly __typename: 'OAuthClientEdge';
  /** Opaque position of this client. */
  readonly cursor: Scalars['String']['output'];
  /** The client. */
  readonly node: OAuthClient;
};

/** What kind of program asks the issuer for tokens. */
export type OAuthClientKind =
  /** A third party’s app, which acts for people as far as they consent. */
  | 'APP'
  /** The dashboard. */
  | 'DASHBOARD'
  /** A program that acts for itself, with a secret. */
  | 'SERVICE';

/** Why an app or a service was not registered or changed. */
export type OAuthClientRefusalReason =
  /** It has been ended. */
  | 'CLIENT_REVOKED'
  /** An app has no secret. */
  | 'NO_SECRET'
  /** This role acts for the tenant itself, and a party was given. */
  | 'PARTY_NOT_ALLOWED'
  /** This role acts for a party, and none was given. */
  | 'PARTY_REQUIRED'
  /** An address is neither on the web with TLS, nor on the person’s own machine, nor of a scheme named after a domain. */
  | 'REDIRECT_URI_NOT_ALLOWED'
  /** One of the scopes is never given by this role. */
  | 'SCOPE_NOT_OF_ROLE'
  /** One of the scopes acts on the tenant as a whole, and the service would be limited to batteries. */
  | 'SCOPE_OF_WHOLE_TENANT';

/** The app or service was not registered or changed. */
export type OAuthClientRefused = {
  readonly __typename: 'OAuthClientRefused';
  /** Why, as a sentence. */
  readonly message: Scalars['String']['output'];
  /** Why, as a code. */
  readonly reason: OAuthClientRefusalReason;
};

/** It is ended; ending it again gives the same answer. */
export type OAuthClientRevoked = {
  readonly __typename: 'OAuthClientRevoked';
  /** The ended client. */
  readonly client: OAuthClient;
};

/** What a battery is doing, by its own account. */
export type OperatingState =
  /** Taking energy from the grid. */
  | 'CHARGING'
  /** Giving energy to the grid. */
  | 'DISCHARGING'
  /** Stopped by a fault. */
  | 'FAULT'
  /** Taken out of service by a person. */
  | 'MAINTENANCE'
  /** Switched off. */
  | 'OFF'
  /** Ready, and moving no energy. */
  | 'STANDBY'
  /** Starting up or connecting to the grid. */
  | 'STARTING';

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
  /** What you may do with the override now, and for what you may not do, what is missing. */
  readonly viewerCan: ReadonlyArray<ViewerRight>;
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
  /** The battery is stopped; the stop has to be lifted first. */
  | 'STOPPED'
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

/** A page of parties. */
export type PartyConnection = {
  readonly __typename: 'PartyConnection';
  /** The parties with their cursors. */
  readonly edges: ReadonlyArray<PartyEdge>;
  /** The parties alone. */
  readonly nodes: ReadonlyArray<Party>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One party in a page. */
export type PartyEdge = {
  readonly __typename: 'PartyEdge';
  /** Opaque position of this party. */
  readonly cursor: Scalars['String']['output'];
  /** The party. */
  readonly node: Party;
};

/** What a party is. */
export type PartyKind =
  /** A company, a public body, an association. */
  | 'COMPANY'
  /** A natural person or a household. */
  | 'PERSON';

/** The party is registered. */
export type PartyRegistered = {
  readonly __typename: 'PartyRegistered';
  /** The party. */
  readonly party: Party;
};

/** The password was changed. */
export type PasswordChanged = {
  readonly __typename: 'PasswordChanged';
  /** Since when the new one is good. */
  readonly changedAt: Scalars['DateTime']['output'];
};

/** Why a password was not changed. */
export type PasswordRefusalReason =
  /** The new password is the one there is. */
  | 'SAME_PASSWORD'
  /** Wrong passwords have come too often; wait some minutes. */
  | 'TOO_MANY'
  /** The current password is another one. */
  | 'WRONG_PASSWORD';

/** The password was not changed. */
export type PasswordRefused = {
  readonly __typename: 'PasswordRefused';
  /** Why, as a sentence. */
  readonly message: Scalars['String']['output'];
  /** Why, as a code. */
  readonly reason: PasswordRefusalReason;
};

/** The password was reset. */
export type PasswordReset = {
  readonly __typename: 'PasswordReset';
  /** The new password. Null when this answer is a replay: it is shown once. */
  readonly password?: Maybe<Scalars['String']['output']>;
  /** The user. */
  readonly user: User;
};

/** What a battery earned in one settlement period. What was sold counts at the price of its award, what the system operator accepted at the offers and bids that were declared for it, and the metered energy beside both at the prices of the period. */
export type PeriodEarnings = {
  readonly __typename: 'PeriodEarnings';
  /** One for each auction in which something was sold or bought for the period, one for each frequency response that was sold for it once that is settled, one for what the system operator accepted if anything, and one for what was done beside. */
  readonly parts: ReadonlyArray<EarningsPart>;
  /** The settlement period. */
  readonly period: SettlementPeriod;
  /** The sum of the parts, to the last digit. */
  readonly total: Money;
};

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

/** What somebody wished of a battery in one settlement period. */
export type PeriodWish = {
  readonly __typename: 'PeriodWish';
  /** From this instant, within the period. */
  readonly fromAt: Scalars['DateTime']['output'];
  /** Power at the grid side, kW, positive towards the grid (discharge). */
  readonly powerKw: Scalars['Float']['output'];
  /** Of two wishes at one instant the higher priority counts. */
  readonly priorityIndex: Scalars['Int']['output'];
  /** Who wished. */
  readonly source: WishSource;
  /** Until this instant, excluded, within the period. */
  readonly untilAt: Scalars['DateTime']['output'];
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
  /** What holds the plan back over more than one period, the dearest first. Plans made before reasons were kept have none. */
  readonly reasons: ReadonlyArray<PlanReason>;
  /** Which solver made it. */
  readonly solver: Scalars['String']['output'];
  /** How good it is. */
  readonly status: PlanStatus;
};

/** What holds a plan back. */
export type PlanConstraint =
  /** It stands still in a blackout window of the intent. */
  | 'BLACKOUT'
  /** It charges as fast as the battery, its connection or a limit that somebody has set allows. */
  | 'CHARGE_POWER'
  /** The intent's cycles of a day are used up. */
  | 'CYCLES_PER_DAY'
  /** Of the intent's cycles of a year, those are used up that may be by now. */
  | 'CYCLES_PER_YEAR'
  /** It discharges as fast as the battery, its connection or a limit that somebody has set allows. */
  | 'DISCHARGE_POWER'
  /** It is at the highest charge that the intent allows. */
  | 'ENERGY_MAX'
  /** It is at the least charge that the intent allows, the reserve counted. */
  | 'ENERGY_MIN'
  /** A target of the intent asks for room. */
  | 'TARGET_MAX'
  /** A target of the intent asks for energy. */
  | 'TARGET_MIN'
  /** Something of the owner's: a part of the intent, or a limit that somebody has set. Which one is for whoever may read the group INTENT, or OVERRIDE where it is a limit. */
  | 'WITHHELD';

/** What a battery is to do in one settlement period. */
export type PlanPeriod = {
  readonly __typename: 'PlanPeriod';
  /** Value of the energy bought or sold in this period. */
  readonly expectedRevenue: Money;
  /** The method that expected the export price, where it was not published yet when the plan was made; null where it was. */
  readonly exportPriceMethod?: Maybe<Scalars['String']['output']>;
  /** Export price the plan was made with, per MWh. */
  readonly exportPricePerMwh: Scalars['Decimal']['output'];
  /** The method that expected the import price, where it was not published yet when the plan was made; null where it was. `forecasts` tells how sure it was. */
  readonly importPriceMethod?: Maybe<Scalars['String']['output']>;
  /** Import price the plan was made with, per MWh. */
  readonly importPricePerMwh: Scalars['Decimal']['output'];
  /** The settlement period. */
  readonly period: SettlementPeriod;
  /** Power at the grid side, kW, positive towards the grid (discharge). */
  readonly powerKw: Scalars['Float']['output'];
  /** What holds the plan back here, the dearest first. Plans made before reasons were kept have none. */
  readonly reasons: ReadonlyArray<PlanReason>;
  /** State of charge at the end of the period, percent. */
  readonly socPercent: Scalars['Float']['output'];
  /** Why the battery does what it does here, as a sentence: what energy costs or earns now, and what it is worth in the store. It rests on the owner's terms: null for whoever may not read the intent, and in plans made before reasons were kept. */
  readonly why?: Maybe<Scalars['String']['output']>;
};

/** A limit that holds a plan back. It is told in full to whoever may read the intent as well as the plan. */
export type PlanReason = {
  readonly __typename: 'PlanReason';
  /** Which limit. */
  readonly constraint: PlanConstraint;
  /** The same as a sentence. */
  readonly sentence: Scalars['String']['output'];
  /** What one unit more of room would earn, in the currency of the plan's revenue. Null for whoever may not read the intent: the owner's terms are part of it. */
  readonly shadowPrice?: Maybe<Scalars['Decimal']['output']>;
  /** What the price is for. Null where there is no price. */
  readonly unit?: Maybe<PlanReasonUnit>;
};

/** What one unit of a limit is. */
export type PlanReasonUnit =
  /** One kW of power. */
  | 'KW'
  /** One kWh of energy. */
  | 'KWH';

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
  /** The battery is outside its intent's range now, or a target is out of its reach; the plan comes as near as it can and is the best one that does. */
  | 'RECOVERING';

/** What somebody lets a battery, or all of a site together, charge and discharge with at most. Of all limits the narrowest counts. */
export type PowerLimit = Node & {
  readonly __typename: 'PowerLimit';
  /** The battery; null for a whole site. */
  readonly battery?: Maybe<Battery>;
  /** The most that may be charged with, kW, never negative; null when that is not limited. */
  readonly chargePowerKwMax?: Maybe<Scalars['Float']['output']>;
  /** The most that may be discharged with, kW, never negative; null when that is not limited. */
  readonly dischargePowerKwMax?: Maybe<Scalars['Float']['output']>;
  /** From this instant. */
  readonly fromAt: Scalars['DateTime']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** When it was lifted; null unless it was. */
  readonly liftedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why, in the words of whoever set it. */
  readonly reason: Scalars['String']['output'];
  /** As what it was set. */
  readonly role: LimitRole;
  /** When it was set. */
  readonly setAt: Scalars['DateTime']['output'];
  /** The site, whose batteries share the limit by their nameplates; null for a battery. */
  readonly site?: Maybe<Site>;
  /** Until this instant, excluded; null when it stays until it is lifted. */
  readonly untilAt?: Maybe<Scalars['DateTime']['output']>;
  /** What you may do with the limit now, and for what you may not do, what is missing. */
  readonly viewerCan: ReadonlyArray<ViewerRight>;
};

/** A page of limits. */
export type PowerLimitConnection = {
  readonly __typename: 'PowerLimitConnection';
  /** The limits with their cursors. */
  readonly edges: ReadonlyArray<PowerLimitEdge>;
  /** The limits alone. */
  readonly nodes: ReadonlyArray<PowerLimit>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One limit in a page. */
export type PowerLimitEdge = {
  readonly __typename: 'PowerLimitEdge';
  /** Opaque position of this limit. */
  readonly cursor: Scalars['String']['output'];
  /** The limit. */
  readonly node: PowerLimit;
};

/** The limit is lifted; lifting it again gives the same answer. */
export type PowerLimitLifted = {
  readonly __typename: 'PowerLimitLifted';
  /** The limit. */
  readonly limit: PowerLimit;
};

/** The limit was refused; nothing was changed. */
export type PowerLimitRefused = {
  readonly __typename: 'PowerLimitRefused';
  /** Why, as a sentence. */
  readonly message: Scalars['String']['output'];
  /** Why, as a code. */
  readonly reason: LimitRefusalReason;
};

/** The limit counts from its start on, and the sites are being told. */
export type PowerLimitSet = {
  readonly __typename: 'PowerLimitSet';
  /** The limit. */
  readonly limit: PowerLimit;
};

/** What is expected of the price of one settlement period: a fact that stays as it was said. */
export type PriceForecast = {
  readonly __typename: 'PriceForecast';
  /** The currency of the prices. */
  readonly currency: Scalars['CurrencyCode']['output'];
  /** Which price. */
  readonly kind: ForecastKind;
  /** When the platform had it. Nothing that was decided before rests on it. */
  readonly knownAt: Scalars['DateTime']['output'];
  /** It rests on what was known at this instant. */
  readonly madeAt: Scalars['DateTime']['output'];
  /** The method that expects this: one of the platform's own, or a forecaster of yours by its name. */
  readonly method: Scalars['String']['output'];
  /** The settlement period. */
  readonly period: SettlementPeriod;
  /** From the lowest level to the highest; their prices never fall. */
  readonly quantiles: ReadonlyArray<ForecastQuantile>;
  /** Where it came from: `holdfast` for the platform's own methods, otherwise the origin of the address that answered. */
  readonly source: Scalars['String']['output'];
  /** Why the planner uses this method here, as a sentence. Null where you asked for a method by name. */
  readonly why?: Maybe<Scalars['String']['output']>;
};

/** What an owner can let an app do. Each is a fixed set of scopes; an app asks for it by an OAuth scope of the same name in lower case. */
export type Purpose =
  /** See what the battery earns: `identity:read`, `revenue:read`, `contracts:read`. */
  | 'EARNINGS'
  /** See what the battery does: `identity:read`, `live:read`, `history:read`. */
  | 'MONITORING'
  /** See what the battery is going to do: `identity:read`, `intent:read`, `plan:read`, `override:read`, `instructions:read`. */
  | 'PLANNING'
  /** Change what the battery does: `identity:read`, `intent:read`, `intent:write`, `override:read`, `override:write`. */
  | 'STEERING';

/** Reads. */
export type Query = {
  readonly __typename: 'Query';
  /** Alerts of every battery of the tenant, newest first. For the roles ADMIN, OPERATOR and VIEWER; others find those of their batteries at the battery. */
  readonly alerts: AlertConnection;
  /** The API keys of your tenant, newest first. Secrets are never shown again after they were created. Needs the role ADMIN. */
  readonly apiKeys: ApiKeyConnection;
  /** Which days of readings are in the archive, and in which file, oldest first. Needs the role ADMIN or OPERATOR. */
  readonly archivedDays: ReadonlyArray<ArchivedDay>;
  /** What was done and refused in your tenant, newest first. Secrets are never in it. Needs the right to read the audit trail: role ADMIN. */
  readonly auditEntries: AuditEntryConnection;
  /** The batteries you may see, by name. */
  readonly batteries: BatteryConnection;
  /** One battery. Null when it does not exist or is not yours. */
  readonly battery?: Maybe<Battery>;
  /** What an intent would mean, before it is set: whether it can be kept, what it costs, and what to loosen. It answers from the battery's state, limits and prices of now, and changes nothing. Needs what `setIntent` needs. */
  readonly checkIntent: CheckIntentResult;
  /** What people let apps do with their batteries, newest first, also what they have taken back: your own, those of your party’s people where your credential acts for a party, and everybody’s for the role ADMIN. */
  readonly consents: ConsentConnection;
  /** Messages that were not understood or not believed, newest first. Needs the role ADMIN or OPERATOR. */
  readonly deadLetters: DeadLetterConnection;
  /** Stops that are in force anywhere in the tenant, newest first. For the roles ADMIN, OPERATOR and VIEWER; owners find those of their batteries at the battery. */
  readonly dispatchStops: DispatchStopConnection;
  /** Those who have come with tokens of your tenant's own issuers, newest first. Needs the role ADMIN. */
  readonly externalIdentities: ExternalIdentityConnection;
  /** How the methods have done of late (over the last 14 settlement days, unless your file says otherwise), the shortest lead time first, then by method. Empty while nothing is scored: the planner then uses the fallback. */
  readonly forecastScores: ReadonlyArray<ForecastScore>;
  /** What is expected of the prices of a market, one entry for each settlement period that there is a forecast of, in the order of time. Also of periods whose price has become known since, so that the two can be held side by side. Without `method` each entry is of the method that the planner uses for that period, and `why` says why it is this one. */
  readonly forecasts: ReadonlyArray<PriceForecast>;
  /** The energy prices of a market that are known now, in the order of time. */
  readonly marketPrices: ReadonlyArray<MarketPrice>;
  /** The tenant's parts in auctions, newest first: what was known, what was bid and what was awarded. For the roles ADMIN, OPERATOR and VIEWER; others find what their batteries have sold at `Battery.positions`. */
  readonly marketRuns: MarketRunConnection;
  /** Any object by its global id. Null when it does not exist or is not yours: the two give the same answer. */
  readonly node?: Maybe<Node>;
  /** Several objects by their global ids, in the order asked for, null where one does not exist or is not yours. At most 100 ids. */
  readonly nodes: ReadonlyArray<Maybe<Node>>;
  /** The apps and services registered with your tenant’s issuer, newest first. Secrets are never shown again. Needs the role ADMIN. */
  readonly oauthClients: OAuthClientConnection;
  /** What each role of an agreement may see and do, under each ownership model of your tenant. The first model is that of batteries that name none. */
  readonly ownershipModels: ReadonlyArray<OwnershipModel>;
  /** The parties of your tenant, by name: those of its file and those that were registered. For the roles ADMIN, OPERATOR and VIEWER; a party's own credentials find themselves at `viewer`. */
  readonly parties: PartyConnection;
  /** Limits in force or to come anywhere in the tenant, newest first. For the roles ADMIN, OPERATOR and VIEWER; others find those of their batteries at the battery. */
  readonly powerLimits: PowerLimitConnection;
  /** One site. Null when it does not exist or is not yours. */
  readonly site?: Maybe<Site>;
  /** The sites you may see, by name. */
  readonly sites: SiteConnection;
  /** When staff of the platform had, or has, access to your data, newest first. Needs the right to read the audit trail: role ADMIN. */
  readonly supportSessions: SupportSessionConnection;
  /** The people of your tenant who can sign in, by e-mail address. Needs the role ADMIN. */
  readonly users: UserConnection;
  /** Who is asking, and on whose behalf. */
  readonly viewer: Viewer;
  /** The webhook endpoints of your tenant, newest first. Secrets are never shown again. Needs the role ADMIN. */
  readonly webhookEndpoints: WebhookEndpointConnection;
};


/** Reads. */
export type QueryAlertsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  openOnly?: InputMaybe<Scalars['Boolean']['input']>;
};


/** Reads. */
export type QueryApiKeysArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Reads. */
export type QueryArchivedDaysArgs = {
  fromDate: Scalars['Date']['input'];
  untilDate: Scalars['Date']['input'];
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
export type QueryCheckIntentArgs = {
  input: CheckIntentInput;
};


/** Reads. */
export type QueryConsentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Reads. */
export type QueryDeadLettersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Reads. */
export type QueryDispatchStopsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Reads. */
export type QueryExternalIdentitiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Reads. */
export type QueryForecastScoresArgs = {
  kind: ForecastKind;
  market: MarketCode;
};


/** Reads. */
export type QueryForecastsArgs = {
  from: Scalars['DateTime']['input'];
  kind: ForecastKind;
  knownAt?: InputMaybe<Scalars['DateTime']['input']>;
  market: MarketCode;
  method?: InputMaybe<Scalars['String']['input']>;
  until: Scalars['DateTime']['input'];
};


/** Reads. */
export type QueryMarketPricesArgs = {
  from: Scalars['DateTime']['input'];
  market: MarketCode;
  until: Scalars['DateTime']['input'];
};


/** Reads. */
export type QueryMarketRunsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
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
export type QueryOauthClientsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Reads. */
export type QueryPartiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Reads. */
export type QueryPowerLimitsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
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


/** Reads. */
export type QueryUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Reads. */
export type QueryWebhookEndpointsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What a battery measured at one instant. */
export type Reading = {
  readonly __typename: 'Reading';
  /** Active power at the grid side, kW, positive towards the grid (discharge). */
  readonly activePowerKw: Scalars['Float']['output'];
  /** The maker's codes of what is wrong; empty when nothing is, null where the battery does not tell. */
  readonly alarmCodes?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The power the battery could take at that moment, kW, never negative. Null where it does not tell it. */
  readonly availableChargePowerKw?: Maybe<Scalars['Float']['output']>;
  /** The power the battery could give at that moment, kW, never negative. Null where it does not tell it. */
  readonly availableDischargePowerKw?: Maybe<Scalars['Float']['output']>;
  /** The battery. */
  readonly battery: Battery;
  /** What else the battery measured, of the metrics that the tenant's file declares. */
  readonly customMetrics: ReadonlyArray<CustomMetric>;
  /** Meter register: all energy ever delivered to the grid, kWh. */
  readonly exportedKwh: Scalars['Float']['output'];
  /** Frequency of the grid at the battery, Hz. Null where it is not measured. */
  readonly frequencyHertz?: Maybe<Scalars['Float']['output']>;
  /** Meter register: all energy ever taken from the grid, kWh. */
  readonly importedKwh: Scalars['Float']['output'];
  /** Sequence number of the instruction the site was carrying out; null when it was in its safe state. */
  readonly instructionSequence?: Maybe<Scalars['Int']['output']>;
  /** When it was measured, by the site's clock. */
  readonly measuredAt: Scalars['DateTime']['output'];
  /** What the battery was doing, by its own account. Null where it does not tell it. */
  readonly operatingState?: Maybe<OperatingState>;
  /** Whether the reading can be believed. */
  readonly quality: ReadingQuality;
  /** Why the reading is suspect; null when it is good. */
  readonly qualityReason?: Maybe<Scalars['String']['output']>;
  /** When the platform had stored it. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** State of charge, percent of the usable energy. */
  readonly socPercent: Scalars['Float']['output'];
  /** State of energy: what could be taken from the store, before losses, kWh. Null where the battery does not tell it. */
  readonly storedEnergyKwh?: Maybe<Scalars['Float']['output']>;
  /** How it stands in the subscription that told it; null in queries. */
  readonly streamPlace?: Maybe<ReadingStreamPlace>;
  /** Temperature of the battery, °C. Null where it is not measured. */
  readonly temperatureCelsius?: Maybe<Scalars['Float']['output']>;
  /** Voltage of the grid at the battery, between a phase and neutral, V. Null where it is not measured. */
  readonly voltageVolts?: Maybe<Scalars['Float']['output']>;
};

/** Which readings a subscription tells, by what was measured. All that is given must hold. */
export type ReadingFilter = {
  /** Up to this power, kW, positive towards the grid. */
  readonly activePowerKwMax?: InputMaybe<Scalars['Float']['input']>;
  /** From this power, kW, positive towards the grid. */
  readonly activePowerKwMin?: InputMaybe<Scalars['Float']['input']>;
  /** Only in one of these states, by the battery's own account. */
  readonly operatingStates?: InputMaybe<ReadonlyArray<OperatingState>>;
  /** Only of this quality. */
  readonly quality?: InputMaybe<ReadingQuality>;
  /** Up to this state of charge, percent. */
  readonly socPercentMax?: InputMaybe<Scalars['Float']['input']>;
  /** From this state of charge, percent. */
  readonly socPercentMin?: InputMaybe<Scalars['Float']['input']>;
};

/** Whether a reading can be believed. */
export type ReadingQuality =
  /** Within every limit. */
  | 'GOOD'
  /** Stored and shown, but outside a limit; see the reason. */
  | 'SUSPECT';

/** Readings that a subscription left out: its reader was slow, or away for too long, or they were lost on their way. They are stored; `Battery.readings` has them. */
export type ReadingStreamGap = {
  readonly __typename: 'ReadingStreamGap';
  /** The platform had received them from this instant. */
  readonly fromAt: Scalars['DateTime']['output'];
  /** How many there are, where somebody has counted. */
  readonly readingCount?: Maybe<Scalars['Int']['output']>;
  /** Until this instant. */
  readonly untilAt: Scalars['DateTime']['output'];
};

/** Why a subscription tells a reading. */
export type ReadingStreamPhase =
  /** It is new. */
  | 'CHANGE'
  /** It was stored after the cursor, and before the subscription began. */
  | 'MISSED'
  /** It is the latest one as the subscription begins. */
  | 'SNAPSHOT';

/** How a reading stands in the subscription that told it. */
export type ReadingStreamPlace = {
  readonly __typename: 'ReadingStreamPlace';
  /** Pass it as `after` to go on from here: everything up to here has been told. Null while more of the same moment follows. What was told shortly before it may come again; a battery and `measuredAt` tell. */
  readonly cursor?: Maybe<Scalars['String']['output']>;
  /** What was left out just before it; null when nothing was. */
  readonly gap?: Maybe<ReadingStreamGap>;
  /** Why it is told. */
  readonly phase: ReadingStreamPhase;
};

/** A new app. */
export type RegisterAppInput = {
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Name as shown to people who are asked for consent, 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
  /** What the app may ask for, at least one. */
  readonly purposes: ReadonlyArray<Purpose>;
  /** Where the app is answered, 1 to 10 addresses; each is compared exactly. */
  readonly redirectUris: ReadonlyArray<Scalars['String']['input']>;
};

/** What came of registering an app. */
export type RegisterAppResult = AppRegistered | OAuthClientRefused;

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

/** A new party. */
export type RegisterPartyInput = {
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Whether it is a company or a person. */
  readonly kind?: InputMaybe<PartyKind>;
  /** Name as shown to people, 1 to 100 characters. */
  readonly name: Scalars['String']['input'];
};

/** What came of it. */
export type RegisterPartyResult = PartyRegistered;

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

/** Which message to send again. */
export type ReplayWebhookInput = {
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The message. */
  readonly messageId: Scalars['ID']['input'];
};

/** What came of a replay. */
export type ReplayWebhookResult = WebhookReplayed;

/** Which messages of an endpoint to send again. */
export type ReplayWebhooksInput = {
  /** The endpoint. */
  readonly endpointId: Scalars['ID']['input'];
  /** What happened from this instant. */
  readonly from: Scalars['DateTime']['input'];
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Which of them. */
  readonly state?: InputMaybe<WebhookReplayState>;
  /** What happened until this instant, excluded; at most 31 days after `from`. */
  readonly until: Scalars['DateTime']['input'];
};

/** What came of a replay of a span. */
export type ReplayWebhooksResult = WebhooksReplayed;

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

/** Whose password to reset. */
export type ResetPasswordInput = {
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The user. */
  readonly userId: Scalars['ID']['input'];
};

/** What came of resetting a password. */
export type ResetPasswordResult = PasswordReset;

/** Which side of the nominal frequency a response answers. */
export type ResponseDirection =
  /** A high frequency, with power from the grid. */
  | 'HIGH'
  /** A low frequency, with power towards the grid. */
  | 'LOW';

/** The response has ended; ending it again gives the same answer. */
export type ResponseDisabled = {
  readonly __typename: 'ResponseDisabled';
  /** The response. */
  readonly response: EnabledResponse;
};

/** The response is enabled, and the site is being told. */
export type ResponseEnabled = {
  readonly __typename: 'ResponseEnabled';
  /** The response. */
  readonly response: EnabledResponse;
};

/** A frequency response that was sold for one battery in one settlement period. */
export type ResponsePosition = {
  readonly __typename: 'ResponsePosition';
  /** When the block ends. */
  readonly blockEndAt: Scalars['DateTime']['output'];
  /** When the block begins that was sold as a whole. */
  readonly blockStartAt: Scalars['DateTime']['output'];
  /** Which side of the nominal frequency it answers. */
  readonly direction: ResponseDirection;
  /** What is owed for the period when the battery is available in it: above zero it is earned, below zero it is paid. The battery's periods of a block sum to its part of the award, to the millionth. */
  readonly fullRevenue: Money;
  /** When it was awarded, as far as the platform knew. */
  readonly knownAt: Scalars['DateTime']['output'];
  /** The settlement period. */
  readonly period: SettlementPeriod;
  /** The power that is held for it, kW, never negative. */
  readonly powerKw: Scalars['Float']['output'];
  /** At which price the block cleared, per MW and hour. May be negative. */
  readonly pricePerMwHour: Scalars['Decimal']['output'];
  /** In which auction, as the market calls it. */
  readonly product: Scalars['String']['output'];
  /** The service. */
  readonly service: ResponseServiceName;
  /** What it has come to; null until the settlement period is over and settled. */
  readonly settlement?: Maybe<ResponseSettlement>;
};

/** Why a response was refused. */
export type ResponseRefusalReason =
  /** It ends before it begins, ends in the past, is longer than 7 days, or begins more than 10 days ahead. */
  | 'BAD_TIME_SPAN'
  /** With its baseline and the other responses of its time it is more than the battery may do. */
  | 'BEYOND_LIMITS'
  /** The battery has 32 responses enabled or to come. */
  | 'TOO_MANY';

/** The response was refused; nothing was changed. */
export type ResponseRefused = {
  readonly __typename: 'ResponseRefused';
  /** Why, as a sentence. */
  readonly message: Scalars['String']['output'];
  /** Why, as a code. */
  readonly reason: ResponseRefusalReason;
};

/** The dynamic response services of Great Britain. */
export type ResponseServiceName =
  /** Dynamic Containment: full at a deviation of 0.5 Hz, for 15 minutes. */
  | 'DC'
  /** Dynamic Moderation: full at a deviation of 0.2 Hz, for 30 minutes. */
  | 'DM'
  /** Dynamic Regulation: from 0.015 to 0.2 Hz, for an hour. */
  | 'DR';

/** What a frequency response that was sold for a settlement period has come to. */
export type ResponseSettlement = {
  readonly __typename: 'ResponseSettlement';
  /** Whether the battery was available: heard throughout, with the response enabled on site, and with the energy or room at the beginning that the service asks for. */
  readonly isAvailable: Scalars['Boolean']['output'];
  /** The share of the payment that its performance leaves; null where performance is not known, and all is paid. */
  readonly performanceRatio?: Maybe<Scalars['Float']['output']>;
  /** Why it was not; null when it was. */
  readonly reason?: Maybe<ResponseUnavailability>;
  /** What is paid: above zero it is earned, below zero it is paid. Zero for a period in which the battery was not available. */
  readonly revenue: Money;
  /** When it was settled; it does not change from then on. */
  readonly settledAt: Scalars['DateTime']['output'];
};

/** Why a battery was not available for what it had sold. */
export type ResponseUnavailability =
  /** What its site had applied did not carry the response throughout: it was suspended, disabled, held back by a limit, or came too late. */
  | 'NOT_ENABLED'
  /** Nothing was read of its state of charge at the beginning. */
  | 'NOT_MEASURED'
  /** The platform did not hear it for some of the period. */
  | 'OFFLINE'
  /** It held less energy at the beginning, or for a high response had less room, than is asked for. */
  | 'TOO_LITTLE_ENERGY';

/** Which stop to lift. */
export type ResumeDispatchInput = {
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The stop. */
  readonly stopId: Scalars['ID']['input'];
};

/** What came of lifting a stop. */
export type ResumeDispatchResult = DispatchResumed;

/** Which API key to revoke. */
export type RevokeApiKeyInput = {
  /** The key to revoke. */
  readonly apiKeyId: Scalars['ID']['input'];
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
};

/** What came of revoking an API key. */
export type RevokeApiKeyResult = ApiKeyRevoked;

/** Which consent to take back. */
export type RevokeConsentInput = {
  /** The consent. */
  readonly consentId: Scalars['ID']['input'];
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
};

/** What came of taking a consent back. */
export type RevokeConsentResult = ConsentRevoked;

/** Which site's agent to end. */
export type RevokeEdgeAgentInput = {
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The site the agent stands at. */
  readonly siteId: Scalars['ID']['input'];
};

/** What came of ending an edge agent. */
export type RevokeEdgeAgentResult = EdgeAgentRevoked;

/** What to end. */
export type RevokeOAuthClientInput = {
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The app or service. */
  readonly oauthClientId: Scalars['ID']['input'];
};

/** What came of ending an app or a service. */
export type RevokeOAuthClientResult = OAuthClientRevoked;

/** What a credential may be allowed to do, by its role and the agreements of its party. */
export type Right =
  /** Follow the instructions of a site and report what became of them; only its edge agent may. */
  | 'ACKNOWLEDGE'
  /** Manage the credentials, the agreements and the support sessions of the tenant. */
  | 'ADMINISTER'
  /** Enrol and end the edge agent of a site: over every battery there, for one agent drives them all. */
  | 'CHANGE_DEVICE_CREDENTIALS'
  /** Change the password one signs in with; only the person themselves may, in the dashboard. */
  | 'CHANGE_OWN_PASSWORD'
  /** Ask for a certificate: with a one-time token, or with the certificate it replaces. */
  | 'ENROL'
  /** See what one’s own people let apps do, and take it back; not for the apps themselves. */
  | 'MANAGE_CONSENTS'
  /** Make webhook endpoints, and see and replay what is sent to them. */
  | 'MANAGE_WEBHOOKS'
  /** Override the plan of a battery. */
  | 'OVERRIDE'
  /** See it. */
  | 'READ'
  /** Read which files the archive of readings has. */
  | 'READ_ARCHIVE'
  /** Read the audit trail of the tenant. */
  | 'READ_AUDIT'
  /** Read and replay messages that were not understood. */
  | 'READ_DEAD_LETTERS'
  /** See it of every battery of the tenant: what the roles ADMIN, OPERATOR and VIEWER may. */
  | 'READ_EVERYWHERE'
  /** Register sites and batteries. */
  | 'REGISTER'
  /** Ask for a new plan of a battery. */
  | 'REQUEST_PLAN'
  /** Change what a battery may be used for. */
  | 'SET_INTENT'
  /** Hold a battery back: as its owner what SET_INTENT takes, for a market what REQUEST_PLAN takes, as its operator what OVERRIDE takes. */
  | 'SET_POWER_LIMIT';

/** Why a right is not there. Also the `reason` of each entry of `withheld` in the extensions of a response, and of a `FORBIDDEN` error. */
export type RightRefusalReason =
  /** The agreement that gave it has ended. */
  | 'AGREEMENT_ENDED'
  /** The credential ends by itself, and what it would give would not end with it. */
  | 'CREDENTIAL_ENDS'
  /** Only another kind of credential may: a site's edge agent, or a person who is signed in. */
  | 'CREDENTIAL_KIND'
  /** The role of the credential does not reach that far. */
  | 'CREDENTIAL_ROLE'
  /** The role and the agreements would give it, but the credential was limited to less, by scope or by battery. */
  | 'CREDENTIAL_SCOPE'
  /** No agreement of your party gives it, or none yet. */
  | 'NO_AGREEMENT'
  /** A part of what was asked for lies before or after the agreement. */
  | 'OUTSIDE_AGREEMENT';

/** Which API key to give a new secret. */
export type RotateApiKeyInput = {
  /** The key. */
  readonly apiKeyId: Scalars['ID']['input'];
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** For how long the secret of now works beside the new one, 0 seconds to 7 days. */
  readonly overlapSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** What came of rotating an API key. */
export type RotateApiKeyResult = ApiKeyRefused | ApiKeyRotated;

/** Whose secret to rotate. */
export type RotateClientSecretInput = {
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** The service. */
  readonly oauthClientId: Scalars['ID']['input'];
  /** For how long the earlier secrets work beside the new one, 0 seconds to 7 days. */
  readonly overlapSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** What came of rotating a secret. */
export type RotateClientSecretResult = ClientSecretRotated | OAuthClientRefused;

/** Which endpoint to give a new secret. */
export type RotateWebhookSecretInput = {
  /** The endpoint. */
  readonly endpointId: Scalars['ID']['input'];
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** For how long the secret of now signs beside the new one, 0 seconds to 7 days. */
  readonly overlapSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** What came of rotating a secret. */
export type RotateWebhookSecretResult = WebhookSecretRotated;

/** What a credential can be limited to: to read or to change one group of facts about batteries, or one kind of act on the tenant as a whole. A scope never gives what the role does not. That a battery exists is told to every credential that may do anything with it. */
export type Scope =
  /** Manage the credentials, the agreements and the support sessions of the tenant. */
  | 'ADMINISTER'
  /** See what was done with a battery, and by whom. */
  | 'AUDIT_READ'
  /** See who stands in which relation to a battery. */
  | 'CONTRACTS_READ'
  /** See the credentials of edge agents. */
  | 'DEVICE_CREDENTIALS_READ'
  /** Change the credentials of edge agents. */
  | 'DEVICE_CREDENTIALS_WRITE'
  /** See readings of the past. */
  | 'HISTORY_READ'
  /** See which batteries there are, and their nameplates. */
  | 'IDENTITY_READ'
  /** See what sites were told to do, and what they made of it. */
  | 'INSTRUCTIONS_READ'
  /** See what a battery may be used for. */
  | 'INTENT_READ'
  /** Change what a battery may be used for. */
  | 'INTENT_WRITE'
  /** See the latest reading, and follow new ones. */
  | 'LIVE_READ'
  /** See where exactly a battery stands. */
  | 'LOCATION_READ'
  /** Make webhook endpoints, and see and replay what is sent to them. */
  | 'MANAGE_WEBHOOKS'
  /** See overrides. */
  | 'OVERRIDE_READ'
  /** Make and cancel overrides. */
  | 'OVERRIDE_WRITE'
  /** See plans. */
  | 'PLAN_READ'
  /** Ask for new plans. */
  | 'PLAN_WRITE'
  /** Read which files the archive of readings has. */
  | 'READ_ARCHIVE'
  /** Read the audit trail of the tenant. */
  | 'READ_AUDIT'
  /** Read and replay messages that were not understood. */
  | 'READ_DEAD_LETTERS'
  /** Register sites and batteries, and enrol edge agents. */
  | 'REGISTER'
  /** See what was planned and earned. */
  | 'REVENUE_READ'
  /** Send telemetry of the tenant's batteries over HTTP. */
  | 'SEND_TELEMETRY';

/** Which endpoint to test. */
export type SendTestWebhookInput = {
  /** The endpoint. */
  readonly endpointId: Scalars['ID']['input'];
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
};

/** What came of a test. */
export type SendTestWebhookResult = WebhookTestSent;

/** A minute, a settlement period or a single reading. */
export type SeriesPoint = {
  readonly __typename: 'SeriesPoint';
  /** Highest active power of the readings inside, kW. Null without any. */
  readonly activePowerKwMax?: Maybe<Scalars['Float']['output']>;
  /** Mean active power by that energy, kW, positive towards the grid; a single reading's own power. Null where nothing was measured. */
  readonly activePowerKwMean?: Maybe<Scalars['Float']['output']>;
  /** Lowest active power of the readings inside, kW. Null without any. */
  readonly activePowerKwMin?: Maybe<Scalars['Float']['output']>;
  /** Which part of it lies between readings at most five minutes apart, 0 to 1. */
  readonly coveredRatio: Scalars['Float']['output'];
  /** Energy delivered to the grid, kWh: what the meter register rose by, spread evenly between readings. Null for a single reading. */
  readonly exportedKwh?: Maybe<Scalars['Float']['output']>;
  /** Where it begins. */
  readonly fromAt: Scalars['DateTime']['output'];
  /** Energy taken from the grid, kWh: what the meter register rose by, spread evenly between readings. Null for a single reading. */
  readonly importedKwh?: Maybe<Scalars['Float']['output']>;
  /** How many good readings lie inside. */
  readonly readingCount: Scalars['Int']['output'];
  /** State of charge at its end, percent of the usable energy. */
  readonly socPercent: Scalars['Float']['output'];
  /** Where it ends, excluded; for a single reading its own instant. */
  readonly untilAt: Scalars['DateTime']['output'];
};

/** How fine a series is. */
export type SeriesResolution =
  /** The finest of the others of which no more points than asked for fall into the span. */
  | 'AUTO'
  /** Minutes. */
  | 'MINUTE'
  /** Single readings, as long as they are kept. */
  | 'RAW'
  /** Settlement periods. */
  | 'SETTLEMENT_PERIOD';

/** The service was created. */
export type ServiceCreated = {
  readonly __typename: 'ServiceCreated';
  /** Its secret. Null when this answer is a replay: a secret is shown once. */
  readonly secret?: Maybe<Scalars['String']['output']>;
  /** The new service. */
  readonly service: OAuthClient;
};

/** A new intent. Each change replaces the whole. */
export type SetIntentInput = {
  /** The battery. */
  readonly batteryId: Scalars['ID']['input'];
  /** Times of day in which the market does not use the battery; at most 24. */
  readonly blackouts?: ReadonlyArray<DailyWindowInput>;
  /** Full cycles a day at most. Null for no limit. */
  readonly cyclesPerDayCountMax?: InputMaybe<Scalars['Float']['input']>;
  /** Full cycles in a calendar year at most, at most 36600. Null for no limit. */
  readonly cyclesPerYearCountMax?: InputMaybe<Scalars['Float']['input']>;
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** What one MWh discharged must earn beyond wear and losses, or the battery stays idle; not negative. */
  readonly leastMarginPerMwh?: Scalars['Decimal']['input'];
  /** State of charge kept for the owner's own needs on top of the minimum, percent. */
  readonly reservePercent?: Scalars['Float']['input'];
  /** Never charged by the market above this state of charge, percent, 0 to 100. */
  readonly socPercentMax: Scalars['Float']['input'];
  /** Never discharged by the market below this state of charge, percent, 0 to 100. */
  readonly socPercentMin: Scalars['Float']['input'];
  /** States of charge to be had by a time of day; at most 24. They lie in the range, the reserve counted. */
  readonly socTargets?: ReadonlyArray<SocTargetInput>;
  /** What one MWh discharged costs in wear, not negative. */
  readonly wearCostPerMwh?: Scalars['Decimal']['input'];
};

/** What came of setting an intent. */
export type SetIntentResult = IntentRefused | IntentSet;

/** A limit on a battery or on a site. */
export type SetPowerLimitInput = {
  /** The battery; give this or `siteId`. */
  readonly batteryId?: InputMaybe<Scalars['ID']['input']>;
  /** The most that may be charged with, kW, never negative; not limited when left out. */
  readonly chargePowerKwMax?: InputMaybe<Scalars['Float']['input']>;
  /** The most that may be discharged with, kW, never negative; not limited when left out. */
  readonly dischargePowerKwMax?: InputMaybe<Scalars['Float']['input']>;
  /** From this instant; now when left out. */
  readonly fromAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Why, 1 to 200 characters. */
  readonly reason: Scalars['String']['input'];
  /** As what you set it. */
  readonly role: LimitRole;
  /** The site, whose batteries share the limit by their nameplates; give this or `batteryId`. */
  readonly siteId?: InputMaybe<Scalars['ID']['input']>;
  /** Until this instant, excluded; until somebody lifts it when left out. */
  readonly untilAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What came of setting a limit. */
export type SetPowerLimitResult = PowerLimitRefused | PowerLimitSet;

/** A power for a span of time. */
export type Setpoint = {
  readonly __typename: 'Setpoint';
  /** From this instant. */
  readonly fromAt: Scalars['DateTime']['output'];
  /** The limit that held it back; null when none that somebody set did, or when it is not yours to see. */
  readonly limit?: Maybe<PowerLimit>;
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
  /** The edge agents that speak or spoke for this site, newest first; at most 20. Null when they are not yours to see (then told in `extensions.withheld`). */
  readonly edgeAgents?: Maybe<ReadonlyArray<EdgeAgent>>;
  /** The enrolment token that waits to be used; null when there is none, or when it is not yours to see (then told in `extensions.withheld`). */
  readonly enrolment?: Maybe<Enrolment>;
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
  /** What you may do at this site now, and for what you may not do, what is missing. Nothing that is allowed here is refused for want of a right. */
  readonly viewerCan: ReadonlyArray<ViewerRight>;
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

/** A state of charge to be had each day by a time of day, in the time zone of the site. It is kept whenever that is possible. */
export type SocTarget = {
  readonly __typename: 'SocTarget';
  /** At most this state of charge, percent; null for no most. */
  readonly socPercentMax?: Maybe<Scalars['Float']['output']>;
  /** At least this state of charge, percent; null for no least. */
  readonly socPercentMin?: Maybe<Scalars['Float']['output']>;
  /** By when, as `07:00`. Reached at the end of the last settlement period that is over by then. A time that clocks skip or double has its earlier reading. */
  readonly wallTime: Scalars['String']['output'];
};

/** A state of charge to be had each day by a time of day, in the time zone of the site. */
export type SocTargetInput = {
  /** At most this state of charge, percent. */
  readonly socPercentMax?: InputMaybe<Scalars['Float']['input']>;
  /** At least this state of charge, percent. */
  readonly socPercentMin?: InputMaybe<Scalars['Float']['input']>;
  /** By when, as `07:00`. */
  readonly wallTime: Scalars['String']['input'];
};

/** What stands still. Give a battery, a site, or neither for everything. */
export type StopDispatchInput = {
  /** The battery. */
  readonly batteryId?: InputMaybe<Scalars['ID']['input']>;
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Why things stand still. */
  readonly kind: DispatchStopKind;
  /** Why, 1 to 200 characters. */
  readonly reason: Scalars['String']['input'];
  /** The site: every battery there, those that are registered later too. */
  readonly siteId?: InputMaybe<Scalars['ID']['input']>;
  /** It ends by itself at this instant, excluded; until somebody lifts it when left out. */
  readonly untilAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What came of a stop. */
export type StopDispatchResult = DispatchStopped | StopRefused;

/** Why a stop was refused. */
export type StopRefusalReason =
  /** It ends in the past. */
  | 'BAD_TIME_SPAN'
  /** There are 1,000 stops in force. */
  | 'TOO_MANY';

/** The stop was refused; nothing was changed. */
export type StopRefused = {
  readonly __typename: 'StopRefused';
  /** Why, as a sentence. */
  readonly message: Scalars['String']['output'];
  /** Why, as a code. */
  readonly reason: StopRefusalReason;
};

/** Live streams over the graphql-transport-ws protocol. */
export type Subscription = {
  readonly __typename: 'Subscription';
  /** Alerts as they are raised, acknowledged and cleared: first those that are open, at most 1,000, then changes. Without a battery it is for the roles ADMIN, OPERATOR and VIEWER. */
  readonly alerts: Alert;
  /** Instructions of a battery as they are issued and change state: first the newest one, then changes. */
  readonly instructions: Instruction;
  /** Plans of a battery as they are made: first the one in force, then each new one. */
  readonly plans: Plan;
  /** Readings as they are stored: first a snapshot, the latest one of each battery; then changes, of each battery the newest, at most one in each interval. With `after`, what was stored since that cursor comes in place of the snapshot. What is left out is marked in `streamPlace.gap`. */
  readonly readings: Reading;
  /** Instructions for the site of the calling edge agent, in order of their sequence: first those still in force after the given sequence, then each new one. Only an agent's own credential may subscribe. */
  readonly siteInstructions: Instruction;
};


/** Live streams over the graphql-transport-ws protocol. */
export type SubscriptionAlertsArgs = {
  batteryId?: InputMaybe<Scalars['ID']['input']>;
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
  after?: InputMaybe<Scalars['String']['input']>;
  batteryIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  intervalSeconds?: InputMaybe<Scalars['Float']['input']>;
  siteId?: InputMaybe<Scalars['ID']['input']>;
  where?: InputMaybe<ReadingFilter>;
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
  /** What you may do with the session now, and for what you may not do, what is missing. */
  readonly viewerCan: ReadonlyArray<ViewerRight>;
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

/** Bid-offer acceptances of one battery. */
export type TakeAcceptancesInput = {
  /** The acceptances, at most 100. */
  readonly acceptances: ReadonlyArray<AcceptanceInput>;
  /** The battery. */
  readonly batteryId: Scalars['ID']['input'];
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
};

/** What came of taking acceptances. */
export type TakeAcceptancesResult = AcceptancesTaken;

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

/** What to change about an endpoint; what is left out stays as it is. */
export type UpdateWebhookEndpointInput = {
  /** The endpoint. */
  readonly endpointId: Scalars['ID']['input'];
  /** What to tell, at least one, instead of what it was told; what waits already is still sent. */
  readonly eventTypes?: InputMaybe<ReadonlyArray<WebhookEventType>>;
  /** After so many days without a single success it is disabled, 1 to 30. */
  readonly failingDaysCountMax?: InputMaybe<Scalars['Int']['input']>;
  /** Your own unique key for this change, 8 to 100 characters. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Whether to pause it, or to go on with what waits. Whether it is enabled is another matter. */
  readonly isPaused?: InputMaybe<Scalars['Boolean']['input']>;
  /** What it is for, 1 to 100 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Where to send messages: https, at most 2,000 characters, an address of the public internet. */
  readonly url?: InputMaybe<Scalars['String']['input']>;
};

/** What came of changing an endpoint. */
export type UpdateWebhookEndpointResult = WebhookEndpointRefused | WebhookEndpointUpdated;

/** A person who signs in at the tenant’s own issuer. */
export type User = Node & {
  readonly __typename: 'User';
  /** When the person was created. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Since when the person cannot sign in; null while they can. */
  readonly disabledAt?: Maybe<Scalars['DateTime']['output']>;
  /** Address to sign in with, in lower case. */
  readonly email: Scalars['String']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Name as shown to people. */
  readonly name: Scalars['String']['output'];
  /** The party the person belongs to; null when they act for the tenant itself. */
  readonly party?: Maybe<Party>;
  /** When the password was last set. */
  readonly passwordChangedAt: Scalars['DateTime']['output'];
  /** What the person may do. */
  readonly role: ApiKeyRole;
  /** What you may do with the person now, and for what you may not do, what is missing. */
  readonly viewerCan: ReadonlyArray<ViewerRight>;
};

/** A page of users. */
export type UserConnection = {
  readonly __typename: 'UserConnection';
  /** The users with their cursors. */
  readonly edges: ReadonlyArray<UserEdge>;
  /** The users alone. */
  readonly nodes: ReadonlyArray<User>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** The user was created. */
export type UserCreated = {
  readonly __typename: 'UserCreated';
  /** The password to begin with. Null when this answer is a replay: it is shown once. */
  readonly password?: Maybe<Scalars['String']['output']>;
  /** The new user. */
  readonly user: User;
};

/** The user is disabled; disabling them again gives the same answer. */
export type UserDisabled = {
  readonly __typename: 'UserDisabled';
  /** The user. */
  readonly user: User;
};

/** One user in a page. */
export type UserEdge = {
  readonly __typename: 'UserEdge';
  /** Opaque position of this user. */
  readonly cursor: Scalars['String']['output'];
  /** The user. */
  readonly node: User;
};

/** The user is enabled; enabling them again gives the same answer. */
export type UserEnabled = {
  readonly __typename: 'UserEnabled';
  /** The user. */
  readonly user: User;
};

/** Why a user was not created. */
export type UserRefusalReason =
  /** Somebody else has this e-mail address. */
  | 'EMAIL_TAKEN'
  /** This role acts for the tenant itself, and a party was given. */
  | 'PARTY_NOT_ALLOWED'
  /** This role acts for a party, and none was given. */
  | 'PARTY_REQUIRED';

/** The user was not created. */
export type UserRefused = {
  readonly __typename: 'UserRefused';
  /** Why, as a sentence. */
  readonly message: Scalars['String']['output'];
  /** Why, as a code. */
  readonly reason: UserRefusalReason;
};

/** The credential behind this request and what it stands for. */
export type Viewer = {
  readonly __typename: 'Viewer';
  /** The platform's time at which this was answered. Agreements are in force by this clock; in a simulated world it is that world's. */
  readonly askedAt: Scalars['DateTime']['output'];
  /** How far the credential reaches: it may do what one of these allows, and what its role gives. Null when its role alone decides. */
  readonly bounds?: Maybe<ReadonlyArray<CredentialBound>>;
  /** What kind of credential it is. */
  readonly credentialKind: CredentialKind;
  /** When the credential ends by itself; null when it does not, or does not tell. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** The party on whose behalf the credential acts; null when it acts for the tenant itself. */
  readonly party?: Maybe<Party>;
  /** What the credential may do. */
  readonly role: ApiKeyRole;
  /** What the credential may do at most, by its role and its scopes. Of a credential that acts for a party, the agreements over each battery decide what of it holds there. */
  readonly scopes: ReadonlyArray<Scope>;
  /** The tenant whose data this credential may see. */
  readonly tenant: Tenant;
  /** The person who is signed in; null when the credential stands for nobody in particular. */
  readonly user?: Maybe<User>;
  /** What you may do with the tenant as a whole, and for what you may not do, what is missing. */
  readonly viewerCan: ReadonlyArray<ViewerRight>;
};

/** Something that can be done with a battery, a site or another object. */
export type ViewerAction =
  /** Say that the alert was seen. */
  | 'ACKNOWLEDGE_ALERT'
  /** End the override. */
  | 'CANCEL_OVERRIDE'
  /** Create an API key. */
  | 'CREATE_API_KEY'
  /** Shut the identity out. */
  | 'DISABLE_EXTERNAL_IDENTITY'
  /** End the frequency response. */
  | 'DISABLE_RESPONSE'
  /** Let the person sign in no more. */
  | 'DISABLE_USER'
  /** Let the identity in again. */
  | 'ENABLE_EXTERNAL_IDENTITY'
  /** Let the person sign in again. */
  | 'ENABLE_USER'
  /** End the agreement. */
  | 'END_AGREEMENT'
  /** End the support session. */
  | 'END_SUPPORT_SESSION'
  /** Enrol an edge agent at the site. */
  | 'ENROL_EDGE_AGENT'
  /** Lift the limit. */
  | 'LIFT_POWER_LIMIT'
  /** Record an agreement over the site. */
  | 'MAKE_AGREEMENT'
  /** Make webhook endpoints, and see and replay what is sent to them. */
  | 'MANAGE_WEBHOOKS'
  /** Override the plan. */
  | 'OVERRIDE'
  /** Read what was done to it, and by whom. */
  | 'READ_AUDIT'
  /** Read the audit trail of the whole tenant. */
  | 'READ_AUDIT_TRAIL'
  /** Read the agreements of other parties. */
  | 'READ_CONTRACTS'
  /** Read messages that were not understood. */
  | 'READ_DEAD_LETTERS'
  /** See the site's edge agents, their certificates and a token that waits. */
  | 'READ_DEVICE_CREDENTIALS'
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
  /** Register a battery at the site. */
  | 'REGISTER_BATTERY'
  /** Register a party. */
  | 'REGISTER_PARTY'
  /** Register a site. */
  | 'REGISTER_SITE'
  /** Replay the dead letter. */
  | 'REPLAY_DEAD_LETTER'
  /** Ask for a new plan. */
  | 'REQUEST_PLAN'
  /** Give the person a new password. */
  | 'RESET_PASSWORD'
  /** Lift the stop. */
  | 'RESUME_DISPATCH'
  /** Revoke the API key. */
  | 'REVOKE_API_KEY'
  /** Take the consent back. */
  | 'REVOKE_CONSENT'
  /** End the edge agent of the site. */
  | 'REVOKE_EDGE_AGENT'
  /** End the app or service. */
  | 'REVOKE_OAUTH_CLIENT'
  /** Give the API key a new secret. */
  | 'ROTATE_API_KEY'
  /** Give the service a new secret. */
  | 'ROTATE_CLIENT_SECRET'
  /** Set what it may be used for. */
  | 'SET_INTENT'
  /** Have every battery of the tenant stand still. */
  | 'STOP_DISPATCH';

/** Whether you may do something with an object. */
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

/** A message sent once. */
export type WebhookAttempt = {
  readonly __typename: 'WebhookAttempt';
  /** The beginning of the answer's body, at most 1,000 bytes; null when there was none. */
  readonly answerExcerpt?: Maybe<Scalars['String']['output']>;
  /** How long the answer took. */
  readonly durationSeconds: Scalars['Float']['output'];
  /** Why it counts as failed; null when the endpoint took it. */
  readonly failure?: Maybe<Scalars['String']['output']>;
  /** The status of the answer, such as `503`; null when there was none. */
  readonly httpStatus?: Maybe<Scalars['String']['output']>;
  /** When it was sent, by the wall clock. */
  readonly startedAt: Scalars['DateTime']['output'];
};

/** Why an endpoint is sent nothing. */
export type WebhookDisabledReason =
  /** Somebody of the tenant disabled it. */
  | 'ASKED'
  /** It took no message for as many days as it was given. */
  | 'FAILING'
  /** It answered 410: nobody listens there any more. */
  | 'GONE';

/** An address outside of the platform that is told what happens, by messages signed as the Standard Webhooks specification says. Instants are by the wall clock. */
export type WebhookEndpoint = Node & {
  readonly __typename: 'WebhookEndpoint';
  /** The batteries it is told of, beside those of `sites`; null when it is told of all of the tenant. */
  readonly batteries?: Maybe<ReadonlyArray<Battery>>;
  /** When it was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** How many messages have been given up since it was made; replaying one does not take it back. */
  readonly deadCount: Scalars['Int']['output'];
  /** How many messages it has taken since it was made, replays included. */
  readonly deliveredCount: Scalars['Int']['output'];
  /** Since when nothing is sent; null while it is enabled. */
  readonly disabledAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why nothing is sent; null while it is enabled. */
  readonly disabledReason?: Maybe<WebhookDisabledReason>;
  /** What it is told. */
  readonly eventTypes: ReadonlyArray<WebhookEventType>;
  /** How many attempts have failed since it was made. */
  readonly failedCount: Scalars['Int']['output'];
  /** After so many days without a single success it is disabled. */
  readonly failingDaysCountMax: Scalars['Int']['output'];
  /** When it first failed after its last success; null when its last answer was one. */
  readonly failingSinceAt?: Maybe<Scalars['DateTime']['output']>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** When it last did not; null when it never failed. */
  readonly lastFailureAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it last took a message; null when it never did. */
  readonly lastSuccessAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its messages of the last 30 days, newest first. */
  readonly messages: WebhookMessageConnection;
  /** What it is for, in your words. */
  readonly name: Scalars['String']['output'];
  /** Since when it is paused; null while it is not. */
  readonly pausedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Until when the secret before the present one signs as well; null when there was none. */
  readonly previousSecretUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Until when it has asked to be left alone, by the `Retry-After` of its last answer 429 or 503, a day at most; null when it has not. */
  readonly retryAfterAt?: Maybe<Scalars['DateTime']['output']>;
  /** When its present secret was made by `rotateWebhookSecret`; null when it is the first one. */
  readonly rotatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The sites whose batteries it is told of; null when it is told of all of the tenant. */
  readonly sites?: Maybe<ReadonlyArray<Site>>;
  /** Where messages are sent. */
  readonly url: Scalars['String']['output'];
  /** What you may do with the endpoint now, and for what you may not do, what is missing. */
  readonly viewerCan: ReadonlyArray<ViewerRight>;
};


/** An address outside of the platform that is told what happens, by messages signed as the Standard Webhooks specification says. Instants are by the wall clock. */
export type WebhookEndpointMessagesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  state?: InputMaybe<WebhookMessageState>;
};

/** A page of webhook endpoints. */
export type WebhookEndpointConnection = {
  readonly __typename: 'WebhookEndpointConnection';
  /** The endpoints with their cursors. */
  readonly edges: ReadonlyArray<WebhookEndpointEdge>;
  /** The endpoints alone. */
  readonly nodes: ReadonlyArray<WebhookEndpoint>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** The endpoint was made. */
export type WebhookEndpointCreated = {
  readonly __typename: 'WebhookEndpointCreated';
  /** The new endpoint. */
  readonly endpoint: WebhookEndpoint;
  /** The secret, `whsec_…`, that signs what is sent. Null when this answer is a replay: a secret is shown once. */
  readonly secret?: Maybe<Scalars['String']['output']>;
};

/** The endpoint is gone, with its messages. */
export type WebhookEndpointDeleted = {
  readonly __typename: 'WebhookEndpointDeleted';
  /** The id it had. */
  readonly endpointId: Scalars['ID']['output'];
};

/** Nothing more is sent; disabling again gives the same answer. */
export type WebhookEndpointDisabled = {
  readonly __typename: 'WebhookEndpointDisabled';
  /** The endpoint. */
  readonly endpoint: WebhookEndpoint;
};

/** One webhook endpoint in a page. */
export type WebhookEndpointEdge = {
  readonly __typename: 'WebhookEndpointEdge';
  /** Opaque position of this endpoint. */
  readonly cursor: Scalars['String']['output'];
  /** The endpoint. */
  readonly node: WebhookEndpoint;
};

/** The endpoint is sent to again; enabling again gives the same answer. */
export type WebhookEndpointEnabled = {
  readonly __typename: 'WebhookEndpointEnabled';
  /** The endpoint. */
  readonly endpoint: WebhookEndpoint;
};

/** Why an endpoint was not made, or not changed. */
export type WebhookEndpointRefusalReason =
  /** The tenant has 20 endpoints. */
  | 'TOO_MANY'
  /** The address is not one that anything is sent to. */
  | 'URL_NOT_ALLOWED';

/** The endpoint was not made, or not changed. */
export type WebhookEndpointRefused = {
  readonly __typename: 'WebhookEndpointRefused';
  /** Why, as a sentence. */
  readonly message: Scalars['String']['output'];
  /** Why, as a code. */
  readonly reason: WebhookEndpointRefusalReason;
};

/** The endpoint is as was asked; the same again changes nothing. */
export type WebhookEndpointUpdated = {
  readonly __typename: 'WebhookEndpointUpdated';
  /** The endpoint. */
  readonly endpoint: WebhookEndpoint;
};

/** What an endpoint can be told. The name in a message is the same in small letters with a dot before its last word: `plan.made`. */
export type WebhookEventType =
  /** What an alert was about is over: `alert.cleared`. */
  | 'ALERT_CLEARED'
  /** An instruction was not confirmed in time, or a battery does not do as it is told: `alert.raised`. */
  | 'ALERT_RAISED'
  /** A battery fell silent or is heard again: `connectivity.changed`. */
  | 'CONNECTIVITY_CHANGED'
  /** A message came in that was not understood or not believed: `dead_letter.arrived`. Not told to endpoints of some batteries or sites: nobody can say which it is about. */
  | 'DEAD_LETTER_ARRIVED'
  /** A stop was lifted: `dispatch.resumed`. One that ends by itself says so in `untilAt` when it begins. */
  | 'DISPATCH_RESUMED'
  /** A battery, a site or everything was stopped: `dispatch.stopped`. */
  | 'DISPATCH_STOPPED'
  /** An instruction was issued, delivered, applied, is followed by its battery, was refused, not confirmed in time, or has expired: `instruction.changed`. One that is superseded is not told: the newer one is. */
  | 'INSTRUCTION_CHANGED'
  /** The results of an auction are there, or nothing more will come of it and `reason` says why: `market_run.ended`. Not told to endpoints of some batteries or sites: a run is for all of them. */
  | 'MARKET_RUN_ENDED'
  /** A settlement period of a battery was settled: `period.settled`. */
  | 'PERIOD_SETTLED'
  /** A battery has a new plan: `plan.made`. */
  | 'PLAN_MADE';

/** One event on its way to one endpoint. */
export type WebhookMessage = Node & {
  readonly __typename: 'WebhookMessage';
  /** How often it was sent. */
  readonly attemptCount: Scalars['Int']['output'];
  /** Its last attempts, at most 50, oldest first. */
  readonly attempts: ReadonlyArray<WebhookAttempt>;
  /** When it was put among what is to be sent, by the wall clock. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** What came of the last attempt, when it was given up; null unless it was. */
  readonly deadReason?: Maybe<Scalars['String']['output']>;
  /** What it tells; null of a test. */
  readonly eventType?: Maybe<WebhookEventType>;
  /** When what it tells happened. */
  readonly happenedAt: Scalars['DateTime']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** When it is sent next, by the wall clock; null when it is not. */
  readonly nextAttemptAt?: Maybe<Scalars['DateTime']['output']>;
  /** What has become of it. */
  readonly state: WebhookMessageState;
  /** What you may do with the message now, and for what you may not do, what is missing. */
  readonly viewerCan: ReadonlyArray<ViewerRight>;
  /** Its `webhook-id`, the same at each attempt and replay. */
  readonly webhookId: Scalars['String']['output'];
};

/** A page of webhook messages. */
export type WebhookMessageConnection = {
  readonly __typename: 'WebhookMessageConnection';
  /** The messages with their cursors. */
  readonly edges: ReadonlyArray<WebhookMessageEdge>;
  /** The messages alone. */
  readonly nodes: ReadonlyArray<WebhookMessage>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One webhook message in a page. */
export type WebhookMessageEdge = {
  readonly __typename: 'WebhookMessageEdge';
  /** Opaque position of this message. */
  readonly cursor: Scalars['String']['output'];
  /** The message. */
  readonly node: WebhookMessage;
};

/** What has become of a message. */
export type WebhookMessageState =
  /** It was given up after the last attempt; it can be replayed. */
  | 'DEAD'
  /** The endpoint took it. */
  | 'DELIVERED'
  /** It is still to be sent, for the first time or again. */
  | 'PENDING';

/** Which messages of a span are sent again. */
export type WebhookReplayState =
  /** Those that were given up. */
  | 'DEAD'
  /** Those that were taken. */
  | 'DELIVERED';

/** The message is on its way again. */
export type WebhookReplayed = {
  readonly __typename: 'WebhookReplayed';
  /** The message. */
  readonly message: WebhookMessage;
};

/** The endpoint has a new secret. */
export type WebhookSecretRotated = {
  readonly __typename: 'WebhookSecretRotated';
  /** The same endpoint. */
  readonly endpoint: WebhookEndpoint;
  /** The new secret. Null when this answer is a replay: a secret is shown once. */
  readonly secret?: Maybe<Scalars['String']['output']>;
};

/** A message of the type `webhook.test` is on its way; what becomes of it is told by the message. */
export type WebhookTestSent = {
  readonly __typename: 'WebhookTestSent';
  /** The message. */
  readonly message: WebhookMessage;
};

/** The messages are on their way again. */
export type WebhooksReplayed = {
  readonly __typename: 'WebhooksReplayed';
  /** Whether there are more of the span; call again with another idempotency key. */
  readonly hasMore: Scalars['Boolean']['output'];
  /** How many. */
  readonly messageCount: Scalars['Int']['output'];
};

/** What can ask a battery for power. */
export type WishSource =
  /** A bid-offer acceptance of the system operator. */
  | 'ACCEPTANCE'
  /** The baseline of a frequency response. */
  | 'FREQUENCY_RESPONSE'
  /** An operator's override. */
  | 'OVERRIDE'
  /** The plan in force. */
  | 'PLAN'
  /** Nobody: the battery stands by at zero. */
  | 'STANDBY'
  /** A stop: the battery stands still, whatever else is wished. */
  | 'STOP';



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
  AcknowledgeAlertResult: ( ModelOf<AlertAcknowledged> );
  AcknowledgeInstructionResult: ( ModelOf<InstructionAcknowledged> );
  CancelOverrideResult: ( ModelOf<OverrideCancelled> );
  ChangePasswordResult:
    | ( ModelOf<PasswordChanged> )
    | ( ModelOf<PasswordRefused> )
  ;
  CheckIntentResult:
    | ( ModelOf<IntentChecked> )
    | ( ModelOf<IntentNotChecked> )
    | ( ModelOf<IntentRefused> )
  ;
  CreateApiKeyResult:
    | ( ModelOf<ApiKeyCreated> )
    | ( ModelOf<ApiKeyRefused> )
  ;
  CreateServiceResult:
    | ( ModelOf<OAuthClientRefused> )
    | ( ModelOf<ServiceCreated> )
  ;
  CreateUserResult:
    | ( ModelOf<UserCreated> )
    | ( ModelOf<UserRefused> )
  ;
  CreateWebhookEndpointResult:
    | ( ModelOf<WebhookEndpointCreated> )
    | ( ModelOf<WebhookEndpointRefused> )
  ;
  DeleteWebhookEndpointResult: ( ModelOf<WebhookEndpointDeleted> );
  DisableExternalIdentityResult: ( ModelOf<ExternalIdentityDisabled> );
  DisableResponseResult: ( ModelOf<ResponseDisabled> );
  DisableUserResult: ( ModelOf<UserDisabled> );
  DisableWebhookEndpointResult: ( ModelOf<WebhookEndpointDisabled> );
  EnableExternalIdentityResult: ( ModelOf<ExternalIdentityEnabled> );
  EnableResponseResult:
    | ( ModelOf<ResponseEnabled> )
    | ( ModelOf<ResponseRefused> )
  ;
  EnableUserResult: ( ModelOf<UserEnabled> );
  EnableWebhookEndpointResult: ( ModelOf<WebhookEndpointEnabled> );
  EndAgreementResult:
    | ( ModelOf<AgreementEnded> )
    | ( ModelOf<AgreementRefused> )
  ;
  EndSupportSessionResult: ( ModelOf<SupportSessionEnded> );
  EnrolEdgeAgentResult: ( ModelOf<EdgeAgentEnrolled> );
  LiftPowerLimitResult: ( ModelOf<PowerLimitLifted> );
  MakeAgreementResult:
    | ( ModelOf<AgreementMade> )
    | ( ModelOf<AgreementRefused> )
  ;
  OverrideBatteryResult:
    | ( ModelOf<BatteryOverridden> )
    | ( ModelOf<OverrideRefused> )
  ;
  RegisterAppResult:
    | ( ModelOf<AppRegistered> )
    | ( ModelOf<OAuthClientRefused> )
  ;
  RegisterBatteryResult:
    | ( ModelOf<BatteryRefused> )
    | ( ModelOf<BatteryRegistered> )
  ;
  RegisterPartyResult: ( ModelOf<PartyRegistered> );
  RegisterSiteResult:
    | ( ModelOf<SiteRefused> )
    | ( ModelOf<SiteRegistered> )
  ;
  ReplayDeadLetterResult:
    | ( ModelOf<DeadLetterRefused> )
    | ( ModelOf<DeadLetterReplayed> )
  ;
  ReplayWebhookResult: ( ModelOf<WebhookReplayed> );
  ReplayWebhooksResult: ( ModelOf<WebhooksReplayed> );
  RequestCertificateResult:
    | ( ModelOf<CertificateIssued> )
    | ( ModelOf<CertificateRefused> )
  ;
  RequestPlanResult: ( ModelOf<PlanRequested> );
  ResetPasswordResult: ( ModelOf<PasswordReset> );
  ResumeDispatchResult: ( ModelOf<DispatchResumed> );
  RevokeApiKeyResult: ( ModelOf<ApiKeyRevoked> );
  RevokeConsentResult: ( ModelOf<ConsentRevoked> );
  RevokeEdgeAgentResult: ( ModelOf<EdgeAgentRevoked> );
  RevokeOAuthClientResult: ( ModelOf<OAuthClientRevoked> );
  RotateApiKeyResult:
    | ( ModelOf<ApiKeyRefused> )
    | ( ModelOf<ApiKeyRotated> )
  ;
  RotateClientSecretResult:
    | ( ModelOf<ClientSecretRotated> )
    | ( ModelOf<OAuthClientRefused> )
  ;
  RotateWebhookSecretResult: ( ModelOf<WebhookSecretRotated> );
  SendTestWebhookResult: ( ModelOf<WebhookTestSent> );
  SetIntentResult:
    | ( ModelOf<IntentRefused> )
    | ( ModelOf<IntentSet> )
  ;
  SetPowerLimitResult:
    | ( ModelOf<PowerLimitRefused> )
    | ( ModelOf<PowerLimitSet> )
  ;
  StopDispatchResult:
    | ( ModelOf<DispatchStopped> )
    | ( ModelOf<StopRefused> )
  ;
  TakeAcceptancesResult: ( ModelOf<AcceptancesTaken> );
  UpdateWebhookEndpointResult:
    | ( ModelOf<WebhookEndpointRefused> )
    | ( ModelOf<WebhookEndpointUpdated> )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( ModelOf<Agreement> )
    | ( ModelOf<Alert> )
    | ( ModelOf<ApiKey> )
    | ( ModelOf<AuditEntry> )
    | ( ModelOf<Battery> )
    | ( ModelOf<Consent> )
    | ( ModelOf<DeadLetter> )
    | ( ModelOf<DispatchStop> )
    | ( ModelOf<EdgeAgent> )
    | ( ModelOf<EnabledResponse> )
    | ( ModelOf<ExternalIdentity> )
    | ( ModelOf<Instruction> )
    | ( ModelOf<MarketRun> )
    | ( ModelOf<OAuthClient> )
    | ( ModelOf<Override> )
    | ( ModelOf<Party> )
    | ( ModelOf<Plan> )
    | ( ModelOf<PowerLimit> )
    | ( ModelOf<Site> )
    | ( ModelOf<SupportSession> )
    | ( ModelOf<Tenant> )
    | ( ModelOf<User> )
    | ( ModelOf<WebhookEndpoint> )
    | ( ModelOf<WebhookMessage> )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Acceptance: ResolverTypeWrapper<ModelOf<Acceptance>>;
  AcceptanceAmendment: ResolverTypeWrapper<ModelOf<AcceptanceAmendment>>;
  AcceptanceAnswer: ResolverTypeWrapper<ModelOf<AcceptanceAnswer>>;
  AcceptanceInput: ResolverTypeWrapper<ModelOf<AcceptanceInput>>;
  AcceptanceOutcome: ResolverTypeWrapper<ModelOf<AcceptanceOutcome>>;
  AcceptancePoint: ResolverTypeWrapper<ModelOf<AcceptancePoint>>;
  AcceptancePointInput: ResolverTypeWrapper<ModelOf<AcceptancePointInput>>;
  AcceptanceRefusalReason: ResolverTypeWrapper<ModelOf<AcceptanceRefusalReason>>;
  AcceptancesTaken: ResolverTypeWrapper<ModelOf<AcceptancesTaken>>;
  AcknowledgeAlertInput: ResolverTypeWrapper<ModelOf<AcknowledgeAlertInput>>;
  AcknowledgeAlertResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AcknowledgeAlertResult']>>;
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
  Alert: ResolverTypeWrapper<ModelOf<Alert>>;
  AlertAcknowledged: ResolverTypeWrapper<ModelOf<AlertAcknowledged>>;
  AlertConnection: ResolverTypeWrapper<ModelOf<AlertConnection>>;
  AlertEdge: ResolverTypeWrapper<ModelOf<AlertEdge>>;
  AlertKind: ResolverTypeWrapper<ModelOf<AlertKind>>;
  ApiKey: ResolverTypeWrapper<ModelOf<ApiKey>>;
  ApiKeyConnection: ResolverTypeWrapper<ModelOf<ApiKeyConnection>>;
  ApiKeyCreated: ResolverTypeWrapper<ModelOf<ApiKeyCreated>>;
  ApiKeyEdge: ResolverTypeWrapper<ModelOf<ApiKeyEdge>>;
  ApiKeyRefusalReason: ResolverTypeWrapper<ModelOf<ApiKeyRefusalReason>>;
  ApiKeyRefused: ResolverTypeWrapper<ModelOf<ApiKeyRefused>>;
  ApiKeyRevoked: ResolverTypeWrapper<ModelOf<ApiKeyRevoked>>;
  ApiKeyRole: ResolverTypeWrapper<ModelOf<ApiKeyRole>>;
  ApiKeyRotated: ResolverTypeWrapper<ModelOf<ApiKeyRotated>>;
  AppRegistered: ResolverTypeWrapper<ModelOf<AppRegistered>>;
  ArchivedDay: ResolverTypeWrapper<ModelOf<ArchivedDay>>;
  AuditDecision: ResolverTypeWrapper<ModelOf<AuditDecision>>;
  AuditEntry: ResolverTypeWrapper<ModelOf<AuditEntry>>;
  AuditEntryConnection: ResolverTypeWrapper<ModelOf<AuditEntryConnection>>;
  AuditEntryEdge: ResolverTypeWrapper<ModelOf<AuditEntryEdge>>;
  Battery: ResolverTypeWrapper<ModelOf<Battery>>;
  BatteryConnection: ResolverTypeWrapper<ModelOf<BatteryConnection>>;
  BatteryConnectivity: ResolverTypeWrapper<ModelOf<BatteryConnectivity>>;
  BatteryEdge: ResolverTypeWrapper<ModelOf<BatteryEdge>>;
  BatteryOverridden: ResolverTypeWrapper<ModelOf<BatteryOverridden>>;
  BatteryRefusalReason: ResolverTypeWrapper<ModelOf<BatteryRefusalReason>>;
  BatteryRefused: ResolverTypeWrapper<ModelOf<BatteryRefused>>;
  BatteryRegistered: ResolverTypeWrapper<ModelOf<BatteryRegistered>>;
  BatterySeries: ResolverTypeWrapper<ModelOf<BatterySeries>>;
  Boolean: ResolverTypeWrapper<ModelOf<Scalars['Boolean']['output']>>;
  CancelOverrideInput: ResolverTypeWrapper<ModelOf<CancelOverrideInput>>;
  CancelOverrideResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CancelOverrideResult']>>;
  CertificateIssued: ResolverTypeWrapper<ModelOf<CertificateIssued>>;
  CertificateRefusalReason: ResolverTypeWrapper<ModelOf<CertificateRefusalReason>>;
  CertificateRefused: ResolverTypeWrapper<ModelOf<CertificateRefused>>;
  ChangePasswordInput: ResolverTypeWrapper<ModelOf<ChangePasswordInput>>;
  ChangePasswordResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ChangePasswordResult']>>;
  CheckIntentInput: ResolverTypeWrapper<ModelOf<CheckIntentInput>>;
  CheckIntentResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CheckIntentResult']>>;
  ClientSecretRotated: ResolverTypeWrapper<ModelOf<ClientSecretRotated>>;
  ConnectivityState: ResolverTypeWrapper<ModelOf<ConnectivityState>>;
  Consent: ResolverTypeWrapper<ModelOf<Consent>>;
  ConsentConnection: ResolverTypeWrapper<ModelOf<ConsentConnection>>;
  ConsentEdge: ResolverTypeWrapper<ModelOf<ConsentEdge>>;
  ConsentPurpose: ResolverTypeWrapper<ModelOf<ConsentPurpose>>;
  ConsentRevoked: ResolverTypeWrapper<ModelOf<ConsentRevoked>>;
  CreateApiKeyInput: ResolverTypeWrapper<ModelOf<CreateApiKeyInput>>;
  CreateApiKeyResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateApiKeyResult']>>;
  CreateServiceInput: ResolverTypeWrapper<ModelOf<CreateServiceInput>>;
  CreateServiceResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateServiceResult']>>;
  CreateUserInput: ResolverTypeWrapper<ModelOf<CreateUserInput>>;
  CreateUserResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateUserResult']>>;
  CreateWebhookEndpointInput: ResolverTypeWrapper<ModelOf<CreateWebhookEndpointInput>>;
  CreateWebhookEndpointResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateWebhookEndpointResult']>>;
  CredentialBound: ResolverTypeWrapper<ModelOf<CredentialBound>>;
  CredentialKind: ResolverTypeWrapper<ModelOf<CredentialKind>>;
  CurrencyCode: ResolverTypeWrapper<ModelOf<Scalars['CurrencyCode']['output']>>;
  CustomMetric: ResolverTypeWrapper<ModelOf<CustomMetric>>;
  DailyWindow: ResolverTypeWrapper<ModelOf<DailyWindow>>;
  DailyWindowInput: ResolverTypeWrapper<ModelOf<DailyWindowInput>>;
  Date: ResolverTypeWrapper<ModelOf<Scalars['Date']['output']>>;
  DateTime: ResolverTypeWrapper<ModelOf<Scalars['DateTime']['output']>>;
  DeadLetter: ResolverTypeWrapper<ModelOf<DeadLetter>>;
  DeadLetterConnection: ResolverTypeWrapper<ModelOf<DeadLetterConnection>>;
  DeadLetterEdge: ResolverTypeWrapper<ModelOf<DeadLetterEdge>>;
  DeadLetterRefused: ResolverTypeWrapper<ModelOf<DeadLetterRefused>>;
  DeadLetterReplayed: ResolverTypeWrapper<ModelOf<DeadLetterReplayed>>;
  Decimal: ResolverTypeWrapper<ModelOf<Scalars['Decimal']['output']>>;
  Declaration: ResolverTypeWrapper<ModelOf<Declaration>>;
  DeclarationState: ResolverTypeWrapper<ModelOf<DeclarationState>>;
  DeclaredPair: ResolverTypeWrapper<ModelOf<DeclaredPair>>;
  DeclaredPeriod: ResolverTypeWrapper<ModelOf<DeclaredPeriod>>;
  DeleteWebhookEndpointInput: ResolverTypeWrapper<ModelOf<DeleteWebhookEndpointInput>>;
  DeleteWebhookEndpointResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteWebhookEndpointResult']>>;
  DeviceCertificate: ResolverTypeWrapper<ModelOf<DeviceCertificate>>;
  DisableExternalIdentityInput: ResolverTypeWrapper<ModelOf<DisableExternalIdentityInput>>;
  DisableExternalIdentityResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DisableExternalIdentityResult']>>;
  DisableResponseInput: ResolverTypeWrapper<ModelOf<DisableResponseInput>>;
  DisableResponseResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DisableResponseResult']>>;
  DisableUserInput: ResolverTypeWrapper<ModelOf<DisableUserInput>>;
  DisableUserResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DisableUserResult']>>;
  DisableWebhookEndpointInput: ResolverTypeWrapper<ModelOf<DisableWebhookEndpointInput>>;
  DisableWebhookEndpointResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DisableWebhookEndpointResult']>>;
  DispatchPeriod: ResolverTypeWrapper<ModelOf<DispatchPeriod>>;
  DispatchReason: ResolverTypeWrapper<ModelOf<DispatchReason>>;
  DispatchResumed: ResolverTypeWrapper<ModelOf<DispatchResumed>>;
  DispatchStop: ResolverTypeWrapper<ModelOf<DispatchStop>>;
  DispatchStopConnection: ResolverTypeWrapper<ModelOf<DispatchStopConnection>>;
  DispatchStopEdge: ResolverTypeWrapper<ModelOf<DispatchStopEdge>>;
  DispatchStopKind: ResolverTypeWrapper<ModelOf<DispatchStopKind>>;
  DispatchStopped: ResolverTypeWrapper<ModelOf<DispatchStopped>>;
  EarningsPart: ResolverTypeWrapper<ModelOf<EarningsPart>>;
  EarningsSource: ResolverTypeWrapper<ModelOf<EarningsSource>>;
  EdgeAgent: ResolverTypeWrapper<ModelOf<EdgeAgent>>;
  EdgeAgentEnrolled: ResolverTypeWrapper<ModelOf<EdgeAgentEnrolled>>;
  EdgeAgentRevoked: ResolverTypeWrapper<ModelOf<EdgeAgentRevoked>>;
  EnableExternalIdentityInput: ResolverTypeWrapper<ModelOf<EnableExternalIdentityInput>>;
  EnableExternalIdentityResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EnableExternalIdentityResult']>>;
  EnableResponseInput: ResolverTypeWrapper<ModelOf<EnableResponseInput>>;
  EnableResponseResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EnableResponseResult']>>;
  EnableUserInput: ResolverTypeWrapper<ModelOf<EnableUserInput>>;
  EnableUserResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EnableUserResult']>>;
  EnableWebhookEndpointInput: ResolverTypeWrapper<ModelOf<EnableWebhookEndpointInput>>;
  EnableWebhookEndpointResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EnableWebhookEndpointResult']>>;
  EnabledResponse: ResolverTypeWrapper<ModelOf<EnabledResponse>>;
  EnabledResponseState: ResolverTypeWrapper<ModelOf<EnabledResponseState>>;
  EndAgreementInput: ResolverTypeWrapper<ModelOf<EndAgreementInput>>;
  EndAgreementResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EndAgreementResult']>>;
  EndSupportSessionInput: ResolverTypeWrapper<ModelOf<EndSupportSessionInput>>;
  EndSupportSessionResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EndSupportSessionResult']>>;
  EnrolEdgeAgentInput: ResolverTypeWrapper<ModelOf<EnrolEdgeAgentInput>>;
  EnrolEdgeAgentResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EnrolEdgeAgentResult']>>;
  Enrolment: ResolverTypeWrapper<ModelOf<Enrolment>>;
  ErrorCode: ResolverTypeWrapper<ModelOf<ErrorCode>>;
  ExternalIdentity: ResolverTypeWrapper<ModelOf<ExternalIdentity>>;
  ExternalIdentityConnection: ResolverTypeWrapper<ModelOf<ExternalIdentityConnection>>;
  ExternalIdentityDisabled: ResolverTypeWrapper<ModelOf<ExternalIdentityDisabled>>;
  ExternalIdentityEdge: ResolverTypeWrapper<ModelOf<ExternalIdentityEdge>>;
  ExternalIdentityEnabled: ResolverTypeWrapper<ModelOf<ExternalIdentityEnabled>>;
  FieldGroup: ResolverTypeWrapper<ModelOf<FieldGroup>>;
  Float: ResolverTypeWrapper<ModelOf<Scalars['Float']['output']>>;
  ForecastKind: ResolverTypeWrapper<ModelOf<ForecastKind>>;
  ForecastQuantile: ResolverTypeWrapper<ModelOf<ForecastQuantile>>;
  ForecastScore: ResolverTypeWrapper<ModelOf<ForecastScore>>;
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
  IntentCheckObstacle: ResolverTypeWrapper<ModelOf<IntentCheckObstacle>>;
  IntentChecked: ResolverTypeWrapper<ModelOf<IntentChecked>>;
  IntentMiss: ResolverTypeWrapper<ModelOf<IntentMiss>>;
  IntentNotChecked: ResolverTypeWrapper<ModelOf<IntentNotChecked>>;
  IntentPart: ResolverTypeWrapper<ModelOf<IntentPart>>;
  IntentPartCost: ResolverTypeWrapper<ModelOf<IntentPartCost>>;
  IntentRefusalReason: ResolverTypeWrapper<ModelOf<IntentRefusalReason>>;
  IntentRefused: ResolverTypeWrapper<ModelOf<IntentRefused>>;
  IntentSet: ResolverTypeWrapper<ModelOf<IntentSet>>;
  LiftPowerLimitInput: ResolverTypeWrapper<ModelOf<LiftPowerLimitInput>>;
  LiftPowerLimitResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['LiftPowerLimitResult']>>;
  LimitRefusalReason: ResolverTypeWrapper<ModelOf<LimitRefusalReason>>;
  LimitRole: ResolverTypeWrapper<ModelOf<LimitRole>>;
  LimitSource: ResolverTypeWrapper<ModelOf<LimitSource>>;
  MakeAgreementInput: ResolverTypeWrapper<ModelOf<MakeAgreementInput>>;
  MakeAgreementResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['MakeAgreementResult']>>;
  MarketAward: ResolverTypeWrapper<ModelOf<MarketAward>>;
  MarketCode: ResolverTypeWrapper<ModelOf<MarketCode>>;
  MarketOrder: ResolverTypeWrapper<ModelOf<MarketOrder>>;
  MarketOrderEvent: ResolverTypeWrapper<ModelOf<MarketOrderEvent>>;
  MarketOrderEventKind: ResolverTypeWrapper<ModelOf<MarketOrderEventKind>>;
  MarketOrderState: ResolverTypeWrapper<ModelOf<MarketOrderState>>;
  MarketPosition: ResolverTypeWrapper<ModelOf<MarketPosition>>;
  MarketPrice: ResolverTypeWrapper<ModelOf<MarketPrice>>;
  MarketRun: ResolverTypeWrapper<ModelOf<MarketRun>>;
  MarketRunConnection: ResolverTypeWrapper<ModelOf<MarketRunConnection>>;
  MarketRunEdge: ResolverTypeWrapper<ModelOf<MarketRunEdge>>;
  MarketRunFact: ResolverTypeWrapper<ModelOf<MarketRunFact>>;
  MarketRunState: ResolverTypeWrapper<ModelOf<MarketRunState>>;
  MarketRunStep: ResolverTypeWrapper<ModelOf<MarketRunStep>>;
  MarketSide: ResolverTypeWrapper<ModelOf<MarketSide>>;
  Money: ResolverTypeWrapper<ModelOf<Money>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  OAuthClient: ResolverTypeWrapper<ModelOf<OAuthClient>>;
  OAuthClientConnection: ResolverTypeWrapper<ModelOf<OAuthClientConnection>>;
  OAuthClientEdge: ResolverTypeWrapper<ModelOf<OAuthClientEdge>>;
  OAuthClientKind: ResolverTypeWrapper<ModelOf<OAuthClientKind>>;
  OAuthClientRefusalReason: ResolverTypeWrapper<ModelOf<OAuthClientRefusalReason>>;
  OAuthClientRefused: ResolverTypeWrapper<ModelOf<OAuthClientRefused>>;
  OAuthClientRevoked: ResolverTypeWrapper<ModelOf<OAuthClientRevoked>>;
  OperatingState: ResolverTypeWrapper<ModelOf<OperatingState>>;
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
  PartyConnection: ResolverTypeWrapper<ModelOf<PartyConnection>>;
  PartyEdge: ResolverTypeWrapper<ModelOf<PartyEdge>>;
  PartyKind: ResolverTypeWrapper<ModelOf<PartyKind>>;
  PartyRegistered: ResolverTypeWrapper<ModelOf<PartyRegistered>>;
  PasswordChanged: ResolverTypeWrapper<ModelOf<PasswordChanged>>;
  PasswordRefusalReason: ResolverTypeWrapper<ModelOf<PasswordRefusalReason>>;
  PasswordRefused: ResolverTypeWrapper<ModelOf<PasswordRefused>>;
  PasswordReset: ResolverTypeWrapper<ModelOf<PasswordReset>>;
  PeriodEarnings: ResolverTypeWrapper<ModelOf<PeriodEarnings>>;
  PeriodOutcome: ResolverTypeWrapper<ModelOf<PeriodOutcome>>;
  PeriodWish: ResolverTypeWrapper<ModelOf<PeriodWish>>;
  Plan: ResolverTypeWrapper<ModelOf<Plan>>;
  PlanConstraint: ResolverTypeWrapper<ModelOf<PlanConstraint>>;
  PlanPeriod: ResolverTypeWrapper<ModelOf<PlanPeriod>>;
  PlanReason: ResolverTypeWrapper<ModelOf<PlanReason>>;
  PlanReasonUnit: ResolverTypeWrapper<ModelOf<PlanReasonUnit>>;
  PlanRequested: ResolverTypeWrapper<ModelOf<PlanRequested>>;
  PlanStatus: ResolverTypeWrapper<ModelOf<PlanStatus>>;
  PowerLimit: ResolverTypeWrapper<ModelOf<PowerLimit>>;
  PowerLimitConnection: ResolverTypeWrapper<ModelOf<PowerLimitConnection>>;
  PowerLimitEdge: ResolverTypeWrapper<ModelOf<PowerLimitEdge>>;
  PowerLimitLifted: ResolverTypeWrapper<ModelOf<PowerLimitLifted>>;
  PowerLimitRefused: ResolverTypeWrapper<ModelOf<PowerLimitRefused>>;
  PowerLimitSet: ResolverTypeWrapper<ModelOf<PowerLimitSet>>;
  PriceForecast: ResolverTypeWrapper<ModelOf<PriceForecast>>;
  Purpose: ResolverTypeWrapper<ModelOf<Purpose>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Reading: ResolverTypeWrapper<ModelOf<Reading>>;
  ReadingFilter: ResolverTypeWrapper<ModelOf<ReadingFilter>>;
  ReadingQuality: ResolverTypeWrapper<ModelOf<ReadingQuality>>;
  ReadingStreamGap: ResolverTypeWrapper<ModelOf<ReadingStreamGap>>;
  ReadingStreamPhase: ResolverTypeWrapper<ModelOf<ReadingStreamPhase>>;
  ReadingStreamPlace: ResolverTypeWrapper<ModelOf<ReadingStreamPlace>>;
  RegisterAppInput: ResolverTypeWrapper<ModelOf<RegisterAppInput>>;
  RegisterAppResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RegisterAppResult']>>;
  RegisterBatteryInput: ResolverTypeWrapper<ModelOf<RegisterBatteryInput>>;
  RegisterBatteryResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RegisterBatteryResult']>>;
  RegisterPartyInput: ResolverTypeWrapper<ModelOf<RegisterPartyInput>>;
  RegisterPartyResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RegisterPartyResult']>>;
  RegisterSiteInput: ResolverTypeWrapper<ModelOf<RegisterSiteInput>>;
  RegisterSiteResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RegisterSiteResult']>>;
  ReplayDeadLetterInput: ResolverTypeWrapper<ModelOf<ReplayDeadLetterInput>>;
  ReplayDeadLetterResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ReplayDeadLetterResult']>>;
  ReplayWebhookInput: ResolverTypeWrapper<ModelOf<ReplayWebhookInput>>;
  ReplayWebhookResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ReplayWebhookResult']>>;
  ReplayWebhooksInput: ResolverTypeWrapper<ModelOf<ReplayWebhooksInput>>;
  ReplayWebhooksResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ReplayWebhooksResult']>>;
  RequestCertificateInput: ResolverTypeWrapper<ModelOf<RequestCertificateInput>>;
  RequestCertificateResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RequestCertificateResult']>>;
  RequestPlanInput: ResolverTypeWrapper<ModelOf<RequestPlanInput>>;
  RequestPlanResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RequestPlanResult']>>;
  ResetPasswordInput: ResolverTypeWrapper<ModelOf<ResetPasswordInput>>;
  ResetPasswordResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ResetPasswordResult']>>;
  ResponseDirection: ResolverTypeWrapper<ModelOf<ResponseDirection>>;
  ResponseDisabled: ResolverTypeWrapper<ModelOf<ResponseDisabled>>;
  ResponseEnabled: ResolverTypeWrapper<ModelOf<ResponseEnabled>>;
  ResponsePosition: ResolverTypeWrapper<ModelOf<ResponsePosition>>;
  ResponseRefusalReason: ResolverTypeWrapper<ModelOf<ResponseRefusalReason>>;
  ResponseRefused: ResolverTypeWrapper<ModelOf<ResponseRefused>>;
  ResponseServiceName: ResolverTypeWrapper<ModelOf<ResponseServiceName>>;
  ResponseSettlement: ResolverTypeWrapper<ModelOf<ResponseSettlement>>;
  ResponseUnavailability: ResolverTypeWrapper<ModelOf<ResponseUnavailability>>;
  ResumeDispatchInput: ResolverTypeWrapper<ModelOf<ResumeDispatchInput>>;
  ResumeDispatchResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ResumeDispatchResult']>>;
  RevokeApiKeyInput: ResolverTypeWrapper<ModelOf<RevokeApiKeyInput>>;
  RevokeApiKeyResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RevokeApiKeyResult']>>;
  RevokeConsentInput: ResolverTypeWrapper<ModelOf<RevokeConsentInput>>;
  RevokeConsentResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RevokeConsentResult']>>;
  RevokeEdgeAgentInput: ResolverTypeWrapper<ModelOf<RevokeEdgeAgentInput>>;
  RevokeEdgeAgentResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RevokeEdgeAgentResult']>>;
  RevokeOAuthClientInput: ResolverTypeWrapper<ModelOf<RevokeOAuthClientInput>>;
  RevokeOAuthClientResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RevokeOAuthClientResult']>>;
  Right: ResolverTypeWrapper<ModelOf<Right>>;
  RightRefusalReason: ResolverTypeWrapper<ModelOf<RightRefusalReason>>;
  RotateApiKeyInput: ResolverTypeWrapper<ModelOf<RotateApiKeyInput>>;
  RotateApiKeyResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RotateApiKeyResult']>>;
  RotateClientSecretInput: ResolverTypeWrapper<ModelOf<RotateClientSecretInput>>;
  RotateClientSecretResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RotateClientSecretResult']>>;
  RotateWebhookSecretInput: ResolverTypeWrapper<ModelOf<RotateWebhookSecretInput>>;
  RotateWebhookSecretResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RotateWebhookSecretResult']>>;
  Scope: ResolverTypeWrapper<ModelOf<Scope>>;
  SendTestWebhookInput: ResolverTypeWrapper<ModelOf<SendTestWebhookInput>>;
  SendTestWebhookResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SendTestWebhookResult']>>;
  SeriesPoint: ResolverTypeWrapper<ModelOf<SeriesPoint>>;
  SeriesResolution: ResolverTypeWrapper<ModelOf<SeriesResolution>>;
  ServiceCreated: ResolverTypeWrapper<ModelOf<ServiceCreated>>;
  SetIntentInput: ResolverTypeWrapper<ModelOf<SetIntentInput>>;
  SetIntentResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetIntentResult']>>;
  SetPowerLimitInput: ResolverTypeWrapper<ModelOf<SetPowerLimitInput>>;
  SetPowerLimitResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetPowerLimitResult']>>;
  Setpoint: ResolverTypeWrapper<ModelOf<Setpoint>>;
  SettledPeriod: ResolverTypeWrapper<ModelOf<SettledPeriod>>;
  SettlementPeriod: ResolverTypeWrapper<ModelOf<SettlementPeriod>>;
  Site: ResolverTypeWrapper<ModelOf<Site>>;
  SiteConnection: ResolverTypeWrapper<ModelOf<SiteConnection>>;
  SiteEdge: ResolverTypeWrapper<ModelOf<SiteEdge>>;
  SiteRefusalReason: ResolverTypeWrapper<ModelOf<SiteRefusalReason>>;
  SiteRefused: ResolverTypeWrapper<ModelOf<SiteRefused>>;
  SiteRegistered: ResolverTypeWrapper<ModelOf<SiteRegistered>>;
  SocTarget: ResolverTypeWrapper<ModelOf<SocTarget>>;
  SocTargetInput: ResolverTypeWrapper<ModelOf<SocTargetInput>>;
  StopDispatchInput: ResolverTypeWrapper<ModelOf<StopDispatchInput>>;
  StopDispatchResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['StopDispatchResult']>>;
  StopRefusalReason: ResolverTypeWrapper<ModelOf<StopRefusalReason>>;
  StopRefused: ResolverTypeWrapper<ModelOf<StopRefused>>;
  String: ResolverTypeWrapper<ModelOf<Scalars['String']['output']>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SupportSession: ResolverTypeWrapper<ModelOf<SupportSession>>;
  SupportSessionConnection: ResolverTypeWrapper<ModelOf<SupportSessionConnection>>;
  SupportSessionEdge: ResolverTypeWrapper<ModelOf<SupportSessionEdge>>;
  SupportSessionEnded: ResolverTypeWrapper<ModelOf<SupportSessionEnded>>;
  TakeAcceptancesInput: ResolverTypeWrapper<ModelOf<TakeAcceptancesInput>>;
  TakeAcceptancesResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['TakeAcceptancesResult']>>;
  Tenant: ResolverTypeWrapper<ModelOf<Tenant>>;
  UpdateWebhookEndpointInput: ResolverTypeWrapper<ModelOf<UpdateWebhookEndpointInput>>;
  UpdateWebhookEndpointResult: ModelOf<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateWebhookEndpointResult']>>;
  User: ResolverTypeWrapper<ModelOf<User>>;
  UserConnection: ResolverTypeWrapper<ModelOf<UserConnection>>;
  UserCreated: ResolverTypeWrapper<ModelOf<UserCreated>>;
  UserDisabled: ResolverTypeWrapper<ModelOf<UserDisabled>>;
  UserEdge: ResolverTypeWrapper<ModelOf<UserEdge>>;
  UserEnabled: ResolverTypeWrapper<ModelOf<UserEnabled>>;
  UserRefusalReason: ResolverTypeWrapper<ModelOf<UserRefusalReason>>;
  UserRefused: ResolverTypeWrapper<ModelOf<UserRefused>>;
  Viewer: ResolverTypeWrapper<ModelOf<Viewer>>;
  ViewerAction: ResolverTypeWrapper<ModelOf<ViewerAction>>;
  ViewerRight: ResolverTypeWrapper<ModelOf<ViewerRight>>;
  WebhookAttempt: ResolverTypeWrapper<ModelOf<WebhookAttempt>>;
  WebhookDisabledReason: ResolverTypeWrapper<ModelOf<WebhookDisabledReason>>;
  WebhookEndpoint: ResolverTypeWrapper<ModelOf<WebhookEndpoint>>;
  WebhookEndpointConnection: ResolverTypeWrapper<ModelOf<WebhookEndpointConnection>>;
  WebhookEndpointCreated: ResolverTypeWrapper<ModelOf<WebhookEndpointCreated>>;
  WebhookEndpointDeleted: ResolverTypeWrapper<ModelOf<WebhookEndpointDeleted>>;
  WebhookEndpointDisabled: ResolverTypeWrapper<ModelOf<WebhookEndpointDisabled>>;
  WebhookEndpointEdge: ResolverTypeWrapper<ModelOf<WebhookEndpointEdge>>;
  WebhookEndpointEnabled: ResolverTypeWrapper<ModelOf<WebhookEndpointEnabled>>;
  WebhookEndpointRefusalReason: ResolverTypeWrapper<ModelOf<WebhookEndpointRefusalReason>>;
  WebhookEndpointRefused: ResolverTypeWrapper<ModelOf<WebhookEndpointRefused>>;
  WebhookEndpointUpdated: ResolverTypeWrapper<ModelOf<WebhookEndpointUpdated>>;
  WebhookEventType: ResolverTypeWrapper<ModelOf<WebhookEventType>>;
  WebhookMessage: ResolverTypeWrapper<ModelOf<WebhookMessage>>;
  WebhookMessageConnection: ResolverTypeWrapper<ModelOf<WebhookMessageConnection>>;
  WebhookMessageEdge: ResolverTypeWrapper<ModelOf<WebhookMessageEdge>>;
  WebhookMessageState: ResolverTypeWrapper<ModelOf<WebhookMessageState>>;
  WebhookReplayState: ResolverTypeWrapper<ModelOf<WebhookReplayState>>;
  WebhookReplayed: ResolverTypeWrapper<ModelOf<WebhookReplayed>>;
  WebhookSecretRotated: ResolverTypeWrapper<ModelOf<WebhookSecretRotated>>;
  WebhookTestSent: ResolverTypeWrapper<ModelOf<WebhookTestSent>>;
  WebhooksReplayed: ResolverTypeWrapper<ModelOf<WebhooksReplayed>>;
  WishSource: ResolverTypeWrapper<ModelOf<WishSource>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Acceptance: ModelOf<Acceptance>;
  AcceptanceAnswer: ModelOf<AcceptanceAnswer>;
  AcceptanceInput: ModelOf<AcceptanceInput>;
  AcceptancePoint: ModelOf<AcceptancePoint>;
  AcceptancePointInput: ModelOf<AcceptancePointInput>;
  AcceptancesTaken: ModelOf<AcceptancesTaken>;
  AcknowledgeAlertInput: ModelOf<AcknowledgeAlertInput>;
  AcknowledgeAlertResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['AcknowledgeAlertResult']>;
  AcknowledgeInstructionInput: ModelOf<AcknowledgeInstructionInput>;
  AcknowledgeInstructionResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['AcknowledgeInstructionResult']>;
  Agreement: ModelOf<Agreement>;
  AgreementEnded: ModelOf<AgreementEnded>;
  AgreementMade: ModelOf<AgreementMade>;
  AgreementRefused: ModelOf<AgreementRefused>;
  AgreementVersion: ModelOf<AgreementVersion>;
  Alert: ModelOf<Alert>;
  AlertAcknowledged: ModelOf<AlertAcknowledged>;
  AlertConnection: ModelOf<AlertConnection>;
  AlertEdge: ModelOf<AlertEdge>;
  ApiKey: ModelOf<ApiKey>;
  ApiKeyConnection: ModelOf<ApiKeyConnection>;
  ApiKeyCreated: ModelOf<ApiKeyCreated>;
  ApiKeyEdge: ModelOf<ApiKeyEdge>;
  ApiKeyRefused: ModelOf<ApiKeyRefused>;
  ApiKeyRevoked: ModelOf<ApiKeyRevoked>;
  ApiKeyRotated: ModelOf<ApiKeyRotated>;
  AppRegistered: ModelOf<AppRegistered>;
  ArchivedDay: ModelOf<ArchivedDay>;
  AuditEntry: ModelOf<AuditEntry>;
  AuditEntryConnection: ModelOf<AuditEntryConnection>;
  AuditEntryEdge: ModelOf<AuditEntryEdge>;
  Battery: ModelOf<Battery>;
  BatteryConnection: ModelOf<BatteryConnection>;
  BatteryConnectivity: ModelOf<BatteryConnectivity>;
  BatteryEdge: ModelOf<BatteryEdge>;
  BatteryOverridden: ModelOf<BatteryOverridden>;
  BatteryRefused: ModelOf<BatteryRefused>;
  BatteryRegistered: ModelOf<BatteryRegistered>;
  BatterySeries: ModelOf<BatterySeries>;
  Boolean: ModelOf<Scalars['Boolean']['output']>;
  CancelOverrideInput: ModelOf<CancelOverrideInput>;
  CancelOverrideResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['CancelOverrideResult']>;
  CertificateIssued: ModelOf<CertificateIssued>;
  CertificateRefused: ModelOf<CertificateRefused>;
  ChangePasswordInput: ModelOf<ChangePasswordInput>;
  ChangePasswordResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['ChangePasswordResult']>;
  CheckIntentInput: ModelOf<CheckIntentInput>;
  CheckIntentResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['CheckIntentResult']>;
  ClientSecretRotated: ModelOf<ClientSecretRotated>;
  Consent: ModelOf<Consent>;
  ConsentConnection: ModelOf<ConsentConnection>;
  ConsentEdge: ModelOf<ConsentEdge>;
  ConsentPurpose: ModelOf<ConsentPurpose>;
  ConsentRevoked: ModelOf<ConsentRevoked>;
  CreateApiKeyInput: ModelOf<CreateApiKeyInput>;
  CreateApiKeyResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['CreateApiKeyResult']>;
  CreateServiceInput: ModelOf<CreateServiceInput>;
  CreateServiceResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['CreateServiceResult']>;
  CreateUserInput: ModelOf<CreateUserInput>;
  CreateUserResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['CreateUserResult']>;
  CreateWebhookEndpointInput: ModelOf<CreateWebhookEndpointInput>;
  CreateWebhookEndpointResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['CreateWebhookEndpointResult']>;
  CredentialBound: ModelOf<CredentialBound>;
  CurrencyCode: ModelOf<Scalars['CurrencyCode']['output']>;
  CustomMetric: ModelOf<CustomMetric>;
  DailyWindow: ModelOf<DailyWindow>;
  DailyWindowInput: ModelOf<DailyWindowInput>;
  Date: ModelOf<Scalars['Date']['output']>;
  DateTime: ModelOf<Scalars['DateTime']['output']>;
  DeadLetter: ModelOf<DeadLetter>;
  DeadLetterConnection: ModelOf<DeadLetterConnection>;
  DeadLetterEdge: ModelOf<DeadLetterEdge>;
  DeadLetterRefused: ModelOf<DeadLetterRefused>;
  DeadLetterReplayed: ModelOf<DeadLetterReplayed>;
  Decimal: ModelOf<Scalars['Decimal']['output']>;
  Declaration: ModelOf<Declaration>;
  DeclaredPair: ModelOf<DeclaredPair>;
  DeclaredPeriod: ModelOf<DeclaredPeriod>;
  DeleteWebhookEndpointInput: ModelOf<DeleteWebhookEndpointInput>;
  DeleteWebhookEndpointResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['DeleteWebhookEndpointResult']>;
  DeviceCertificate: ModelOf<DeviceCertificate>;
  DisableExternalIdentityInput: ModelOf<DisableExternalIdentityInput>;
  DisableExternalIdentityResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['DisableExternalIdentityResult']>;
  DisableResponseInput: ModelOf<DisableResponseInput>;
  DisableResponseResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['DisableResponseResult']>;
  DisableUserInput: ModelOf<DisableUserInput>;
  DisableUserResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['DisableUserResult']>;
  DisableWebhookEndpointInput: ModelOf<DisableWebhookEndpointInput>;
  DisableWebhookEndpointResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['DisableWebhookEndpointResult']>;
  DispatchPeriod: ModelOf<DispatchPeriod>;
  DispatchResumed: ModelOf<DispatchResumed>;
  DispatchStop: ModelOf<DispatchStop>;
  DispatchStopConnection: ModelOf<DispatchStopConnection>;
  DispatchStopEdge: ModelOf<DispatchStopEdge>;
  DispatchStopped: ModelOf<DispatchStopped>;
  EarningsPart: ModelOf<EarningsPart>;
  EdgeAgent: ModelOf<EdgeAgent>;
  EdgeAgentEnrolled: ModelOf<EdgeAgentEnrolled>;
  EdgeAgentRevoked: ModelOf<EdgeAgentRevoked>;
  EnableExternalIdentityInput: ModelOf<EnableExternalIdentityInput>;
  EnableExternalIdentityResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['EnableExternalIdentityResult']>;
  EnableResponseInput: ModelOf<EnableResponseInput>;
  EnableResponseResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['EnableResponseResult']>;
  EnableUserInput: ModelOf<EnableUserInput>;
  EnableUserResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['EnableUserResult']>;
  EnableWebhookEndpointInput: ModelOf<EnableWebhookEndpointInput>;
  EnableWebhookEndpointResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['EnableWebhookEndpointResult']>;
  EnabledResponse: ModelOf<EnabledResponse>;
  EndAgreementInput: ModelOf<EndAgreementInput>;
  EndAgreementResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['EndAgreementResult']>;
  EndSupportSessionInput: ModelOf<EndSupportSessionInput>;
  EndSupportSessionResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['EndSupportSessionResult']>;
  EnrolEdgeAgentInput: ModelOf<EnrolEdgeAgentInput>;
  EnrolEdgeAgentResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['EnrolEdgeAgentResult']>;
  Enrolment: ModelOf<Enrolment>;
  ExternalIdentity: ModelOf<ExternalIdentity>;
  ExternalIdentityConnection: ModelOf<ExternalIdentityConnection>;
  ExternalIdentityDisabled: ModelOf<ExternalIdentityDisabled>;
  ExternalIdentityEdge: ModelOf<ExternalIdentityEdge>;
  ExternalIdentityEnabled: ModelOf<ExternalIdentityEnabled>;
  Float: ModelOf<Scalars['Float']['output']>;
  ForecastQuantile: ModelOf<ForecastQuantile>;
  ForecastScore: ModelOf<ForecastScore>;
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
  IntentChecked: ModelOf<IntentChecked>;
  IntentMiss: ModelOf<IntentMiss>;
  IntentNotChecked: ModelOf<IntentNotChecked>;
  IntentPartCost: ModelOf<IntentPartCost>;
  IntentRefused: ModelOf<IntentRefused>;
  IntentSet: ModelOf<IntentSet>;
  LiftPowerLimitInput: ModelOf<LiftPowerLimitInput>;
  LiftPowerLimitResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['LiftPowerLimitResult']>;
  MakeAgreementInput: ModelOf<MakeAgreementInput>;
  MakeAgreementResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['MakeAgreementResult']>;
  MarketAward: ModelOf<MarketAward>;
  MarketOrder: ModelOf<MarketOrder>;
  MarketOrderEvent: ModelOf<MarketOrderEvent>;
  MarketPosition: ModelOf<MarketPosition>;
  MarketPrice: ModelOf<MarketPrice>;
  MarketRun: ModelOf<MarketRun>;
  MarketRunConnection: ModelOf<MarketRunConnection>;
  MarketRunEdge: ModelOf<MarketRunEdge>;
  MarketRunFact: ModelOf<MarketRunFact>;
  Money: ModelOf<Money>;
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  OAuthClient: ModelOf<OAuthClient>;
  OAuthClientConnection: ModelOf<OAuthClientConnection>;
  OAuthClientEdge: ModelOf<OAuthClientEdge>;
  OAuthClientRefused: ModelOf<OAuthClientRefused>;
  OAuthClientRevoked: ModelOf<OAuthClientRevoked>;
  Override: ModelOf<Override>;
  OverrideBatteryInput: ModelOf<OverrideBatteryInput>;
  OverrideBatteryResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['OverrideBatteryResult']>;
  OverrideCancelled: ModelOf<OverrideCancelled>;
  OverrideRefused: ModelOf<OverrideRefused>;
  OwnershipModel: ModelOf<OwnershipModel>;
  OwnershipModelRole: ModelOf<OwnershipModelRole>;
  PageInfo: ModelOf<PageInfo>;
  Party: ModelOf<Party>;
  PartyConnection: ModelOf<PartyConnection>;
  PartyEdge: ModelOf<PartyEdge>;
  PartyRegistered: ModelOf<PartyRegistered>;
  PasswordChanged: ModelOf<PasswordChanged>;
  PasswordRefused: ModelOf<PasswordRefused>;
  PasswordReset: ModelOf<PasswordReset>;
  PeriodEarnings: ModelOf<PeriodEarnings>;
  PeriodOutcome: ModelOf<PeriodOutcome>;
  PeriodWish: ModelOf<PeriodWish>;
  Plan: ModelOf<Plan>;
  PlanPeriod: ModelOf<PlanPeriod>;
  PlanReason: ModelOf<PlanReason>;
  PlanRequested: ModelOf<PlanRequested>;
  PowerLimit: ModelOf<PowerLimit>;
  PowerLimitConnection: ModelOf<PowerLimitConnection>;
  PowerLimitEdge: ModelOf<PowerLimitEdge>;
  PowerLimitLifted: ModelOf<PowerLimitLifted>;
  PowerLimitRefused: ModelOf<PowerLimitRefused>;
  PowerLimitSet: ModelOf<PowerLimitSet>;
  PriceForecast: ModelOf<PriceForecast>;
  Query: Record<PropertyKey, never>;
  Reading: ModelOf<Reading>;
  ReadingFilter: ModelOf<ReadingFilter>;
  ReadingStreamGap: ModelOf<ReadingStreamGap>;
  ReadingStreamPlace: ModelOf<ReadingStreamPlace>;
  RegisterAppInput: ModelOf<RegisterAppInput>;
  RegisterAppResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['RegisterAppResult']>;
  RegisterBatteryInput: ModelOf<RegisterBatteryInput>;
  RegisterBatteryResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['RegisterBatteryResult']>;
  RegisterPartyInput: ModelOf<RegisterPartyInput>;
  RegisterPartyResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['RegisterPartyResult']>;
  RegisterSiteInput: ModelOf<RegisterSiteInput>;
  RegisterSiteResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['RegisterSiteResult']>;
  ReplayDeadLetterInput: ModelOf<ReplayDeadLetterInput>;
  ReplayDeadLetterResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['ReplayDeadLetterResult']>;
  ReplayWebhookInput: ModelOf<ReplayWebhookInput>;
  ReplayWebhookResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['ReplayWebhookResult']>;
  ReplayWebhooksInput: ModelOf<ReplayWebhooksInput>;
  ReplayWebhooksResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['ReplayWebhooksResult']>;
  RequestCertificateInput: ModelOf<RequestCertificateInput>;
  RequestCertificateResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['RequestCertificateResult']>;
  RequestPlanInput: ModelOf<RequestPlanInput>;
  RequestPlanResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['RequestPlanResult']>;
  ResetPasswordInput: ModelOf<ResetPasswordInput>;
  ResetPasswordResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['ResetPasswordResult']>;
  ResponseDisabled: ModelOf<ResponseDisabled>;
  ResponseEnabled: ModelOf<ResponseEnabled>;
  ResponsePosition: ModelOf<ResponsePosition>;
  ResponseRefused: ModelOf<ResponseRefused>;
  ResponseSettlement: ModelOf<ResponseSettlement>;
  ResumeDispatchInput: ModelOf<ResumeDispatchInput>;
  ResumeDispatchResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['ResumeDispatchResult']>;
  RevokeApiKeyInput: ModelOf<RevokeApiKeyInput>;
  RevokeApiKeyResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['RevokeApiKeyResult']>;
  RevokeConsentInput: ModelOf<RevokeConsentInput>;
  RevokeConsentResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['RevokeConsentResult']>;
  RevokeEdgeAgentInput: ModelOf<RevokeEdgeAgentInput>;
  RevokeEdgeAgentResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['RevokeEdgeAgentResult']>;
  RevokeOAuthClientInput: ModelOf<RevokeOAuthClientInput>;
  RevokeOAuthClientResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['RevokeOAuthClientResult']>;
  RotateApiKeyInput: ModelOf<RotateApiKeyInput>;
  RotateApiKeyResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['RotateApiKeyResult']>;
  RotateClientSecretInput: ModelOf<RotateClientSecretInput>;
  RotateClientSecretResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['RotateClientSecretResult']>;
  RotateWebhookSecretInput: ModelOf<RotateWebhookSecretInput>;
  RotateWebhookSecretResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['RotateWebhookSecretResult']>;
  SendTestWebhookInput: ModelOf<SendTestWebhookInput>;
  SendTestWebhookResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['SendTestWebhookResult']>;
  SeriesPoint: ModelOf<SeriesPoint>;
  ServiceCreated: ModelOf<ServiceCreated>;
  SetIntentInput: ModelOf<SetIntentInput>;
  SetIntentResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['SetIntentResult']>;
  SetPowerLimitInput: ModelOf<SetPowerLimitInput>;
  SetPowerLimitResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['SetPowerLimitResult']>;
  Setpoint: ModelOf<Setpoint>;
  SettledPeriod: ModelOf<SettledPeriod>;
  SettlementPeriod: ModelOf<SettlementPeriod>;
  Site: ModelOf<Site>;
  SiteConnection: ModelOf<SiteConnection>;
  SiteEdge: ModelOf<SiteEdge>;
  SiteRefused: ModelOf<SiteRefused>;
  SiteRegistered: ModelOf<SiteRegistered>;
  SocTarget: ModelOf<SocTarget>;
  SocTargetInput: ModelOf<SocTargetInput>;
  StopDispatchInput: ModelOf<StopDispatchInput>;
  StopDispatchResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['StopDispatchResult']>;
  StopRefused: ModelOf<StopRefused>;
  String: ModelOf<Scalars['String']['output']>;
  Subscription: Record<PropertyKey, never>;
  SupportSession: ModelOf<SupportSession>;
  SupportSessionConnection: ModelOf<SupportSessionConnection>;
  SupportSessionEdge: ModelOf<SupportSessionEdge>;
  SupportSessionEnded: ModelOf<SupportSessionEnded>;
  TakeAcceptancesInput: ModelOf<TakeAcceptancesInput>;
  TakeAcceptancesResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['TakeAcceptancesResult']>;
  Tenant: ModelOf<Tenant>;
  UpdateWebhookEndpointInput: ModelOf<UpdateWebhookEndpointInput>;
  UpdateWebhookEndpointResult: ModelOf<ResolversUnionTypes<ResolversParentTypes>['UpdateWebhookEndpointResult']>;
  User: ModelOf<User>;
  UserConnection: ModelOf<UserConnection>;
  UserCreated: ModelOf<UserCreated>;
  UserDisabled: ModelOf<UserDisabled>;
  UserEdge: ModelOf<UserEdge>;
  UserEnabled: ModelOf<UserEnabled>;
  UserRefused: ModelOf<UserRefused>;
  Viewer: ModelOf<Viewer>;
  ViewerRight: ModelOf<ViewerRight>;
  WebhookAttempt: ModelOf<WebhookAttempt>;
  WebhookEndpoint: ModelOf<WebhookEndpoint>;
  WebhookEndpointConnection: ModelOf<WebhookEndpointConnection>;
  WebhookEndpointCreated: ModelOf<WebhookEndpointCreated>;
  WebhookEndpointDeleted: ModelOf<WebhookEndpointDeleted>;
  WebhookEndpointDisabled: ModelOf<WebhookEndpointDisabled>;
  WebhookEndpointEdge: ModelOf<WebhookEndpointEdge>;
  WebhookEndpointEnabled: ModelOf<WebhookEndpointEnabled>;
  WebhookEndpointRefused: ModelOf<WebhookEndpointRefused>;
  WebhookEndpointUpdated: ModelOf<WebhookEndpointUpdated>;
  WebhookMessage: ModelOf<WebhookMessage>;
  WebhookMessageConnection: ModelOf<WebhookMessageConnection>;
  WebhookMessageEdge: ModelOf<WebhookMessageEdge>;
  WebhookReplayed: ModelOf<WebhookReplayed>;
  WebhookSecretRotated: ModelOf<WebhookSecretRotated>;
  WebhookTestSent: ModelOf<WebhookTestSent>;
  WebhooksReplayed: ModelOf<WebhooksReplayed>;
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

export type TellsDirectiveArgs = {
  groups: ReadonlyArray<FieldGroup>;
};

export type TellsDirectiveResolver<Result, Parent, ContextType = GraphQLContext, Args = TellsDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AcceptanceResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Acceptance'] = ResolversParentTypes['Acceptance']> = {
  acceptanceNumber?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  acceptedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  amendment?: Resolver<ResolversTypes['AcceptanceAmendment'], ParentType, ContextType>;
  points?: Resolver<ReadonlyArray<ResolversTypes['AcceptancePoint']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type AcceptanceAnswerResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['AcceptanceAnswer'] = ResolversParentTypes['AcceptanceAnswer']> = {
  acceptanceNumber?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['AcceptanceOutcome'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['AcceptanceRefusalReason']>, ParentType, ContextType>;
};

export type AcceptancePointResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['AcceptancePoint'] = ResolversParentTypes['AcceptancePoint']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  powerKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type AcceptancesTakenResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['AcceptancesTaken'] = ResolversParentTypes['AcceptancesTaken']> = {
  answers?: Resolver<ReadonlyArray<ResolversTypes['AcceptanceAnswer']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AcknowledgeAlertResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['AcknowledgeAlertResult'] = ResolversParentTypes['AcknowledgeAlertResult']> = {
  __resolveType?: TypeResolveFn<'AlertAcknowledged', ParentType, ContextType>;
};

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
  site?: Resolver<Maybe<ResolversTypes['Site']>, ParentType, ContextType>;
  terms?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  validUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  versionSequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  viewerCan?: Resolver<ReadonlyArray<ResolversTypes['ViewerRight']>, ParentType, ContextType>;
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
  actorKind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  changeReason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  credentialId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  sharePercent?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  terms?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  validUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  versionSequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AlertResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Alert'] = ResolversParentTypes['Alert']> = {
  acknowledgedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  battery?: Resolver<ResolversTypes['Battery'], ParentType, ContextType>;
  clearedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instruction?: Resolver<Maybe<ResolversTypes['Instruction']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AlertKind'], ParentType, ContextType>;
  raisedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sinceAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  viewerCan?: Resolver<ReadonlyArray<ResolversTypes['ViewerRight']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AlertAcknowledgedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['AlertAcknowledged'] = ResolversParentTypes['AlertAcknowledged']> = {
  alert?: Resolver<ResolversTypes['Alert'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AlertConnectionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['AlertConnection'] = ResolversParentTypes['AlertConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AlertEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Alert']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AlertEdgeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['AlertEdge'] = ResolversParentTypes['AlertEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Alert'], ParentType, ContextType>;
};

export type ApiKeyResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ApiKey'] = ResolversParentTypes['ApiKey']> = {
  batteries?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Battery']>>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  party?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType>;
  prefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  previousSecretUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['ApiKeyRole'], ParentType, ContextType>;
  rotatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  scopes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Scope']>>, ParentType, ContextType>;
  viewerCan?: Resolver<ReadonlyArray<ResolversTypes['ViewerRight']>, ParentType, ContextType>;
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

export type ApiKeyRotatedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ApiKeyRotated'] = ResolversParentTypes['ApiKeyRotated']> = {
  apiKey?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AppRegisteredResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['AppRegistered'] = ResolversParentTypes['AppRegistered']> = {
  app?: Resolver<ResolversTypes['OAuthClient'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ArchivedDayResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ArchivedDay'] = ResolversParentTypes['ArchivedDay']> = {
  archivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  batteryCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  byteCount?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  fileKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  firstMeasuredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  forgottenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastMeasuredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  measuredDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  rowCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  schemaVersionSequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  versionSequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
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
  input?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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
  acceptances?: Resolver<ReadonlyArray<ResolversTypes['Acceptance']>, ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  agreements?: Resolver<ReadonlyArray<ResolversTypes['Agreement']>, ParentType, ContextType>;
  alerts?: Resolver<ResolversTypes['AlertConnection'], ParentType, ContextType, RequireFields<BatteryAlertsArgs, 'first' | 'openOnly'>>;
  auditEntries?: Resolver<ResolversTypes['AuditEntryConnection'], ParentType, ContextType, RequireFields<BatteryAuditEntriesArgs, 'first'>>;
  chargeEfficiencyPercent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  chargePowerKwMax?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  connectivity?: Resolver<Maybe<ResolversTypes['BatteryConnectivity']>, ParentType, ContextType>;
  connectivityChanges?: Resolver<ReadonlyArray<ResolversTypes['BatteryConnectivity']>, ParentType, ContextType, RequireFields<BatteryConnectivityChangesArgs, 'from' | 'until'>>;
  currentIntent?: Resolver<Maybe<ResolversTypes['Intent']>, ParentType, ContextType>;
  declarations?: Resolver<ReadonlyArray<ResolversTypes['Declaration']>, ParentType, ContextType>;
  dischargeEfficiencyPercent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  dischargePowerKwMax?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  dispatchPeriods?: Resolver<ReadonlyArray<ResolversTypes['DispatchPeriod']>, ParentType, ContextType, RequireFields<BatteryDispatchPeriodsArgs, 'from' | 'until'>>;
  dispatchStops?: Resolver<ReadonlyArray<ResolversTypes['DispatchStop']>, ParentType, ContextType>;
  earnings?: Resolver<ReadonlyArray<ResolversTypes['PeriodEarnings']>, ParentType, ContextType, RequireFields<BatteryEarningsArgs, 'from' | 'until'>>;
  enabledResponses?: Resolver<ReadonlyArray<ResolversTypes['EnabledResponse']>, ParentType, ContextType>;
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
  positions?: Resolver<ReadonlyArray<ResolversTypes['MarketPosition']>, ParentType, ContextType, RequireFields<BatteryPositionsArgs, 'from' | 'until'>>;
  powerLimits?: Resolver<ReadonlyArray<ResolversTypes['PowerLimit']>, ParentType, ContextType>;
  readings?: Resolver<ReadonlyArray<ResolversTypes['Reading']>, ParentType, ContextType, RequireFields<BatteryReadingsArgs, 'from' | 'pointCountMax' | 'until'>>;
  responsePositions?: Resolver<ReadonlyArray<ResolversTypes['ResponsePosition']>, ParentType, ContextType, RequireFields<BatteryResponsePositionsArgs, 'from' | 'until'>>;
  series?: Resolver<ResolversTypes['BatterySeries'], ParentType, ContextType, RequireFields<BatterySeriesArgs, 'from' | 'pointCountMax' | 'resolution' | 'until'>>;
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

export type BatteryConnectivityResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['BatteryConnectivity'] = ResolversParentTypes['BatteryConnectivity']> = {
  noticedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sinceAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ConnectivityState'], ParentType, ContextType>;
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

export type BatterySeriesResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['BatterySeries'] = ResolversParentTypes['BatterySeries']> = {
  leftOutCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  points?: Resolver<ReadonlyArray<ResolversTypes['SeriesPoint']>, ParentType, ContextType>;
  resolution?: Resolver<ResolversTypes['SeriesResolution'], ParentType, ContextType>;
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

export type ChangePasswordResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ChangePasswordResult'] = ResolversParentTypes['ChangePasswordResult']> = {
  __resolveType?: TypeResolveFn<'PasswordChanged' | 'PasswordRefused', ParentType, ContextType>;
};

export type CheckIntentResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['CheckIntentResult'] = ResolversParentTypes['CheckIntentResult']> = {
  __resolveType?: TypeResolveFn<'IntentChecked' | 'IntentNotChecked' | 'IntentRefused', ParentType, ContextType>;
};

export type ClientSecretRotatedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ClientSecretRotated'] = ResolversParentTypes['ClientSecretRotated']> = {
  client?: Resolver<ResolversTypes['OAuthClient'], ParentType, ContextType>;
  previousUntil?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConsentResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Consent'] = ResolversParentTypes['Consent']> = {
  app?: Resolver<ResolversTypes['OAuthClient'], ParentType, ContextType>;
  grantedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  purposes?: Resolver<ReadonlyArray<ResolversTypes['ConsentPurpose']>, ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  viewerCan?: Resolver<ReadonlyArray<ResolversTypes['ViewerRight']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConsentConnectionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ConsentConnection'] = ResolversParentTypes['ConsentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ConsentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Consent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ConsentEdgeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ConsentEdge'] = ResolversParentTypes['ConsentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Consent'], ParentType, ContextType>;
};

export type ConsentPurposeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ConsentPurpose'] = ResolversParentTypes['ConsentPurpose']> = {
  batteries?: Resolver<ReadonlyArray<ResolversTypes['Battery']>, ParentType, ContextType>;
  purpose?: Resolver<ResolversTypes['Purpose'], ParentType, ContextType>;
};

export type ConsentRevokedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ConsentRevoked'] = ResolversParentTypes['ConsentRevoked']> = {
  consent?: Resolver<ResolversTypes['Consent'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateApiKeyResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['CreateApiKeyResult'] = ResolversParentTypes['CreateApiKeyResult']> = {
  __resolveType?: TypeResolveFn<'ApiKeyCreated' | 'ApiKeyRefused', ParentType, ContextType>;
};

export type CreateServiceResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['CreateServiceResult'] = ResolversParentTypes['CreateServiceResult']> = {
  __resolveType?: TypeResolveFn<'OAuthClientRefused' | 'ServiceCreated', ParentType, ContextType>;
};

export type CreateUserResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['CreateUserResult'] = ResolversParentTypes['CreateUserResult']> = {
  __resolveType?: TypeResolveFn<'UserCreated' | 'UserRefused', ParentType, ContextType>;
};

export type CreateWebhookEndpointResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['CreateWebhookEndpointResult'] = ResolversParentTypes['CreateWebhookEndpointResult']> = {
  __resolveType?: TypeResolveFn<'WebhookEndpointCreated' | 'WebhookEndpointRefused', ParentType, ContextType>;
};

export type CredentialBoundResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['CredentialBound'] = ResolversParentTypes['CredentialBound']> = {
  batteries?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Battery']>>, ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['Scope']>, ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export type CustomMetricResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['CustomMetric'] = ResolversParentTypes['CustomMetric']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type DailyWindowResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['DailyWindow'] = ResolversParentTypes['DailyWindow']> = {
  fromWallTime?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  untilWallTime?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

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
  viewerCan?: Resolver<ReadonlyArray<ResolversTypes['ViewerRight']>, ParentType, ContextType>;
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

export type DeclarationResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Declaration'] = ResolversParentTypes['Declaration']> = {
  answeredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  declarationSequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  declaredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  periods?: Resolver<ReadonlyArray<ResolversTypes['DeclaredPeriod']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['DeclarationState'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DeclaredPairResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['DeclaredPair'] = ResolversParentTypes['DeclaredPair']> = {
  bidPricePerMwh?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  offerPricePerMwh?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  pairIndex?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rangeKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type DeclaredPeriodResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['DeclaredPeriod'] = ResolversParentTypes['DeclaredPeriod']> = {
  exportLimitKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  importLimitKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  isGateClosed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  notifiedPowerKw?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  pairs?: Resolver<ReadonlyArray<ResolversTypes['DeclaredPair']>, ParentType, ContextType>;
  period?: Resolver<ResolversTypes['SettlementPeriod'], ParentType, ContextType>;
};

export type DeleteWebhookEndpointResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['DeleteWebhookEndpointResult'] = ResolversParentTypes['DeleteWebhookEndpointResult']> = {
  __resolveType?: TypeResolveFn<'WebhookEndpointDeleted', ParentType, ContextType>;
};

export type DeviceCertificateResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['DeviceCertificate'] = ResolversParentTypes['DeviceCertificate']> = {
  issuedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  replacedBySerial?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  serial?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  validUntil?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type DisableExternalIdentityResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['DisableExternalIdentityResult'] = ResolversParentTypes['DisableExternalIdentityResult']> = {
  __resolveType?: TypeResolveFn<'ExternalIdentityDisabled', ParentType, ContextType>;
};

export type DisableResponseResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['DisableResponseResult'] = ResolversParentTypes['DisableResponseResult']> = {
  __resolveType?: TypeResolveFn<'ResponseDisabled', ParentType, ContextType>;
};

export type DisableUserResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['DisableUserResult'] = ResolversParentTypes['DisableUserResult']> = {
  __resolveType?: TypeResolveFn<'UserDisabled', ParentType, ContextType>;
};

export type DisableWebhookEndpointResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['DisableWebhookEndpointResult'] = ResolversParentTypes['DisableWebhookEndpointResult']> = {
  __resolveType?: TypeResolveFn<'WebhookEndpointDisabled', ParentType, ContextType>;
};

export type DispatchPeriodResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['DispatchPeriod'] = ResolversParentTypes['DispatchPeriod']> = {
  askedKwh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  coveredRatio?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  decidedKwh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  instructions?: Resolver<ReadonlyArray<ResolversTypes['Instruction']>, ParentType, ContextType>;
  meteredKwh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  period?: Resolver<ResolversTypes['SettlementPeriod'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['DispatchReason']>, ParentType, ContextType>;
  setpoints?: Resolver<ReadonlyArray<ResolversTypes['Setpoint']>, ParentType, ContextType>;
  settledKwh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  settledRevenue?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  wishes?: Resolver<ReadonlyArray<ResolversTypes['PeriodWish']>, ParentType, ContextType>;
};

export type DispatchResumedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['DispatchResumed'] = ResolversParentTypes['DispatchResumed']> = {
  stop?: Resolver<ResolversTypes['DispatchStop'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DispatchStopResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['DispatchStop'] = ResolversParentTypes['DispatchStop']> = {
  battery?: Resolver<Maybe<ResolversTypes['Battery']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['DispatchStopKind'], ParentType, ContextType>;
  liftedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  setAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  site?: Resolver<Maybe<ResolversTypes['Site']>, ParentType, ContextType>;
  untilAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  viewerCan?: Resolver<ReadonlyArray<ResolversTypes['ViewerRight']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DispatchStopConnectionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['DispatchStopConnection'] = ResolversParentTypes['DispatchStopConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DispatchStopEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['DispatchStop']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type DispatchStopEdgeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['DispatchStopEdge'] = ResolversParentTypes['DispatchStopEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DispatchStop'], ParentType, ContextType>;
};

export type DispatchStoppedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['DispatchStopped'] = ResolversParentTypes['DispatchStopped']> = {
  stop?: Resolver<ResolversTypes['DispatchStop'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EarningsPartResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['EarningsPart'] = ResolversParentTypes['EarningsPart']> = {
  energyKwh?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  product?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  revenue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  service?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['EarningsSource'], ParentType, ContextType>;
};

export type EdgeAgentResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['EdgeAgent'] = ResolversParentTypes['EdgeAgent']> = {
  certificates?: Resolver<ReadonlyArray<ResolversTypes['DeviceCertificate']>, ParentType, ContextType>;
  enrolledAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  site?: Resolver<ResolversTypes['Site'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

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

export type EnableExternalIdentityResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['EnableExternalIdentityResult'] = ResolversParentTypes['EnableExternalIdentityResult']> = {
  __resolveType?: TypeResolveFn<'ExternalIdentityEnabled', ParentType, ContextType>;
};

export type EnableResponseResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['EnableResponseResult'] = ResolversParentTypes['EnableResponseResult']> = {
  __resolveType?: TypeResolveFn<'ResponseEnabled' | 'ResponseRefused', ParentType, ContextType>;
};

export type EnableUserResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['EnableUserResult'] = ResolversParentTypes['EnableUserResult']> = {
  __resolveType?: TypeResolveFn<'UserEnabled', ParentType, ContextType>;
};

export type EnableWebhookEndpointResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['EnableWebhookEndpointResult'] = ResolversParentTypes['EnableWebhookEndpointResult']> = {
  __resolveType?: TypeResolveFn<'WebhookEndpointEnabled', ParentType, ContextType>;
};

export type EnabledResponseResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['EnabledResponse'] = ResolversParentTypes['EnabledResponse']> = {
  baselinePowerKw?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  battery?: Resolver<ResolversTypes['Battery'], ParentType, ContextType>;
  contractedPowerKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  direction?: Resolver<ResolversTypes['ResponseDirection'], ParentType, ContextType>;
  disabledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  fromAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  service?: Resolver<ResolversTypes['ResponseServiceName'], ParentType, ContextType>;
  setAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['EnabledResponseState'], ParentType, ContextType>;
  untilAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  viewerCan?: Resolver<ReadonlyArray<ResolversTypes['ViewerRight']>, ParentType, ContextType>;
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

export type EnrolmentResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Enrolment'] = ResolversParentTypes['Enrolment']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ExternalIdentityResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ExternalIdentity'] = ResolversParentTypes['ExternalIdentity']> = {
  disabledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  firstSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  issuer?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lastSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  viewerCan?: Resolver<ReadonlyArray<ResolversTypes['ViewerRight']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ExternalIdentityConnectionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ExternalIdentityConnection'] = ResolversParentTypes['ExternalIdentityConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ExternalIdentityEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ExternalIdentity']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ExternalIdentityDisabledResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ExternalIdentityDisabled'] = ResolversParentTypes['ExternalIdentityDisabled']> = {
  externalIdentity?: Resolver<ResolversTypes['ExternalIdentity'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ExternalIdentityEdgeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ExternalIdentityEdge'] = ResolversParentTypes['ExternalIdentityEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ExternalIdentity'], ParentType, ContextType>;
};

export type ExternalIdentityEnabledResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ExternalIdentityEnabled'] = ResolversParentTypes['ExternalIdentityEnabled']> = {
  externalIdentity?: Resolver<ResolversTypes['ExternalIdentity'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ForecastQuantileResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ForecastQuantile'] = ResolversParentTypes['ForecastQuantile']> = {
  levelRatio?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  pricePerMwh?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type ForecastScoreResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ForecastScore'] = ResolversParentTypes['ForecastScore']> = {
  absoluteErrorPerMwh?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  coveredRatio?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  expectedCoveredRatio?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  isChosen?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  leadHoursMax?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  leadHoursMin?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lossRatio?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  method?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  periodCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pinballLossPerMwh?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  why?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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
  executingAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  instructionSequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  issuedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  limits?: Resolver<ResolversTypes['InstructionLimits'], ParentType, ContextType>;
  refusalReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  responses?: Resolver<ReadonlyArray<ResolversTypes['FrequencyResponse']>, ParentType, ContextType>;
  setpoints?: Resolver<ReadonlyArray<ResolversTypes['Setpoint']>, ParentType, ContextType>;
  signed?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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
  blackouts?: Resolver<ReadonlyArray<ResolversTypes['DailyWindow']>, ParentType, ContextType>;
  cyclesPerDayCountMax?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  cyclesPerYearCountMax?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  leastMarginPerMwh?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  reservePercent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  setAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  socPercentMax?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  socPercentMin?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  socTargets?: Resolver<ReadonlyArray<ResolversTypes['SocTarget']>, ParentType, ContextType>;
  versionSequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  wearCostPerMwh?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type IntentCheckedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['IntentChecked'] = ResolversParentTypes['IntentChecked']> = {
  battery?: Resolver<ResolversTypes['Battery'], ParentType, ContextType>;
  costPerDay?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  horizonFrom?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  horizonUntil?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  isReachable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  keptFrom?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  loosen?: Resolver<Maybe<ResolversTypes['IntentPart']>, ParentType, ContextType>;
  misses?: Resolver<ReadonlyArray<ResolversTypes['IntentMiss']>, ParentType, ContextType>;
  partCosts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['IntentPartCost']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IntentMissResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['IntentMiss'] = ResolversParentTypes['IntentMiss']> = {
  constraint?: Resolver<ResolversTypes['PlanConstraint'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  missedPercent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  until?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type IntentNotCheckedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['IntentNotChecked'] = ResolversParentTypes['IntentNotChecked']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  obstacle?: Resolver<ResolversTypes['IntentCheckObstacle'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IntentPartCostResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['IntentPartCost'] = ResolversParentTypes['IntentPartCost']> = {
  costPerDay?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  part?: Resolver<ResolversTypes['IntentPart'], ParentType, ContextType>;
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

export type LiftPowerLimitResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['LiftPowerLimitResult'] = ResolversParentTypes['LiftPowerLimitResult']> = {
  __resolveType?: TypeResolveFn<'PowerLimitLifted', ParentType, ContextType>;
};

export type MakeAgreementResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['MakeAgreementResult'] = ResolversParentTypes['MakeAgreementResult']> = {
  __resolveType?: TypeResolveFn<'AgreementMade' | 'AgreementRefused', ParentType, ContextType>;
};

export type MarketAwardResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['MarketAward'] = ResolversParentTypes['MarketAward']> = {
  knownAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  pricePerMwh?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  revenue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  volumeKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type MarketOrderResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['MarketOrder'] = ResolversParentTypes['MarketOrder']> = {
  award?: Resolver<Maybe<ResolversTypes['MarketAward']>, ParentType, ContextType>;
  batteryCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  events?: Resolver<ReadonlyArray<ResolversTypes['MarketOrderEvent']>, ParentType, ContextType>;
  limitPricePerMwh?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['SettlementPeriod'], ParentType, ContextType>;
  reference?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  service?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  side?: Resolver<ResolversTypes['MarketSide'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['MarketOrderState'], ParentType, ContextType>;
  volumeKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type MarketOrderEventResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['MarketOrderEvent'] = ResolversParentTypes['MarketOrderEvent']> = {
  kind?: Resolver<ResolversTypes['MarketOrderEventKind'], ParentType, ContextType>;
  knownAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MarketPositionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['MarketPosition'] = ResolversParentTypes['MarketPosition']> = {
  energyKwh?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  knownAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['SettlementPeriod'], ParentType, ContextType>;
  powerKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  pricePerMwh?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  product?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revenue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type MarketPriceResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['MarketPrice'] = ResolversParentTypes['MarketPrice']> = {
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  exportPricePerMwh?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  importPricePerMwh?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  knownAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['SettlementPeriod'], ParentType, ContextType>;
};

export type MarketRunResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['MarketRun'] = ResolversParentTypes['MarketRun']> = {
  deliveryDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  facts?: Resolver<ReadonlyArray<ResolversTypes['MarketRunFact']>, ParentType, ContextType>;
  gateClosesAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  market?: Resolver<ResolversTypes['MarketCode'], ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  orders?: Resolver<ReadonlyArray<ResolversTypes['MarketOrder']>, ParentType, ContextType>;
  participant?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  product?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['MarketRunState'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MarketRunConnectionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['MarketRunConnection'] = ResolversParentTypes['MarketRunConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MarketRunEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['MarketRun']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MarketRunEdgeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['MarketRunEdge'] = ResolversParentTypes['MarketRunEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['MarketRun'], ParentType, ContextType>;
};

export type MarketRunFactResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['MarketRunFact'] = ResolversParentTypes['MarketRunFact']> = {
  knownAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  step?: Resolver<ResolversTypes['MarketRunStep'], ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acknowledgeAlert: Resolver<ResolversTypes['AcknowledgeAlertResult'], ParentType, ContextType, RequireFields<MutationAcknowledgeAlertArgs, 'input'>>;
  acknowledgeInstruction: Resolver<ResolversTypes['AcknowledgeInstructionResult'], ParentType, ContextType, RequireFields<MutationAcknowledgeInstructionArgs, 'input'>>;
  cancelOverride: Resolver<ResolversTypes['CancelOverrideResult'], ParentType, ContextType, RequireFields<MutationCancelOverrideArgs, 'input'>>;
  changePassword: Resolver<ResolversTypes['ChangePasswordResult'], ParentType, ContextType, RequireFields<MutationChangePasswordArgs, 'input'>>;
  createApiKey: Resolver<ResolversTypes['CreateApiKeyResult'], ParentType, ContextType, RequireFields<MutationCreateApiKeyArgs, 'input'>>;
  createService: Resolver<ResolversTypes['CreateServiceResult'], ParentType, ContextType, RequireFields<MutationCreateServiceArgs, 'input'>>;
  createUser: Resolver<ResolversTypes['CreateUserResult'], ParentType, ContextType, RequireFields<MutationCreateUserArgs, 'input'>>;
  createWebhookEndpoint: Resolver<ResolversTypes['CreateWebhookEndpointResult'], ParentType, ContextType, RequireFields<MutationCreateWebhookEndpointArgs, 'input'>>;
  deleteWebhookEndpoint: Resolver<ResolversTypes['DeleteWebhookEndpointResult'], ParentType, ContextType, RequireFields<MutationDeleteWebhookEndpointArgs, 'input'>>;
  disableExternalIdentity: Resolver<ResolversTypes['DisableExternalIdentityResult'], ParentType, ContextType, RequireFields<MutationDisableExternalIdentityArgs, 'input'>>;
  disableResponse: Resolver<ResolversTypes['DisableResponseResult'], ParentType, ContextType, RequireFields<MutationDisableResponseArgs, 'input'>>;
  disableUser: Resolver<ResolversTypes['DisableUserResult'], ParentType, ContextType, RequireFields<MutationDisableUserArgs, 'input'>>;
  disableWebhookEndpoint: Resolver<ResolversTypes['DisableWebhookEndpointResult'], ParentType, ContextType, RequireFields<MutationDisableWebhookEndpointArgs, 'input'>>;
  enableExternalIdentity: Resolver<ResolversTypes['EnableExternalIdentityResult'], ParentType, ContextType, RequireFields<MutationEnableExternalIdentityArgs, 'input'>>;
  enableResponse: Resolver<ResolversTypes['EnableResponseResult'], ParentType, ContextType, RequireFields<MutationEnableResponseArgs, 'input'>>;
  enableUser: Resolver<ResolversTypes['EnableUserResult'], ParentType, ContextType, RequireFields<MutationEnableUserArgs, 'input'>>;
  enableWebhookEndpoint: Resolver<ResolversTypes['EnableWebhookEndpointResult'], ParentType, ContextType, RequireFields<MutationEnableWebhookEndpointArgs, 'input'>>;
  endAgreement: Resolver<ResolversTypes['EndAgreementResult'], ParentType, ContextType, RequireFields<MutationEndAgreementArgs, 'input'>>;
  endSupportSession: Resolver<ResolversTypes['EndSupportSessionResult'], ParentType, ContextType, RequireFields<MutationEndSupportSessionArgs, 'input'>>;
  enrolEdgeAgent: Resolver<ResolversTypes['EnrolEdgeAgentResult'], ParentType, ContextType, RequireFields<MutationEnrolEdgeAgentArgs, 'input'>>;
  liftPowerLimit: Resolver<ResolversTypes['LiftPowerLimitResult'], ParentType, ContextType, RequireFields<MutationLiftPowerLimitArgs, 'input'>>;
  makeAgreement: Resolver<ResolversTypes['MakeAgreementResult'], ParentType, ContextType, RequireFields<MutationMakeAgreementArgs, 'input'>>;
  overrideBattery: Resolver<ResolversTypes['OverrideBatteryResult'], ParentType, ContextType, RequireFields<MutationOverrideBatteryArgs, 'input'>>;
  registerApp: Resolver<ResolversTypes['RegisterAppResult'], ParentType, ContextType, RequireFields<MutationRegisterAppArgs, 'input'>>;
  registerBattery: Resolver<ResolversTypes['RegisterBatteryResult'], ParentType, ContextType, RequireFields<MutationRegisterBatteryArgs, 'input'>>;
  registerParty: Resolver<ResolversTypes['RegisterPartyResult'], ParentType, ContextType, RequireFields<MutationRegisterPartyArgs, 'input'>>;
  registerSite: Resolver<ResolversTypes['RegisterSiteResult'], ParentType, ContextType, RequireFields<MutationRegisterSiteArgs, 'input'>>;
  replayDeadLetter: Resolver<ResolversTypes['ReplayDeadLetterResult'], ParentType, ContextType, RequireFields<MutationReplayDeadLetterArgs, 'input'>>;
  replayWebhook: Resolver<ResolversTypes['ReplayWebhookResult'], ParentType, ContextType, RequireFields<MutationReplayWebhookArgs, 'input'>>;
  replayWebhooks: Resolver<ResolversTypes['ReplayWebhooksResult'], ParentType, ContextType, RequireFields<MutationReplayWebhooksArgs, 'input'>>;
  requestCertificate: Resolver<ResolversTypes['RequestCertificateResult'], ParentType, ContextType, RequireFields<MutationRequestCertificateArgs, 'input'>>;
  requestPlan: Resolver<ResolversTypes['RequestPlanResult'], ParentType, ContextType, RequireFields<MutationRequestPlanArgs, 'input'>>;
  resetPassword: Resolver<ResolversTypes['ResetPasswordResult'], ParentType, ContextType, RequireFields<MutationResetPasswordArgs, 'input'>>;
  resumeDispatch: Resolver<ResolversTypes['ResumeDispatchResult'], ParentType, ContextType, RequireFields<MutationResumeDispatchArgs, 'input'>>;
  revokeApiKey: Resolver<ResolversTypes['RevokeApiKeyResult'], ParentType, ContextType, RequireFields<MutationRevokeApiKeyArgs, 'input'>>;
  revokeConsent: Resolver<ResolversTypes['RevokeConsentResult'], ParentType, ContextType, RequireFields<MutationRevokeConsentArgs, 'input'>>;
  revokeEdgeAgent: Resolver<ResolversTypes['RevokeEdgeAgentResult'], ParentType, ContextType, RequireFields<MutationRevokeEdgeAgentArgs, 'input'>>;
  revokeOAuthClient: Resolver<ResolversTypes['RevokeOAuthClientResult'], ParentType, ContextType, RequireFields<MutationRevokeOAuthClientArgs, 'input'>>;
  rotateApiKey: Resolver<ResolversTypes['RotateApiKeyResult'], ParentType, ContextType, RequireFields<MutationRotateApiKeyArgs, 'input'>>;
  rotateClientSecret: Resolver<ResolversTypes['RotateClientSecretResult'], ParentType, ContextType, RequireFields<MutationRotateClientSecretArgs, 'input'>>;
  rotateWebhookSecret: Resolver<ResolversTypes['RotateWebhookSecretResult'], ParentType, ContextType, RequireFields<MutationRotateWebhookSecretArgs, 'input'>>;
  sendTestWebhook: Resolver<ResolversTypes['SendTestWebhookResult'], ParentType, ContextType, RequireFields<MutationSendTestWebhookArgs, 'input'>>;
  setIntent: Resolver<ResolversTypes['SetIntentResult'], ParentType, ContextType, RequireFields<MutationSetIntentArgs, 'input'>>;
  setPowerLimit: Resolver<ResolversTypes['SetPowerLimitResult'], ParentType, ContextType, RequireFields<MutationSetPowerLimitArgs, 'input'>>;
  stopDispatch: Resolver<ResolversTypes['StopDispatchResult'], ParentType, ContextType, RequireFields<MutationStopDispatchArgs, 'input'>>;
  takeAcceptances: Resolver<ResolversTypes['TakeAcceptancesResult'], ParentType, ContextType, RequireFields<MutationTakeAcceptancesArgs, 'input'>>;
  updateWebhookEndpoint: Resolver<ResolversTypes['UpdateWebhookEndpointResult'], ParentType, ContextType, RequireFields<MutationUpdateWebhookEndpointArgs, 'input'>>;
};

export type NodeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType?: TypeResolveFn<'Agreement' | 'Alert' | 'ApiKey' | 'AuditEntry' | 'Battery' | 'Consent' | 'DeadLetter' | 'DispatchStop' | 'EdgeAgent' | 'EnabledResponse' | 'ExternalIdentity' | 'Instruction' | 'MarketRun' | 'OAuthClient' | 'Override' | 'Party' | 'Plan' | 'PowerLimit' | 'Site' | 'SupportSession' | 'Tenant' | 'User' | 'WebhookEndpoint' | 'WebhookMessage', ParentType, ContextType>;
};

export type OAuthClientResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['OAuthClient'] = ResolversParentTypes['OAuthClient']> = {
  batteries?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Battery']>>, ParentType, ContextType>;
  clientId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['OAuthClientKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  party?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType>;
  purposes?: Resolver<ReadonlyArray<ResolversTypes['Purpose']>, ParentType, ContextType>;
  redirectUris?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['ApiKeyRole']>, ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['Scope']>, ParentType, ContextType>;
  viewerCan?: Resolver<ReadonlyArray<ResolversTypes['ViewerRight']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OAuthClientConnectionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['OAuthClientConnection'] = ResolversParentTypes['OAuthClientConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OAuthClientEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['OAuthClient']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type OAuthClientEdgeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['OAuthClientEdge'] = ResolversParentTypes['OAuthClientEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['OAuthClient'], ParentType, ContextType>;
};

export type OAuthClientRefusedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['OAuthClientRefused'] = ResolversParentTypes['OAuthClientRefused']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['OAuthClientRefusalReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OAuthClientRevokedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['OAuthClientRevoked'] = ResolversParentTypes['OAuthClientRevoked']> = {
  client?: Resolver<ResolversTypes['OAuthClient'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OverrideResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Override'] = ResolversParentTypes['Override']> = {
  cancelledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  fromAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  powerKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  untilAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  viewerCan?: Resolver<ReadonlyArray<ResolversTypes['ViewerRight']>, ParentType, ContextType>;
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

export type PartyConnectionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PartyConnection'] = ResolversParentTypes['PartyConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PartyEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Party']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PartyEdgeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PartyEdge'] = ResolversParentTypes['PartyEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Party'], ParentType, ContextType>;
};

export type PartyRegisteredResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PartyRegistered'] = ResolversParentTypes['PartyRegistered']> = {
  party?: Resolver<ResolversTypes['Party'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PasswordChangedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PasswordChanged'] = ResolversParentTypes['PasswordChanged']> = {
  changedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PasswordRefusedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PasswordRefused'] = ResolversParentTypes['PasswordRefused']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['PasswordRefusalReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PasswordResetResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PasswordReset'] = ResolversParentTypes['PasswordReset']> = {
  password?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PeriodEarningsResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PeriodEarnings'] = ResolversParentTypes['PeriodEarnings']> = {
  parts?: Resolver<ReadonlyArray<ResolversTypes['EarningsPart']>, ParentType, ContextType>;
  period?: Resolver<ResolversTypes['SettlementPeriod'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type PeriodOutcomeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PeriodOutcome'] = ResolversParentTypes['PeriodOutcome']> = {
  netExportedKwh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  period?: Resolver<ResolversTypes['SettlementPeriod'], ParentType, ContextType>;
  plannedPowerKw?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  plannedRevenue?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  plannedSocPercent?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  realisedRevenue?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type PeriodWishResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PeriodWish'] = ResolversParentTypes['PeriodWish']> = {
  fromAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  powerKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  priorityIndex?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['WishSource'], ParentType, ContextType>;
  untilAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type PlanResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Plan'] = ResolversParentTypes['Plan']> = {
  battery?: Resolver<ResolversTypes['Battery'], ParentType, ContextType>;
  expectedRevenue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  horizonFrom?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  horizonUntil?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  madeAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  periods?: Resolver<ReadonlyArray<ResolversTypes['PlanPeriod']>, ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['PlanReason']>, ParentType, ContextType>;
  solver?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PlanStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PlanPeriodResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PlanPeriod'] = ResolversParentTypes['PlanPeriod']> = {
  expectedRevenue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  exportPriceMethod?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  exportPricePerMwh?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  importPriceMethod?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  importPricePerMwh?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['SettlementPeriod'], ParentType, ContextType>;
  powerKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['PlanReason']>, ParentType, ContextType>;
  socPercent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  why?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PlanReasonResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PlanReason'] = ResolversParentTypes['PlanReason']> = {
  constraint?: Resolver<ResolversTypes['PlanConstraint'], ParentType, ContextType>;
  sentence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  shadowPrice?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['PlanReasonUnit']>, ParentType, ContextType>;
};

export type PlanRequestedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PlanRequested'] = ResolversParentTypes['PlanRequested']> = {
  battery?: Resolver<ResolversTypes['Battery'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PowerLimitResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PowerLimit'] = ResolversParentTypes['PowerLimit']> = {
  battery?: Resolver<Maybe<ResolversTypes['Battery']>, ParentType, ContextType>;
  chargePowerKwMax?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  dischargePowerKwMax?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  fromAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  liftedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['LimitRole'], ParentType, ContextType>;
  setAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  site?: Resolver<Maybe<ResolversTypes['Site']>, ParentType, ContextType>;
  untilAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  viewerCan?: Resolver<ReadonlyArray<ResolversTypes['ViewerRight']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PowerLimitConnectionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PowerLimitConnection'] = ResolversParentTypes['PowerLimitConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PowerLimitEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['PowerLimit']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PowerLimitEdgeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PowerLimitEdge'] = ResolversParentTypes['PowerLimitEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['PowerLimit'], ParentType, ContextType>;
};

export type PowerLimitLiftedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PowerLimitLifted'] = ResolversParentTypes['PowerLimitLifted']> = {
  limit?: Resolver<ResolversTypes['PowerLimit'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PowerLimitRefusedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PowerLimitRefused'] = ResolversParentTypes['PowerLimitRefused']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['LimitRefusalReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PowerLimitSetResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PowerLimitSet'] = ResolversParentTypes['PowerLimitSet']> = {
  limit?: Resolver<ResolversTypes['PowerLimit'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PriceForecastResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['PriceForecast'] = ResolversParentTypes['PriceForecast']> = {
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ForecastKind'], ParentType, ContextType>;
  knownAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  madeAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  method?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['SettlementPeriod'], ParentType, ContextType>;
  quantiles?: Resolver<ReadonlyArray<ResolversTypes['ForecastQuantile']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  why?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  alerts: Resolver<ResolversTypes['AlertConnection'], ParentType, ContextType, RequireFields<QueryAlertsArgs, 'first' | 'openOnly'>>;
  apiKeys: Resolver<ResolversTypes['ApiKeyConnection'], ParentType, ContextType, RequireFields<QueryApiKeysArgs, 'first'>>;
  archivedDays: Resolver<ReadonlyArray<ResolversTypes['ArchivedDay']>, ParentType, ContextType, RequireFields<QueryArchivedDaysArgs, 'fromDate' | 'untilDate'>>;
  auditEntries: Resolver<ResolversTypes['AuditEntryConnection'], ParentType, ContextType, RequireFields<QueryAuditEntriesArgs, 'first'>>;
  batteries: Resolver<ResolversTypes['BatteryConnection'], ParentType, ContextType, Partial<QueryBatteriesArgs>>;
  battery: Resolver<Maybe<ResolversTypes['Battery']>, ParentType, ContextType, RequireFields<QueryBatteryArgs, 'id'>>;
  checkIntent: Resolver<ResolversTypes['CheckIntentResult'], ParentType, ContextType, RequireFields<QueryCheckIntentArgs, 'input'>>;
  consents: Resolver<ResolversTypes['ConsentConnection'], ParentType, ContextType, RequireFields<QueryConsentsArgs, 'first'>>;
  deadLetters: Resolver<ResolversTypes['DeadLetterConnection'], ParentType, ContextType, RequireFields<QueryDeadLettersArgs, 'first'>>;
  dispatchStops: Resolver<ResolversTypes['DispatchStopConnection'], ParentType, ContextType, RequireFields<QueryDispatchStopsArgs, 'first'>>;
  externalIdentities: Resolver<ResolversTypes['ExternalIdentityConnection'], ParentType, ContextType, RequireFields<QueryExternalIdentitiesArgs, 'first'>>;
  forecastScores: Resolver<ReadonlyArray<ResolversTypes['ForecastScore']>, ParentType, ContextType, RequireFields<QueryForecastScoresArgs, 'kind' | 'market'>>;
  forecasts: Resolver<ReadonlyArray<ResolversTypes['PriceForecast']>, ParentType, ContextType, RequireFields<QueryForecastsArgs, 'from' | 'kind' | 'market' | 'until'>>;
  marketPrices: Resolver<ReadonlyArray<ResolversTypes['MarketPrice']>, ParentType, ContextType, RequireFields<QueryMarketPricesArgs, 'from' | 'market' | 'until'>>;
  marketRuns: Resolver<ResolversTypes['MarketRunConnection'], ParentType, ContextType, RequireFields<QueryMarketRunsArgs, 'first'>>;
  node: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes: Resolver<ReadonlyArray<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  oauthClients: Resolver<ResolversTypes['OAuthClientConnection'], ParentType, ContextType, RequireFields<QueryOauthClientsArgs, 'first'>>;
  ownershipModels: Resolver<ReadonlyArray<ResolversTypes['OwnershipModel']>, ParentType, ContextType>;
  parties: Resolver<ResolversTypes['PartyConnection'], ParentType, ContextType, RequireFields<QueryPartiesArgs, 'first'>>;
  powerLimits: Resolver<ResolversTypes['PowerLimitConnection'], ParentType, ContextType, RequireFields<QueryPowerLimitsArgs, 'first'>>;
  site: Resolver<Maybe<ResolversTypes['Site']>, ParentType, ContextType, RequireFields<QuerySiteArgs, 'id'>>;
  sites: Resolver<ResolversTypes['SiteConnection'], ParentType, ContextType, Partial<QuerySitesArgs>>;
  supportSessions: Resolver<ResolversTypes['SupportSessionConnection'], ParentType, ContextType, RequireFields<QuerySupportSessionsArgs, 'first'>>;
  users: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, RequireFields<QueryUsersArgs, 'first'>>;
  viewer: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
  webhookEndpoints: Resolver<ResolversTypes['WebhookEndpointConnection'], ParentType, ContextType, RequireFields<QueryWebhookEndpointsArgs, 'first'>>;
};

export type ReadingResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Reading'] = ResolversParentTypes['Reading']> = {
  activePowerKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  alarmCodes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  availableChargePowerKw?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  availableDischargePowerKw?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  battery?: Resolver<ResolversTypes['Battery'], ParentType, ContextType>;
  customMetrics?: Resolver<ReadonlyArray<ResolversTypes['CustomMetric']>, ParentType, ContextType>;
  exportedKwh?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  frequencyHertz?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  importedKwh?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  instructionSequence?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  measuredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  operatingState?: Resolver<Maybe<ResolversTypes['OperatingState']>, ParentType, ContextType>;
  quality?: Resolver<ResolversTypes['ReadingQuality'], ParentType, ContextType>;
  qualityReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  socPercent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  storedEnergyKwh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  streamPlace?: Resolver<Maybe<ResolversTypes['ReadingStreamPlace']>, ParentType, ContextType>;
  temperatureCelsius?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  voltageVolts?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ReadingStreamGapResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ReadingStreamGap'] = ResolversParentTypes['ReadingStreamGap']> = {
  fromAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  readingCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  untilAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ReadingStreamPlaceResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ReadingStreamPlace'] = ResolversParentTypes['ReadingStreamPlace']> = {
  cursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  gap?: Resolver<Maybe<ResolversTypes['ReadingStreamGap']>, ParentType, ContextType>;
  phase?: Resolver<ResolversTypes['ReadingStreamPhase'], ParentType, ContextType>;
};

export type RegisterAppResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['RegisterAppResult'] = ResolversParentTypes['RegisterAppResult']> = {
  __resolveType?: TypeResolveFn<'AppRegistered' | 'OAuthClientRefused', ParentType, ContextType>;
};

export type RegisterBatteryResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['RegisterBatteryResult'] = ResolversParentTypes['RegisterBatteryResult']> = {
  __resolveType?: TypeResolveFn<'BatteryRefused' | 'BatteryRegistered', ParentType, ContextType>;
};

export type RegisterPartyResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['RegisterPartyResult'] = ResolversParentTypes['RegisterPartyResult']> = {
  __resolveType?: TypeResolveFn<'PartyRegistered', ParentType, ContextType>;
};

export type RegisterSiteResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['RegisterSiteResult'] = ResolversParentTypes['RegisterSiteResult']> = {
  __resolveType?: TypeResolveFn<'SiteRefused' | 'SiteRegistered', ParentType, ContextType>;
};

export type ReplayDeadLetterResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ReplayDeadLetterResult'] = ResolversParentTypes['ReplayDeadLetterResult']> = {
  __resolveType?: TypeResolveFn<'DeadLetterRefused' | 'DeadLetterReplayed', ParentType, ContextType>;
};

export type ReplayWebhookResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ReplayWebhookResult'] = ResolversParentTypes['ReplayWebhookResult']> = {
  __resolveType?: TypeResolveFn<'WebhookReplayed', ParentType, ContextType>;
};

export type ReplayWebhooksResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ReplayWebhooksResult'] = ResolversParentTypes['ReplayWebhooksResult']> = {
  __resolveType?: TypeResolveFn<'WebhooksReplayed', ParentType, ContextType>;
};

export type RequestCertificateResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['RequestCertificateResult'] = ResolversParentTypes['RequestCertificateResult']> = {
  __resolveType?: TypeResolveFn<'CertificateIssued' | 'CertificateRefused', ParentType, ContextType>;
};

export type RequestPlanResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['RequestPlanResult'] = ResolversParentTypes['RequestPlanResult']> = {
  __resolveType?: TypeResolveFn<'PlanRequested', ParentType, ContextType>;
};

export type ResetPasswordResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ResetPasswordResult'] = ResolversParentTypes['ResetPasswordResult']> = {
  __resolveType?: TypeResolveFn<'PasswordReset', ParentType, ContextType>;
};

export type ResponseDisabledResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ResponseDisabled'] = ResolversParentTypes['ResponseDisabled']> = {
  response?: Resolver<ResolversTypes['EnabledResponse'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ResponseEnabledResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ResponseEnabled'] = ResolversParentTypes['ResponseEnabled']> = {
  response?: Resolver<ResolversTypes['EnabledResponse'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ResponsePositionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ResponsePosition'] = ResolversParentTypes['ResponsePosition']> = {
  blockEndAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  blockStartAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  direction?: Resolver<ResolversTypes['ResponseDirection'], ParentType, ContextType>;
  fullRevenue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  knownAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['SettlementPeriod'], ParentType, ContextType>;
  powerKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  pricePerMwHour?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  product?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  service?: Resolver<ResolversTypes['ResponseServiceName'], ParentType, ContextType>;
  settlement?: Resolver<Maybe<ResolversTypes['ResponseSettlement']>, ParentType, ContextType>;
};

export type ResponseRefusedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ResponseRefused'] = ResolversParentTypes['ResponseRefused']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['ResponseRefusalReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ResponseSettlementResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ResponseSettlement'] = ResolversParentTypes['ResponseSettlement']> = {
  isAvailable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  performanceRatio?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['ResponseUnavailability']>, ParentType, ContextType>;
  revenue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  settledAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ResumeDispatchResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ResumeDispatchResult'] = ResolversParentTypes['ResumeDispatchResult']> = {
  __resolveType?: TypeResolveFn<'DispatchResumed', ParentType, ContextType>;
};

export type RevokeApiKeyResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['RevokeApiKeyResult'] = ResolversParentTypes['RevokeApiKeyResult']> = {
  __resolveType?: TypeResolveFn<'ApiKeyRevoked', ParentType, ContextType>;
};

export type RevokeConsentResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['RevokeConsentResult'] = ResolversParentTypes['RevokeConsentResult']> = {
  __resolveType?: TypeResolveFn<'ConsentRevoked', ParentType, ContextType>;
};

export type RevokeEdgeAgentResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['RevokeEdgeAgentResult'] = ResolversParentTypes['RevokeEdgeAgentResult']> = {
  __resolveType?: TypeResolveFn<'EdgeAgentRevoked', ParentType, ContextType>;
};

export type RevokeOAuthClientResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['RevokeOAuthClientResult'] = ResolversParentTypes['RevokeOAuthClientResult']> = {
  __resolveType?: TypeResolveFn<'OAuthClientRevoked', ParentType, ContextType>;
};

export type RotateApiKeyResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['RotateApiKeyResult'] = ResolversParentTypes['RotateApiKeyResult']> = {
  __resolveType?: TypeResolveFn<'ApiKeyRefused' | 'ApiKeyRotated', ParentType, ContextType>;
};

export type RotateClientSecretResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['RotateClientSecretResult'] = ResolversParentTypes['RotateClientSecretResult']> = {
  __resolveType?: TypeResolveFn<'ClientSecretRotated' | 'OAuthClientRefused', ParentType, ContextType>;
};

export type RotateWebhookSecretResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['RotateWebhookSecretResult'] = ResolversParentTypes['RotateWebhookSecretResult']> = {
  __resolveType?: TypeResolveFn<'WebhookSecretRotated', ParentType, ContextType>;
};

export type SendTestWebhookResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['SendTestWebhookResult'] = ResolversParentTypes['SendTestWebhookResult']> = {
  __resolveType?: TypeResolveFn<'WebhookTestSent', ParentType, ContextType>;
};

export type SeriesPointResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['SeriesPoint'] = ResolversParentTypes['SeriesPoint']> = {
  activePowerKwMax?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  activePowerKwMean?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  activePowerKwMin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  coveredRatio?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  exportedKwh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  fromAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  importedKwh?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  readingCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  socPercent?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  untilAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ServiceCreatedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ServiceCreated'] = ResolversParentTypes['ServiceCreated']> = {
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  service?: Resolver<ResolversTypes['OAuthClient'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SetIntentResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['SetIntentResult'] = ResolversParentTypes['SetIntentResult']> = {
  __resolveType?: TypeResolveFn<'IntentRefused' | 'IntentSet', ParentType, ContextType>;
};

export type SetPowerLimitResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['SetPowerLimitResult'] = ResolversParentTypes['SetPowerLimitResult']> = {
  __resolveType?: TypeResolveFn<'PowerLimitRefused' | 'PowerLimitSet', ParentType, ContextType>;
};

export type SetpointResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Setpoint'] = ResolversParentTypes['Setpoint']> = {
  fromAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  limit?: Resolver<Maybe<ResolversTypes['PowerLimit']>, ParentType, ContextType>;
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
  edgeAgents?: Resolver<Maybe<ReadonlyArray<ResolversTypes['EdgeAgent']>>, ParentType, ContextType>;
  enrolment?: Resolver<Maybe<ResolversTypes['Enrolment']>, ParentType, ContextType>;
  exportLimitKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  importLimitKw?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  market?: Resolver<ResolversTypes['MarketCode'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  viewerCan?: Resolver<ReadonlyArray<ResolversTypes['ViewerRight']>, ParentType, ContextType>;
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

export type SocTargetResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['SocTarget'] = ResolversParentTypes['SocTarget']> = {
  socPercentMax?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  socPercentMin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  wallTime?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type StopDispatchResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['StopDispatchResult'] = ResolversParentTypes['StopDispatchResult']> = {
  __resolveType?: TypeResolveFn<'DispatchStopped' | 'StopRefused', ParentType, ContextType>;
};

export type StopRefusedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['StopRefused'] = ResolversParentTypes['StopRefused']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['StopRefusalReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  alerts: SubscriptionResolver<ResolversTypes['Alert'], "alerts", ParentType, ContextType, Partial<SubscriptionAlertsArgs>>;
  instructions: SubscriptionResolver<ResolversTypes['Instruction'], "instructions", ParentType, ContextType, RequireFields<SubscriptionInstructionsArgs, 'batteryId'>>;
  plans: SubscriptionResolver<ResolversTypes['Plan'], "plans", ParentType, ContextType, RequireFields<SubscriptionPlansArgs, 'batteryId'>>;
  readings: SubscriptionResolver<ResolversTypes['Reading'], "readings", ParentType, ContextType, RequireFields<SubscriptionReadingsArgs, 'intervalSeconds'>>;
  siteInstructions: SubscriptionResolver<ResolversTypes['Instruction'], "siteInstructions", ParentType, ContextType, RequireFields<SubscriptionSiteInstructionsArgs, 'afterSequence'>>;
};

export type SupportSessionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['SupportSession'] = ResolversParentTypes['SupportSession']> = {
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  grantedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  grantedTo?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  viewerCan?: Resolver<ReadonlyArray<ResolversTypes['ViewerRight']>, ParentType, ContextType>;
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

export type TakeAcceptancesResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['TakeAcceptancesResult'] = ResolversParentTypes['TakeAcceptancesResult']> = {
  __resolveType?: TypeResolveFn<'AcceptancesTaken', ParentType, ContextType>;
};

export type TenantResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Tenant'] = ResolversParentTypes['Tenant']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateWebhookEndpointResultResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['UpdateWebhookEndpointResult'] = ResolversParentTypes['UpdateWebhookEndpointResult']> = {
  __resolveType?: TypeResolveFn<'WebhookEndpointRefused' | 'WebhookEndpointUpdated', ParentType, ContextType>;
};

export type UserResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  disabledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  party?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType>;
  passwordChangedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['ApiKeyRole'], ParentType, ContextType>;
  viewerCan?: Resolver<ReadonlyArray<ResolversTypes['ViewerRight']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserConnectionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['UserConnection'] = ResolversParentTypes['UserConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['UserEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['User']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type UserCreatedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['UserCreated'] = ResolversParentTypes['UserCreated']> = {
  password?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserDisabledResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['UserDisabled'] = ResolversParentTypes['UserDisabled']> = {
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserEdgeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['UserEdge'] = ResolversParentTypes['UserEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type UserEnabledResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['UserEnabled'] = ResolversParentTypes['UserEnabled']> = {
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserRefusedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['UserRefused'] = ResolversParentTypes['UserRefused']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['UserRefusalReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  askedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  bounds?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CredentialBound']>>, ParentType, ContextType>;
  credentialKind?: Resolver<ResolversTypes['CredentialKind'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  party?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['ApiKeyRole'], ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['Scope']>, ParentType, ContextType>;
  tenant?: Resolver<ResolversTypes['Tenant'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  viewerCan?: Resolver<ReadonlyArray<ResolversTypes['ViewerRight']>, ParentType, ContextType>;
};

export type ViewerRightResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['ViewerRight'] = ResolversParentTypes['ViewerRight']> = {
  action?: Resolver<ResolversTypes['ViewerAction'], ParentType, ContextType>;
  allowed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  missing?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  missingRoles?: Resolver<ReadonlyArray<ResolversTypes['AgreementRole']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['RightRefusalReason']>, ParentType, ContextType>;
};

export type WebhookAttemptResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['WebhookAttempt'] = ResolversParentTypes['WebhookAttempt']> = {
  answerExcerpt?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  durationSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  httpStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type WebhookEndpointResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['WebhookEndpoint'] = ResolversParentTypes['WebhookEndpoint']> = {
  batteries?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Battery']>>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deadCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  deliveredCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  disabledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  disabledReason?: Resolver<Maybe<ResolversTypes['WebhookDisabledReason']>, ParentType, ContextType>;
  eventTypes?: Resolver<ReadonlyArray<ResolversTypes['WebhookEventType']>, ParentType, ContextType>;
  failedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failingDaysCountMax?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failingSinceAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastFailureAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastSuccessAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  messages?: Resolver<ResolversTypes['WebhookMessageConnection'], ParentType, ContextType, RequireFields<WebhookEndpointMessagesArgs, 'first'>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pausedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  previousSecretUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  retryAfterAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  rotatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  sites?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Site']>>, ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  viewerCan?: Resolver<ReadonlyArray<ResolversTypes['ViewerRight']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WebhookEndpointConnectionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['WebhookEndpointConnection'] = ResolversParentTypes['WebhookEndpointConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['WebhookEndpointEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['WebhookEndpoint']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type WebhookEndpointCreatedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['WebhookEndpointCreated'] = ResolversParentTypes['WebhookEndpointCreated']> = {
  endpoint?: Resolver<ResolversTypes['WebhookEndpoint'], ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WebhookEndpointDeletedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['WebhookEndpointDeleted'] = ResolversParentTypes['WebhookEndpointDeleted']> = {
  endpointId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WebhookEndpointDisabledResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['WebhookEndpointDisabled'] = ResolversParentTypes['WebhookEndpointDisabled']> = {
  endpoint?: Resolver<ResolversTypes['WebhookEndpoint'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WebhookEndpointEdgeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['WebhookEndpointEdge'] = ResolversParentTypes['WebhookEndpointEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['WebhookEndpoint'], ParentType, ContextType>;
};

export type WebhookEndpointEnabledResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['WebhookEndpointEnabled'] = ResolversParentTypes['WebhookEndpointEnabled']> = {
  endpoint?: Resolver<ResolversTypes['WebhookEndpoint'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WebhookEndpointRefusedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['WebhookEndpointRefused'] = ResolversParentTypes['WebhookEndpointRefused']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['WebhookEndpointRefusalReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WebhookEndpointUpdatedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['WebhookEndpointUpdated'] = ResolversParentTypes['WebhookEndpointUpdated']> = {
  endpoint?: Resolver<ResolversTypes['WebhookEndpoint'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WebhookMessageResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['WebhookMessage'] = ResolversParentTypes['WebhookMessage']> = {
  attemptCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  attempts?: Resolver<ReadonlyArray<ResolversTypes['WebhookAttempt']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deadReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  eventType?: Resolver<Maybe<ResolversTypes['WebhookEventType']>, ParentType, ContextType>;
  happenedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  nextAttemptAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['WebhookMessageState'], ParentType, ContextType>;
  viewerCan?: Resolver<ReadonlyArray<ResolversTypes['ViewerRight']>, ParentType, ContextType>;
  webhookId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WebhookMessageConnectionResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['WebhookMessageConnection'] = ResolversParentTypes['WebhookMessageConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['WebhookMessageEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['WebhookMessage']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type WebhookMessageEdgeResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['WebhookMessageEdge'] = ResolversParentTypes['WebhookMessageEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['WebhookMessage'], ParentType, ContextType>;
};

export type WebhookReplayedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['WebhookReplayed'] = ResolversParentTypes['WebhookReplayed']> = {
  message?: Resolver<ResolversTypes['WebhookMessage'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WebhookSecretRotatedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['WebhookSecretRotated'] = ResolversParentTypes['WebhookSecretRotated']> = {
  endpoint?: Resolver<ResolversTypes['WebhookEndpoint'], ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WebhookTestSentResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['WebhookTestSent'] = ResolversParentTypes['WebhookTestSent']> = {
  message?: Resolver<ResolversTypes['WebhookMessage'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WebhooksReplayedResolvers<ContextType = GraphQLContext, ParentType extends ResolversParentTypes['WebhooksReplayed'] = ResolversParentTypes['WebhooksReplayed']> = {
  hasMore?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  messageCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphQLContext> = {
  Acceptance?: AcceptanceResolvers<ContextType>;
  AcceptanceAnswer?: AcceptanceAnswerResolvers<ContextType>;
  AcceptancePoint?: AcceptancePointResolvers<ContextType>;
  AcceptancesTaken?: AcceptancesTakenResolvers<ContextType>;
  AcknowledgeAlertResult?: AcknowledgeAlertResultResolvers<ContextType>;
  AcknowledgeInstructionResult?: AcknowledgeInstructionResultResolvers<ContextType>;
  Agreement?: AgreementResolvers<ContextType>;
  AgreementEnded?: AgreementEndedResolvers<ContextType>;
  AgreementMade?: AgreementMadeResolvers<ContextType>;
  AgreementRefused?: AgreementRefusedResolvers<ContextType>;
  AgreementVersion?: AgreementVersionResolvers<ContextType>;
  Alert?: AlertResolvers<ContextType>;
  AlertAcknowledged?: AlertAcknowledgedResolvers<ContextType>;
  AlertConnection?: AlertConnectionResolvers<ContextType>;
  AlertEdge?: AlertEdgeResolvers<ContextType>;
  ApiKey?: ApiKeyResolvers<ContextType>;
  ApiKeyConnection?: ApiKeyConnectionResolvers<ContextType>;
  ApiKeyCreated?: ApiKeyCreatedResolvers<ContextType>;
  ApiKeyEdge?: ApiKeyEdgeResolvers<ContextType>;
  ApiKeyRefused?: ApiKeyRefusedResolvers<ContextType>;
  ApiKeyRevoked?: ApiKeyRevokedResolvers<ContextType>;
  ApiKeyRotated?: ApiKeyRotatedResolvers<ContextType>;
  AppRegistered?: AppRegisteredResolvers<ContextType>;
  ArchivedDay?: ArchivedDayResolvers<ContextType>;
  AuditEntry?: AuditEntryResolvers<ContextType>;
  AuditEntryConnection?: AuditEntryConnectionResolvers<ContextType>;
  AuditEntryEdge?: AuditEntryEdgeResolvers<ContextType>;
  Battery?: BatteryResolvers<ContextType>;
  BatteryConnection?: BatteryConnectionResolvers<ContextType>;
  BatteryConnectivity?: BatteryConnectivityResolvers<ContextType>;
  BatteryEdge?: BatteryEdgeResolvers<ContextType>;
  BatteryOverridden?: BatteryOverriddenResolvers<ContextType>;
  BatteryRefused?: BatteryRefusedResolvers<ContextType>;
  BatteryRegistered?: BatteryRegisteredResolvers<ContextType>;
  BatterySeries?: BatterySeriesResolvers<ContextType>;
  CancelOverrideResult?: CancelOverrideResultResolvers<ContextType>;
  CertificateIssued?: CertificateIssuedResolvers<ContextType>;
  CertificateRefused?: CertificateRefusedResolvers<ContextType>;
  ChangePasswordResult?: ChangePasswordResultResolvers<ContextType>;
  CheckIntentResult?: CheckIntentResultResolvers<ContextType>;
  ClientSecretRotated?: ClientSecretRotatedResolvers<ContextType>;
  Consent?: ConsentResolvers<ContextType>;
  ConsentConnection?: ConsentConnectionResolvers<ContextType>;
  ConsentEdge?: ConsentEdgeResolvers<ContextType>;
  ConsentPurpose?: ConsentPurposeResolvers<ContextType>;
  ConsentRevoked?: ConsentRevokedResolvers<ContextType>;
  CreateApiKeyResult?: CreateApiKeyResultResolvers<ContextType>;
  CreateServiceResult?: CreateServiceResultResolvers<ContextType>;
  CreateUserResult?: CreateUserResultResolvers<ContextType>;
  CreateWebhookEndpointResult?: CreateWebhookEndpointResultResolvers<ContextType>;
  CredentialBound?: CredentialBoundResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  CustomMetric?: CustomMetricResolvers<ContextType>;
  DailyWindow?: DailyWindowResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  DeadLetter?: DeadLetterResolvers<ContextType>;
  DeadLetterConnection?: DeadLetterConnectionResolvers<ContextType>;
  DeadLetterEdge?: DeadLetterEdgeResolvers<ContextType>;
  DeadLetterRefused?: DeadLetterRefusedResolvers<ContextType>;
  DeadLetterReplayed?: DeadLetterReplayedResolvers<ContextType>;
  Decimal?: GraphQLScalarType;
  Declaration?: DeclarationResolvers<ContextType>;
  DeclaredPair?: DeclaredPairResolvers<ContextType>;
  DeclaredPeriod?: DeclaredPeriodResolvers<ContextType>;
  DeleteWebhookEndpointResult?: DeleteWebhookEndpointResultResolvers<ContextType>;
  DeviceCertificate?: DeviceCertificateResolvers<ContextType>;
  DisableExternalIdentityResult?: DisableExternalIdentityResultResolvers<ContextType>;
  DisableResponseResult?: DisableResponseResultResolvers<ContextType>;
  DisableUserResult?: DisableUserResultResolvers<ContextType>;
  DisableWebhookEndpointResult?: DisableWebhookEndpointResultResolvers<ContextType>;
  DispatchPeriod?: DispatchPeriodResolvers<ContextType>;
  DispatchResumed?: DispatchResumedResolvers<ContextType>;
  DispatchStop?: DispatchStopResolvers<ContextType>;
  DispatchStopConnection?: DispatchStopConnectionResolvers<ContextType>;
  DispatchStopEdge?: DispatchStopEdgeResolvers<ContextType>;
  DispatchStopped?: DispatchStoppedResolvers<ContextType>;
  EarningsPart?: EarningsPartResolvers<ContextType>;
  EdgeAgent?: EdgeAgentResolvers<ContextType>;
  EdgeAgentEnrolled?: EdgeAgentEnrolledResolvers<ContextType>;
  EdgeAgentRevoked?: EdgeAgentRevokedResolvers<ContextType>;
  EnableExternalIdentityResult?: EnableExternalIdentityResultResolvers<ContextType>;
  EnableResponseResult?: EnableResponseResultResolvers<ContextType>;
  EnableUserResult?: EnableUserResultResolvers<ContextType>;
  EnableWebhookEndpointResult?: EnableWebhookEndpointResultResolvers<ContextType>;
  EnabledResponse?: EnabledResponseResolvers<ContextType>;
  EndAgreementResult?: EndAgreementResultResolvers<ContextType>;
  EndSupportSessionResult?: EndSupportSessionResultResolvers<ContextType>;
  EnrolEdgeAgentResult?: EnrolEdgeAgentResultResolvers<ContextType>;
  Enrolment?: EnrolmentResolvers<ContextType>;
  ExternalIdentity?: ExternalIdentityResolvers<ContextType>;
  ExternalIdentityConnection?: ExternalIdentityConnectionResolvers<ContextType>;
  ExternalIdentityDisabled?: ExternalIdentityDisabledResolvers<ContextType>;
  ExternalIdentityEdge?: ExternalIdentityEdgeResolvers<ContextType>;
  ExternalIdentityEnabled?: ExternalIdentityEnabledResolvers<ContextType>;
  ForecastQuantile?: ForecastQuantileResolvers<ContextType>;
  ForecastScore?: ForecastScoreResolvers<ContextType>;
  FrequencyCurvePoint?: FrequencyCurvePointResolvers<ContextType>;
  FrequencyResponse?: FrequencyResponseResolvers<ContextType>;
  Instruction?: InstructionResolvers<ContextType>;
  InstructionAcknowledged?: InstructionAcknowledgedResolvers<ContextType>;
  InstructionConnection?: InstructionConnectionResolvers<ContextType>;
  InstructionEdge?: InstructionEdgeResolvers<ContextType>;
  InstructionLimits?: InstructionLimitsResolvers<ContextType>;
  Intent?: IntentResolvers<ContextType>;
  IntentChecked?: IntentCheckedResolvers<ContextType>;
  IntentMiss?: IntentMissResolvers<ContextType>;
  IntentNotChecked?: IntentNotCheckedResolvers<ContextType>;
  IntentPartCost?: IntentPartCostResolvers<ContextType>;
  IntentRefused?: IntentRefusedResolvers<ContextType>;
  IntentSet?: IntentSetResolvers<ContextType>;
  LiftPowerLimitResult?: LiftPowerLimitResultResolvers<ContextType>;
  MakeAgreementResult?: MakeAgreementResultResolvers<ContextType>;
  MarketAward?: MarketAwardResolvers<ContextType>;
  MarketOrder?: MarketOrderResolvers<ContextType>;
  MarketOrderEvent?: MarketOrderEventResolvers<ContextType>;
  MarketPosition?: MarketPositionResolvers<ContextType>;
  MarketPrice?: MarketPriceResolvers<ContextType>;
  MarketRun?: MarketRunResolvers<ContextType>;
  MarketRunConnection?: MarketRunConnectionResolvers<ContextType>;
  MarketRunEdge?: MarketRunEdgeResolvers<ContextType>;
  MarketRunFact?: MarketRunFactResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  OAuthClient?: OAuthClientResolvers<ContextType>;
  OAuthClientConnection?: OAuthClientConnectionResolvers<ContextType>;
  OAuthClientEdge?: OAuthClientEdgeResolvers<ContextType>;
  OAuthClientRefused?: OAuthClientRefusedResolvers<ContextType>;
  OAuthClientRevoked?: OAuthClientRevokedResolvers<ContextType>;
  Override?: OverrideResolvers<ContextType>;
  OverrideBatteryResult?: OverrideBatteryResultResolvers<ContextType>;
  OverrideCancelled?: OverrideCancelledResolvers<ContextType>;
  OverrideRefused?: OverrideRefusedResolvers<ContextType>;
  OwnershipModel?: OwnershipModelResolvers<ContextType>;
  OwnershipModelRole?: OwnershipModelRoleResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Party?: PartyResolvers<ContextType>;
  PartyConnection?: PartyConnectionResolvers<ContextType>;
  PartyEdge?: PartyEdgeResolvers<ContextType>;
  PartyRegistered?: PartyRegisteredResolvers<ContextType>;
  PasswordChanged?: PasswordChangedResolvers<ContextType>;
  PasswordRefused?: PasswordRefusedResolvers<ContextType>;
  PasswordReset?: PasswordResetResolvers<ContextType>;
  PeriodEarnings?: PeriodEarningsResolvers<ContextType>;
  PeriodOutcome?: PeriodOutcomeResolvers<ContextType>;
  PeriodWish?: PeriodWishResolvers<ContextType>;
  Plan?: PlanResolvers<ContextType>;
  PlanPeriod?: PlanPeriodResolvers<ContextType>;
  PlanReason?: PlanReasonResolvers<ContextType>;
  PlanRequested?: PlanRequestedResolvers<ContextType>;
  PowerLimit?: PowerLimitResolvers<ContextType>;
  PowerLimitConnection?: PowerLimitConnectionResolvers<ContextType>;
  PowerLimitEdge?: PowerLimitEdgeResolvers<ContextType>;
  PowerLimitLifted?: PowerLimitLiftedResolvers<ContextType>;
  PowerLimitRefused?: PowerLimitRefusedResolvers<ContextType>;
  PowerLimitSet?: PowerLimitSetResolvers<ContextType>;
  PriceForecast?: PriceForecastResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Reading?: ReadingResolvers<ContextType>;
  ReadingStreamGap?: ReadingStreamGapResolvers<ContextType>;
  ReadingStreamPlace?: ReadingStreamPlaceResolvers<ContextType>;
  RegisterAppResult?: RegisterAppResultResolvers<ContextType>;
  RegisterBatteryResult?: RegisterBatteryResultResolvers<ContextType>;
  RegisterPartyResult?: RegisterPartyResultResolvers<ContextType>;
  RegisterSiteResult?: RegisterSiteResultResolvers<ContextType>;
  ReplayDeadLetterResult?: ReplayDeadLetterResultResolvers<ContextType>;
  ReplayWebhookResult?: ReplayWebhookResultResolvers<ContextType>;
  ReplayWebhooksResult?: ReplayWebhooksResultResolvers<ContextType>;
  RequestCertificateResult?: RequestCertificateResultResolvers<ContextType>;
  RequestPlanResult?: RequestPlanResultResolvers<ContextType>;
  ResetPasswordResult?: ResetPasswordResultResolvers<ContextType>;
  ResponseDisabled?: ResponseDisabledResolvers<ContextType>;
  ResponseEnabled?: ResponseEnabledResolvers<ContextType>;
  ResponsePosition?: ResponsePositionResolvers<ContextType>;
  ResponseRefused?: ResponseRefusedResolvers<ContextType>;
  ResponseSettlement?: ResponseSettlementResolvers<ContextType>;
  ResumeDispatchResult?: ResumeDispatchResultResolvers<ContextType>;
  RevokeApiKeyResult?: RevokeApiKeyResultResolvers<ContextType>;
  RevokeConsentResult?: RevokeConsentResultResolvers<ContextType>;
  RevokeEdgeAgentResult?: RevokeEdgeAgentResultResolvers<ContextType>;
  RevokeOAuthClientResult?: RevokeOAuthClientResultResolvers<ContextType>;
  RotateApiKeyResult?: RotateApiKeyResultResolvers<ContextType>;
  RotateClientSecretResult?: RotateClientSecretResultResolvers<ContextType>;
  RotateWebhookSecretResult?: RotateWebhookSecretResultResolvers<ContextType>;
  SendTestWebhookResult?: SendTestWebhookResultResolvers<ContextType>;
  SeriesPoint?: SeriesPointResolvers<ContextType>;
  ServiceCreated?: ServiceCreatedResolvers<ContextType>;
  SetIntentResult?: SetIntentResultResolvers<ContextType>;
  SetPowerLimitResult?: SetPowerLimitResultResolvers<ContextType>;
  Setpoint?: SetpointResolvers<ContextType>;
  SettledPeriod?: SettledPeriodResolvers<ContextType>;
  SettlementPeriod?: SettlementPeriodResolvers<ContextType>;
  Site?: SiteResolvers<ContextType>;
  SiteConnection?: SiteConnectionResolvers<ContextType>;
  SiteEdge?: SiteEdgeResolvers<ContextType>;
  SiteRefused?: SiteRefusedResolvers<ContextType>;
  SiteRegistered?: SiteRegisteredResolvers<ContextType>;
  SocTarget?: SocTargetResolvers<ContextType>;
  StopDispatchResult?: StopDispatchResultResolvers<ContextType>;
  StopRefused?: StopRefusedResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  SupportSession?: SupportSessionResolvers<ContextType>;
  SupportSessionConnection?: SupportSessionConnectionResolvers<ContextType>;
  SupportSessionEdge?: SupportSessionEdgeResolvers<ContextType>;
  SupportSessionEnded?: SupportSessionEndedResolvers<ContextType>;
  TakeAcceptancesResult?: TakeAcceptancesResultResolvers<ContextType>;
  Tenant?: TenantResolvers<ContextType>;
  UpdateWebhookEndpointResult?: UpdateWebhookEndpointResultResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserCreated?: UserCreatedResolvers<ContextType>;
  UserDisabled?: UserDisabledResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
  UserEnabled?: UserEnabledResolvers<ContextType>;
  UserRefused?: UserRefusedResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  ViewerRight?: ViewerRightResolvers<ContextType>;
  WebhookAttempt?: WebhookAttemptResolvers<ContextType>;
  WebhookEndpoint?: WebhookEndpointResolvers<ContextType>;
  WebhookEndpointConnection?: WebhookEndpointConnectionResolvers<ContextType>;
  WebhookEndpointCreated?: WebhookEndpointCreatedResolvers<ContextType>;
  WebhookEndpointDeleted?: WebhookEndpointDeletedResolvers<ContextType>;
  WebhookEndpointDisabled?: WebhookEndpointDisabledResolvers<ContextType>;
  WebhookEndpointEdge?: WebhookEndpointEdgeResolvers<ContextType>;
  WebhookEndpointEnabled?: WebhookEndpointEnabledResolvers<ContextType>;
  WebhookEndpointRefused?: WebhookEndpointRefusedResolvers<ContextType>;
  WebhookEndpointUpdated?: WebhookEndpointUpdatedResolvers<ContextType>;
  WebhookMessage?: WebhookMessageResolvers<ContextType>;
  WebhookMessageConnection?: WebhookMessageConnectionResolvers<ContextType>;
  WebhookMessageEdge?: WebhookMessageEdgeResolvers<ContextType>;
  WebhookReplayed?: WebhookReplayedResolvers<ContextType>;
  WebhookSecretRotated?: WebhookSecretRotatedResolvers<ContextType>;
  WebhookTestSent?: WebhookTestSentResolvers<ContextType>;
  WebhooksReplayed?: WebhooksReplayedResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = GraphQLContext> = {
  atMost?: AtMostDirectiveResolver<any, any, ContextType>;
  cost?: CostDirectiveResolver<any, any, ContextType>;
  errors?: ErrorsDirectiveResolver<any, any, ContextType>;
  public?: PublicDirectiveResolver<any, any, ContextType>;
  requires?: RequiresDirectiveResolver<any, any, ContextType>;
  tells?: TellsDirectiveResolver<any, any, ContextType>;
};
