/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

/** Which override to end. */
export type CancelOverrideInput = {
  /** Your own unique key for this change, 8 to 100 characters. */
  idempotencyKey: string;
  /** The override. */
  overrideId: string;
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

/** Why an intent was refused. */
export type IntentRefusalReason =
  /** Minimum and reserve together leave no room below the maximum. */
  | 'NO_ROOM'
  /** A percentage is outside 0 to 100, a cycle limit outside 0 to 100, or a wear cost outside 0 to 100000. */
  | 'OUT_OF_RANGE';

/** A market with one calendar and one set of prices. */
export type MarketCode =
  /** Great Britain: half-hourly settlement periods counted from local midnight, pounds. */
  | 'GB';

/** A fixed power for a battery. */
export type OverrideBatteryInput = {
  /** The battery. */
  batteryId: string;
  /** From this instant; now when left out. */
  fromAt?: string | null | undefined;
  /** Your own unique key for this change, 8 to 100 characters. */
  idempotencyKey: string;
  /** Power at the grid side, kW, positive towards the grid (discharge). Zero makes it stand by. */
  powerKw: number;
  /** Why, 1 to 200 characters. */
  reason: string;
  /** Until this instant, excluded; at most 24 hours after the start. */
  untilAt: string;
};

/** Why an override was refused. */
export type OverrideRefusalReason =
  /** It ends before it begins, ends in the past, is longer than 24 hours, or begins more than 10 days ahead. */
  | 'BAD_TIME_SPAN'
  /** The power is more than the battery or its grid connection can take. */
  | 'BEYOND_LIMITS'
  /** The battery has 100 overrides in force or to come. */
  | 'TOO_MANY';

/** How good a plan is. */
export type PlanStatus =
  /** No plan earns more. */
  | 'OPTIMAL'
  /** The battery is outside its intent's range now; the plan brings it back as fast as it can and is the best one that does. */
  | 'RECOVERING';

/** Whether a reading can be believed. */
export type ReadingQuality =
  /** Within every limit. */
  | 'GOOD'
  /** Stored and shown, but outside a limit; see the reason. */
  | 'SUSPECT';

/** Which dead letter to replay. */
export type ReplayDeadLetterInput = {
  /** The dead letter. */
  deadLetterId: string;
  /** Your own unique key for this change, 8 to 100 characters. */
  idempotencyKey: string;
};

/** Which battery to plan. */
export type RequestPlanInput = {
  /** The battery. */
  batteryId: string;
  /** Your own unique key for this change, 8 to 100 characters. */
  idempotencyKey: string;
};

/** A new intent. Each change replaces the whole. */
export type SetIntentInput = {
  /** The battery. */
  batteryId: string;
  /** Full cycles a day at most. Null for no limit. */
  cyclesPerDayCountMax?: number | null | undefined;
  /** Your own unique key for this change, 8 to 100 characters. */
  idempotencyKey: string;
  /** State of charge kept for the owner's own needs on top of the minimum, percent. */
  reservePercent?: number;
  /** Never charged by the market above this state of charge, percent, 0 to 100. */
  socPercentMax: number;
  /** Never discharged by the market below this state of charge, percent, 0 to 100. */
  socPercentMin: number;
  /** What one MWh discharged costs in wear, not negative. */
  wearCostPerMwh?: string;
};

/** Something that can be done with a battery, a site or another object. */
export type ViewerAction =
  /** End the override. */
  | 'CANCEL_OVERRIDE'
  /** Create an API key. */
  | 'CREATE_API_KEY'
  /** End the agreement. */
  | 'END_AGREEMENT'
  /** End the support session. */
  | 'END_SUPPORT_SESSION'
  /** Enrol an edge agent at the site. */
  | 'ENROL_EDGE_AGENT'
  /** Record an agreement over the site. */
  | 'MAKE_AGREEMENT'
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
  /** Register a site. */
  | 'REGISTER_SITE'
  /** Replay the dead letter. */
  | 'REPLAY_DEAD_LETTER'
  /** Ask for a new plan. */
  | 'REQUEST_PLAN'
  /** Revoke the API key. */
  | 'REVOKE_API_KEY'
  /** End the edge agent of the site. */
  | 'REVOKE_EDGE_AGENT'
  /** Set what it may be used for. */
  | 'SET_INTENT';

export type BatteryDetailQueryVariables = Exact<{
  id: string;
}>;


export type BatteryDetailQuery = { viewer: { askedAt: string }, battery: { id: string, name: string, chargePowerKwMax: number, dischargePowerKwMax: number, energyCapacityKwh: number, chargeEfficiencyPercent: number, dischargeEfficiencyPercent: number, site: { id: string, name: string, timeZone: string, market: MarketCode, importLimitKw: number, exportLimitKw: number }, latestReading: { measuredAt: string, receivedAt: string, activePowerKw: number, socPercent: number, quality: ReadingQuality, qualityReason: string | null, instructionSequence: number | null, battery: { id: string } } | null, agreements: Array<{ id: string, role: AgreementRole, validFrom: string, validUntil: string | null, party: { id: string, name: string } }>, currentIntent: { versionSequence: number, socPercentMin: number, socPercentMax: number, reservePercent: number, cyclesPerDayCountMax: number | null, wearCostPerMwh: string, setAt: string | null } | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }>, overrides: Array<{ id: string, powerKw: number, fromAt: string, untilAt: string, reason: string, cancelledAt: string | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> }>, instructions: { nodes: Array<{ id: string, instructionSequence: number, issuedAt: string, validFrom: string, validUntil: string, state: InstructionState, refusalReason: string | null, deliveredAt: string | null, appliedAt: string | null }> } } | null };

