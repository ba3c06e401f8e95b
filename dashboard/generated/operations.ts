/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Which alert somebody has seen. */
export type AcknowledgeAlertInput = {
  /** The alert. */
  alertId: string;
  /** Your own unique key for this change, 8 to 100 characters. */
  idempotencyKey: string;
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

/** What is amiss with a battery. */
export type AlertKind =
  /** The site has an instruction, and has not confirmed in time that the hardware took it. */
  | 'NOT_APPLIED'
  /** The site has not confirmed in time that it has an instruction. */
  | 'NOT_DELIVERED'
  /** The battery's readings differ from what it is told, for longer than is allowed. */
  | 'OUT_OF_TOLERANCE';

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

/** A new password for the one there is. */
export type ChangePasswordInput = {
  /** The password that is good now. */
  currentPassword: string;
  /** Your own unique key for this change, 8 to 100 characters. */
  idempotencyKey: string;
  /** The one to sign in with from now on, 12 to 200 characters. */
  newPassword: string;
};

/** An intent to look at, as `SetIntentInput` without its key. */
export type CheckIntentInput = {
  /** The battery. */
  batteryId: string;
  /** Times of day in which the market does not use the battery; at most 24. */
  blackouts?: Array<DailyWindowInput>;
  /** Full cycles a day at most. Null for no limit. */
  cyclesPerDayCountMax?: number | null | undefined;
  /** Full cycles in a calendar year at most, at most 36600. Null for no limit. */
  cyclesPerYearCountMax?: number | null | undefined;
  /** What one MWh discharged must earn beyond wear and losses, or the battery stays idle; not negative. */
  leastMarginPerMwh?: string;
  /** State of charge kept for the owner's own needs on top of the minimum, percent. */
  reservePercent?: number;
  /** Never charged by the market above this state of charge, percent, 0 to 100. */
  socPercentMax: number;
  /** Never discharged by the market below this state of charge, percent, 0 to 100. */
  socPercentMin: number;
  /** States of charge to be had by a time of day; at most 24. They lie in the range, the reserve counted. */
  socTargets?: Array<SocTargetInput>;
  /** What one MWh discharged costs in wear, not negative. */
  wearCostPerMwh?: string;
};

/** A part of each day in the time zone of the site, over midnight where it ends before it begins. */
export type DailyWindowInput = {
  /** From this time of day, as `16:00`. */
  fromWallTime: string;
  /** Until this time of day, as `19:00`. */
  untilWallTime: string;
};

/** Which response to end. */
export type DisableResponseInput = {
  /** Your own unique key for this change, 8 to 100 characters. */
  idempotencyKey: string;
  /** The response. */
  responseId: string;
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

/** Why things stand still. */
export type DispatchStopKind =
  /** Something is wrong. */
  | 'EMERGENCY'
  /** An engineer is on site. */
  | 'VISIT';

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

/** A frequency response to be given. */
export type EnableResponseInput = {
  /** What the battery does beside it, kW, positive towards the grid; what the plan says when left out. */
  baselinePowerKw?: number | null | undefined;
  /** The battery. */
  batteryId: string;
  /** The power owed at the end of the service's curve, kW, above zero. */
  contractedPowerKw: number;
  /** Which side of the nominal frequency it answers. */
  direction: ResponseDirection;
  /** From this instant; now when left out. */
  fromAt?: string | null | undefined;
  /** Your own unique key for this change, 8 to 100 characters. */
  idempotencyKey: string;
  /** The service. */
  service: ResponseServiceName;
  /** Until this instant, excluded; at most 7 days after the start. */
  untilAt: string;
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

/** Which limit to lift. */
export type LiftPowerLimitInput = {
  /** Your own unique key for this change, 8 to 100 characters. */
  idempotencyKey: string;
  /** The limit. */
  limitId: string;
};

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
  /** The battery is stopped; the stop has to be lifted first. */
  | 'STOPPED'
  /** The battery has 100 overrides in force or to come. */
  | 'TOO_MANY';

/** Why a password was not changed. */
export type PasswordRefusalReason =
  /** The new password is the one there is. */
  | 'SAME_PASSWORD'
  /** Wrong passwords have come too often; wait some minutes. */
  | 'TOO_MANY'
  /** The current password is another one. */
  | 'WRONG_PASSWORD';

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

/** How good a plan is. */
export type PlanStatus =
  /** No plan earns more. */
  | 'OPTIMAL'
  /** The battery is outside its intent's range now, or a target is out of its reach; the plan comes as near as it can and is the best one that does. */
  | 'RECOVERING';

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

/** Which side of the nominal frequency a response answers. */
export type ResponseDirection =
  /** A high frequency, with power from the grid. */
  | 'HIGH'
  /** A low frequency, with power towards the grid. */
  | 'LOW';

/** Why a response was refused. */
export type ResponseRefusalReason =
  /** It ends before it begins, ends in the past, is longer than 7 days, or begins more than 10 days ahead. */
  | 'BAD_TIME_SPAN'
  /** With its baseline and the other responses of its time it is more than the battery may do. */
  | 'BEYOND_LIMITS'
  /** The battery has 32 responses enabled or to come. */
  | 'TOO_MANY';

/** The dynamic response services of Great Britain. */
export type ResponseServiceName =
  /** Dynamic Containment: full at a deviation of 0.5 Hz, for 15 minutes. */
  | 'DC'
  /** Dynamic Moderation: full at a deviation of 0.2 Hz, for 30 minutes. */
  | 'DM'
  /** Dynamic Regulation: from 0.015 to 0.2 Hz, for an hour. */
  | 'DR';

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
  idempotencyKey: string;
  /** The stop. */
  stopId: string;
};

/** Which consent to take back. */
export type RevokeConsentInput = {
  /** The consent. */
  consentId: string;
  /** Your own unique key for this change, 8 to 100 characters. */
  idempotencyKey: string;
};

/** A new intent. Each change replaces the whole. */
export type SetIntentInput = {
  /** The battery. */
  batteryId: string;
  /** Times of day in which the market does not use the battery; at most 24. */
  blackouts?: Array<DailyWindowInput>;
  /** Full cycles a day at most. Null for no limit. */
  cyclesPerDayCountMax?: number | null | undefined;
  /** Full cycles in a calendar year at most, at most 36600. Null for no limit. */
  cyclesPerYearCountMax?: number | null | undefined;
  /** Your own unique key for this change, 8 to 100 characters. */
  idempotencyKey: string;
  /** What one MWh discharged must earn beyond wear and losses, or the battery stays idle; not negative. */
  leastMarginPerMwh?: string;
  /** State of charge kept for the owner's own needs on top of the minimum, percent. */
  reservePercent?: number;
  /** Never charged by the market above this state of charge, percent, 0 to 100. */
  socPercentMax: number;
  /** Never discharged by the market below this state of charge, percent, 0 to 100. */
  socPercentMin: number;
  /** States of charge to be had by a time of day; at most 24. They lie in the range, the reserve counted. */
  socTargets?: Array<SocTargetInput>;
  /** What one MWh discharged costs in wear, not negative. */
  wearCostPerMwh?: string;
};

/** A limit on a battery or on a site. */
export type SetPowerLimitInput = {
  /** The battery; give this or `siteId`. */
  batteryId?: string | null | undefined;
  /** The most that may be charged with, kW, never negative; not limited when left out. */
  chargePowerKwMax?: number | null | undefined;
  /** The most that may be discharged with, kW, never negative; not limited when left out. */
  dischargePowerKwMax?: number | null | undefined;
  /** From this instant; now when left out. */
  fromAt?: string | null | undefined;
  /** Your own unique key for this change, 8 to 100 characters. */
  idempotencyKey: string;
  /** Why, 1 to 200 characters. */
  reason: string;
  /** As what you set it. */
  role: LimitRole;
  /** The site, whose batteries share the limit by their nameplates; give this or `batteryId`. */
  siteId?: string | null | undefined;
  /** Until this instant, excluded; until somebody lifts it when left out. */
  untilAt?: string | null | undefined;
};

/** A state of charge to be had each day by a time of day, in the time zone of the site. */
export type SocTargetInput = {
  /** At most this state of charge, percent. */
  socPercentMax?: number | null | undefined;
  /** At least this state of charge, percent. */
  socPercentMin?: number | null | undefined;
  /** By when, as `07:00`. */
  wallTime: string;
};

/** What stands still. Give a battery, a site, or neither for everything. */
export type StopDispatchInput = {
  /** The battery. */
  batteryId?: string | null | undefined;
  /** Your own unique key for this change, 8 to 100 characters. */
  idempotencyKey: string;
  /** Why things stand still. */
  kind: DispatchStopKind;
  /** Why, 1 to 200 characters. */
  reason: string;
  /** The site: every battery there, those that are registered later too. */
  siteId?: string | null | undefined;
  /** It ends by itself at this instant, excluded; until somebody lifts it when left out. */
  untilAt?: string | null | undefined;
};

/** Why a stop was refused. */
export type StopRefusalReason =
  /** It ends in the past. */
  | 'BAD_TIME_SPAN'
  /** There are 1,000 stops in force. */
  | 'TOO_MANY';

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

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type ChangePasswordMutation = { changePassword:
    | { __typename: 'PasswordChanged', changedAt: string }
    | { __typename: 'PasswordRefused', reason: PasswordRefusalReason, message: string }
   };

export type AlertsQueryVariables = Exact<{ [key: string]: never; }>;


export type AlertsQuery = { alerts: { nodes: Array<{ id: string, kind: AlertKind, sinceAt: string, raisedAt: string, clearedAt: string | null, acknowledgedAt: string | null, battery: { id: string, name: string }, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> }> } };

export type BatteryAlertsQueryVariables = Exact<{
  batteryId: string;
}>;


export type BatteryAlertsQuery = { battery: { id: string, alerts: { nodes: Array<{ id: string, kind: AlertKind, sinceAt: string, raisedAt: string, clearedAt: string | null, acknowledgedAt: string | null, battery: { id: string, name: string }, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> }> } } | null };

export type LiveAlertsSubscriptionVariables = Exact<{
  batteryId?: string | null | undefined;
}>;


export type LiveAlertsSubscription = { alerts: { id: string, kind: AlertKind, sinceAt: string, raisedAt: string, clearedAt: string | null, acknowledgedAt: string | null, battery: { id: string, name: string }, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> } };

export type AcknowledgeAlertMutationVariables = Exact<{
  input: AcknowledgeAlertInput;
}>;


export type AcknowledgeAlertMutation = { acknowledgeAlert: { __typename: 'AlertAcknowledged', alert: { id: string, kind: AlertKind, sinceAt: string, raisedAt: string, clearedAt: string | null, acknowledgedAt: string | null, battery: { id: string, name: string }, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> } } };

export type AlertDetailFragment = { id: string, kind: AlertKind, sinceAt: string, raisedAt: string, clearedAt: string | null, acknowledgedAt: string | null, battery: { id: string, name: string }, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> };

export type BatteryDetailQueryVariables = Exact<{
  id: string;
}>;


export type BatteryDetailQuery = { viewer: { askedAt: string }, battery: { id: string, name: string, chargePowerKwMax: number, dischargePowerKwMax: number, energyCapacityKwh: number, chargeEfficiencyPercent: number, dischargeEfficiencyPercent: number, site: { id: string, name: string, timeZone: string, market: MarketCode, importLimitKw: number, exportLimitKw: number }, latestReading: { measuredAt: string, receivedAt: string, activePowerKw: number, socPercent: number, quality: ReadingQuality, qualityReason: string | null, instructionSequence: number | null, battery: { id: string } } | null, agreements: Array<{ id: string, role: AgreementRole, validFrom: string, validUntil: string | null, party: { id: string, name: string } }>, currentIntent: { versionSequence: number, socPercentMin: number, socPercentMax: number, reservePercent: number, cyclesPerDayCountMax: number | null, cyclesPerYearCountMax: number | null, wearCostPerMwh: string, leastMarginPerMwh: string, setAt: string | null, socTargets: Array<{ wallTime: string, socPercentMin: number | null, socPercentMax: number | null }>, blackouts: Array<{ fromWallTime: string, untilWallTime: string }> } | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }>, instructions: { nodes: Array<{ id: string, instructionSequence: number, issuedAt: string, validFrom: string, validUntil: string, state: InstructionState, refusalReason: string | null, deliveredAt: string | null, appliedAt: string | null }> }, overrides: Array<{ id: string, powerKw: number, fromAt: string, untilAt: string, reason: string, cancelledAt: string | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> }>, dispatchStops: Array<{ id: string, kind: DispatchStopKind, reason: string, setAt: string, untilAt: string | null, liftedAt: string | null, battery: { id: string, name: string } | null, site: { id: string, name: string } | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> }>, powerLimits: Array<{ id: string, role: LimitRole, chargePowerKwMax: number | null, dischargePowerKwMax: number | null, fromAt: string, untilAt: string | null, reason: string, setAt: string, liftedAt: string | null, site: { id: string, name: string } | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> }>, enabledResponses: Array<{ id: string, service: ResponseServiceName, direction: ResponseDirection, contractedPowerKw: number, baselinePowerKw: number | null, fromAt: string, untilAt: string, state: EnabledResponseState, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> }> } | null };

export type BatteryOrdersQueryVariables = Exact<{
  id: string;
}>;


export type BatteryOrdersQuery = { battery: { id: string, overrides: Array<{ id: string, powerKw: number, fromAt: string, untilAt: string, reason: string, cancelledAt: string | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> }>, dispatchStops: Array<{ id: string, kind: DispatchStopKind, reason: string, setAt: string, untilAt: string | null, liftedAt: string | null, battery: { id: string, name: string } | null, site: { id: string, name: string } | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> }>, powerLimits: Array<{ id: string, role: LimitRole, chargePowerKwMax: number | null, dischargePowerKwMax: number | null, fromAt: string, untilAt: string | null, reason: string, setAt: string, liftedAt: string | null, site: { id: string, name: string } | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> }>, enabledResponses: Array<{ id: string, service: ResponseServiceName, direction: ResponseDirection, contractedPowerKw: number, baselinePowerKw: number | null, fromAt: string, untilAt: string, state: EnabledResponseState, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> }> } | null };

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

export type PlanReasonsQueryVariables = Exact<{
  id: string;
}>;


export type PlanReasonsQuery = { battery: { id: string, plan: { id: string, reasons: Array<{ constraint: PlanConstraint, sentence: string }>, periods: Array<{ powerKw: number, why: string | null, period: { settlementDate: string, periodIndex: number, startAt: string, endAt: string }, reasons: Array<{ constraint: PlanConstraint, sentence: string }> }> } | null } | null };

export type NewPlansSubscriptionVariables = Exact<{
  batteryId: string;
}>;


export type NewPlansSubscription = { plans: { id: string, madeAt: string } };

export type LiveInstructionsSubscriptionVariables = Exact<{
  batteryId: string;
}>;


export type LiveInstructionsSubscription = { instructions: { id: string, instructionSequence: number, issuedAt: string, validFrom: string, validUntil: string, state: InstructionState, refusalReason: string | null, deliveredAt: string | null, appliedAt: string | null } };

export type BatteryOrdersFragment = { id: string, overrides: Array<{ id: string, powerKw: number, fromAt: string, untilAt: string, reason: string, cancelledAt: string | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> }>, dispatchStops: Array<{ id: string, kind: DispatchStopKind, reason: string, setAt: string, untilAt: string | null, liftedAt: string | null, battery: { id: string, name: string } | null, site: { id: string, name: string } | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> }>, powerLimits: Array<{ id: string, role: LimitRole, chargePowerKwMax: number | null, dischargePowerKwMax: number | null, fromAt: string, untilAt: string | null, reason: string, setAt: string, liftedAt: string | null, site: { id: string, name: string } | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> }>, enabledResponses: Array<{ id: string, service: ResponseServiceName, direction: ResponseDirection, contractedPowerKw: number, baselinePowerKw: number | null, fromAt: string, untilAt: string, state: EnabledResponseState, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> }> };

export type PlanDetailFragment = { id: string, madeAt: string, horizonFrom: string, horizonUntil: string, status: PlanStatus, solver: string, expectedRevenue: { amount: string, currency: string }, periods: Array<{ powerKw: number, socPercent: number, period: { settlementDate: string, periodIndex: number, startAt: string, endAt: string }, expectedRevenue: { amount: string, currency: string } }> };

export type PlanReasonDetailFragment = { constraint: PlanConstraint, sentence: string };

export type InstructionDetailFragment = { id: string, instructionSequence: number, issuedAt: string, validFrom: string, validUntil: string, state: InstructionState, refusalReason: string | null, deliveredAt: string | null, appliedAt: string | null };

export type ConsentsQueryVariables = Exact<{ [key: string]: never; }>;


export type ConsentsQuery = { consents: { nodes: Array<{ id: string, grantedAt: string, lastUsedAt: string | null, revokedAt: string | null, app: { id: string, name: string }, user: { id: string, name: string }, purposes: Array<{ purpose: Purpose, batteries: Array<{ id: string, name: string }> }>, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> }>, pageInfo: { hasNextPage: boolean } } };

export type RevokeConsentMutationVariables = Exact<{
  input: RevokeConsentInput;
}>;


export type RevokeConsentMutation = { revokeConsent: { __typename: 'ConsentRevoked', consent: { id: string, grantedAt: string, lastUsedAt: string | null, revokedAt: string | null, app: { id: string, name: string }, user: { id: string, name: string }, purposes: Array<{ purpose: Purpose, batteries: Array<{ id: string, name: string }> }>, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> } } };

export type ConsentDetailFragment = { id: string, grantedAt: string, lastUsedAt: string | null, revokedAt: string | null, app: { id: string, name: string }, user: { id: string, name: string }, purposes: Array<{ purpose: Purpose, batteries: Array<{ id: string, name: string }> }>, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> };

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

export type DispatchStopsQueryVariables = Exact<{ [key: string]: never; }>;


export type DispatchStopsQuery = { dispatchStops: { nodes: Array<{ id: string, kind: DispatchStopKind, reason: string, setAt: string, untilAt: string | null, liftedAt: string | null, battery: { id: string, name: string } | null, site: { id: string, name: string } | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> }> } };

export type StopDispatchMutationVariables = Exact<{
  input: StopDispatchInput;
}>;


export type StopDispatchMutation = { stopDispatch:
    | { __typename: 'DispatchStopped', stop: { id: string, kind: DispatchStopKind, reason: string, setAt: string, untilAt: string | null, liftedAt: string | null, battery: { id: string, name: string } | null, site: { id: string, name: string } | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> } }
    | { __typename: 'StopRefused', reason: StopRefusalReason, message: string }
   };

export type ResumeDispatchMutationVariables = Exact<{
  input: ResumeDispatchInput;
}>;


export type ResumeDispatchMutation = { resumeDispatch: { __typename: 'DispatchResumed', stop: { id: string, kind: DispatchStopKind, reason: string, setAt: string, untilAt: string | null, liftedAt: string | null, battery: { id: string, name: string } | null, site: { id: string, name: string } | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> } } };

export type DispatchStopDetailFragment = { id: string, kind: DispatchStopKind, reason: string, setAt: string, untilAt: string | null, liftedAt: string | null, battery: { id: string, name: string } | null, site: { id: string, name: string } | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> };

export type BatteryDispatchQueryVariables = Exact<{
  id: string;
  from: string;
  until: string;
}>;


export type BatteryDispatchQuery = { battery: { id: string, dispatchPeriods: Array<{ askedKwh: number | null, decidedKwh: number | null, meteredKwh: number | null, settledKwh: number | null, reason: DispatchReason | null, period: { settlementDate: string, periodIndex: number, startAt: string, endAt: string }, wishes: Array<{ source: WishSource, powerKw: number, fromAt: string, untilAt: string }> }> } | null };

export type BatteryEarningsQueryVariables = Exact<{
  id: string;
  from: string;
  until: string;
}>;


export type BatteryEarningsQuery = { battery: { id: string, earnings: Array<{ parts: Array<{ source: EarningsSource, product: string | null, service: string | null, energyKwh: number, revenue: { amount: string, currency: string } }> }>, positions: Array<{ product: string, powerKw: number, pricePerMwh: string, period: { periodIndex: number, startAt: string, endAt: string }, revenue: { amount: string, currency: string } }>, responsePositions: Array<{ blockStartAt: string, blockEndAt: string, service: ResponseServiceName, direction: ResponseDirection, powerKw: number, fullRevenue: { amount: string, currency: string }, settlement: { isAvailable: boolean, reason: ResponseUnavailability | null } | null }>, acceptances: Array<{ acceptanceNumber: number, points: Array<{ at: string, powerKw: number }> }> } | null };

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
    | { __typename: 'Alert', id: string }
    | { __typename: 'ApiKey', id: string }
    | { __typename: 'AuditEntry', id: string }
    | { __typename: 'Battery', id: string, settledPeriods: Array<{ revenue: { amount: string, currency: string } }> }
    | { __typename: 'Consent', id: string }
    | { __typename: 'DeadLetter', id: string }
    | { __typename: 'DispatchStop', id: string }
    | { __typename: 'EdgeAgent', id: string }
    | { __typename: 'EnabledResponse', id: string }
    | { __typename: 'ExternalIdentity', id: string }
    | { __typename: 'Instruction', id: string }
    | { __typename: 'MarketRun', id: string }
    | { __typename: 'OAuthClient', id: string }
    | { __typename: 'Override', id: string }
    | { __typename: 'Party', id: string }
    | { __typename: 'Plan', id: string }
    | { __typename: 'PowerLimit', id: string }
    | { __typename: 'Site', id: string }
    | { __typename: 'SupportSession', id: string }
    | { __typename: 'Tenant', id: string }
    | { __typename: 'User', id: string }
    | { __typename: 'WebhookEndpoint', id: string }
    | { __typename: 'WebhookMessage', id: string }
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
    | { __typename: 'IntentSet', battery: { id: string, currentIntent: { versionSequence: number, socPercentMin: number, socPercentMax: number, reservePercent: number, cyclesPerDayCountMax: number | null, cyclesPerYearCountMax: number | null, wearCostPerMwh: string, leastMarginPerMwh: string, setAt: string | null, socTargets: Array<{ wallTime: string, socPercentMin: number | null, socPercentMax: number | null }>, blackouts: Array<{ fromWallTime: string, untilWallTime: string }> } | null } }
   };

