import { apiSchema } from '../../src/graphql/resolvers.ts';
import { startApi } from '../../src/graphql/server.ts';
import { isReady, wire } from '../../src/main/wiring.ts';
import { restoreLatest } from '../../src/modules/telemetry/index.ts';
import { createLog } from '../../src/platform/log.ts';
import { SettableClock } from '../harness/settable-clock.ts';
import { TWIN_FILES } from './twins.ts';

/** The API in a process that is there to be killed. It answers before its live values are back, as one that starts does. */

// The parent prints what is read here.
const { ownerUrl, port } = JSON.parse(process.argv[2] ?? '{}') as { ownerUrl: string; port: number };
const log = createLog({ level: 'info', destination: 1 });
const clock = new SettableClock('2026-05-12T10:00:00Z');
const wired = await wire({ ownerUrl, redisUrl: null, clock, log, tenantFiles: TWIN_FILES });
const { services, authenticate, budget } = wired;
await startApi({
  schema: apiSchema(),
  platform: services,
  authenticate,
  budget,
  isReady: () => isReady(services),
  host: '127.0.0.1',
  port,
  explorer: true,
});
process.stdout.write('listening\n');
await restoreLatest(services);
