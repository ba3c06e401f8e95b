import type { GraphQLContext } from '../../graphql/context.ts';
import { gatheredRead } from '../../platform/gathering.ts';
import { stream } from '../../platform/stream.ts';
import { rightOverBattery } from '../assets/index.ts';
import type { AgentActor } from '../tenancy/index.ts';
import type { Instruction } from './instruction.ts';
import { readInstruction, readNewestInstruction, readSiteInstructions } from './reads.ts';
import { liftStream } from './lift-stream.ts';
import { instructionTopic, siteTopic } from './topics.ts';

/** Hints beyond these are dropped: each one leads to a read of everything new. */
const HINTS_WAITING_MAX = 1;
const CHANGES_WAITING_MAX = 100;

/** What wakes one stream often wakes many: a plan of the whole fleet, a stop. */
const freshOfSite = gatheredRead(readSiteInstructions);

/** A site's instructions after a sequence, then each new one. Read from Postgres by sequence, so none is missed or repeated. */
export function followSite(
  { platform }: GraphQLContext,
  { actor, afterSequence }: { actor: AgentActor; afterSequence: number },
): AsyncIterableIterator<{ siteInstructions: Instruction }> {
  const { tenantId, siteId } = actor;
  return stream(async function* (signal) {
    const hints = platform.live.subscribe(siteTopic(tenantId, siteId), { queueLengthMax: HINTS_WAITING_MAX, signal });
    await hints.ready;
    await liftStream(platform, { actor, afterSequence });
    let sequence = afterSequence;
    do {
      const now = platform.clock.now();
      const fresh = await freshOfSite(platform, tenantId, { siteId, afterSequence: sequence, now });
      for (const instruction of fresh) {
        yield { siteInstructions: instruction };
        sequence = instruction.instructionSequence;
      }
    } while (!(await hints.next()).done);
  });
}

/** A battery's newest instruction, then every one that is issued or changes state. */
export function followBattery(
  ctx: GraphQLContext,
  batteryId: Instruction['batteryId'],
): AsyncIterableIterator<{ instructions: Instruction }> {
  const { platform, actor } = ctx;
  const mayShow = rightOverBattery(ctx, { batteryId, right: 'instructions:read' });
  return stream(async function* (signal) {
    const changes = platform.live.subscribe(instructionTopic(actor.tenantId, batteryId), {
      queueLengthMax: CHANGES_WAITING_MAX,
      signal,
    });
    await changes.ready;
    const newest = await ctx.read((tx) => readNewestInstruction(tx, batteryId));
    if (newest && (await mayShow(newest.issuedAt))) yield { instructions: newest };
    for await (const instructionId of changes) {
      const instruction = await ctx.read((tx) => readInstruction(tx, instructionId));
      if (instruction && (await mayShow(instruction.issuedAt))) yield { instructions: instruction };
    }
  });
}
