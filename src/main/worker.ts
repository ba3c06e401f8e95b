import { readRoleConfig } from './config.ts';
import { openRole } from './open-role.ts';
import { asked, runProcess } from './run-process.ts';
import { runWorker } from './run-worker.ts';

/** Plans, setpoints and settlement: works off the queues and watches the clock. */
await runProcess(async (signal) => {
  const { services, stop } = await openRole(readRoleConfig(process.env, ['REDIS_URL']));
  if (!services.archive) services.log.warn('no ARCHIVE_URL: readings are not archived, and none is forgotten');
  await runWorker(services, signal);
  services.log.info('the queues are worked off');
  await asked(signal);
  await stop();
});
