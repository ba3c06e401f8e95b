import { present } from '../kernel/assert.ts';
import { startIngest } from '../modules/telemetry/index.ts';
import { readRoleConfig } from './config.ts';
import { openNamedBroker } from './open-broker.ts';
import { openRole } from './open-role.ts';
import { asked, runProcess } from './run-process.ts';

/** Telemetry off the broker into PostgreSQL: several processes share one subscription. */
await runProcess(async (signal) => {
  const config = readRoleConfig(process.env, ['REDIS_URL', 'MQTT_URL']);
  const { services, stop } = await openRole(config);
  const broker = await openNamedBroker(present(config.mqttUrl, 'a role that needs MQTT_URL to have it'), services);
  const { takesSparkplug } = config;
  await startIngest({ platform: services, connections: broker.connections, sharedGroup: 'ingest', takesSparkplug });
  services.log.info('telemetry is taken in');
  await asked(signal);
  await broker.stop();
  await stop();
});
