import { createHash } from 'node:crypto';
import Type, { type Static } from 'typebox';
import type { TenantId } from '../../kernel/ids.ts';
import { AGREEMENT_ROLES, FIELD_GROUPS, STANDARD_MODELS, WRITABLE_GROUPS } from '../../kernel/ownership-models.ts';
import { FORECAST_KEPT_DAYS_MIN, FORECAST_KINDS, OWN_METHODS } from '../../platform/forecast-policy.ts';
import { Issuer } from './issuers/issuer-settings.ts';

const Key = Type.String({ pattern: '^[a-z0-9-]{1,40}$' });
const Name = Type.String({ minLength: 1, maxLength: 100 });
const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$' });
const Percent = Type.Number({ minimum: 0, maximum: 100 });
const closed = { additionalProperties: false };

const Agreement = Type.Object(
  {
    party: Key,
    role: Type.Enum([...AGREEMENT_ROLES]),
    validFrom: Instant,
    validUntil: Type.Optional(Instant),
    sharePercent: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 100 })),
    terms: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
  },
  closed,
);

const RoleRights = Type.Object(
  {
    // The keys of a literal object are its type's keys.
    read: Type.Optional(Type.Array(Type.Enum(Object.keys(FIELD_GROUPS) as (keyof typeof FIELD_GROUPS)[]))),
    write: Type.Optional(Type.Array(Type.Enum([...WRITABLE_GROUPS]))),
  },
  closed,
);

const OwnershipModels = Type.Object(
  {
    /** The names of models that come with the platform. */
    standard: Type.Optional(Type.Array(Type.Enum(Object.keys(STANDARD_MODELS) as (keyof typeof STANDARD_MODELS)[]))),
    /** The tenant's own, by name. */
    own: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
        Type.Object(
          {
            OWNER: Type.Optional(RoleRights),
            LESSOR: Type.Optional(RoleRights),
            LESSEE: Type.Optional(RoleRights),
            OPERATOR: Type.Optional(RoleRights),
            OPTIMISER: Type.Optional(RoleRights),
            OFFTAKER: Type.Optional(RoleRights),
            SITE_HOST: Type.Optional(RoleRights),
            AUDITOR: Type.Optional(RoleRights),
          },
          closed,
        ),
        // With those of the platform no more than the schema promises.
        { ...closed, maxProperties: 16 },
      ),
    ),
  },
  closed,
);

const Intent = Type.Object(
  {
    socPercentMin: Percent,
    socPercentMax: Percent,
    reservePercent: Percent,
    cyclesPerDayCountMax: Type.Optional(Type.Number({ minimum: 0 })),
    cyclesPerYearCountMax: Type.Optional(Type.Number({ minimum: 0 })),
    wearCostPerMwh: Type.String({ pattern: '^\\d{1,6}(\\.\\d{1,6})?$' }),
  },
  closed,
);

const Battery = Type.Object(
  {
    key: Key,
    name: Name,
    chargePowerKwMax: Type.Number({ exclusiveMinimum: 0 }),
    dischargePowerKwMax: Type.Number({ exclusiveMinimum: 0 }),
    energyCapacityKwh: Type.Number({ exclusiveMinimum: 0 }),
    chargeEfficiencyPercent: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
    dischargeEfficiencyPercent: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
    /** One of the tenant's models; the first of them when left out. */
    ownershipModel: Type.Optional(Key),
    intent: Intent,
    agreements: Type.Array(Agreement),
  },
  closed,
);

const Site = Type.Object(
  {
    key: Key,
    name: Name,
    timeZone: Type.String(),
    market: Type.Literal('GB'),
    importLimitKw: Type.Number({ minimum: 0 }),
    exportLimitKw: Type.Number({ minimum: 0 }),
    /** Where exactly it stands. */
    address: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    /** Agreements over the whole site: every battery there. */
    agreements: Type.Optional(Type.Array(Agreement)),
    batteries: Type.Array(Battery, { maxItems: 100 }),
  },
  closed,
);

const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 }));
/** What is left out has the default of `DEFAULT_API_POLICY`. */
const Limits = Type.Object(
  {
    tenantPoints: Limit,
    tenantPointsPerSecond: Limit,
    credentialPoints: Limit,
    credentialPointsPerSecond: Limit,
    tenantSocketCount: Limit,
    credentialSocketCount: Limit,
    tenantSubscriptionCount: Limit,
    credentialSubscriptionCount: Limit,
  },
  closed,
);
const Api = Type.Object({ introspection: Type.Optional(Type.Boolean()) }, closed);

