import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Builds the pages that are in the tree, as production does (under a test's NODE_ENV they would be another program), once for the whole
 * run: a build takes away what the worlds of other files are serving.
 */
export default async function setup(): Promise<void> {
  const args = ['node_modules/vite/bin/vite.js', 'build', '--config', 'dashboard/vite.config.ts', '--logLevel', 'error'];
  await promisify(execFile)(process.execPath, args, { env: { ...process.env, NODE_ENV: 'production' } });
}
