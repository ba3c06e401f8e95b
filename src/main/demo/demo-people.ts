import Type, { type Static } from 'typebox';
import type { PartyId } from '../../kernel/ids.ts';
import type { AgreementRole } from '../../kernel/ownership-models.ts';
import { createUser, readUserByEmail, resetPassword } from '../../modules/identity/index.ts';
import type { Services } from '../../modules/module.ts';
import { idOfKey, type TenantFile } from '../../modules/tenancy/index.ts';

export const DemoUser = Type.Object({
  email: Type.String(),
  password: Type.String(),
  role: Type.String(),
  party: Type.Union([Type.String(), Type.Null()]),
});

/** Somebody who can sign in at the demo's issuer. */
export type DemoUser = Static<typeof DemoUser>;

type Battery = TenantFile['sites'][number]['batteries'][number];

/** The battery that most parties have something to do with, and the one of them who lets an app in. */
export interface SharedBattery {
  readonly site: TenantFile['sites'][number];
  readonly battery: Battery;
  readonly consentingParty: string;
}

const SHOWN_ROLES: readonly AgreementRole[] = ['OWNER', 'LESSEE', 'OPTIMISER'];

/** An operator, and one person for each thing that parties can be to a battery. Who was there at an earlier start stays. */
export async function demoUsers(
  services: Services,
  { file, earlier }: { file: TenantFile; earlier: readonly DemoUser[] },
): Promise<DemoUser[]> {
  const parties = SHOWN_ROLES.flatMap((role) => partiesWith(file, role).slice(0, 1));
  const shared = sharedBattery(file);
  const keys = new Set([...parties, ...(shared ? [shared.consentingParty] : [])]);
  const wanted: Wanted[] = [
    { name: `Operator of ${file.name}`, email: `operator@${file.slug}.example`, role: 'OPERATOR', party: null },
    ...file.parties
      .filter(({ key }) => keys.has(key))
      .map((party) => ({ name: party.name, email: `${party.key}@${file.slug}.example`, role: 'PARTY' as const, party })),
  ];
  return Promise.all(wanted.map((one) => demoUser(services, { file, wanted: one, earlier })));
}

/** Null for a tenant whose file has no battery that anybody owns or uses. */
export function sharedBattery(file: TenantFile): SharedBattery | null {
  const places = file.sites.flatMap((site) => site.batteries.map((battery) => ({ site, battery })));
  const [most] = places.toSorted((a, b) => b.battery.agreements.length - a.battery.agreements.length);
  const users = most?.battery.agreements.filter(({ role }) => role === 'LESSEE' || role === 'OWNER') ?? [];
  const [user] = users.toSorted((a, b) => order(a) - order(b) || end(b) - end(a));
  return most && user ? { ...most, consentingParty: user.party } : null;
}

interface Wanted {
  readonly name: string;
  readonly email: string;
  readonly role: 'OPERATOR' | 'PARTY';
  readonly party: TenantFile['parties'][number] | null;
}

async function demoUser(
  services: Services,
  { file, wanted, earlier }: { file: TenantFile; wanted: Wanted; earlier: readonly DemoUser[] },
): Promise<DemoUser> {
  const { email, name, role } = wanted;
  const party = wanted.party?.name ?? null;
  const partyId = wanted.party && idOfKey<PartyId>(file.tenantId, 'party', wanted.party.key);
  const known = earlier.find((user) => user.email === email);
  const outcome = await services.db.write(file.tenantId, async (tx) => {
    const there = await readUserByEmail(tx, email);
    if (there && known) return { password: known.password };
    return there
      ? resetPassword(services, tx, { userId: there.userId, asker: null })
      : createUser(services, tx, { wanted: { email, name, role, partyId }, asker: null });
  });
  if (!('password' in outcome) || outcome.password === null) throw new Error(`Bug: a demo user was refused: ${email}`);
  return { email, password: outcome.password, role, party };
}

function partiesWith(file: TenantFile, role: AgreementRole): string[] {
  return file.sites.flatMap(({ batteries }) =>
    batteries.flatMap(({ agreements }) => agreements.filter((one) => one.role === role).map(({ party }) => party)),
  );
}

function order({ role }: Battery['agreements'][number]): number {
  return role === 'OWNER' ? 0 : 1;
}

function end({ validUntil }: Battery['agreements'][number]): number {
  return validUntil === undefined ? Infinity : Date.parse(validUntil);
}