const Seconds = Type.Integer({ minimum: 1, maximum: 86_400 });
const Days = Type.Integer({ minimum: 3, maximum: 36_500 });
/** What is left out has the default of `DEFAULT_TELEMETRY_POLICY`. */
const Telemetry = Type.Object(
  {
    /** What batteries may measure beside what every battery measures; other names are refused. */
    customMetrics: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,63}$' }),
            unit: Type.String({ minLength: 1, maxLength: 20 }),
          },
          closed,
        ),
        { maxItems: 32 },
      ),
    ),
    staleSeconds: Type.Optional(Seconds),
    offlineSeconds: Type.Optional(Seconds),
    rawDays: Type.Optional(Days),
    archiveAfterHours: Type.Optional(Type.Integer({ minimum: 1, maximum: 48 })),
    /** What the metrics of Sparkplug gateways mean. */
    sparkplug: Type.Optional(
      Type.Object(
        {
          metrics: Type.Array(
            Type.Object(
              {
                metric: Type.String({ minLength: 1, maxLength: 200 }),
                point: Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,63}$' }),
                unit: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
                reversed: Type.Optional(Type.Boolean()),
              },
              closed,
            ),
            { maxItems: 200 },
          ),
        },
        closed,
      ),
    ),
  },
  closed,
);

/** What is left out has the default of `DEFAULT_CONTROL_POLICY`. */
const Control = Type.Object(
  {
    confirmSeconds: Type.Optional(Seconds),
    tolerancePercent: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 100 })),
    outOfToleranceSeconds: Type.Optional(Seconds),
  },
  closed,
);

/** What is left out has the default of `DEFAULT_FORECAST_POLICY`. */
const Forecasts = Type.Object(
  {
    quantileLevels: Type.Optional(
      Type.Array(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }), { minItems: 1, maxItems: 19 }),
    ),
    historyDays: Type.Optional(Type.Integer({ minimum: 14, maximum: 180 })),
    scoredDays: Type.Optional(Type.Integer({ minimum: 3, maximum: 60 })),
    fallbackMethod: Type.Optional(Type.Enum([...OWN_METHODS])),
    keptDays: Type.Optional(Type.Integer({ minimum: FORECAST_KEPT_DAYS_MIN, maximum: 36_500 })),
    /** The tenant's own, asked over HTTP. */
    forecasters: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: Key,
            url: Type.String({ minLength: 1, maxLength: 2_000 }),
            kinds: Type.Optional(Type.Array(Type.Enum([...FORECAST_KINDS]), { minItems: 1, uniqueItems: true })),
            timeoutSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
          },
          closed,
        ),
        { maxItems: 5 },
      ),
    ),
  },
  closed,
);

/** What is left out has the default of `DEFAULT_TRADING_POLICY`. */
const Trading = Type.Object(
  {
    auctions: Type.Optional(
      Type.Array(
        Type.Object(
          {
            market: Type.Literal('GB'),
            /** One that the market's terms have as an auction. */
            product: Type.String({ minLength: 1, maxLength: 100 }),
            /** As the exchange knows the tenant. */
            participant: Type.String({ minLength: 1, maxLength: 100 }),
          },
          closed,
        ),
        { maxItems: 10 },
      ),
    ),
    /** Which batteries are units that a system operator balances with. */
    balancing: Type.Optional(
      Type.Array(
        Type.Object(
          {
            market: Type.Literal('GB'),
            site: Key,
            battery: Key,
            /** As the system operator knows the battery. */
            unit: Type.String({ pattern: '^[A-Z0-9][A-Z0-9_-]{0,29}$' }),
          },
          closed,
        ),
        { maxItems: 100 },
      ),
    ),
  },
  closed,
);

export const TenantFileFormat = Type.Object(
  {
    id: Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' }),
    name: Name,
    ownershipModels: Type.Optional(OwnershipModels),
    parties: Type.Array(Type.Object({ key: Key, name: Name, kind: Type.Optional(Type.Enum(['COMPANY', 'PERSON'])) }, closed)),
    sites: Type.Array(Site),
    api: Type.Optional(Api),
    limits: Type.Optional(Limits),
    /** Whose tokens are accepted beside the platform's own credentials. */
    issuers: Type.Optional(Type.Array(Issuer, { maxItems: 10 })),
    telemetry: Type.Optional(Telemetry),
    control: Type.Optional(Control),
    forecasts: Type.Optional(Forecasts),
    trading: Type.Optional(Trading),
  },
  closed,
);

/** A tenant as its file describes it; the slug is the file's name. */
export type TenantFile = Static<typeof TenantFileFormat> & { readonly tenantId: TenantId; readonly slug: string };

/** The id of something a tenant file names by key: the same file gives the same ids at every boot. */
export function idOfKey<Id extends string>(tenantId: TenantId, ...keys: readonly string[]): Id {
  const hex = createHash('sha256')
    .update([tenantId, ...keys].join('/'))
    .digest('hex');
  // Version 8 (custom) and the standard variant make the digest a well-formed UUID.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}` as Id;
}
