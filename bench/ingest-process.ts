/** The ingest of the bench, as a process of its own: what `npm run ingest` runs, for the made-up tenant. */
import { asked, runProcess } from '../src/main/run-process.ts';
import { wire } from '../src/main/wiring.ts';
import { startIngest } from '../src/modules/telemetry/index.ts';
import { WorldClock } from '../src/platform/clock.ts';
import { createLog } from '../src/platform/log.ts';
import { connectMqtt } from '../src/platform/mqtt.ts';
import { benchTenant } from './ingest-tenant.ts';

const [ownerUrl = '', mqttUrl = '', siteCount = '', connectionCount = ''] = process.argv.slice(2);

await runProcess(async (signal) => {
  const log = createLog({ level: 'warn' });
  const tenantFiles = [benchTenant(Number(siteCount))];
  const wired = await wire({ ownerUrl, redisUrl: null, clock: WorldClock.start(), log, tenantFiles });
  const opening = Array.from({ length: Number(connectionCount) }, (_, index) =>
    connectMqtt({ url: mqttUrl, clientId: `ingest-${index}`, log }),
  );
  const connections = await Promise.all(opening);
  await startIngest({ platform: wired.services, connections, sharedGroup: 'ingest' });
  process.send?.('ready');
  await asked(signal);
  await Promise.all(connections.map((connection) => connection.close()));
  await wired.stop();
});