export type RequestPlanMutationVariables = Exact<{
  input: RequestPlanInput;
}>;


export type RequestPlanMutation = { requestPlan: { __typename: 'PlanRequested' } };

export type IntentDetailFragment = { versionSequence: number, socPercentMin: number, socPercentMax: number, reservePercent: number, cyclesPerDayCountMax: number | null, cyclesPerYearCountMax: number | null, wearCostPerMwh: string, leastMarginPerMwh: string, setAt: string | null, socTargets: Array<{ wallTime: string, socPercentMin: number | null, socPercentMax: number | null }>, blackouts: Array<{ fromWallTime: string, untilWallTime: string }> };

export type CheckIntentQueryVariables = Exact<{
  input: CheckIntentInput;
}>;


export type CheckIntentQuery = { checkIntent:
    | { __typename: 'IntentChecked', horizonUntil: string, isReachable: boolean, keptFrom: string | null, loosen: IntentPart | null, misses: Array<{ constraint: PlanConstraint, missedPercent: number, until: string }>, costPerDay: { amount: string, currency: string } | null }
    | { __typename: 'IntentNotChecked', message: string }
    | { __typename: 'IntentRefused', message: string }
   };

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

export type SetPowerLimitMutationVariables = Exact<{
  input: SetPowerLimitInput;
}>;


