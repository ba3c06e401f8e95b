import { createLog } from '../../src/platform/log.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';

/** A process that owns a data folder until it is killed. */
const [dataDir = ''] = process.argv.slice(2);
const server = await startEmbeddedPostgres({ dataDir, log: createLog({ level: 'silent' }) });
process.stdout.write(server.ownerUrl('postgres'));
