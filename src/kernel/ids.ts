declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Ids are UUIDs everywhere inside; only the API wraps them into global ids. */
export type TenantId = Branded<'TenantId'>;
export type ApiKeyId = Branded<'ApiKeyId'>;
export type PartyId = Branded<'PartyId'>;
export type AgreementId = Branded<'AgreementId'>;
export type SiteId = Branded<'SiteId'>;
export type BatteryId = Branded<'BatteryId'>;
export type EdgeAgentId = Branded<'EdgeAgentId'>;
export type EnrolmentId = Branded<'EnrolmentId'>;
export type UserId = Branded<'UserId'>;
export type OAuthClientId = Branded<'OAuthClientId'>;
export type ConsentId = Branded<'ConsentId'>;
export type SupportSessionId = Branded<'SupportSessionId'>;
export type ExternalIdentityId = Branded<'ExternalIdentityId'>;
export type DeadLetterId = Branded<'DeadLetterId'>;
export type PlanId = Branded<'PlanId'>;
export type MarketRunId = Branded<'MarketRunId'>;
export type MarketOrderId = Branded<'MarketOrderId'>;
export type OverrideId = Branded<'OverrideId'>;
export type DispatchStopId = Branded<'DispatchStopId'>;
export type AlertId = Branded<'AlertId'>;
export type PowerLimitId = Branded<'PowerLimitId'>;
export type EnabledResponseId = Branded<'EnabledResponseId'>;
export type WebhookEndpointId = Branded<'WebhookEndpointId'>;
export type WebhookMessageId = Branded<'WebhookMessageId'>;
export type InstructionId = Branded<'InstructionId'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text is a UUID in its canonical lower-case form. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
