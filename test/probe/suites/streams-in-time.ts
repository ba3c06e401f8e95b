import { agree, FACTS_UNTIL_DAY, namePlaces, noon, PLACES } from '../../harness/agreements-oracle.ts';
import { globalBattery, type Place } from '../../harness/world.ts';
import { openStreams, pause } from '../streams.ts';
import type { TwinWorld } from '../twin-world.ts';

const [ONE] = PLACES;
const END_DAY = FACTS_UNTIL_DAY + 3;
/** Of `QUIET_MS` each. */
const WAITS_MAX = 200;

/** A stream that was opened while an agreement was in force tells nothing that happens after its end. */
export async function askStreamsInTime(twins: TwinWorld): Promise<void> {
  const { world, findings } = twins;
  await namePlaces(world);
  await agree(world, [{ party: 'stranger', role: 'OWNER', place: 0, wholeSite: false, fromDay: 3, untilDay: END_DAY }]);
  world.clock.setTo(noon(FACTS_UNTIL_DAY));
  const key = await world.key('alder', 'OWNER', 'stranger');
  const streams = openStreams(world, key);
  const variables = { id: globalBattery(ONE) };
  const heard: Record<'readings' | 'all' | 'plans' | 'instructions', string[]> = {
    readings: [],
    all: [],
    plans: [],
    instructions: [],
  };
  streams.follow(
    { document: 'subscription($id: ID!) { readings(batteryIds: [$id]) { socPercent } }', variables },
    heard.readings,
  );
  streams.follow({ document: 'subscription { readings { socPercent battery { id } } }', variables: {} }, heard.all);
  streams.follow({ document: 'subscription($id: ID!) { plans(batteryId: $id) { madeAt } }', variables }, heard.plans);
  streams.follow(
    { document: 'subscription($id: ID!) { instructions(batteryId: $id) { issuedAt } }', variables },
    heard.instructions,
  );
  await until(() => Object.values(heard).every((said) => said.length > 0));
  for (const [name, said] of Object.entries(heard))
    findings.expect(`the stream of ${name}`, said.length === 1, `begins with ${said.join()}`);
  await happen(twins, FACTS_UNTIL_DAY);
  await until(() => Object.values(heard).every((said) => said.length > 1));
  for (const [name, said] of Object.entries(heard))
    findings.expect(`the stream of ${name}`, said.length > 1, 'does not tell what is the caller’s');
  await pause();
  const counts = Object.values(heard).map((said) => said.length);
  await happen(twins, END_DAY);
  // Of a time that was the caller's, and told when nothing is any more.
  await world.storeReading(ONE, { measuredAtMs: noon(END_DAY - 1).getTime(), socPercent: 77 });
  world.letTrustLapse();
  await happen(twins, END_DAY + 1);
  await pause();
  await pause();
  for (const [index, [name, said]] of Object.entries(heard).entries()) {
    findings.count(3);
    findings.expect(
      `the stream of ${name}`,
      said.length === counts[index],
      `tells what came after the end: ${said.slice(counts[index]).join()}`,
    );
  }
  streams.close();
}

/** A day's prices, a reading, and with them a new plan and a new instruction; the other batteries speak too. */
async function happen({ world }: TwinWorld, day: number): Promise<void> {
  world.clock.setTo(noon(day));
  await world.publishPrices('alder', noon(day).toISOString().slice(0, 10));
  for (const place of PLACES satisfies readonly Place[]) await world.storeReading(place, { socPercent: 20 + day });
  await world.workOff();
}

async function until(isSo: () => boolean): Promise<void> {
  for (let waited = 0; waited < WAITS_MAX && !isSo(); waited += 1) await pause();
}
