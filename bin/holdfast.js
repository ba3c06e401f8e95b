#!/usr/bin/env node
// Hands over to the Node.js that the platform pins, whichever one is on the path.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const node = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));
const program = fileURLToPath(new URL('../src/main/cli/holdfast.ts', import.meta.url));

if (existsSync(node)) {
  const child = spawn(node, [program, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code) => process.exit(code ?? 1));
} else {
  process.stderr.write('Run `npm ci` first: the Node.js that Holdfast runs on is not there yet.\n');
  process.exitCode = 1;
}
