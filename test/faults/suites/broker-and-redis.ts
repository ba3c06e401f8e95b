import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Installation } from '../installation.ts';
import { type Load, recovery, underLoad } from '../load/load.ts';
import type { Rehearsal, Suite } from '../suite.ts';

const DOWN_MS_MAX = 1_500;
/** Every site has spoken several times. */
const REFILL_MS = 1_500;

/** Broker and Redis are killed, come back empty and are flushed: neither holds anything that is not found again. */
export const brokerAndRedis: Suite = {
  name: 'broker and Redis gone',
  needs: ['redis-server', 'mosquitto'],
  async run(rehearsal) {
    const installation = await rehearsal.installation();
    return underLoad(rehearsal, { installation, name: 'broker' }, async (load) => {
      for (let outage = 0; outage < rehearsal.size.outageCount; outage += 1) {
        await loseBroker(rehearsal, installation, load);
        await loseRedis(rehearsal, installation, load);
      }
    });
  },
};

async function loseBroker({ tally, random }: Rehearsal, { mosquitto }: Installation, { telemetry }: Load): Promise<void> {
  await mosquitto.kill();
  tally.fault('broker killed and empty');
  await pause(random.next() * DOWN_MS_MAX);
  await mosquitto.start();
  const sinceMs = performance.now();
  const recoveryMs = await recovery(sinceMs, () => telemetry.lastReceiptMs > sinceMs);
  if (recoveryMs === null) tally.offend('brokenPromises', 'telemetry over MQTT never came back with the broker');
  else tally.recovered('telemetry over MQTT after the broker is back', recoveryMs);
}

async function loseRedis({ tally, random }: Rehearsal, { redis }: Installation, load: Load): Promise<void> {
  await redis.kill();
  tally.fault('Redis killed and empty');
  const goneMs = performance.now();
  const withoutMs = await recovery(
    goneMs,
    () => load.mutations.lastAcknowledgedMs > goneMs && load.telemetry.lastReceiptMs > goneMs,
  );
  if (withoutMs === null) tally.offend('brokenPromises', 'nothing works without Redis');
  else tally.recovered('changes and telemetry without Redis', withoutMs);
  await pause(random.next() * DOWN_MS_MAX);
  await redis.start();
  await pause(random.next() * DOWN_MS_MAX);
  const socket = connect(redis.port, '127.0.0.1');
  socket.write('FLUSHALL\r\n');
  await once(socket, 'data');
  socket.destroy();
  tally.fault('Redis flushed');
  // The values that were lost come back with the next readings; a load that ended here would send none.
  const flushedMs = performance.now();
  await recovery(flushedMs, () => load.telemetry.lastReceiptMs > flushedMs && load.telemetry.lastAnswerMs > flushedMs);
  await pause(REFILL_MS);
}
