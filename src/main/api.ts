import path from 'node:path';
import { dashboardPages } from '../graphql/pages.ts';
import { apiSchema } from '../graphql/resolvers.ts';
import { startApi } from '../graphql/server.ts';
import { readRoleConfig } from './config.ts';
import { openRole } from './open-role.ts';
import { asked, runProcess } from './run-process.ts';
import { isReady, ROOT } from './wiring.ts';

/** The API and the pages: stateless, as many processes as the load asks for. */
await runProcess(async (signal) => {
  const config = readRoleConfig(process.env, ['REDIS_URL']);
  const { services, authenticate, budget, stop } = await openRole(config);
  const api = await startApi({
    schema: apiSchema(),
    platform: services,
    authenticate,
    budget,
    isReady: () => isReady(services),
    host: config.host,
    port: config.port,
    pages: dashboardPages(path.join(ROOT, 'dashboard/dist'), { explorer: config.explorer }),
  });
  services.log.info({ url: api.url }, 'the API is open');
  await asked(signal);
  await api.stop();
  await stop();
});
