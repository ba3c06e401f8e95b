import { createLog } from '../../src/platform/log.ts';

/** Tests provoke failures on purpose; set HOLDFAST_TEST_LOG to see what the platform says about them. */
export const quietLog = createLog({ level: process.env['HOLDFAST_TEST_LOG'] ?? 'silent' });