export type BatteryReadingsQueryVariables = Exact<{
  id: string;
  from: string;
  until: string;
  pointCountMax: number;
}>;


export type BatteryReadingsQuery = { battery: { id: string, readings: Array<{ measuredAt: string, activePowerKw: number, socPercent: number }> } | null };

export type BatteryDayQueryVariables = Exact<{
  id: string;
  market: MarketCode;
  from: string;
  until: string;
}>;


export type BatteryDayQuery = { viewer: { askedAt: string }, battery: { id: string, outcomes: Array<{ plannedPowerKw: number | null, plannedSocPercent: number | null, netExportedKwh: number | null, period: { settlementDate: string, periodIndex: number, startAt: string, endAt: string }, plannedRevenue: { amount: string, currency: string } | null, realisedRevenue: { amount: string, currency: string } | null }>, plan: { id: string, madeAt: string, horizonFrom: string, horizonUntil: string, status: PlanStatus, solver: string, expectedRevenue: { amount: string, currency: string }, periods: Array<{ powerKw: number, socPercent: number, period: { settlementDate: string, periodIndex: number, startAt: string, endAt: string }, expectedRevenue: { amount: string, currency: string } }> } | null } | null, marketPrices: Array<{ importPricePerMwh: string, exportPricePerMwh: string, currency: string, period: { startAt: string, endAt: string } }> };

export type NewPlansSubscriptionVariables = Exact<{
  batteryId: string;
}>;


export type NewPlansSubscription = { plans: { id: string, madeAt: string } };

export type LiveInstructionsSubscriptionVariables = Exact<{
  batteryId: string;
}>;


export type LiveInstructionsSubscription = { instructions: { id: string, instructionSequence: number, issuedAt: string, validFrom: string, validUntil: string, state: InstructionState, refusalReason: string | null, deliveredAt: string | null, appliedAt: string | null } };

export type PlanDetailFragment = { id: string, madeAt: string, horizonFrom: string, horizonUntil: string, status: PlanStatus, solver: string, expectedRevenue: { amount: string, currency: string }, periods: Array<{ powerKw: number, socPercent: number, period: { settlementDate: string, periodIndex: number, startAt: string, endAt: string }, expectedRevenue: { amount: string, currency: string } }> };

export type InstructionDetailFragment = { id: string, instructionSequence: number, issuedAt: string, validFrom: string, validUntil: string, state: InstructionState, refusalReason: string | null, deliveredAt: string | null, appliedAt: string | null };

