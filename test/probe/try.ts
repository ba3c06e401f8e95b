import { spawn } from 'node:child_process';
import { startProbeServer } from './databases.ts';
import { makeSeeds } from './seed.ts';
const t0 = performance.now();
const lap = (w: string) => console.log(w, ((performance.now() - t0) / 1000).toFixed(2));
const server = await startProbeServer();
lap('server');
const seeds = await makeSeeds(server.adminUrl);
lap('seeds');
await Promise.all(
  [0, 1].map(
    (part) =>
      new Promise<void>((done) => {
        const child = spawn(
          process.execPath,
          [
            'test/probe/mutants/work-off.ts',
            JSON.stringify({ seeds, part, partCount: 2, every: Number(process.argv[2] ?? 1), only: process.argv[3] ?? null }),
          ],
          { stdio: ['ignore', 'inherit', 'inherit'] },
        );
        child.once('close', () => done());
      }),
  ),
);
lap('done');
await server.stop();