export type SetPowerLimitMutation = { setPowerLimit:
    | { __typename: 'PowerLimitRefused', reason: LimitRefusalReason, message: string }
    | { __typename: 'PowerLimitSet', limit: { id: string, role: LimitRole, chargePowerKwMax: number | null, dischargePowerKwMax: number | null, fromAt: string, untilAt: string | null, reason: string, setAt: string, liftedAt: string | null, site: { id: string, name: string } | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> } }
   };

export type LiftPowerLimitMutationVariables = Exact<{
  input: LiftPowerLimitInput;
}>;


export type LiftPowerLimitMutation = { liftPowerLimit: { __typename: 'PowerLimitLifted', limit: { id: string, role: LimitRole, chargePowerKwMax: number | null, dischargePowerKwMax: number | null, fromAt: string, untilAt: string | null, reason: string, setAt: string, liftedAt: string | null, site: { id: string, name: string } | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> } } };

export type PowerLimitDetailFragment = { id: string, role: LimitRole, chargePowerKwMax: number | null, dischargePowerKwMax: number | null, fromAt: string, untilAt: string | null, reason: string, setAt: string, liftedAt: string | null, site: { id: string, name: string } | null, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> };

export type EnableResponseMutationVariables = Exact<{
  input: EnableResponseInput;
}>;


