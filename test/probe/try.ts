import { startProbeServer, copyOf } from './databases.ts';
import { makeSeeds } from './seed.ts';
import { Findings } from './findings.ts';
import { openTwins } from './twin-world.ts';
import { createRandom } from './random.ts';
import { askForeignIds, askOwnIds } from './suites/roots.ts';
import { askWalls } from './suites/walls.ts';
import { askTotals } from './suites/totals.ts';
const t0 = performance.now(); const lap = (w: string) => console.log(w, ((performance.now() - t0) / 1000).toFixed(2));
const server = await startProbeServer(); lap('server');
const seeds = await makeSeeds(server.adminUrl); lap('seeds');
{ const findings = new Findings({ leakCountMax: 100 }); const db = await copyOf(server.adminUrl, seeds.templates.twins);
  await askWalls({ ...db, findings }); lap(`walls ${findings.probeCount}`); console.log(findings.leaks.join('\n')); 
 const db2 = await copyOf(server.adminUrl, seeds.templates.open); const f2 = new Findings({ leakCountMax: 1000 });
  await askWalls({ ...db2, findings: f2 }); lap(`walls open ${f2.probeCount} ${f2.leaks.length}`);  }
for (const template of [seeds.templates.twins, seeds.templates.open]) {
const findings = new Findings({ leakCountMax: 10 });
const twins = await openTwins(seeds, { template, findings }); lap('open ' + template);
try {
await askOwnIds(twins, { random: createRandom(1) }); lap(`own ${findings.probeCount}`);
await askForeignIds(twins, { random: createRandom(1) }); lap(`foreign ${findings.probeCount}`);
await askTotals(twins); lap(`totals ${findings.probeCount}`);
} catch (error) { console.log(String(error).slice(0,300), error instanceof Error ? error.stack?.slice(0,600) : ''); }
console.log(findings.leaks.slice(0, 4).map((l) => l.slice(0, 900)).join('\n'), findings.leaks.length);
await twins.close();
}
await server.stop();
