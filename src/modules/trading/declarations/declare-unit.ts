import { unreachable } from '../../../kernel/assert.ts';
import type { TenantId } from '../../../kernel/ids.ts';
import { END_OF_TIME } from '../../../kernel/intervals.ts';
import { jsonOf } from '../../../platform/json.ts';
import type { BatteryTarget } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import type { Services } from '../../module.ts';
import { decideOrder } from '../market-run/decide-order.ts';
import { type BalancedUnit, unitOf } from './balanced-units.ts';
import { decideDeclaration } from './decide-declaration.ts';
import { type Declaration, readDeclared } from './declaration-reads.ts';
import { isDeclaredSo } from './declared-period.ts';
import { readUnitSituation } from './read-unit.ts';
import { sendDeclaration } from './send-declaration.ts';
import type { KeptDeclaration } from './unit-declaration.ts';

/** An old declaration is settled, a new one made and sent, and looked at once more; whatever is left is done at the next look. */
const STEPS_AT_ONCE_MAX = 10;

/** Declares what is true now of a battery that is a unit, if the system operator does not know it yet. Doing it twice, or in two processes, changes nothing. */
export async function declareBattery(services: Services, target: BatteryTarget): Promise<void> {
  // Only the queue hands over targets, and it holds what `enqueueBatteries` put there.
  const tenantId = target.tenantId as TenantId;
  const unit = unitOf(services, { tenantId, batteryId: target.batteryId });
  if (!unit) return;
  for (let count = 0; count < STEPS_AT_ONCE_MAX; count += 1) {
    if (!(await takeNext(services, { tenantId, unit }))) return;
  }
}

interface Declaring {
  readonly tenantId: TenantId;
  readonly unit: BalancedUnit;
}

/** What became of a declaration is known before the next one is made. False when there is nothing to do now. */
async function takeNext(services: Services, { tenantId, unit }: Declaring): Promise<boolean> {
  const { clock, db } = services;
  const { newest, accepted } = await db.read(tenantId, (tx) => readDeclared(tx, unit.unit));
  if (!newest) return declareAnew(services, { tenantId, unit, newest, accepted });
  // It is sent as an order is; gates close over single periods of it.
  const { act } = decideOrder(newest.events, { now: clock.now(), gateClosesAt: END_OF_TIME });
  switch (act) {
    case 'submit':
    case 'ask':
      return sendDeclaration(services, { tenantId, operator: unit.operator, declaration: newest, act });
    case 'nothing':
      return declareAnew(services, { tenantId, unit, newest, accepted });
    case 'wait':
    case 'miss':
      return false;
    default:
      return unreachable(act);
  }
}

interface Known extends Declaring {
  readonly newest: Declaration | null;
  readonly accepted: Declaration | null;
}

/** False when nothing is new: what is in force, or was refused as it is, is not said again. */
async function declareAnew(services: Services, { tenantId, unit, newest, accepted }: Known): Promise<boolean> {
  const { market, batteryId } = unit;
  const situation = await services.db.read(tenantId, (tx) => readUnitSituation(services, tx, { market, batteryId }));
  if (!situation) return false;
  const declared = accepted?.periods ?? [];
  const periods = decideDeclaration({ ...situation, declared });
  if (isDeclaredSo(periods, { before: declared, evenGates: false })) return false;
  if (newest && isDeclaredSo(periods, { before: newest.periods, evenGates: true })) return false;
  const declarationSequence = (newest?.declarationSequence ?? 0) + 1;
  const declaration = { unit: unit.unit, declarationSequence, declaredAt: situation.now, periods };
  return services.db.write(tenantId, (tx) => insertDeclaration(tx, { market, batteryId, declaration }));
}

interface NewDeclaration extends Pick<BalancedUnit, 'market' | 'batteryId'> {
  readonly declaration: KeptDeclaration;
}

/** False when somebody else was first: that one counts. */
async function insertDeclaration({ sql, tenantId }: Tx, { market, batteryId, declaration }: NewDeclaration): Promise<boolean> {
  const { unit, declarationSequence, declaredAt, periods } = declaration;
  const inserted = await sql`
    insert into declaration (tenant_id, unit, declaration_sequence, battery_id, market, declared_at, periods)
    values (${tenantId}, ${unit}, ${declarationSequence}, ${batteryId}, ${market}, ${declaredAt}, ${sql.json(jsonOf(periods))})
    on conflict do nothing returning unit`;
  return inserted.length === 1;
}