export type EnableResponseMutation = { enableResponse:
    | { __typename: 'ResponseEnabled', response: { id: string, service: ResponseServiceName, direction: ResponseDirection, contractedPowerKw: number, baselinePowerKw: number | null, fromAt: string, untilAt: string, state: EnabledResponseState, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> } }
    | { __typename: 'ResponseRefused', reason: ResponseRefusalReason, message: string }
   };

export type DisableResponseMutationVariables = Exact<{
  input: DisableResponseInput;
}>;


export type DisableResponseMutation = { disableResponse: { __typename: 'ResponseDisabled', response: { id: string, service: ResponseServiceName, direction: ResponseDirection, contractedPowerKw: number, baselinePowerKw: number | null, fromAt: string, untilAt: string, state: EnabledResponseState, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> } } };

export type EnabledResponseDetailFragment = { id: string, service: ResponseServiceName, direction: ResponseDirection, contractedPowerKw: number, baselinePowerKw: number | null, fromAt: string, untilAt: string, state: EnabledResponseState, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }> };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { role: ApiKeyRole, askedAt: string, viewerCan: Array<{ action: ViewerAction, allowed: boolean, missing: string | null }>, tenant: { id: string, slug: string, name: string }, party: { id: string, name: string } | null, user: { id: string, name: string, email: string } | null } };

