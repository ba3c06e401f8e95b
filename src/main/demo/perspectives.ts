import Type, { type Static } from 'typebox';
import type { BatteryId } from '../../kernel/ids.ts';
import { AGREEMENT_ROLES, type AgreementRole } from '../../kernel/ownership-models.ts';
import { idOfKey, type TenantFile } from '../../modules/tenancy/index.ts';
import type { DemoApp } from './demo-app.ts';
import { printGlobalId } from '../../wire/global-id.ts';

const Nullable = <T extends Type.TSchema>(type: T) => Type.Union([type, Type.Null()]);

export const DemoPerspective = Type.Object({
  /** What it is to the batteries, in a word or two. */
  label: Type.String(),
  /** A role of an agreement, or what stands in its place. */
  role: Type.String(),
  party: Type.String(),
  /** Sent as bearer token. */
  token: Type.String(),
  /** The batteries it is about; null for every one of the tenant. */
  batteryIds: Nullable(Type.Array(Type.String())),
  validFrom: Nullable(Type.String()),
  validUntil: Nullable(Type.String()),
});

/** Somebody as whom the same battery can be looked at. */
export type DemoPerspective = Static<typeof DemoPerspective>;

interface Keys {
  /** The supplier's own. */
  readonly tenant: string;
  /** By the name of the party: acts through all its agreements. */
  readonly parties: ReadonlyMap<string, string>;
}

const LABELS = {
  OWNER: 'Owner',
  LESSEE: 'Lessee',
  OPERATOR: 'Operator',
  OPTIMISER: 'Optimiser',
  LESSOR: 'Lessor',
  OFFTAKER: 'Offtaker',
  SITE_HOST: 'Site host',
  AUDITOR: 'Auditor',
} as const satisfies Record<AgreementRole, string>;

/** In the order in which they are offered. A party with several roles has the place of the first. */
const ORDER: readonly AgreementRole[] = ['OWNER', 'OPERATOR', 'OPTIMISER', 'LESSEE'];

/** The supplier, and for each battery everyone who has an agreement over it. */
export function perspectivesOf(file: TenantFile, keys: Keys): DemoPerspective[] {
  const supplier = { label: 'Supplier', role: 'TENANT', party: file.name, token: keys.tenant };
  return [
    { ...supplier, batteryIds: null, validFrom: null, validUntil: null },
    ...file.sites.flatMap((site) => site.batteries.flatMap((battery) => ofBattery(file, { site, battery, keys }))),
  ];
}

/** What an app sees of the battery that it was let in to. */
export function perspectiveOfApp({ name, accessToken, batteryId, letInAt }: DemoApp): DemoPerspective {
  const of = { label: 'Third-party app', role: 'APP', party: name, batteryIds: [batteryId] };
  return { ...of, token: accessToken, validFrom: letInAt, validUntil: null };
}

interface Place {
  readonly site: TenantFile['sites'][number];
  readonly battery: TenantFile['sites'][number]['batteries'][number];
  readonly keys: Keys;
}

function ofBattery(file: TenantFile, { site, battery, keys }: Place): DemoPerspective[] {
  const batteryId = printGlobalId('Battery', idOfKey<BatteryId>(file.tenantId, 'battery', site.key, battery.key));
  const agreements = [...battery.agreements, ...(site.agreements ?? [])].toSorted((a, b) => placeOf(a.role) - placeOf(b.role));
  return [...Map.groupBy(agreements, ({ party }) => party)].flatMap(([partyKey, own]) => {
    const party = file.parties.find(({ key }) => key === partyKey)?.name;
    const token = party === undefined ? undefined : keys.parties.get(party);
    const [first] = own;
    if (party === undefined || token === undefined || !first) return [];
    const roles = [...new Set(own.map(({ role }) => role))];
    const label = roles.map((role, index) => (index === 0 ? LABELS[role] : LABELS[role].toLowerCase())).join(', ');
    const { role, validFrom, validUntil = null } = first;
    return [{ label, role, party, token, batteryIds: [batteryId], validFrom, validUntil }];
  });
}

function placeOf(role: AgreementRole): number {
  const place = ORDER.indexOf(role);
  return place === -1 ? ORDER.length + AGREEMENT_ROLES.indexOf(role) : place;
}
