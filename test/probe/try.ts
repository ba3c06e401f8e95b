import { startProbeServer, copyOf } from './databases.ts';
import { makeSeeds } from './seed.ts';
import { Findings } from './findings.ts';
import { openTwins } from './twin-world.ts';
import { askParties } from './suites/parties.ts';
const t0 = performance.now(); const lap = (w: string) => console.log(w, ((performance.now() - t0) / 1000).toFixed(2));
const server = await startProbeServer(); lap('server');
const seeds = await makeSeeds(server.adminUrl); lap('seeds');
for (const template of [seeds.templates.parties, seeds.templates.partiesOpen]) {
const findings = new Findings({ leakCountMax: 10 });
const twins = await openTwins(seeds, { template, findings, at: '2026-05-20T00:00:00Z' }); lap('open ' + template);
try {
await askParties(twins, { seed: 1, roundCount: 20 }); lap(`parties ${findings.probeCount}`);
} catch (error) { console.log(String(error).slice(0,300), error instanceof Error ? error.stack?.slice(0,600) : ''); }
console.log(findings.leaks.slice(0, 4).map((l) => l.slice(0, 900)).join('\n'), findings.leaks.length);
await twins.close();
}
await server.stop();
