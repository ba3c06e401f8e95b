import { enqueueBatteries, type Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/tenant-db.ts';
import { readDeclarationAnswer } from '../../markets/index.ts';
import { stateOfOrder } from '../market-run/decide-order.ts';
import { meaningOf } from '../market-run/submit-orders.ts';
import { DECLARE_BATTERY } from '../queues.ts';
import { parseDeclarationLetterSource } from './declaration-letters.ts';
import { readDeclaration } from './declaration-reads.ts';
import { insertDeclarationEvent } from './send-declaration.ts';
import { unitDeclarationOf } from './unit-declaration.ts';

interface Letter {
  readonly source: string;
  readonly payload: Buffer;
}

/** Reads an answer of a system operator once more, by what is understood now. Null when it was taken, otherwise why it was not. */
export async function replayDeclarationAnswer(platform: Platform, tx: Tx, { source, payload }: Letter): Promise<string | null> {
  const place = parseDeclarationLetterSource(source);
  const declaration = place && (await readDeclaration(tx, place));
  if (!declaration) return 'there is no such declaration';
  const answer = readDeclarationAnswer(payload.toString('utf8'), unitDeclarationOf(declaration));
  if (answer.kind === 'not-understood') return answer.reason;
  const { kind, reason } = meaningOf(answer);
  // What was true then may not be true now: only what was said for good is taken from a letter.
  if (kind !== 'ACCEPTED' && kind !== 'REFUSED') return 'it says nothing that lasts';
  const state = stateOfOrder(declaration.events);
  if (state === kind) return null;
  if (state === 'ACCEPTED' || state === 'REFUSED') return `the declaration is known as ${state} since`;
  const event = { kind, reason, knownAt: platform.clock.now() };
  if (!(await insertDeclarationEvent(tx, { declaration, event, before: declaration.events.length })))
    return 'the declaration is being asked for at this moment';
  await enqueueBatteries(platform, tx, { queues: [DECLARE_BATTERY], batteryIds: [declaration.batteryId] });
  return null;
}