export type DeadLettersQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type DeadLettersQuery = { deadLetters: { nodes: Array<{ id: string, source: string, payload: string, reason: string, receivedAt: string, replayedAt: string | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ReplayDeadLetterMutationVariables = Exact<{
  input: ReplayDeadLetterInput;
}>;


export type ReplayDeadLetterMutation = { replayDeadLetter:
    | { __typename: 'DeadLetterRefused', message: string, deadLetter: { id: string, source: string, payload: string, reason: string, receivedAt: string, replayedAt: string | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> } }
    | { __typename: 'DeadLetterReplayed', deadLetter: { id: string, source: string, payload: string, reason: string, receivedAt: string, replayedAt: string | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> } }
   };

export type DeadLetterDetailFragment = { id: string, source: string, payload: string, reason: string, receivedAt: string, replayedAt: string | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> };

export type ExplorerSampleQueryVariables = Exact<{ [key: string]: never; }>;


export type ExplorerSampleQuery = { batteries: { nodes: Array<{ id: string, latestReading: { measuredAt: string } | null }> } };

export type FleetPageQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type FleetPageQuery = { viewer: { askedAt: string }, batteries: { nodes: Array<{ id: string, name: string, chargePowerKwMax: number, dischargePowerKwMax: number, energyCapacityKwh: number, site: { id: string, name: string, timeZone: string, market: MarketCode }, latestReading: { measuredAt: string, receivedAt: string, activePowerKw: number, socPercent: number, quality: ReadingQuality, qualityReason: string | null, instructionSequence: number | null, battery: { id: string } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type FleetEarningsQueryVariables = Exact<{
  ids: Array<string> | string;
  from: string;
  until: string;
}>;


export type FleetEarningsQuery = { nodes: Array<
    | { __typename: 'Agreement', id: string }
    | { __typename: 'ApiKey', id: string }
    | { __typename: 'AuditEntry', id: string }
    | { __typename: 'Battery', id: string, settledPeriods: Array<{ revenue: { amount: string, currency: string } }> }
    | { __typename: 'Consent', id: string }
    | { __typename: 'DeadLetter', id: string }
    | { __typename: 'EdgeAgent', id: string }
    | { __typename: 'ExternalIdentity', id: string }
    | { __typename: 'Instruction', id: string }
    | { __typename: 'OAuthClient', id: string }
    | { __typename: 'Override', id: string }
    | { __typename: 'Party', id: string }
    | { __typename: 'Plan', id: string }
    | { __typename: 'Site', id: string }
    | { __typename: 'SupportSession', id: string }
    | { __typename: 'Tenant', id: string }
    | { __typename: 'User', id: string }
   | null> };

export type LiveReadingsSubscriptionVariables = Exact<{
  batteryIds?: Array<string> | string | null | undefined;
}>;


export type LiveReadingsSubscription = { readings: { measuredAt: string, receivedAt: string, activePowerKw: number, socPercent: number, quality: ReadingQuality, qualityReason: string | null, instructionSequence: number | null, battery: { id: string } } };

export type LiveReadingFragment = { measuredAt: string, receivedAt: string, activePowerKw: number, socPercent: number, quality: ReadingQuality, qualityReason: string | null, instructionSequence: number | null, battery: { id: string } };

export type SetIntentMutationVariables = Exact<{
  input: SetIntentInput;
}>;


export type SetIntentMutation = { setIntent:
    | { __typename: 'IntentRefused', reason: IntentRefusalReason, message: string }
    | { __typename: 'IntentSet', battery: { id: string, currentIntent: { versionSequence: number, socPercentMin: number, socPercentMax: number, reservePercent: number, cyclesPerDayCountMax: number | null, wearCostPerMwh: string, setAt: string | null } | null } }
   };

export type RequestPlanMutationVariables = Exact<{
  input: RequestPlanInput;
}>;


export type RequestPlanMutation = { requestPlan: { __typename: 'PlanRequested' } };

export type IntentDetailFragment = { versionSequence: number, socPercentMin: number, socPercentMax: number, reservePercent: number, cyclesPerDayCountMax: number | null, wearCostPerMwh: string, setAt: string | null };

export type OverrideBatteryMutationVariables = Exact<{
  input: OverrideBatteryInput;
}>;


export type OverrideBatteryMutation = { overrideBattery:
    | { __typename: 'BatteryOverridden', battery: { id: string, overrides: Array<{ id: string, powerKw: number, fromAt: string, untilAt: string, reason: string, cancelledAt: string | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> }> } }
    | { __typename: 'OverrideRefused', reason: OverrideRefusalReason, message: string }
   };

export type CancelOverrideMutationVariables = Exact<{
  input: CancelOverrideInput;
}>;


export type CancelOverrideMutation = { cancelOverride: { __typename: 'OverrideCancelled', override: { id: string, powerKw: number, fromAt: string, untilAt: string, reason: string, cancelledAt: string | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> } } };

export type OverrideDetailFragment = { id: string, powerKw: number, fromAt: string, untilAt: string, reason: string, cancelledAt: string | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { role: ApiKeyRole, askedAt: string, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }>, tenant: { id: string, slug: string, name: string }, party: { id: string, name: string } | null } };

export const PlanDetailFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Plan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"madeAt"}},{"kind":"Field","name":{"kind":"Name","value":"horizonFrom"}},{"kind":"Field","name":{"kind":"Name","value":"horizonUntil"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"solver"}},{"kind":"Field","name":{"kind":"Name","value":"expectedRevenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"periods"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"period"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settlementDate"}},{"kind":"Field","name":{"kind":"Name","value":"periodIndex"}},{"kind":"Field","name":{"kind":"Name","value":"startAt"}},{"kind":"Field","name":{"kind":"Name","value":"endAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"powerKw"}},{"kind":"Field","name":{"kind":"Name","value":"socPercent"}},{"kind":"Field","name":{"kind":"Name","value":"expectedRevenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]} as unknown as DocumentNode<PlanDetailFragment, unknown>;
export const InstructionDetailFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InstructionDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Instruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"instructionSequence"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"validFrom"}},{"kind":"Field","name":{"kind":"Name","value":"validUntil"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"refusalReason"}},{"kind":"Field","name":{"kind":"Name","value":"deliveredAt"}},{"kind":"Field","name":{"kind":"Name","value":"appliedAt"}}]}}]} as unknown as DocumentNode<InstructionDetailFragment, unknown>;
export const DeadLetterDetailFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeadLetterDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeadLetter"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"payload"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"receivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"replayedAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<DeadLetterDetailFragment, unknown>;
export const LiveReadingFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LiveReading"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Reading"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"measuredAt"}},{"kind":"Field","name":{"kind":"Name","value":"receivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activePowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"socPercent"}},{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"qualityReason"}},{"kind":"Field","name":{"kind":"Name","value":"instructionSequence"}}]}}]} as unknown as DocumentNode<LiveReadingFragment, unknown>;
export const IntentDetailFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IntentDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Intent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"versionSequence"}},{"kind":"Field","name":{"kind":"Name","value":"socPercentMin"}},{"kind":"Field","name":{"kind":"Name","value":"socPercentMax"}},{"kind":"Field","name":{"kind":"Name","value":"reservePercent"}},{"kind":"Field","name":{"kind":"Name","value":"cyclesPerDayCountMax"}},{"kind":"Field","name":{"kind":"Name","value":"wearCostPerMwh"}},{"kind":"Field","name":{"kind":"Name","value":"setAt"}}]}}]} as unknown as DocumentNode<IntentDetailFragment, unknown>;
export const OverrideDetailFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OverrideDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Override"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"powerKw"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"cancelledAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<OverrideDetailFragment, unknown>;
export const BatteryDetailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BatteryDetail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"askedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"battery"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"chargePowerKwMax"}},{"kind":"Field","name":{"kind":"Name","value":"dischargePowerKwMax"}},{"kind":"Field","name":{"kind":"Name","value":"energyCapacityKwh"}},{"kind":"Field","name":{"kind":"Name","value":"chargeEfficiencyPercent"}},{"kind":"Field","name":{"kind":"Name","value":"dischargeEfficiencyPercent"}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"market"}},{"kind":"Field","name":{"kind":"Name","value":"importLimitKw"}},{"kind":"Field","name":{"kind":"Name","value":"exportLimitKw"}}]}},{"kind":"Field","name":{"kind":"Name","value":"latestReading"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LiveReading"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agreements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"validFrom"}},{"kind":"Field","name":{"kind":"Name","value":"validUntil"}},{"kind":"Field","name":{"kind":"Name","value":"party"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentIntent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IntentDetail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}},{"kind":"Field","name":{"kind":"Name","value":"overrides"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OverrideDetail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"instructions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"InstructionDetail"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LiveReading"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Reading"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"measuredAt"}},{"kind":"Field","name":{"kind":"Name","value":"receivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activePowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"socPercent"}},{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"qualityReason"}},{"kind":"Field","name":{"kind":"Name","value":"instructionSequence"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IntentDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Intent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"versionSequence"}},{"kind":"Field","name":{"kind":"Name","value":"socPercentMin"}},{"kind":"Field","name":{"kind":"Name","value":"socPercentMax"}},{"kind":"Field","name":{"kind":"Name","value":"reservePercent"}},{"kind":"Field","name":{"kind":"Name","value":"cyclesPerDayCountMax"}},{"kind":"Field","name":{"kind":"Name","value":"wearCostPerMwh"}},{"kind":"Field","name":{"kind":"Name","value":"setAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OverrideDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Override"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"powerKw"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"cancelledAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InstructionDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Instruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"instructionSequence"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"validFrom"}},{"kind":"Field","name":{"kind":"Name","value":"validUntil"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"refusalReason"}},{"kind":"Field","name":{"kind":"Name","value":"deliveredAt"}},{"kind":"Field","name":{"kind":"Name","value":"appliedAt"}}]}}]} as unknown as DocumentNode<BatteryDetailQuery, BatteryDetailQueryVariables>;
export const BatteryReadingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BatteryReadings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"until"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"pointCountMax"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"battery"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"readings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}},{"kind":"Argument","name":{"kind":"Name","value":"pointCountMax"},"value":{"kind":"Variable","name":{"kind":"Name","value":"pointCountMax"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"measuredAt"}},{"kind":"Field","name":{"kind":"Name","value":"activePowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"socPercent"}}]}}]}}]}}]} as unknown as DocumentNode<BatteryReadingsQuery, BatteryReadingsQueryVariables>;
export const BatteryDayDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BatteryDay"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"market"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MarketCode"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"until"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"askedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"battery"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"outcomes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"period"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settlementDate"}},{"kind":"Field","name":{"kind":"Name","value":"periodIndex"}},{"kind":"Field","name":{"kind":"Name","value":"startAt"}},{"kind":"Field","name":{"kind":"Name","value":"endAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"plannedPowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"plannedSocPercent"}},{"kind":"Field","name":{"kind":"Name","value":"plannedRevenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"netExportedKwh"}},{"kind":"Field","name":{"kind":"Name","value":"realisedRevenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"plan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlanDetail"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"marketPrices"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"market"},"value":{"kind":"Variable","name":{"kind":"Name","value":"market"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"period"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startAt"}},{"kind":"Field","name":{"kind":"Name","value":"endAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"importPricePerMwh"}},{"kind":"Field","name":{"kind":"Name","value":"exportPricePerMwh"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Plan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"madeAt"}},{"kind":"Field","name":{"kind":"Name","value":"horizonFrom"}},{"kind":"Field","name":{"kind":"Name","value":"horizonUntil"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"solver"}},{"kind":"Field","name":{"kind":"Name","value":"expectedRevenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"periods"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"period"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settlementDate"}},{"kind":"Field","name":{"kind":"Name","value":"periodIndex"}},{"kind":"Field","name":{"kind":"Name","value":"startAt"}},{"kind":"Field","name":{"kind":"Name","value":"endAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"powerKw"}},{"kind":"Field","name":{"kind":"Name","value":"socPercent"}},{"kind":"Field","name":{"kind":"Name","value":"expectedRevenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]} as unknown as DocumentNode<BatteryDayQuery, BatteryDayQueryVariables>;
export const NewPlansDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"NewPlans"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"batteryId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"plans"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"batteryId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"batteryId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"madeAt"}}]}}]}}]} as unknown as DocumentNode<NewPlansSubscription, NewPlansSubscriptionVariables>;
export const LiveInstructionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"LiveInstructions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"batteryId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"instructions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"batteryId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"batteryId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"InstructionDetail"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InstructionDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Instruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"instructionSequence"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"validFrom"}},{"kind":"Field","name":{"kind":"Name","value":"validUntil"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"refusalReason"}},{"kind":"Field","name":{"kind":"Name","value":"deliveredAt"}},{"kind":"Field","name":{"kind":"Name","value":"appliedAt"}}]}}]} as unknown as DocumentNode<LiveInstructionsSubscription, LiveInstructionsSubscriptionVariables>;
export const DeadLettersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DeadLetters"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deadLetters"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeadLetterDetail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeadLetterDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeadLetter"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"payload"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"receivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"replayedAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<DeadLettersQuery, DeadLettersQueryVariables>;
export const ReplayDeadLetterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReplayDeadLetter"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReplayDeadLetterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayDeadLetter"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeadLetterReplayed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deadLetter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeadLetterDetail"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeadLetterRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deadLetter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeadLetterDetail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeadLetterDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeadLetter"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"payload"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"receivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"replayedAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<ReplayDeadLetterMutation, ReplayDeadLetterMutationVariables>;
export const ExplorerSampleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerSample"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batteries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"latestReading"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"measuredAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerSampleQuery, ExplorerSampleQueryVariables>;
export const FleetPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FleetPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"askedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"batteries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"chargePowerKwMax"}},{"kind":"Field","name":{"kind":"Name","value":"dischargePowerKwMax"}},{"kind":"Field","name":{"kind":"Name","value":"energyCapacityKwh"}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"market"}}]}},{"kind":"Field","name":{"kind":"Name","value":"latestReading"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LiveReading"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LiveReading"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Reading"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"measuredAt"}},{"kind":"Field","name":{"kind":"Name","value":"receivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activePowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"socPercent"}},{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"qualityReason"}},{"kind":"Field","name":{"kind":"Name","value":"instructionSequence"}}]}}]} as unknown as DocumentNode<FleetPageQuery, FleetPageQueryVariables>;
export const FleetEarningsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FleetEarnings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"until"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Battery"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settledPeriods"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<FleetEarningsQuery, FleetEarningsQueryVariables>;
export const LiveReadingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"LiveReadings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"batteryIds"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"readings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"batteryIds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"batteryIds"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LiveReading"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LiveReading"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Reading"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"measuredAt"}},{"kind":"Field","name":{"kind":"Name","value":"receivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activePowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"socPercent"}},{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"qualityReason"}},{"kind":"Field","name":{"kind":"Name","value":"instructionSequence"}}]}}]} as unknown as DocumentNode<LiveReadingsSubscription, LiveReadingsSubscriptionVariables>;
export const SetIntentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetIntent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetIntentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setIntent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IntentSet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"currentIntent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IntentDetail"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IntentRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IntentDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Intent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"versionSequence"}},{"kind":"Field","name":{"kind":"Name","value":"socPercentMin"}},{"kind":"Field","name":{"kind":"Name","value":"socPercentMax"}},{"kind":"Field","name":{"kind":"Name","value":"reservePercent"}},{"kind":"Field","name":{"kind":"Name","value":"cyclesPerDayCountMax"}},{"kind":"Field","name":{"kind":"Name","value":"wearCostPerMwh"}},{"kind":"Field","name":{"kind":"Name","value":"setAt"}}]}}]} as unknown as DocumentNode<SetIntentMutation, SetIntentMutationVariables>;
export const RequestPlanDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestPlan"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestPlanInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestPlan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}}]} as unknown as DocumentNode<RequestPlanMutation, RequestPlanMutationVariables>;
export const OverrideBatteryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OverrideBattery"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OverrideBatteryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"overrideBattery"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BatteryOverridden"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"overrides"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OverrideDetail"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OverrideRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OverrideDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Override"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"powerKw"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"cancelledAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<OverrideBatteryMutation, OverrideBatteryMutationVariables>;
export const CancelOverrideDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelOverride"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CancelOverrideInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelOverride"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OverrideCancelled"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"override"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OverrideDetail"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OverrideDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Override"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"powerKw"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"cancelledAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<CancelOverrideMutation, CancelOverrideMutationVariables>;
export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}},{"kind":"Field","name":{"kind":"Name","value":"askedAt"}},{"kind":"Field","name":{"kind":"Name","value":"tenant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"party"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;