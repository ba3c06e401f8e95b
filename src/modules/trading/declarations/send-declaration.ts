import type { TenantId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import type { DeclarationAnswer, SystemOperator } from '../../markets/index.ts';
import type { Services } from '../../module.ts';
import { insertDeadLetters } from '../../telemetry/index.ts';
import type { OrderEvent } from '../market-run/decide-order.ts';
import { isAsWrongAsBefore } from '../market-run/order-events.ts';
import { meaningOf } from '../market-run/submit-orders.ts';
import { declarationLetterSource } from './declaration-letters.ts';
import type { Declaration } from './declaration-reads.ts';
import { unitDeclarationOf } from './unit-declaration.ts';

interface Sending {
  readonly tenantId: TenantId;
  readonly operator: SystemOperator;
  readonly declaration: Declaration;
  readonly act: 'submit' | 'ask';
}

/** Sends a declaration, or asks for one that may be there, and stores what came of it. False when somebody else is at it. */
export async function sendDeclaration(services: Services, sending: Sending): Promise<boolean> {
  const { clock, db } = services;
  const { tenantId, operator, declaration, act } = sending;
  const told = unitDeclarationOf(declaration);
  let before = declaration.events.length;
  if (act === 'submit') {
    // Stored before anything is said: whoever dies from here on is followed by somebody who asks, and does not send again.
    const sent: OrderEvent = { kind: 'SENT', reason: null, knownAt: clock.now() };
    if (!(await db.write(tenantId, (tx) => insertDeclarationEvent(tx, { declaration, event: sent, before })))) return false;
    before += 1;
  }
  const answer = act === 'submit' ? await operator.declare(told) : await operator.stateOf(told);
  const event = { ...meaningOf(answer), knownAt: clock.now() };
  const isNew = await db.write(tenantId, (tx) => saveAnswer(tx, { declaration, answer, event, before }));
  const { unit, declarationSequence } = declaration;
  const facts = { tenantId, unit, declarationSequence, reason: event.reason };
  if (isNew && event.kind === 'REFUSED') services.log.error(facts, 'a declaration was refused');
  // Until it is, nothing else of the unit is declared.
  if (isNew && event.kind === 'NOT_UNDERSTOOD') services.log.warn(facts, 'an answer about a declaration was not understood');
  return isNew;
}

interface NewEvent {
  readonly declaration: Declaration;
  readonly event: OrderEvent;
  /** So many events are known already. */
  readonly before: number;
}

/** Whether it was new. An event of that place means that somebody else is at it. */
export async function insertDeclarationEvent({ sql, tenantId }: Tx, { declaration, event, before }: NewEvent): Promise<boolean> {
  const { unit, declarationSequence } = declaration;
  const inserted = await sql`
    insert into declaration_event (tenant_id, unit, declaration_sequence, event_sequence, kind, reason, known_at)
    values (${tenantId}, ${unit}, ${declarationSequence}, ${before + 1}, ${event.kind}, ${event.reason}, ${event.knownAt})
    on conflict do nothing returning unit`;
  return inserted.length === 1;
}

async function saveAnswer(tx: Tx, { answer, ...saved }: NewEvent & { answer: DeclarationAnswer }): Promise<boolean> {
  if (!(await insertDeclarationEvent(tx, saved))) return false;
  const { declaration, event } = saved;
  if (answer.kind !== 'not-understood' || isAsWrongAsBefore(declaration.events, answer.reason)) return true;
  const letter = {
    source: declarationLetterSource(declaration),
    payload: Buffer.from(answer.payload),
    reason: `not an answer about this declaration: ${answer.reason}`,
  };
  await insertDeadLetters(tx, { letters: [letter], receivedAt: event.knownAt });
  return true;
}