export const AlertDetailFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlertDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alert"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"sinceAt"}},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"clearedAt"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedAt"}},{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<AlertDetailFragment, unknown>;
export const OverrideDetailFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OverrideDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Override"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"powerKw"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"cancelledAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<OverrideDetailFragment, unknown>;
export const DispatchStopDetailFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DispatchStopDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DispatchStop"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"setAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"liftedAt"}},{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<DispatchStopDetailFragment, unknown>;
export const PowerLimitDetailFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PowerLimitDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PowerLimit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"chargePowerKwMax"}},{"kind":"Field","name":{"kind":"Name","value":"dischargePowerKwMax"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"setAt"}},{"kind":"Field","name":{"kind":"Name","value":"liftedAt"}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<PowerLimitDetailFragment, unknown>;
export const EnabledResponseDetailFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EnabledResponseDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EnabledResponse"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"service"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"contractedPowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"baselinePowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<EnabledResponseDetailFragment, unknown>;
export const BatteryOrdersFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BatteryOrders"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Battery"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"overrides"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OverrideDetail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dispatchStops"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DispatchStopDetail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"powerLimits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PowerLimitDetail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enabledResponses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EnabledResponseDetail"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OverrideDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Override"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"powerKw"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"cancelledAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DispatchStopDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DispatchStop"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"setAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"liftedAt"}},{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PowerLimitDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PowerLimit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"chargePowerKwMax"}},{"kind":"Field","name":{"kind":"Name","value":"dischargePowerKwMax"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"setAt"}},{"kind":"Field","name":{"kind":"Name","value":"liftedAt"}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EnabledResponseDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EnabledResponse"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"service"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"contractedPowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"baselinePowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<BatteryOrdersFragment, unknown>;
export const PlanDetailFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Plan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"madeAt"}},{"kind":"Field","name":{"kind":"Name","value":"horizonFrom"}},{"kind":"Field","name":{"kind":"Name","value":"horizonUntil"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"solver"}},{"kind":"Field","name":{"kind":"Name","value":"expectedRevenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"periods"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"period"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settlementDate"}},{"kind":"Field","name":{"kind":"Name","value":"periodIndex"}},{"kind":"Field","name":{"kind":"Name","value":"startAt"}},{"kind":"Field","name":{"kind":"Name","value":"endAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"powerKw"}},{"kind":"Field","name":{"kind":"Name","value":"socPercent"}},{"kind":"Field","name":{"kind":"Name","value":"expectedRevenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]} as unknown as DocumentNode<PlanDetailFragment, unknown>;
export const PlanReasonDetailFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanReasonDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PlanReason"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"sentence"}}]}}]} as unknown as DocumentNode<PlanReasonDetailFragment, unknown>;
export const InstructionDetailFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InstructionDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Instruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"instructionSequence"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"validFrom"}},{"kind":"Field","name":{"kind":"Name","value":"validUntil"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"refusalReason"}},{"kind":"Field","name":{"kind":"Name","value":"deliveredAt"}},{"kind":"Field","name":{"kind":"Name","value":"appliedAt"}}]}}]} as unknown as DocumentNode<InstructionDetailFragment, unknown>;
export const ConsentDetailFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ConsentDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Consent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"grantedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"app"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"purposes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"batteries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<ConsentDetailFragment, unknown>;
export const DeadLetterDetailFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeadLetterDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeadLetter"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"payload"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"receivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"replayedAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<DeadLetterDetailFragment, unknown>;
export const LiveReadingFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LiveReading"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Reading"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"measuredAt"}},{"kind":"Field","name":{"kind":"Name","value":"receivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activePowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"socPercent"}},{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"qualityReason"}},{"kind":"Field","name":{"kind":"Name","value":"instructionSequence"}}]}}]} as unknown as DocumentNode<LiveReadingFragment, unknown>;
export const IntentDetailFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IntentDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Intent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"versionSequence"}},{"kind":"Field","name":{"kind":"Name","value":"socPercentMin"}},{"kind":"Field","name":{"kind":"Name","value":"socPercentMax"}},{"kind":"Field","name":{"kind":"Name","value":"reservePercent"}},{"kind":"Field","name":{"kind":"Name","value":"cyclesPerDayCountMax"}},{"kind":"Field","name":{"kind":"Name","value":"cyclesPerYearCountMax"}},{"kind":"Field","name":{"kind":"Name","value":"wearCostPerMwh"}},{"kind":"Field","name":{"kind":"Name","value":"leastMarginPerMwh"}},{"kind":"Field","name":{"kind":"Name","value":"socTargets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"wallTime"}},{"kind":"Field","name":{"kind":"Name","value":"socPercentMin"}},{"kind":"Field","name":{"kind":"Name","value":"socPercentMax"}}]}},{"kind":"Field","name":{"kind":"Name","value":"blackouts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromWallTime"}},{"kind":"Field","name":{"kind":"Name","value":"untilWallTime"}}]}},{"kind":"Field","name":{"kind":"Name","value":"setAt"}}]}}]} as unknown as DocumentNode<IntentDetailFragment, unknown>;
export const ChangePasswordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangePassword"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangePasswordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changePassword"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PasswordChanged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changedAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PasswordRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const AlertsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Alerts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alerts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlertDetail"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlertDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alert"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"sinceAt"}},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"clearedAt"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedAt"}},{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<AlertsQuery, AlertsQueryVariables>;
export const BatteryAlertsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BatteryAlerts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"batteryId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"battery"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"batteryId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alerts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"openOnly"},"value":{"kind":"BooleanValue","value":true}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlertDetail"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlertDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alert"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"sinceAt"}},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"clearedAt"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedAt"}},{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<BatteryAlertsQuery, BatteryAlertsQueryVariables>;
export const LiveAlertsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"LiveAlerts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"batteryId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alerts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"batteryId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"batteryId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlertDetail"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlertDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alert"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"sinceAt"}},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"clearedAt"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedAt"}},{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<LiveAlertsSubscription, LiveAlertsSubscriptionVariables>;
export const AcknowledgeAlertDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AcknowledgeAlert"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AcknowledgeAlertInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acknowledgeAlert"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AlertAcknowledged"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"alert"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AlertDetail"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AlertDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Alert"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"sinceAt"}},{"kind":"Field","name":{"kind":"Name","value":"raisedAt"}},{"kind":"Field","name":{"kind":"Name","value":"clearedAt"}},{"kind":"Field","name":{"kind":"Name","value":"acknowledgedAt"}},{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<AcknowledgeAlertMutation, AcknowledgeAlertMutationVariables>;
export const BatteryDetailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BatteryDetail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"askedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"battery"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"chargePowerKwMax"}},{"kind":"Field","name":{"kind":"Name","value":"dischargePowerKwMax"}},{"kind":"Field","name":{"kind":"Name","value":"energyCapacityKwh"}},{"kind":"Field","name":{"kind":"Name","value":"chargeEfficiencyPercent"}},{"kind":"Field","name":{"kind":"Name","value":"dischargeEfficiencyPercent"}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"market"}},{"kind":"Field","name":{"kind":"Name","value":"importLimitKw"}},{"kind":"Field","name":{"kind":"Name","value":"exportLimitKw"}}]}},{"kind":"Field","name":{"kind":"Name","value":"latestReading"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LiveReading"}}]}},{"kind":"Field","name":{"kind":"Name","value":"agreements"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"validFrom"}},{"kind":"Field","name":{"kind":"Name","value":"validUntil"}},{"kind":"Field","name":{"kind":"Name","value":"party"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"currentIntent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IntentDetail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"BatteryOrders"}},{"kind":"Field","name":{"kind":"Name","value":"instructions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"InstructionDetail"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OverrideDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Override"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"powerKw"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"cancelledAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DispatchStopDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DispatchStop"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"setAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"liftedAt"}},{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PowerLimitDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PowerLimit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"chargePowerKwMax"}},{"kind":"Field","name":{"kind":"Name","value":"dischargePowerKwMax"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"setAt"}},{"kind":"Field","name":{"kind":"Name","value":"liftedAt"}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EnabledResponseDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EnabledResponse"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"service"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"contractedPowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"baselinePowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LiveReading"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Reading"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"measuredAt"}},{"kind":"Field","name":{"kind":"Name","value":"receivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activePowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"socPercent"}},{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"qualityReason"}},{"kind":"Field","name":{"kind":"Name","value":"instructionSequence"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IntentDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Intent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"versionSequence"}},{"kind":"Field","name":{"kind":"Name","value":"socPercentMin"}},{"kind":"Field","name":{"kind":"Name","value":"socPercentMax"}},{"kind":"Field","name":{"kind":"Name","value":"reservePercent"}},{"kind":"Field","name":{"kind":"Name","value":"cyclesPerDayCountMax"}},{"kind":"Field","name":{"kind":"Name","value":"cyclesPerYearCountMax"}},{"kind":"Field","name":{"kind":"Name","value":"wearCostPerMwh"}},{"kind":"Field","name":{"kind":"Name","value":"leastMarginPerMwh"}},{"kind":"Field","name":{"kind":"Name","value":"socTargets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"wallTime"}},{"kind":"Field","name":{"kind":"Name","value":"socPercentMin"}},{"kind":"Field","name":{"kind":"Name","value":"socPercentMax"}}]}},{"kind":"Field","name":{"kind":"Name","value":"blackouts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromWallTime"}},{"kind":"Field","name":{"kind":"Name","value":"untilWallTime"}}]}},{"kind":"Field","name":{"kind":"Name","value":"setAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BatteryOrders"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Battery"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"overrides"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OverrideDetail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dispatchStops"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DispatchStopDetail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"powerLimits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PowerLimitDetail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enabledResponses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EnabledResponseDetail"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InstructionDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Instruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"instructionSequence"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"validFrom"}},{"kind":"Field","name":{"kind":"Name","value":"validUntil"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"refusalReason"}},{"kind":"Field","name":{"kind":"Name","value":"deliveredAt"}},{"kind":"Field","name":{"kind":"Name","value":"appliedAt"}}]}}]} as unknown as DocumentNode<BatteryDetailQuery, BatteryDetailQueryVariables>;
export const BatteryOrdersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BatteryOrders"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"battery"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BatteryOrders"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OverrideDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Override"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"powerKw"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"cancelledAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DispatchStopDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DispatchStop"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"setAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"liftedAt"}},{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PowerLimitDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PowerLimit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"chargePowerKwMax"}},{"kind":"Field","name":{"kind":"Name","value":"dischargePowerKwMax"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"setAt"}},{"kind":"Field","name":{"kind":"Name","value":"liftedAt"}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EnabledResponseDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EnabledResponse"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"service"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"contractedPowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"baselinePowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BatteryOrders"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Battery"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"overrides"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OverrideDetail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"dispatchStops"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DispatchStopDetail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"powerLimits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PowerLimitDetail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enabledResponses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EnabledResponseDetail"}}]}}]}}]} as unknown as DocumentNode<BatteryOrdersQuery, BatteryOrdersQueryVariables>;
export const BatteryReadingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BatteryReadings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"until"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"pointCountMax"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"battery"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"readings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}},{"kind":"Argument","name":{"kind":"Name","value":"pointCountMax"},"value":{"kind":"Variable","name":{"kind":"Name","value":"pointCountMax"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"measuredAt"}},{"kind":"Field","name":{"kind":"Name","value":"activePowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"socPercent"}}]}}]}}]}}]} as unknown as DocumentNode<BatteryReadingsQuery, BatteryReadingsQueryVariables>;
export const BatteryDayDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BatteryDay"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"market"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MarketCode"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"until"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"askedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"battery"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"outcomes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"period"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settlementDate"}},{"kind":"Field","name":{"kind":"Name","value":"periodIndex"}},{"kind":"Field","name":{"kind":"Name","value":"startAt"}},{"kind":"Field","name":{"kind":"Name","value":"endAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"plannedPowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"plannedSocPercent"}},{"kind":"Field","name":{"kind":"Name","value":"plannedRevenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"netExportedKwh"}},{"kind":"Field","name":{"kind":"Name","value":"realisedRevenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"plan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlanDetail"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"marketPrices"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"market"},"value":{"kind":"Variable","name":{"kind":"Name","value":"market"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"period"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startAt"}},{"kind":"Field","name":{"kind":"Name","value":"endAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"importPricePerMwh"}},{"kind":"Field","name":{"kind":"Name","value":"exportPricePerMwh"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Plan"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"madeAt"}},{"kind":"Field","name":{"kind":"Name","value":"horizonFrom"}},{"kind":"Field","name":{"kind":"Name","value":"horizonUntil"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"solver"}},{"kind":"Field","name":{"kind":"Name","value":"expectedRevenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"periods"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"period"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settlementDate"}},{"kind":"Field","name":{"kind":"Name","value":"periodIndex"}},{"kind":"Field","name":{"kind":"Name","value":"startAt"}},{"kind":"Field","name":{"kind":"Name","value":"endAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"powerKw"}},{"kind":"Field","name":{"kind":"Name","value":"socPercent"}},{"kind":"Field","name":{"kind":"Name","value":"expectedRevenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]} as unknown as DocumentNode<BatteryDayQuery, BatteryDayQueryVariables>;
export const PlanReasonsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PlanReasons"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"battery"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"plan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlanReasonDetail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"periods"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"period"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settlementDate"}},{"kind":"Field","name":{"kind":"Name","value":"periodIndex"}},{"kind":"Field","name":{"kind":"Name","value":"startAt"}},{"kind":"Field","name":{"kind":"Name","value":"endAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"powerKw"}},{"kind":"Field","name":{"kind":"Name","value":"why"}},{"kind":"Field","name":{"kind":"Name","value":"reasons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PlanReasonDetail"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PlanReasonDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PlanReason"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"sentence"}}]}}]} as unknown as DocumentNode<PlanReasonsQuery, PlanReasonsQueryVariables>;
export const NewPlansDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"NewPlans"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"batteryId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"plans"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"batteryId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"batteryId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"madeAt"}}]}}]}}]} as unknown as DocumentNode<NewPlansSubscription, NewPlansSubscriptionVariables>;
export const LiveInstructionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"LiveInstructions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"batteryId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"instructions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"batteryId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"batteryId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"InstructionDetail"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"InstructionDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Instruction"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"instructionSequence"}},{"kind":"Field","name":{"kind":"Name","value":"issuedAt"}},{"kind":"Field","name":{"kind":"Name","value":"validFrom"}},{"kind":"Field","name":{"kind":"Name","value":"validUntil"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"refusalReason"}},{"kind":"Field","name":{"kind":"Name","value":"deliveredAt"}},{"kind":"Field","name":{"kind":"Name","value":"appliedAt"}}]}}]} as unknown as DocumentNode<LiveInstructionsSubscription, LiveInstructionsSubscriptionVariables>;
export const ConsentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Consents"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"consents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ConsentDetail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ConsentDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Consent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"grantedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"app"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"purposes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"batteries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<ConsentsQuery, ConsentsQueryVariables>;
export const RevokeConsentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeConsent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeConsentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeConsent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConsentRevoked"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"consent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ConsentDetail"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ConsentDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Consent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"grantedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}},{"kind":"Field","name":{"kind":"Name","value":"app"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"purposes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"purpose"}},{"kind":"Field","name":{"kind":"Name","value":"batteries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<RevokeConsentMutation, RevokeConsentMutationVariables>;
export const DeadLettersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DeadLetters"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deadLetters"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeadLetterDetail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeadLetterDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeadLetter"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"payload"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"receivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"replayedAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<DeadLettersQuery, DeadLettersQueryVariables>;
export const ReplayDeadLetterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReplayDeadLetter"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReplayDeadLetterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"replayDeadLetter"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeadLetterReplayed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deadLetter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeadLetterDetail"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeadLetterRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deadLetter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeadLetterDetail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeadLetterDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeadLetter"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"payload"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"receivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"replayedAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<ReplayDeadLetterMutation, ReplayDeadLetterMutationVariables>;
export const DispatchStopsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DispatchStops"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dispatchStops"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DispatchStopDetail"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DispatchStopDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DispatchStop"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"setAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"liftedAt"}},{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<DispatchStopsQuery, DispatchStopsQueryVariables>;
export const StopDispatchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StopDispatch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StopDispatchInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stopDispatch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DispatchStopped"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stop"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DispatchStopDetail"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StopRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DispatchStopDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DispatchStop"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"setAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"liftedAt"}},{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<StopDispatchMutation, StopDispatchMutationVariables>;
export const ResumeDispatchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResumeDispatch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResumeDispatchInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resumeDispatch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DispatchResumed"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stop"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DispatchStopDetail"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DispatchStopDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DispatchStop"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"setAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"liftedAt"}},{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<ResumeDispatchMutation, ResumeDispatchMutationVariables>;
export const BatteryDispatchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BatteryDispatch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"until"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"battery"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"dispatchPeriods"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"period"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settlementDate"}},{"kind":"Field","name":{"kind":"Name","value":"periodIndex"}},{"kind":"Field","name":{"kind":"Name","value":"startAt"}},{"kind":"Field","name":{"kind":"Name","value":"endAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"wishes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"powerKw"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"askedKwh"}},{"kind":"Field","name":{"kind":"Name","value":"decidedKwh"}},{"kind":"Field","name":{"kind":"Name","value":"meteredKwh"}},{"kind":"Field","name":{"kind":"Name","value":"settledKwh"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}}]} as unknown as DocumentNode<BatteryDispatchQuery, BatteryDispatchQueryVariables>;
export const BatteryEarningsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BatteryEarnings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"until"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"battery"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"earnings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"parts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"service"}},{"kind":"Field","name":{"kind":"Name","value":"energyKwh"}},{"kind":"Field","name":{"kind":"Name","value":"revenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"positions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"period"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"periodIndex"}},{"kind":"Field","name":{"kind":"Name","value":"startAt"}},{"kind":"Field","name":{"kind":"Name","value":"endAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"product"}},{"kind":"Field","name":{"kind":"Name","value":"powerKw"}},{"kind":"Field","name":{"kind":"Name","value":"pricePerMwh"}},{"kind":"Field","name":{"kind":"Name","value":"revenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"responsePositions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"blockStartAt"}},{"kind":"Field","name":{"kind":"Name","value":"blockEndAt"}},{"kind":"Field","name":{"kind":"Name","value":"service"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"powerKw"}},{"kind":"Field","name":{"kind":"Name","value":"fullRevenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"settlement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isAvailable"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"acceptances"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acceptanceNumber"}},{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"powerKw"}}]}}]}}]}}]}}]} as unknown as DocumentNode<BatteryEarningsQuery, BatteryEarningsQueryVariables>;
export const ExplorerSampleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplorerSample"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"batteries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"latestReading"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"measuredAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ExplorerSampleQuery, ExplorerSampleQueryVariables>;
export const FleetPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FleetPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"askedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"batteries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"chargePowerKwMax"}},{"kind":"Field","name":{"kind":"Name","value":"dischargePowerKwMax"}},{"kind":"Field","name":{"kind":"Name","value":"energyCapacityKwh"}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}},{"kind":"Field","name":{"kind":"Name","value":"market"}}]}},{"kind":"Field","name":{"kind":"Name","value":"latestReading"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LiveReading"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LiveReading"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Reading"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"measuredAt"}},{"kind":"Field","name":{"kind":"Name","value":"receivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activePowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"socPercent"}},{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"qualityReason"}},{"kind":"Field","name":{"kind":"Name","value":"instructionSequence"}}]}}]} as unknown as DocumentNode<FleetPageQuery, FleetPageQueryVariables>;
export const FleetEarningsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FleetEarnings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"until"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Battery"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settledPeriods"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<FleetEarningsQuery, FleetEarningsQueryVariables>;
export const LiveReadingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"LiveReadings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"batteryIds"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"readings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"batteryIds"},"value":{"kind":"Variable","name":{"kind":"Name","value":"batteryIds"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"LiveReading"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"LiveReading"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Reading"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"measuredAt"}},{"kind":"Field","name":{"kind":"Name","value":"receivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"activePowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"socPercent"}},{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"qualityReason"}},{"kind":"Field","name":{"kind":"Name","value":"instructionSequence"}}]}}]} as unknown as DocumentNode<LiveReadingsSubscription, LiveReadingsSubscriptionVariables>;
export const SetIntentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetIntent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetIntentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setIntent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IntentSet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"currentIntent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IntentDetail"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IntentRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IntentDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Intent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"versionSequence"}},{"kind":"Field","name":{"kind":"Name","value":"socPercentMin"}},{"kind":"Field","name":{"kind":"Name","value":"socPercentMax"}},{"kind":"Field","name":{"kind":"Name","value":"reservePercent"}},{"kind":"Field","name":{"kind":"Name","value":"cyclesPerDayCountMax"}},{"kind":"Field","name":{"kind":"Name","value":"cyclesPerYearCountMax"}},{"kind":"Field","name":{"kind":"Name","value":"wearCostPerMwh"}},{"kind":"Field","name":{"kind":"Name","value":"leastMarginPerMwh"}},{"kind":"Field","name":{"kind":"Name","value":"socTargets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"wallTime"}},{"kind":"Field","name":{"kind":"Name","value":"socPercentMin"}},{"kind":"Field","name":{"kind":"Name","value":"socPercentMax"}}]}},{"kind":"Field","name":{"kind":"Name","value":"blackouts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromWallTime"}},{"kind":"Field","name":{"kind":"Name","value":"untilWallTime"}}]}},{"kind":"Field","name":{"kind":"Name","value":"setAt"}}]}}]} as unknown as DocumentNode<SetIntentMutation, SetIntentMutationVariables>;
export const RequestPlanDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RequestPlan"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RequestPlanInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"requestPlan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}}]} as unknown as DocumentNode<RequestPlanMutation, RequestPlanMutationVariables>;
export const CheckIntentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CheckIntent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CheckIntentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"checkIntent"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IntentChecked"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"horizonUntil"}},{"kind":"Field","name":{"kind":"Name","value":"isReachable"}},{"kind":"Field","name":{"kind":"Name","value":"keptFrom"}},{"kind":"Field","name":{"kind":"Name","value":"loosen"}},{"kind":"Field","name":{"kind":"Name","value":"misses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"constraint"}},{"kind":"Field","name":{"kind":"Name","value":"missedPercent"}},{"kind":"Field","name":{"kind":"Name","value":"until"}}]}},{"kind":"Field","name":{"kind":"Name","value":"costPerDay"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IntentRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"IntentNotChecked"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CheckIntentQuery, CheckIntentQueryVariables>;
export const OverrideBatteryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OverrideBattery"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OverrideBatteryInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"overrideBattery"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BatteryOverridden"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"battery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"overrides"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OverrideDetail"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OverrideRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OverrideDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Override"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"powerKw"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"cancelledAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<OverrideBatteryMutation, OverrideBatteryMutationVariables>;
export const CancelOverrideDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelOverride"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CancelOverrideInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelOverride"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OverrideCancelled"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"override"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"OverrideDetail"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"OverrideDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Override"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"powerKw"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"cancelledAt"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<CancelOverrideMutation, CancelOverrideMutationVariables>;
export const SetPowerLimitDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetPowerLimit"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetPowerLimitInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setPowerLimit"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PowerLimitSet"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PowerLimitDetail"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PowerLimitRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PowerLimitDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PowerLimit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"chargePowerKwMax"}},{"kind":"Field","name":{"kind":"Name","value":"dischargePowerKwMax"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"setAt"}},{"kind":"Field","name":{"kind":"Name","value":"liftedAt"}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<SetPowerLimitMutation, SetPowerLimitMutationVariables>;
export const LiftPowerLimitDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LiftPowerLimit"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LiftPowerLimitInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"liftPowerLimit"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PowerLimitLifted"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PowerLimitDetail"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PowerLimitDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PowerLimit"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"chargePowerKwMax"}},{"kind":"Field","name":{"kind":"Name","value":"dischargePowerKwMax"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"setAt"}},{"kind":"Field","name":{"kind":"Name","value":"liftedAt"}},{"kind":"Field","name":{"kind":"Name","value":"site"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<LiftPowerLimitMutation, LiftPowerLimitMutationVariables>;
export const EnableResponseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"EnableResponse"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EnableResponseInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enableResponse"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ResponseEnabled"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"response"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EnabledResponseDetail"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ResponseRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EnabledResponseDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EnabledResponse"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"service"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"contractedPowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"baselinePowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<EnableResponseMutation, EnableResponseMutationVariables>;
export const DisableResponseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DisableResponse"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DisableResponseInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"disableResponse"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ResponseDisabled"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"response"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EnabledResponseDetail"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EnabledResponseDetail"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EnabledResponse"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"service"}},{"kind":"Field","name":{"kind":"Name","value":"direction"}},{"kind":"Field","name":{"kind":"Name","value":"contractedPowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"baselinePowerKw"}},{"kind":"Field","name":{"kind":"Name","value":"fromAt"}},{"kind":"Field","name":{"kind":"Name","value":"untilAt"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]} as unknown as DocumentNode<DisableResponseMutation, DisableResponseMutationVariables>;
export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}},{"kind":"Field","name":{"kind":"Name","value":"askedAt"}},{"kind":"Field","name":{"kind":"Name","value":"tenant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"party"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;